from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.blocks import find_blocks
from desktop.reading.markdown import front_matter, read_markdown
from desktop.reading.sources import named_alike, page_of_text
from desktop.review import Face, Role
from tests.reading.partition import assert_partition

SOURCE = """\
---
title: "The Salt Harbour: a wet one"
film: The Salt Harbour
grade: C-
genres:
  - Drama
  - Sea
tags: [boats, 'ropes']
---

# The Salt Harbour

Some *text* that is
broken over lines.

A heading
---------

- one
- two
  goes on

> quoted
> words

![A boat](boat.png)

<div>raw</div>

| a | b |
|---|---|
| 1 | 2 |

***

1. first
"""

SHOWN = (
    SOURCE.replace("*text*", "text")
    .replace("# The Salt", "The Salt")
    .replace("A heading\n---------", "A heading")
    .replace("> ", "")
)
BLOCKS = [
    ("The Salt Harbour", 1, False),
    ("Some text that is\nbroken over lines.", 0, False),
    ("A heading", 2, False),
    ("- one", 0, True),
    ("- two\n  goes on", 0, True),
    ("quoted\nwords", 0, False),
    ("![A boat](boat.png)", 0, False),
    ("<div>raw</div>", 0, False),
    ("***", 0, False),
    ("1. first", 0, True),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blocks_are_those_of_the_text_without_its_signs(end: str) -> None:
    page = read_markdown(SOURCE.replace("\n", end))
    assert page.text == SHOWN.replace("\n", end)
    hints = [hint for hint in page.hints if hint.chrome != "markdown.front_matter"]
    assert [(hint.span.of(page.text).replace(end, "\n"), hint.level, hint.listed) for hint in hints] == BLOCKS
    assert [(style.span.of(page.text), style.face) for style in page.styles] == [
        ("text", Face.EMPHASIS),
        (f"quoted{end}words", Face.QUOTE),
    ]


def test_pictures_raw_markup_and_rules_are_the_site_s() -> None:
    page = read_markdown(SOURCE)
    marked = {hint.span.of(page.text): hint.chrome for hint in page.hints if hint.chrome and "front" not in hint.chrome}
    assert marked == {"![A boat](boat.png)": "markdown.image", "<div>raw</div>": "markdown.html", "***": "markdown.rule"}


def test_front_matter_is_metadata_with_its_places() -> None:
    page = read_markdown(SOURCE)
    assert page.metadata.source == "front_matter"
    assert page.metadata.fields == {
        "title": ("The Salt Harbour: a wet one",),
        "film": ("The Salt Harbour",),
        "grade": ("C-",),
        "genres": ("Drama", "Sea"),
        "tags": ("boats", "ropes"),
    }
    assert {key: span.of(SOURCE) for key, span in page.metadata.spans.items()} == {
        "title": "The Salt Harbour: a wet one",
        "film": "The Salt Harbour",
        "grade": "C-",
        "genres": "Drama",
        "tags": "boats",
    }


def test_entries_go_by_the_names_that_the_stages_know_too() -> None:
    named = named_alike(read_markdown(SOURCE).metadata)
    assert named.fields["rating"] == ("C-",)
    assert named.fields["item"] == ("The Salt Harbour",)
    assert named.fields["headline"] == ("The Salt Harbour: a wet one",)
    assert named.fields["genre"] == ("Drama", "Sea")
    assert named.spans["rating"].of(SOURCE) == "C-"


def test_nested_entries_are_named_by_their_path() -> None:
    _, metadata = front_matter("---\nreview:\n  rating: 7\n  author: Nora\n---\ntext")
    assert named_alike(metadata).fields["rating"] == ("7",)
    assert named_alike(metadata).fields["author"] == ("Nora",)


def test_toml_front_matter() -> None:
    end, metadata = front_matter('+++\ntitle = "Harbour"\nscore = 7\n+++\ntext')
    assert metadata.fields == {"title": ("Harbour",), "score": ("7",)}
    assert end == len('+++\ntitle = "Harbour"\nscore = 7\n+++')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n---\n",
        "---\nno entries\nhere at all\n---\ntext",
        "---\ntitle: never closed\n",
        "text\n---\ntitle: x\n---\n",
        "+++\nnot = = toml\n+++\n",
        "---\n" + "a: b\n" * 200 + "---\n",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    assert front_matter(text)[0] == 0
    assert front_matter(text)[1].fields == {}


def test_plain_text_may_have_front_matter_too() -> None:
    page = page_of_text("---\ngrade: C-\n---\nA film.", ".txt")
    assert page.metadata.fields["rating"] == ("C-",)
    assert [hint.chrome for hint in page.hints] == ["markdown.front_matter"] * 3


def test_a_very_long_file_is_read_as_text() -> None:
    text = "---\na: b\n---\n" + "- item\n" * 60_000
    assert len(read_markdown(text).hints) == 3


@given(st.text(st.sampled_from("#-*_>| \n\r\t`~1.ab[]()=+:\\<!")))
def test_with_the_hints_of_any_markdown_the_blocks_are_the_text(text: str) -> None:
    page = read_markdown(text)
    assert_partition(page.text, find_blocks(page.text, page.hints))
    assert all(0 <= style.span.start < style.span.end <= len(page.text) for style in page.styles)


@given(st.text(st.sampled_from("#-*_>| \n\r\t`~1.ab[]()=+:\\<!é\U0001f600")))
def test_nothing_but_signs_and_addresses_is_left_out(text: str) -> None:
    page = read_markdown(text)
    left = iter(text)
    assert all(letter in left for letter in page.text), "the rest stands in its order"
    letters = [letter for letter in text if letter.isalnum()]
    addresses = sum(len(style.target) for style in page.styles)
    assert len(letters) - sum(map(str.isalnum, page.text)) <= addresses + text.count("](") * len(text)


@given(st.text(st.sampled_from("-+: \n\r\tab[],'\"="), max_size=60))
def test_any_front_matter_has_its_values_where_it_says(inner: str) -> None:
    text = f"---\nkey: value\n{inner}\n---\nrest"
    _, metadata = front_matter(text)
    for key, span in metadata.spans.items():
        assert span.of(text) == metadata.fields[key][0]


def test_a_list_item_of_several_lines_is_one_block() -> None:
    page = read_markdown(SOURCE)
    contents = [block.span.of(page.text) for block in find_blocks(page.text, page.hints) if block.role is not Role.GAP]
    assert "- two\n  goes on" in contents


def test_where_links_lead_is_the_site_s() -> None:
    page = read_markdown(
        "See [the map][1] and [more].\n\n[1]: http://a.example/map\n[more]: <http://b.example> 'Title'\n\nText\n====\n"
    )
    assert page.text == "See the map and more.\n\n[1]: http://a.example/map\n[more]: <http://b.example> 'Title'\n\nText\n"
    assert [(hint.span.of(page.text), hint.chrome, hint.level) for hint in page.hints] == [
        ("See the map and more.", "", 0),
        ("[1]: http://a.example/map", "markdown.reference", 0),
        ("[more]: <http://b.example> 'Title'", "markdown.reference", 0),
        ("Text", "", 1),
    ]
