from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.blocks import find_blocks
from desktop.reading.page import Hint
from desktop.review import Role, Span
from tests.reading.partition import assert_partition

WRAPPED = """\
The harbour is where the film begins and where it ends, and for most
of the hours between it is where one would rather be. Nobody speaks
much. The boats do the talking, and they do it in the dark.
A second paragraph follows without an empty line between, because that
is how some people write, and it has to begin a block of its own here.
"""


def contents(text: str, hints: tuple[Hint, ...] = ()) -> list[str]:
    blocks = find_blocks(text, hints)
    assert_partition(text, blocks)
    return [block.span.of(text) for block in blocks if block.role is not Role.GAP]


def test_in_scraped_text_every_line_is_a_paragraph() -> None:
    assert contents("One short line\nA much longer line that goes on and on.\n\n  Third \n") == [
        "One short line",
        "A much longer line that goes on and on.",
        "Third",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\v", "\x85"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert contents(f"one{end}two") == ["one", "two"]


def test_lines_broken_at_a_column_are_one_paragraph() -> None:
    first, second = contents(WRAPPED)
    assert first.startswith("The harbour")
    assert first.endswith("in the dark.")
    assert second.startswith("A second paragraph")


def test_lines_broken_at_a_column_are_joined_with_windows_line_ends_too() -> None:
    assert len(contents(WRAPPED.replace("\n", "\r\n"))) == 2


def test_an_empty_line_parts_paragraphs_that_are_broken_at_a_column() -> None:
    assert len(contents(WRAPPED + "\n" + WRAPPED)) == 4


def test_lists_and_labels_are_not_joined() -> None:
    lines = [
        "Director: somebody with a name that makes this line as long as the rest",
        "Cast: some other people whose names together are about as long as that",
        "- a list item that is just as long as the lines above it are, or longer",
        "- another list item that is just as long as the lines above it, or so it",
    ]
    assert contents("\n".join(lines)) == lines


def test_short_lines_are_not_joined() -> None:
    assert len(contents("roses are red\nviolets are blue\nthis is a poem\nand so are you")) == 4


@pytest.mark.parametrize("bullet", ["•", "- ", "* ", "– ", "1. ", "2) ", "✓", "+ "])
def test_items_of_lists_are_marked_and_keep_their_bullet(bullet: str) -> None:
    (block,) = find_blocks(f"{bullet}good")
    assert block.listed
    assert block.span == Span(0, len(bullet) + 4)


@pytest.mark.parametrize("line", ["-5 degrees", "1984 was better", "*emphasis* matters", "+1", "–"])
def test_not_every_sign_is_a_bullet(line: str) -> None:
    (block,) = find_blocks(line)
    assert not block.listed


@pytest.mark.parametrize(("line", "level"), [("# Title", 1), ("### Pros", 3), ("#hashtag", 0), ("####### seven", 0)])
def test_hashes_make_headings(line: str, level: int) -> None:
    (block,) = find_blocks(line)
    assert block.level == level
    assert (block.role is Role.HEADING) == (level > 0)


def test_a_hint_can_make_several_lines_one_block() -> None:
    text = "one\ntwo\n\nthree"
    assert contents(text, (Hint(Span(0, 7), whole=True),)) == ["one\ntwo", "three"]


def test_hints_give_levels_and_lists() -> None:
    text = "Title\n\nitem\n\nprose"
    blocks = [
        b for b in find_blocks(text, (Hint(Span(0, 5), level=1), Hint(Span(7, 11), listed=True))) if b.role is not Role.GAP
    ]
    assert [(b.role, b.level, b.listed) for b in blocks] == [
        (Role.HEADING, 1, False),
        (Role.BODY, 0, True),
        (Role.BODY, 0, False),
    ]


def test_white_space_alone_is_one_gap() -> None:
    (block,) = find_blocks(" \n\t\n\u200b\ufeff\xa0 ")
    assert block.role is Role.GAP


def test_nothing_has_no_blocks() -> None:
    assert find_blocks("") == ()


@given(st.text(st.sampled_from("ab .\n\r\t•-#1:\u2028\xa0\x00")))
def test_the_blocks_are_the_text(text: str) -> None:
    assert_partition(text, find_blocks(text))


@given(st.text(st.sampled_from("ab .\n"), min_size=1), st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=4))
def test_with_hints_the_blocks_are_the_text(text: str, cuts: list[tuple[int, bool]]) -> None:
    places = sorted({min(cut, len(text)) for cut, _ in cuts})
    hints = tuple(
        Hint(Span(start, end), whole=number % 2 == 0) for number, (start, end) in enumerate(itertools.pairwise(places))
    )
    assert_partition(text, find_blocks(text, hints))
