from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.library.facets import count
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query, evaluate, parse
from desktop.library.query_parts import Range, value_node
from desktop.library.scales import Scale, Spread
from desktop.library.search import bits_of, rows_of
from tests.library.reviews import review

numbers = st.lists(st.none() | st.integers(0, 120) | st.integers(0, 100_000), max_size=60)
ranges = st.tuples(st.integers(0, 120), st.integers(0, 120)).flatmap(
    lambda ends: st.sampled_from([f">={ends[0]}", f">{ends[0]}", f"<={ends[0]}", f"<{ends[0]}", f"{min(ends)}..{max(ends)}"])
)


@given(numbers, ranges)
def test_a_range_holds_what_lies_in_it(given_numbers: list[int | None], text: str) -> None:
    wanted = value_node("length", text)
    assert isinstance(wanted, Range)
    expected = [row for row, number in enumerate(given_numbers) if number is not None and wanted.holds(number)]
    assert list(rows_of(Scale(given_numbers).within(wanted))) == expected


@given(numbers, st.sets(st.integers(0, 59)))
def test_every_number_is_counted_in_its_stretch(given_numbers: list[int | None], rows: set[int]) -> None:
    rows = {row for row in rows if row < len(given_numbers)}
    scale = Scale(given_numbers)
    within = [number for row in rows if (number := given_numbers[row]) is not None]
    edges = [float("-inf"), *scale.edges[1:], float("inf")]
    expected = tuple(sum(low <= number < high for number in within) for low, high in pairwise(edges))
    assert scale.counts(bits_of(rows, len(given_numbers))) == expected
    assert 1 <= len(scale.edges) <= 29


def test_a_score_has_its_own_scale_and_outliers_do_not_squeeze_the_others() -> None:
    scores = Scale([0, 4, 5, 100, None], (0, 100), 5)
    assert scores.edges == tuple(range(0, 101, 5))
    assert scores.counts(0b11111)[:2] == (2, 1)
    years = Scale([1066, *(2000 + row % 20 for row in range(998)), 2999])
    assert years.edges == tuple(range(2000, 2020))
    assert (years.least, years.most) == (1066, 2999)
    assert years.counts((1 << 1000) - 1)[0] == 51


LIBRARY = Library.of(
    [
        review("a", "fierce", score=80, year=2023, work="Ballerina"),
        review("b", "fierce", score=62, year=2021, work="Dune"),
        review("c", "slow", score=35),
        review("d", "fierce"),
    ]
)


def spread(query: str, field: str = "score") -> Spread:
    return next(each.spread for each in count(LIBRARY, parse(query), Marks()) if each.field == field and each.spread)


def test_the_spread_follows_the_query_but_not_its_own_range() -> None:
    assert sum(spread("").counts) == 3
    assert sum(spread("fierce score:>=70").counts) == 2
    assert sum(spread("fierce year:2021").counts) == 1
    assert (spread("score:60..90").low, spread("score:60..90").high) == (60, 90)
    assert spread("score:>60.5").ends == (62, 100)


def test_a_range_says_how_many_pass() -> None:
    assert (spread("").passing, spread("").chosen) == (3, False)
    assert (spread("score:60..90").passing, spread("score:60..90").chosen) == (2, True)
    beside = parse("score:60..90").cycled("score", "none")
    assert spread(str(beside)).passing == 2
    assert len(evaluate(beside, LIBRARY, Marks())) == 3


def test_facets_over_words_have_no_spread() -> None:
    assert {each.field for each in count(LIBRARY, Query.empty, Marks()) if each.spread} == {"score", "year", "length"}
