from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from typing_extensions import override

from desktop.comparison.rows import Comparison, compare
from desktop.export.citation import quoted, quoted_runs
from desktop.export.comparison_csv import COLUMNS, neutralised, to_csv
from desktop.export.comparison_html import to_html
from desktop.export.comparison_markdown import escape, in_markdown, to_markdown
from desktop.reading.reader import read_text
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


SET_OFF = (
    "The acting is *superb*, and **_everything_** about it; `x < y` and a [link](http://a.example).\n\n"
    "- The *camera* work is fine\n- The ending: **dull**!\n\nIt is un*believ*able, *“quoted”*and **1. not a list**\n"
)


def set_off() -> Comparison:
    return compare([read_text(SET_OFF, path=Path("a.md"), id="a"), read_text("The acting is fine.\n", id="b")])


def test_html_sets_off_what_its_writer_set_off() -> None:
    html = to_html(set_off())
    assert "The acting is <em>superb</em>, and <strong><em>everything</em></strong> about it" in html
    assert "<code>x &lt; y</code> and a link." in html
    assert "<p>" in html
    assert "a.example" not in html


def test_markdown_sets_off_what_its_writer_set_off() -> None:
    said = to_markdown(set_off())
    tokens = MarkdownIt("commonmark").parse(said)
    shown = "".join(
        f"<{child.type}>" if child.type.startswith(("em_", "strong_")) else child.content
        for t in tokens
        for child in t.children or ()
    )
    assert (
        "The acting is <em_open>superb<em_close>, and <strong_open><em_open>everything<em_close><strong_close> about it"
        in shown.replace("<em_open><strong_open>", "<strong_open><em_open>").replace(
            "<strong_close><em_close>", "<em_close><strong_close>"
        )
    )
    assert "un<em_open>believ<em_close>able" in shown
    assert "*“quoted”*and" in shown, "stars that are no signs stay"


def test_bullets_are_no_words_of_an_item() -> None:
    comparison = compare(
        [
            read_text("Good:\n\n• The acting is fine\n• A great ending, all in all\n", id="a"),
            read_text("The acting is fine.\n", id="b"),
        ]
    )
    listed = [passage for passage in comparison.columns[0].review.passages if passage.span == passage.paragraph]
    assert listed, "the bullets belong to the passages"
    for made in (to_html(comparison), to_markdown(comparison), to_csv(comparison)):
        assert "•" not in made
        assert "The acting is fine" in made


WORDS = st.text(st.sampled_from("ab *_`[]()<>\\!\n-+.1:/w"), max_size=60)


@given(WORDS)
def test_any_words_come_back_from_markdown_and_html(text: str) -> None:
    comparison = compare(
        [read_text(f"The acting is fine. {text}\n", path=Path("a.md"), id="a"), read_text("The acting is fine.\n", id="b")]
    )
    review = comparison.columns[0].review
    tags = Tags()
    tags.feed(to_html(comparison))
    for passage in review.passages:
        line = quoted(review, passage.span)
        assert "".join(words for words, _ in quoted_runs(review, passage.span)) == line
        assert line in "".join(tags.text)
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- {in_markdown(review, passage)}")
        children = [child for token in tokens for child in token.children or ()]
        assert "".join(child.content for child in children) == line
        assert {child.type for child in children} <= {
            "text",
            "text_special",
            "em_open",
            "em_close",
            "strong_open",
            "strong_close",
        }
