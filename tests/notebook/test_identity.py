"""A review is known again by its text, however it was saved, and a new version of it by its place and most of its words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.notebook.identity import SAME_PAGE, identity, likeness, place_of, sketch, storable
from tests.notebook import review


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A film.\nA  second line.", "A film.\r\n\r\n  A second line.\r\n"),
        ("Café", "Cafe\N{COMBINING ACUTE ACCENT}"),
        ("A film.\N{NO-BREAK SPACE}Good.", "A film. Good."),
    ],
)
def test_how_a_page_was_saved_makes_no_difference(one: str, other: str) -> None:
    assert identity(review(text=one)).text == identity(review(text=other, folder="/elsewhere")).text


def test_another_word_or_letter_makes_a_difference() -> None:
    texts = ["A good film.", "A good film", "a good film.", "A bad film."]
    assert len({identity(review(text=text)).text for text in texts}) == len(texts)


def test_empty_pages_are_told_apart_by_their_places() -> None:
    assert identity(review("one", " \n")).text != identity(review("two", " \n")).text
    assert identity(review("one", " \n")).text == identity(review("one", "\n")).text


@given(st.text(st.characters(), max_size=200))
def test_any_text_has_a_key_and_a_sketch(text: str) -> None:
    assert identity(review(text=text or " ")) == identity(review(text=text or " "))
    assert likeness(sketch(storable(text).encode()), sketch(storable(text).encode())) == 1


@pytest.mark.parametrize("changed", [0.0, 0.02, 0.1, 0.3])
def test_likeness_estimates_the_share_of_common_word_triples(changed: float) -> None:
    rng = random.Random(7)  # noqa: S311 - a fixed text, not a secret
    words = [f"w{rng.randrange(5000)}" for _ in range(2000)]
    other = [f"x{number}" if rng.random() < changed else word for number, word in enumerate(words)]

    def triples(of: list[str]) -> set[tuple[str, ...]]:
        return {tuple(of[at : at + 3]) for at in range(len(of) - 2)}

    left, right = triples(words), triples(other)
    truth = len(left & right) / len(left | right)
    assert abs(likeness(sketch(" ".join(words).encode()), sketch(" ".join(other).encode())) - truth) < 0.2


def test_two_reviews_are_not_alike() -> None:
    one = b"the plot is thin and the chases are long but she is a joy to watch from start to end of it"
    other = b"an earnest drama that trusts its silences more than its score and rewards those who watch to the end of it"
    assert likeness(sketch(one), sketch(other)) < SAME_PAGE
    assert likeness(sketch(one), sketch(b"")) == 0


@pytest.mark.parametrize(
    ("file", "review_id", "place"),
    [
        ("/r/a.txt", "a", "/r/a.txt"),
        ("/r/a.txt", "r/a", "/r/a.txt"),  # the folder only tells it from another a
        ("/r/a.txt", "a~2", "/r/a.txt"),
        ("/r/a.csv", "a#2", "/r/a.csv#2"),
        ("/r/a.csv", "r/a#17", "/r/a.csv#17"),
        ("/r/a#2.txt", "a#2", "/r/a#2.txt"),
        ("/r/a#2.csv", "a#2#3", "/r/a#2.csv#3"),
        ("", "pasted", "#pasted"),
        ("/r/\udcff.txt", "\udcff", "/r/\\udcff.txt"),
    ],
)
def test_a_place_is_a_file_and_a_number_in_it(file: str, review_id: str, place: str) -> None:
    assert place_of(file, review_id) == place
