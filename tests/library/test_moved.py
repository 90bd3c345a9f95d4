"""The place of the eye in a text that was changed under it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.moved import moved
from tests.helpers.timing import within

BEFORE = "First line here.\nThe second line is longer.\nA third.\nAnd the last line of all.\n"


@pytest.mark.parametrize("words", ["line here", "second line", "longer", "A third", "the last"])
@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        "A new beginning.\n" + BEFORE,
        BEFORE + "A new end.\n",
        "New.\n" + BEFORE + "New, too.\n",
        "New.\n" + BEFORE.replace("A third.\n", "A third.\nA line between.\n") + "New, too.\n",
        "New.\n" + BEFORE.replace("is longer", "is longer than it was") + "End.\n",
    ],
)
def test_a_place_stays_with_its_words(words: str, now: str) -> None:
    at = moved(BEFORE, now, BEFORE.index(words))
    assert now.startswith(words, at)


def test_what_is_gone_leaves_a_place_nearby() -> None:
    now = BEFORE.replace("The second line is longer.\n", "")
    assert abs(moved(BEFORE, now, BEFORE.index("second")) - now.index("A third")) < 20


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.data())
def test_any_place_is_in_the_text_and_what_was_not_touched_is_certain(
    head: str, old: str, new: str, tail: str, data: st.DataObject
) -> None:
    before, now = head + old + tail, head + new + tail
    offset = data.draw(st.integers(0, len(before)))
    at = moved(before, now, offset)
    assert 0 <= at <= len(now)
    if offset < len(head):
        assert at == offset
    assert moved(before, before, offset) == offset


def test_a_long_text_takes_no_time() -> None:
    text = "The same words all over again. " * 100_000
    assert within(0.1, lambda: moved(text, "x" + text[:2_000_000] + "y" + text[2_000_000:], 1_000_000))
