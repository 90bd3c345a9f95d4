from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from typing_extensions import override

from desktop.comparison.rows import Comparison, compare
from desktop.export.comparison_csv import COLUMNS, neutralised, to_csv
from desktop.export.comparison_html import to_html
from desktop.export.comparison_markdown import escape, to_markdown
from desktop.review import Found, Span
from tests.reading.pages import page

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "<script>alert(1)</script>",
    '<img src="http://a.example/x" onerror=1>',
    "[a](http://b.example) ![b](c) **bold** `code` ~~x~~",
    "http://c.example/x www.d.example someone@e.example",
    "| a | b |",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "&lt;b&gt; &amp;",
    "\\*",
    "===",
    "<!-- comment",
    "]]>",
]


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    @override
    def handle_data(self, data: str) -> None:
        self.text.append(data)


def comparison_of(*texts: str) -> Comparison:
    reviews = [
        page(
            f"The acting is superb, says {text}\n\n{text}\n",
            name=text,
            headline=Found(text, Span(0, 1), "test"),
            critic=Found(text, None, "test"),
        )
        for text in texts
    ]
    return compare(reviews)


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_holds_every_passage_once_and_no_formula(text: str) -> None:
    comparison = comparison_of(text, "Plain words.")
    rows = list(csv.reader(io.StringIO(to_csv(comparison))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) - 1 == sum(len(c.review.passages) for c in comparison.columns)
    for row in rows[1:]:
        assert not any(field.lstrip().startswith(("=", "+", "-", "@")) for field in row)


@given(st.text())
def test_neutralised_text_is_the_text_itself_behind_at_most_an_apostrophe(text: str) -> None:
    assert neutralised(text) in {text, f"'{text}"}


@pytest.mark.parametrize("text", HOSTILE)
def test_html_has_only_our_tags_and_all_the_text(text: str) -> None:
    tags = Tags()
    tags.feed(to_html(comparison_of(text, "Plain words.")))
    assert tags.tags <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "table", "caption", "thead", "tbody", "tr", "th", "td"),
        *("p", "span", "em", "br", "ul", "li"),
    }
    assert not any(name.startswith("on") or name in {"src", "href"} for name in tags.attributes)
    assert " ".join(text.split()) in "".join(tags.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_data_as_text(text: str) -> None:
    markdown = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    tokens = markdown.parse(to_markdown(comparison_of(text, "Plain words.")))
    inline = [child for token in tokens for child in token.children or ()]
    assert not any(child.type in {"link_open", "image", "html_inline", "code_inline", "s_open"} for child in inline)
    assert not any(
        token.type in {"html_block", "blockquote_open", "fence", "code_block", "ordered_list_open"} for token in tokens
    )
    assert "h1" not in [token.tag for token in tokens if token.type == "heading_open"][1:]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_escaped_text_comes_back_from_markdown(text: str) -> None:
    line = " ".join(text.split())
    tokens = MarkdownIt("commonmark").parse(f"- {escape(text)}")
    shown = "".join(child.content for token in tokens for child in token.children or ())
    assert shown == line
