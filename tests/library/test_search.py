"""Full-text search in many rows: frequent words, rare ones and everything between give the same as looking into each row."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.entry import searchable
from desktop.library.folding import fold
from desktop.library.search import TextIndex, rows_of
from desktop.library.vocabulary import Vocabulary
from tests.library import reviews


@pytest.mark.parametrize("part", [1.0, 0.9, 0.5, 0.2, 0.01, 0.0])
@pytest.mark.parametrize("late", [False, True])
def test_however_many_rows_hold_a_word(part: float, late: bool) -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    held = [chance.random() < part and not (late and row < 200) for row in range(700)]
    filling = " and nothing else of the kind"
    texts = [f"{filling}{' revenge' if holds else ' venge'}{filling} \n".encode() for holds in held]
    index = TextIndex(texts)
    assert list(rows_of(index.find("revenge", whole=True))) == [row for row, holds in enumerate(held) if holds]
    index.forget()
    assert list(rows_of(index.find("rev", whole=False))) == [row for row, holds in enumerate(held) if holds]
    assert list(rows_of(index.find("rev", whole=True))) == []
    assert list(rows_of(index.find("nothing else", whole=True))) == list(range(700))
    assert index.times("revenge", range(700), whole=True) == list(map(int, held))


WORDS = st.sampled_from(
    ["re", "rev", "revenge", "revenger", "zz", "影", "影 の", "é", "7", "a b", "slow rev", "slow revenge", "ÿ"]
)
lines = st.lists(st.lists(st.sampled_from([*reviews.WORDS, "revenger", "a", "b", "é"]), max_size=5).map(" ".join), max_size=3)


@given(st.lists(lines, min_size=1, max_size=12), WORDS | st.text(max_size=4), st.booleans(), st.lists(lines, max_size=2))
def test_a_vocabulary_finds_what_looking_finds(
    bodies: list[list[str]], words: str, whole: bool, changed: list[list[str]]
) -> None:
    texts = [searchable(body) for body in bodies]
    sought = fold(words)
    if not sought:
        return
    index = TextIndex(texts)
    index.take_vocabulary(Vocabulary.of(texts))
    assert index.find(sought, whole=whole) == TextIndex(texts).find(sought, whole=whole)
    others = {row: searchable(body) for row, body in enumerate(changed) if row < len(texts)}
    now = [others.get(row, text) for row, text in enumerate(texts)]
    assert index.replaced(others).find(sought, whole=whole) == TextIndex(now).find(sought, whole=whole)


def test_a_vocabulary_of_other_rows_is_not_taken() -> None:
    index = TextIndex([searchable(["slow"]), searchable(["fierce"])])
    index.take_vocabulary(Vocabulary.of([searchable(["fierce"])]))
    assert list(rows_of(index.find("fierce", whole=True))) == [1]


def test_many_rows_take_wider_numbers() -> None:
    texts = [b" a \n"] * 70_000 + [b" last \n"]
    vocabulary = Vocabulary.of(texts)
    assert list(vocabulary.holding(vocabulary.span(b"last", whole=True))) == [70_000]
    assert vocabulary.span(b"b", whole=False) == (1, 1)
    assert vocabulary.span(b"zz", whole=True) == (2, 2)


def test_a_beginning_that_nearly_all_rows_hold_is_found_in_all_of_them() -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    words = [f"re{chance.randrange(1000)}" for _ in range(1000)]
    texts = [searchable([" ".join(chance.sample(words, 40))]) if row % 9 else searchable(["else"]) for row in range(400)]
    index = TextIndex(texts)
    index.take_vocabulary(Vocabulary.of(texts))
    assert list(rows_of(index.find("re", whole=False))) == [row for row in range(400) if row % 9]


def test_many_texts_are_put_together_as_few_are() -> None:
    texts = [f" word {number} of {number % 7} \n".encode() for number in range(2_500)]
    index = TextIndex(texts)
    assert [index.words(row) for row in range(len(texts))] == texts
    assert index.find("of 3", whole=True) == sum(1 << row for row in range(len(texts)) if row % 7 == 3)


@pytest.mark.parametrize("longer", [3, 2_500])
def test_a_whole_word_is_found_among_many_longer_ones(longer: int) -> None:
    texts = (
        [b" revenges \n"] * longer
        + [b" revenge \n", b" sweet revenger \n", b" his revenge now \n"]
        + [b" revengeful \n"] * longer
    )
    index = TextIndex(texts)
    assert list(rows_of(index.find("revenge", whole=True))) == [longer, longer + 2]
    index.forget()
    assert index.find("revenge", whole=False).bit_count() == len(texts)
