"""Full-text search in many rows: frequent words, rare ones and everything between give the same as looking into each row."""

from __future__ import annotations

import random

import pytest

from desktop.library.search import TextIndex, rows_of


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
