from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.panes.compare_columns import ColumnOrder

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(-1, 6), st.sampled_from((-1, 1))),
        st.tuples(st.just("pin"), st.integers(0, 4), st.just(0)),
        st.tuples(st.just("swap"), st.integers(-1, 6), st.integers(0, 4)),
    ),
    max_size=20,
)


@given(steps=STEPS, shown=st.integers(0, 5))
def test_no_column_is_lost_and_the_base_stays_first(steps: list[tuple[str, int, int]], shown: int) -> None:
    columns = ColumnOrder((0, 1, 2, 3, 4))
    for what, column, other in steps:
        if what == "move":
            columns = columns.moved(column, other)
        elif what == "pin":
            columns = columns.pinned(column)
        else:
            columns = columns.swapped_in(column, columns.order[:shown], other)
        assert sorted(columns.order) == [0, 1, 2, 3, 4]
        # With room for one column alone, what is swapped in takes even the base's place.
        if columns.base >= 0 and not (what == "swap" and shown < 2):
            assert columns.order[0] == columns.base or shown < 2


def test_a_column_moves_past_its_neighbour_and_stops_at_the_ends() -> None:
    columns = ColumnOrder((0, 1, 2))
    assert columns.moved(0, 1).order == (1, 0, 2)
    assert columns.moved(0, -1) == columns
    assert columns.moved(2, 1) == columns


def test_pinning_twice_lets_go() -> None:
    columns = ColumnOrder((0, 1, 2)).pinned(2)
    assert (columns.order, columns.base) == ((2, 0, 1), 2)
    assert columns.moved(0, -1) == columns
    assert columns.pinned(2) == ColumnOrder((2, 0, 1))


def test_what_waits_takes_the_place_of_the_column_of_the_reader() -> None:
    columns = ColumnOrder((0, 1, 2, 3))
    assert columns.swapped_in(3, (0, 1), 0).order == (3, 1, 2, 0)
    assert columns.pinned(0).swapped_in(3, (0, 1), 0).order == (0, 3, 2, 1)
    assert columns.swapped_in(1, (0, 1), 0) == columns


def test_what_is_swapped_in_takes_a_place_among_those_shown_whatever_the_order_was() -> None:
    columns = ColumnOrder((0, 1, 2, 3))
    assert columns.swapped_in(1, (0, 3), 3).order == (0, 1, 3, 2)
    assert columns.swapped_in(1, (0, 3), 0).order == (1, 3, 0, 2)


def test_closing_leaves_the_others_in_order() -> None:
    assert ColumnOrder((2, 0, 1)).without(0) == (2, 1)
