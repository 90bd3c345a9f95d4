"""Entries kept by column are the entries that were given."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.entries import Entries
from desktop.library.entry import Entry, entry_of
from desktop.library.library import Library
from tests.library.reviews import review

ALL = [review("a", year=2001), review("b", score=70), review("c", critic="Ann Other")]
SAMPLES = [entry_of(each) for each in ALL]
ROWS = st.lists(st.sampled_from(SAMPLES), max_size=9)


@given(ROWS)
def test_entries_and_columns_are_what_was_given(given_: list[Entry]) -> None:
    kept = Entries.of(given_)
    assert list(kept) == given_
    assert [kept[row] for row in range(len(kept))] == given_
    assert list(kept[1:-1]) == given_[1:-1]
    assert all(kept.column(field) == [getattr(entry, field) for entry in given_] for field in Entry._fields)


@given(ROWS, st.dictionaries(st.integers(0, 8), st.sampled_from(SAMPLES)))
def test_some_rows_are_changed_and_the_others_left(given_: list[Entry], others: dict[int, Entry]) -> None:
    others = {row: entry for row, entry in others.items() if row < len(given_)}
    kept = Entries.of(given_)
    assert list(kept.changed(others)) == [others.get(row, entry) for row, entry in enumerate(given_)]
    assert list(kept) == given_


@given(st.lists(st.tuples(ROWS, st.booleans()), max_size=4))
def test_stretches_are_joined_under_their_own_ids_or_others(parts: list[tuple[list[Entry], bool]]) -> None:
    joined, expected = [], []
    for number, (rows, renamed) in enumerate(parts):
        stretch = rows[1:]
        ids = [f"{number}/{place}" for place in range(len(stretch))] if renamed else [entry.id for entry in stretch]
        joined.append((Entries.of(rows), min(1, len(rows)), len(rows), ids if renamed else None))
        expected += [entry._replace(id=id_) for entry, id_ in zip(stretch, ids, strict=True)]
    assert list(Entries.joined(joined)) == expected


def test_entries_are_equal_by_what_they_hold() -> None:
    assert Entries.of(SAMPLES) == Entries.of(iter(SAMPLES))
    assert Entries.of(SAMPLES) != Entries.of(SAMPLES[1:])
    with pytest.raises(KeyError):
        Entries.of(SAMPLES).column("colour")


def test_a_library_keeps_its_rows_when_some_are_read_anew() -> None:
    library = Library.of(ALL)
    other = replace(ALL[1], language="xx")
    changed = library.with_reviews({1: other})
    assert [entry.language for entry in changed.entries] == [
        "xx" if row == 1 else entry.language for row, entry in enumerate(library.entries)
    ]
