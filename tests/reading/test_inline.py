from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.inline import find_inline
from desktop.reading.markdown import read_markdown
from desktop.review import Face, Span

LINK = "https://example.org/a_b"


def read(text: str) -> tuple[str, list[tuple[str, Face, str]]]:
    """A paragraph without its signs, and what is set off in it."""
    found = find_inline(text, {"ONE": {"href": LINK, "title": ""}})
    signs = {at for sign in found.signs for at in range(sign.start, sign.end)}
    words = "".join(letter for at, letter in enumerate(text) if at not in signs)

    def bare(span: Span) -> str:
        return "".join(text[at] for at in range(span.start, span.end) if at not in signs)

    return words, [(bare(style.span), style.face, style.target) for style in found.styles]


@pytest.mark.parametrize(
    ("text", "words", "styles"),
    [
        ("A *fine* film", "A fine film", [("fine", Face.EMPHASIS, "")]),
        ("A __fine__ film", "A fine film", [("fine", Face.STRONG, "")]),
        ("***fine***", "fine", [("fine", Face.EMPHASIS, ""), ("fine", Face.STRONG, "")]),
        ("**a _b_ c**", "a b c", [("a b c", Face.STRONG, ""), ("b", Face.EMPHASIS, "")]),
        ("un**believ**able", "unbelievable", [("believ", Face.STRONG, "")]),
        ("``a ` b`` and `c*d*`", "a ` b and c*d*", [("a ` b", Face.CODE, ""), ("c*d*", Face.CODE, "")]),
        ("`` `x` ``", "`x`", [("`x`", Face.CODE, "")]),
        (
            f"the [*very* site]({LINK} 'title').",
            "the very site.",
            [("very site", Face.LINK, LINK), ("very", Face.EMPHASIS, "")],
        ),
        ("see [one] and [this][one]", "see one and this", [("one", Face.LINK, LINK), ("this", Face.LINK, LINK)]),
        (f"<{LINK}>", LINK, [(LINK, Face.LINK, LINK)]),
        (r"2 \* 3 \_x\_ \q", r"2 * 3 _x_ \q", []),
        ("one\\\ntwo", "one\ntwo", []),
        ("*over\nlines*", "over\nlines", [("over\nlines", Face.EMPHASIS, "")]),
    ],
)
def test_signs_are_taken_out_and_remembered(text: str, words: str, styles: list[tuple[str, Face, str]]) -> None:
    assert read(text) == (words, styles)


@pytest.mark.parametrize(
    "text",
    [
        "***½ out of *****",
        "Rating: ****",
        "snake_case_names and 2 * 3 * 4",
        "[no link] and [nor](this one",
        "![a *boat*](boat_1.png)",
        "<b class='*'>x</b> *",
        "a &ast; b",
        "two spaces  \nnext",
        "`open",
        "5* hotel, 4* food",
    ],
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert read(text) == (text, [])


@given(st.text(st.sampled_from("ab *_`[]()<>\\!\n'\"x:é")))
def test_any_paragraph(text: str) -> None:
    found = find_inline(text, {})
    assert all(one.end <= two.start for one, two in zip(found.signs, found.signs[1:], strict=False))
    assert all(0 <= sign.start < sign.end <= len(text) for sign in found.signs)
    assert all(0 <= style.span.start <= style.span.end <= len(text) for style in found.styles)
    assert not any(letter.isalnum() for sign in found.signs for letter in sign.of(text)) or "](" in text


def test_signs_in_quotations_and_lists_are_found_where_they_stand() -> None:
    page = read_markdown("> one *two\n> three* four\n\n1. a **b**\n   - c `d`\n")
    assert page.text == "one two\nthree four\n\n1. a b\n   - c d\n"
    assert [style.span.of(page.text) for style in page.styles] == ["one two\nthree four", "two\nthree", "b", "d"]


def test_a_file_of_signs_is_left_as_it_is_written() -> None:
    text = "\n\n".join(["[" * 5_000] * 8) + "\n\n*a*\n"
    page = read_markdown(text)
    assert page.text == text
    assert page.styles == ()
