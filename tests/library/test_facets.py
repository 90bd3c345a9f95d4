"""Facets: counts that tell what a click would show, in an order that never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from desktop.library.facets import Facet, count
from desktop.library.fields import FACETS
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import FacetState, Operator, Query, evaluate, parse
from desktop.review import Job, Stance, WorkKind
from tests.library.queries import queries
from tests.library.reviews import review, reviews

if TYPE_CHECKING:
    from desktop.review import Review

LIBRARY = Library.of(
    [
        review(
            "a",
            work="Ballerina",
            year=2023,
            critic="Mike Record",
            genres=["Action", "Drama"],
            score=80,
            topics=[("look", Stance.PRAISE)],
        ),
        review("b", work="Ballerina", critic="Aluna", genres=["action"], score=70.4, topics=[("look", Stance.MIXED)]),
        review("c", work="Dune", year=2021, critic="Aluna", genres=["Drama"], topics=[("story", Stance.COMPLAINT)]),
        review("d", kind=WorkKind.NOT_A_REVIEW),
    ]
)
MARKS = Marks(read=frozenset({"a"}), tags={"c": frozenset({"quote"})})


def facet(name: str, query: str = "", library: Library = LIBRARY, marks: Marks = MARKS) -> Facet:
    return next(each for each in count(library, parse(query), marks) if each.field == name)


def counts(name: str, query: str = "") -> dict[str, int]:
    return {value.value: value.count for value in facet(name, query).values}


def test_facets_stand_in_the_order_of_the_window() -> None:
    assert [each.label for each in count(LIBRARY, Query.empty, MARKS)] == [
        "Work",
        "Kind",
        "Critic",
        "Score",
        "Genre",
        "Country",
        "Platform",
        "Year",
        "People",
        "Topics praised",
        "Topics criticised",
        "Content warnings",
        "Length",
        "Reading",
        "Your tags",
    ]


def test_what_the_reader_says_is_told_from_what_the_page_says() -> None:
    assert {each.field for each in count(LIBRARY, Query.empty, MARKS) if each.own} == {"is", "tag"}


def test_counts_without_a_query() -> None:
    assert counts("work") == {"Ballerina (2023)": 2, "Dune (2021)": 1}
    assert counts("critic") == {"Aluna": 2, "Mike Record": 1}
    assert counts("genre") == {"Action": 2, "Drama": 2}
    assert counts("score") == {"80..100": 1, "60..79": 1, "40..59": 0, "20..39": 0, "0..19": 0, "none": 2}
    assert counts("year") == {"2023": 2, "2021": 1, "none": 1}
    assert counts("praised")["look"] == 2
    assert counts("criticised")["look"] == 1
    assert counts("is") == {
        "unread": 3,
        "read": 1,
        "starred": 0,
        "scored": 2,
        "unscored": 2,
        "copy": 0,
        "copied": 0,
        "missing": 0,
    }
    assert counts("tag") == {"quote": 1}
    assert counts("kind") == {"film": 3, "not-a-review": 1}
    assert counts("length") == {"<300": 4, "300..799": 0, "800..1499": 0, ">=1500": 0}


def test_values_are_labelled_for_the_reader() -> None:
    assert [value.label for value in facet("score").values][-2:] == ["0–19", "unscored"]
    assert [value.label for value in facet("kind").values] == ["Film", "Not a review"]
    assert "Story and writing" in [value.label for value in facet("praised").values]


def test_any_of_ignores_its_own_choice_and_all_of_respects_it() -> None:
    assert counts("genre", "genre:action") == {"Action": 2, "Drama": 2}
    assert counts("genre", "genre:action all:genre") == {"Action": 2, "Drama": 1}
    assert counts("critic", "genre:action") == {"Aluna": 1, "Mike Record": 1}


def test_an_excluded_value_counts_what_it_holds_back() -> None:
    assert counts("genre", "-genre:action") == {"Action": 2, "Drama": 1}
    assert counts("genre", "-genre:action critic:aluna") == {"Action": 1, "Drama": 1}
    assert facet("genre", "-genre:action").values[0].state is FacetState.EXCLUDE


def test_zeros_are_kept_and_nothing_moves() -> None:
    before = [value.value for value in facet("critic").values]
    assert counts("critic", "work:dune") == {"Aluna": 1, "Mike Record": 0}
    assert [value.value for value in facet("critic", "work:dune").values] == before


def test_people_are_counted_once_however_they_are_spelt() -> None:
    library = Library.of(
        [
            review("a", work="Ballerina", people=[(Job.CAST, "Jeon Jong Seo"), (Job.WRITER, "Lee Chung Hyun")]),
            review("b", work="Ballerina", people=[(Job.CAST, "Jeon Jong-seo"), (Job.PRODUCER, "Jun Jong-Seo")]),
        ]
    )
    assert [(value.label, value.count) for value in facet("person", library=library).values] == [
        ("Jeon Jong Seo", 2),
        ("Lee Chung Hyun", 1),
    ]


def test_an_empty_library_has_all_facets() -> None:
    assert [each.field for each in count(Library.of([]), Query.empty, Marks())] == [field.name for field in FACETS]


@given(st.lists(reviews, max_size=5), queries())
def test_a_count_is_what_a_click_would_show(given_reviews: list[Review], query: Query) -> None:
    library = Library.of(given_reviews)
    marks = Marks(read=frozenset({"one"}), tags={"two": frozenset({"quote"})})
    for each in count(library, query, marks):
        base = query.without_includes(each.field) if each.operator is Operator.ANY else query
        for value in each.values:
            assert value.state is query.state(each.field, value.value)
            alone = base.with_state(each.field, value.value, FacetState.INCLUDE)
            assert value.count == len(evaluate(alone, library, marks)), (each.field, value)
