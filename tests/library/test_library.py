"""The library: ids that tell reviews apart, and rows in any order asked for."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.fields import SORTS
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import evaluate, parse
from tests.library.reviews import review, reviews

if TYPE_CHECKING:
    from desktop.review import Review


def ids(*given_reviews: Review) -> list[str]:
    library = Library.of(given_reviews)
    return [each.id for each in library.reviews]


def test_one_name_in_two_folders_takes_the_folders_names() -> None:
    assert ids(review("a"), review("b")) == ["a", "b"]
    assert ids(review("a", folder="/x/guardian"), review("a", folder="/x/times"), review("b")) == ["guardian/a", "times/a", "b"]
    assert ids(review("a", folder="/one/x"), review("a", folder="/two/x")) == ["one/x/a", "two/x/a"]
    assert ids(review("a"), review("a"), review("a")) == ["a", "a~2", "a~3"]
    assert ids(review("a", folder="/"), review("a", folder="/x")) == ["/a", "x/a"]


def test_a_library_goes_as_soon_as_nobody_has_it() -> None:
    library = Library.of([review("a"), review("b")])
    library.prepare()
    assert [len(column.values) for column in library.columns.values()]
    assert all(column.ranks() for column in library.texts.values())
    gone = weakref.ref(library)
    gc.disable()
    try:
        del library
        assert gone() is None
    finally:
        gc.enable()


@given(st.lists(reviews, max_size=8))
def test_ids_are_unique_and_lead_back_to_their_rows(given_reviews: list[Review]) -> None:
    library = Library.of(given_reviews)
    for row, each in enumerate(library.reviews):
        assert library.row_of(each.id) == row == library.find_row(each.id)
        assert library.entries[row].id == each.id
    assert library.find_row("never") is None
    with pytest.raises(KeyError):
        library.row_of("never")


LIBRARY = Library.of(
    [
        review("c", "one two three", headline="beta", critic="Ann", score=70, published=date(2023, 1, 2)),
        review("a", "one", headline="Alpha", score=80, work="Dune", year=2021),
        review("b", "one two", critic="Bob", score=70, published=date(2022, 12, 31)),
    ]
)


@pytest.mark.parametrize(
    ("key", "ascending", "descending"),
    [
        ("title", "acb", "cab"),
        ("critic", "cba", "bca"),
        ("score", "cba", "acb"),
        ("date", "bca", "cba"),
        ("length", "abc", "cba"),
        ("file", "abc", "cba"),
        ("work", "acb", "acb"),
        ("year", "acb", "acb"),
        ("kind", "cab", "cab"),
        ("runtime", "cab", "cab"),
        ("outlet", "cab", "cab"),
    ],
)
def test_sorting_puts_what_is_missing_last_and_keeps_the_order_of_equals(key: str, ascending: str, descending: str) -> None:
    def sort(**named: bool) -> str:
        return "".join(LIBRARY.reviews[row].id for row in LIBRARY.sorted_rows([2, 0, 1], key, **named))

    assert sort() == ascending
    assert sort(descending=True) == descending


def test_every_order_the_query_language_knows_can_be_had() -> None:
    for key in SORTS:
        assert sorted(LIBRARY.order(key)) == [0, 1, 2]
    with pytest.raises(KeyError):
        LIBRARY.order("colour")


def test_only_the_given_rows_are_sorted() -> None:
    assert list(LIBRARY.sorted_rows([2, 1], "score")) == [2, 1]
    assert list(LIBRARY.sorted_rows([], "score")) == []


def test_a_review_read_again_takes_its_row() -> None:
    corrected = review("other", "one fierce word", headline="Gamma", score=10, critic="Cyd")
    library = LIBRARY.with_reviews({1: corrected})
    assert [each.id for each in library.reviews] == ["c", "a", "b"]
    assert library.reviews[1].title == "Gamma"
    assert library.reviews[0:2] == (LIBRARY.reviews[0], library.reviews[1])
    assert list(evaluate(parse("fierce critic:cyd score:10"), library, Marks())) == [1]
    assert list(evaluate(parse("three"), library, Marks())) == [0]
    assert list(evaluate(parse("fierce"), LIBRARY, Marks())) == []
    again = library.with_reviews({0: corrected})
    assert [each.title for each in again.reviews] == ["Gamma", "Gamma", "Untitled review"]
