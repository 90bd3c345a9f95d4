"""Groups: the same whether few rows are grouped or many, in whichever order they are given."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.grouping import GROUPINGS, SINGLES, grouped
from desktop.library.library import Library
from desktop.library.passing import Order, Passing
from tests.library.reviews import review

LIBRARY = Library.of(
    [
        review(f"r{n}", f"Text {n}.", work=f"Work {n * 7 % 9}" if n % 5 else "", critic=f"Critic {n % 4}", score=n * 3 % 101)
        for n in range(40)
    ]
)
rows_given = st.lists(st.integers(0, 39), unique=True)


@given(rows_given | rows_given.map(sorted), st.sampled_from(GROUPINGS))
def test_every_row_is_in_one_group_in_the_order_given(rows: list[int], by: str) -> None:
    groups = grouped(LIBRARY, rows, by)
    assert sorted(row for group in groups for row in group.rows) == sorted(rows)
    for group in groups:
        assert list(group.rows) == [row for row in rows if row in group.rows]


@given(rows_given | rows_given.map(sorted))
def test_groups_are_works_and_those_that_stand_alone_share_one(rows: list[int]) -> None:
    members: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        members[LIBRARY.work_of(row).label].append(row)
    alone = [label for label, held in members.items() if label and len(held) == 1]
    expected = {label: held for label, held in members.items() if label and (label not in alone or len(alone) == 1)}
    ordered = [(label, expected[label]) for label in sorted(expected)]
    if len(alone) > 1:
        ordered.append((SINGLES["work"], [row for row in rows if LIBRARY.work_of(row).label in alone]))
    if "" in members:
        ordered.append(("Work not named", members[""]))
    assert [(group.label, list(group.rows)) for group in grouped(LIBRARY, rows, "work")] == ordered


ORDERS = (None, Order(range(39, -1, -1)), Order(LIBRARY.order("score")), Order([row * 7 % 40 for row in range(40)]))


@given(st.sets(st.integers(0, 39)), st.sampled_from(ORDERS), st.sampled_from(GROUPINGS))
def test_rows_known_by_flags_make_the_same_groups(rows: set[int], order: Order | None, by: str) -> None:
    passing = Passing(bytes(row in rows for row in range(40)), order)
    given_ = [row for row in (range(40) if order is None else order.rows) if row in rows]
    assert list(passing) == given_
    groups, plain = grouped(LIBRARY, passing, by), grouped(LIBRARY, given_, by)
    assert [(g.key, g.label, list(g.rows), g.mixed) for g in groups] == [(g.key, g.label, list(g.rows), g.mixed) for g in plain]
    for number, group in enumerate(plain):
        assert (groups.key(number), groups.size(number)) == (group.key, len(group.rows))
        assert groups.mixed == plain.mixed
        for place, row in enumerate(group.rows):
            for made in (groups, plain):
                assert (made.number_of(row), made.place_of(row, number)) == (number, place)
    for row in set(range(40)) - rows:
        assert groups.number_of(row) is None
        assert plain.number_of(row) is None


@pytest.mark.parametrize(("rows", "spread"), [((1, 2, 3), "3–9"), ((2,), "6"), ((), None)])
def test_the_spread_of_scores(rows: tuple[int, ...], spread: str | None) -> None:
    assert [group.spread for group in grouped(LIBRARY, rows, "none")] == ([] if spread is None else [spread])
