"""Groups and copies in the rows of a list: nothing is lost, and what hides something says so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.library.grouping import Group
from desktop.ui.models.arrangement import Arrangement


def group(number: int, rows: tuple[int, ...]) -> Group:
    return Group(f"by:{number}", f"Group {number}", rows, [None] * 100)


@st.composite
def arrangements(draw: st.DrawFn) -> tuple[list[Group], dict[int, tuple[int, ...]], set[str], set[int], bool]:
    sizes = draw(st.lists(st.integers(1, 4), max_size=5))
    rows = iter(range(100))
    groups = [group(number, tuple(next(rows) for _ in range(size))) for number, size in enumerate(sizes)]
    kept = [row for each in groups for row in each.rows]
    under = {row: tuple(next(rows) for _ in range(draw(st.integers(1, 3)))) for row in kept if draw(st.booleans())}
    closed = {each.key for each in groups if draw(st.booleans())}
    return groups, under, closed, {row for row in under if draw(st.booleans())}, draw(st.booleans())


@given(arrangements())
def test_every_row_stands_where_its_group_and_its_copies_are_open(
    made: tuple[list[Group], dict[int, tuple[int, ...]], set[str], set[int], bool],
) -> None:
    groups, under, closed, unfolded, headed = made
    shown = Arrangement(groups, headed=headed, under=under, closed=closed, unfolded=unfolded)
    expected = []
    for number, each in enumerate(groups):
        expected += [-1 - number] if headed else []
        for row in each.rows if not headed or each.key not in closed else ():
            expected += [row, *(under[row] if row in unfolded else ())]
    assert list(shown.rows) == expected
    assert shown.folded == sum(len(copies) for row, copies in under.items() if row not in unfolded)
    for place, row in enumerate(shown.rows):
        assert shown.group_at(place) == (-1 - row if row < 0 else None)
        assert row < 0 or shown.place_of(row) == place
    for start in range(len(expected) + 1):
        for stop in range(start, len(expected) + 2):
            assert list(shown.reviews_in(start, stop)) == [row for row in expected[start:stop] if row >= 0]
    for number, each in enumerate(groups):
        assert shown.heading_place(each.key) == (expected.index(-1 - number) if headed else None)
        assert shown.copies_in(number) == sum(len(under.get(row, ())) for row in each.rows)
        for row in each.rows:
            assert shown.group_of(row) == (number if headed else None)
            assert shown.is_unfolded(row) == (row in unfolded)
            for copy in under.get(row, ()):
                assert shown.kept_of(copy) == row
                assert shown.is_below(copy) == (row in unfolded)
                assert shown.group_of(copy) == (number if headed else None)


def test_rows_in_the_librarys_order_stand_as_they_are() -> None:
    rows = range(1_000_000)
    shown = Arrangement([Group("none:", "", rows, [])])
    assert shown.rows is rows
    assert (shown.place_of(0), shown.place_of(999_999), shown.place_of(1_000_000), shown.place_of(None)) == (
        0,
        999_999,
        None,
        None,
    )
    assert "_place" not in vars(shown)  # nothing was made of each of them


def test_what_does_not_pass_stands_nowhere() -> None:
    shown = Arrangement([group(0, (1, 2))], headed=True)
    assert shown.place_of(3) is None
    assert shown.place_of(None) is None
    assert shown.group_of(3) is None
    assert shown.heading_place("by:7") is None
    assert not Arrangement().rows
