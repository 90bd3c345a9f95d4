"""Rows that pass, known by a flag each: the same as a list of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.library.passing import Order, Passing

SIZE = 30
orders = st.none() | st.permutations(range(SIZE)).map(Order)
some_rows = st.sets(st.integers(0, SIZE - 1))


def passing(rows: set[int], order: Order | None = None) -> Passing:
    return Passing(bytes(row in rows for row in range(SIZE)), order)


@given(some_rows, orders, some_rows)
def test_they_are_the_rows_in_their_order(rows: set[int], order: Order | None, others: set[int]) -> None:
    made = passing(rows, order)
    expected = [row for row in (range(SIZE) if order is None else order.rows) if row in rows]
    assert list(made) == expected
    assert list(made[2:5]) == expected[2:5]
    assert [made[place] for place in range(len(made))] == expected
    assert (len(made), bool(made), made.total) == (len(rows), bool(rows), SIZE)
    assert [row in made for row in range(-1, SIZE + 1)] == [row in rows for row in range(-1, SIZE + 1)]
    assert [made.place_of(row) for row in range(SIZE)] == [expected.index(row) if row in rows else None for row in range(SIZE)]
    assert list(made.without(others)) == [row for row in expected if row not in others]
    assert (made == passing(others, order)) == (rows == others)


def test_all_rows_are_not_counted_out() -> None:
    everything = Passing(b"\1" * 1_000_000)
    assert isinstance(everything.numbers, range)
    assert everything.place_of(999_999) == 999_999
    order = Order(range(999_999, -1, -1))
    assert Passing(b"\1" * 1_000_000, order).numbers is order.rows
