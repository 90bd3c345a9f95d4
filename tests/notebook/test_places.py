"""Places that belong together are found again by the words that stand there, or counted as lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.notebook.places import places_of, written
from tests.notebook import review

ONE = review("one", "The camera is calm. The music is loud. The ending comes too soon, and nobody is the wiser for it at all.")
TWO = review(
    "two", "What a score this is! The pictures are grey, the cast is good, and the last act is worth the wait of two hours."
)


@given(st.lists(st.tuples(st.integers(0, len(ONE.text) - 1), st.integers(0, len(TWO.text) - 1)), min_size=1, max_size=5))
def test_every_place_is_found_again(places: list[tuple[int, int]]) -> None:
    value = written(ONE, TWO, places)
    assert value is not None
    assert places_of(ONE, TWO, value) == (places, 0)


def test_places_move_with_their_words_and_are_lost_with_them() -> None:
    at = ONE.text.index("The music"), TWO.text.index("The pictures")
    value = written(ONE, TWO, [at, (0, 0)])
    assert value is not None
    longer = review("one", "Put before. " + ONE.text)
    assert places_of(longer, TWO, value) == ([(at[0] + 12, at[1]), (12, 0)], 0)
    other = review("two", TWO.text.replace("What a score", "Such a score"))
    assert places_of(ONE, other, value) == ([at], 1)
    assert written(ONE, TWO, []) is None


@pytest.mark.parametrize("value", ["", "{}", "[1]", "[[1, 2]]", '[[{"exact": "a"}, {}]]', "[[]]"])
def test_what_is_none_of_ours_names_no_places(value: str) -> None:
    assert places_of(ONE, TWO, value)[0] == []
