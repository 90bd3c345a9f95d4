"""The query language: what is printed is read back, and what is found is what a slow and obvious filter finds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.library.fields import FACETS, FIELDS
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import FacetState, Operator, Query, QueryError, evaluate, parse
from desktop.library.query_grammar import MAX_DEPTH
from desktop.library.query_parts import SortKey
from desktop.review import Job, Review, WorkKind
from tests.helpers.timing import within
from tests.library.naive import matching
from tests.library.queries import queries
from tests.library.reviews import TAGS, review, reviews

marked = st.builds(
    lambda read, starred, tags: Marks(
        frozenset(read), frozenset(starred), {key: frozenset(value) for key, value in tags.items()}
    ),
    st.sets(st.sampled_from(("one", "two", "three"))),
    st.sets(st.sampled_from(("one", "two", "four"))),
    st.dictionaries(st.sampled_from(("one", "two", "c/one")), st.sets(st.sampled_from(TAGS))),
)


@given(queries())
def test_what_is_printed_is_read_back(query: Query) -> None:
    assert parse(str(query)) == query


@given(st.text(alphabet='ab "()-:\\OR|sortgenre,>=.10', max_size=40))
def test_any_text_is_a_query_or_an_error_that_says_where(text: str) -> None:
    query, error = understood(text)
    if error is None:
        assert parse(str(query)) == query
    else:
        assert error.message
        assert 0 <= error.span.start <= error.span.end <= len(text)


def understood(text: str) -> tuple[Query, QueryError | None]:
    try:
        return parse(text), None
    except QueryError as error:
        return Query.empty, error


@given(st.lists(reviews, max_size=6), queries(), marked)
def test_the_result_is_that_of_a_naive_filter(given_reviews: list[Review], query: Query, marks: Marks) -> None:
    library = Library.of(given_reviews)
    assert sorted(evaluate(query, library, marks)) == matching(query, library, marks)


@given(st.lists(reviews, max_size=6), queries())
def test_the_result_stands_in_the_order_asked_for(given_reviews: list[Review], query: Query) -> None:
    library = Library.of(given_reviews)
    rows = list(evaluate(query, library, Marks()))
    if not query.sort:
        assert rows == sorted(rows)
    for before, after in pairwise(rows):
        for key in query.sort:
            first, second = (library.ranks(key.field)[row] for row in (before, after))
            if first != second:
                none = len(library)
                assert first != none
                assert second == none or (first > second) == key.descending
                break
        else:
            assert before < after


LIBRARY = Library.of(
    [
        review("a", "A fierce revenge film.\nJong-seo is café-cool.", work="Ballerina", year=2023, genres=["Action"], score=80),
        review(
            "b", "Slow, but fearless", chrome="Revenge of the cookies", work="ballerina", critic="Mike Record", genres=["Drama"]
        ),
        review(
            "c", "The sand is fierce and slow", work="Dune", year=2021, critic="Aluna", genres=["Action", "Drama"], score=19.5
        ),
    ]
)
MARKS = Marks(read=frozenset({"a"}), starred=frozenset({"b"}), tags={"c": frozenset({"to read"})})


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", "abc"),
        ("fierce", "ac"),
        ("FIERCE", "ac"),
        ("fier", "ac"),
        ("erce", ""),
        ('"fier"', ""),
        ('"fierce and slow"', "c"),
        ('"fierce slow"', ""),
        ("cafe", "a"),
        ("jong-seo", "a"),
        ("jongseo", ""),
        ("revenge", "a"),  # chrome is not searched
        ("film jong", "a"),
        ('"film jong"', ""),  # a phrase does not run over the end of a paragraph
        ("fierce -slow", "a"),
        ("fierce NOT slow", "a"),
        ("revenge OR slow", "abc"),
        ("fierce AND slow", "c"),
        ("fierce (revenge OR sand)", "ac"),
        ("-(fierce OR slow)", ""),
        ("--fierce", "ac"),
        ("or", ""),
        ("work:ballerina", "ab"),
        ('work:"Ballerina (2023)"', "ab"),
        ('work:"Ballerina"', ""),
        ("critic:mike", "b"),
        ("critic:none", "a"),
        ("genre:action", "ac"),
        ("genre:act", ""),
        ("genre:action genre:drama", "c"),
        ("score:>=70", "a"),
        ("score:20", "c"),  # rounded as it is shown
        ("score:<20", ""),
        ("is:unscored", "b"),
        ("score:none", "b"),
        ("year:2020..2022", "c"),
        ("length:<5", "b"),
        ("is:unread", "bc"),
        ("is:starred", "b"),
        ('tag:"to read"', "c"),
        ("tag:none", "ab"),
        ("Author:none warnings:none", "abc"),
        ("sort:score", "cab"),
        ("sort:-score", "acb"),
        ("sort:work,-score", "abc"),
        ("file:reviews", "abc"),
        ("kind:film", "abc"),
        ("kind:book", ""),
        ('"OR"', ""),
        ("7:30", ""),
    ],
)
def test_a_query_finds(text: str, ids: str) -> None:
    assert "".join(LIBRARY.reviews[row].id for row in evaluate(parse(text), LIBRARY, MARKS)) == ids


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ('fierce "slow', "never closed", '"slow'),
        ("(fierce", "never closed", "("),
        ("fierce)", "never opened", ")"),
        ("fierce ()", "nothing in", "()"),
        ("OR fierce", "both sides", "OR"),
        ("fierce OR", "both sides", "OR"),
        ("fierce OR OR slow", "both sides", "OR"),
        ("fierce -", "left out", "-"),
        ("-sort:score", "left out", "sort:score"),
        ("genr:action", "did you mean “genre:”", "genr"),
        ("mission: impossible", "quotation marks", "mission"),
        ("genre:", "needs a value", "genre:"),
        ("score:high", "range", "high"),
        ("score:80..20", "comes after", "80..20"),
        ("score:high", "such as 80, >=80, <80 or 60..80", "high"),
        ("year:recent", "such as 2020, >=2020, <2020 or 1995..2020", "recent"),
        ("date:2023-13-45-1", "range", "2023-13-45-1"),
        ("is:new", "unread", "new"),
        ('critic:"…"', "nothing to look for", '"…"'),
        ("fierce …", "nothing to look for", "…"),
        ("sort:colour", "takes", "colour"),
        ("all:score", "several values", "score"),
        ("(fierce sort:score)", "grouped", "sort:score"),
    ],
)
def test_an_error_says_what_and_where(text: str, message: str, place: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert message in caught.value.message
    assert caught.value.span.of(text) == place


def test_nesting_has_an_end() -> None:
    assert str(parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)) == "a"
    for text in ("(" * 100_000, "-" * 100_000, "(a -" * 60 + "b" + ")" * 60):
        with pytest.raises(QueryError):
            parse(text)


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "a:" * 50_000, '"' * 99_999, "\\" * 100_000, "(" * 100_000, " " * 100_000, "score:" + "9" * 100_000]
)
def test_no_text_takes_long_to_parse(text: str) -> None:
    assert within(0.5, lambda: understood(text))


def test_one_value_of_a_facet_goes_round() -> None:
    query = parse("fierce")
    once = query.cycled("genre", "Action")
    twice = once.cycled("genre", "Action")
    assert str(once) == "fierce genre:Action"
    assert str(twice) == "fierce -genre:Action"
    assert twice.cycled("genre", "Action") == query
    assert [each.state("genre", "action") for each in (query, once, twice)] == [
        FacetState.OFF,
        FacetState.INCLUDE,
        FacetState.EXCLUDE,
    ]


def test_what_is_typed_is_what_is_clicked() -> None:
    assert parse("genre:drama").state("genre", "Drama") is FacetState.INCLUDE
    assert parse("-genre:drama").state("genre", "Drama") is FacetState.EXCLUDE
    assert parse("score:80..100").state("score", "80..100") is FacetState.INCLUDE
    assert parse("score:none").state("score", "none") is FacetState.INCLUDE
    assert parse("year:2023").state("year", "2023") is FacetState.INCLUDE
    assert parse("critic:mike").state("critic", "Mike Record") is FacetState.OFF
    assert parse('person:"Hyun, Lee Chung"').state("person", "Lee Chung-hyun") is FacetState.INCLUDE


def test_the_operator_of_a_facet_is_kept_whatever_is_chosen() -> None:
    query = Query.empty.with_operator("genre", Operator.ALL)
    assert str(query) == "all:genre"
    query = query.with_state("genre", "Action", FacetState.INCLUDE)
    assert str(query) == "genre:Action all:genre"
    query = query.with_state("genre", "Drama", FacetState.INCLUDE)
    assert str(query) == "genre:Action genre:Drama"
    assert query.operator("genre") is Operator.ALL
    any_of = query.with_operator("genre", Operator.ANY)
    assert str(any_of) == "genre:Action OR genre:Drama"
    assert any_of.operator("genre") is Operator.ANY
    assert (
        str(any_of.with_state("genre", "Film noir", FacetState.INCLUDE)) == 'genre:Action OR genre:Drama OR genre:"Film noir"'
    )
    assert str(query.with_state("genre", "Action", FacetState.OFF)) == "genre:Drama all:genre"
    assert str(query.cleared("genre")) == "all:genre"


def test_a_range_and_the_values_of_its_facet_are_one_choice() -> None:
    query = parse("score:61..79").cycled("score", "none")
    assert str(query) == "score:61..79 OR score:none"
    assert query.range("score") == (61, 79)
    assert str(query.with_range("score", 70, None)) == "score:>=70 OR score:none"
    assert str(query.with_range("score", None, None)) == ""
    assert parse("score:40..59 OR score:80..100").range("score") == (40, 100)
    assert parse("score:>60 score:<=79").range("score") == (61, 79)
    assert parse("score:<20 OR score:50").range("score") == (None, 50)


@given(
    queries(), st.sampled_from(("score", "year", "length")), st.integers(0, 3000) | st.none(), st.integers(0, 3000) | st.none()
)
def test_a_range_is_what_was_set_beside_what_is_left_out(query: Query, field: str, low: int | None, high: int | None) -> None:
    if low is not None and high is not None:
        low, high = sorted((low, high))
    edited = query.with_range(field, low, high)
    assert edited.range(field) == (low, high)
    assert parse(str(edited)) == edited
    excluded = {value for value, state in query.states(field).items() if state is FacetState.EXCLUDE}
    assert excluded <= {value for value, state in edited.states(field).items() if state is FacetState.EXCLUDE}
    assert edited.with_range(field, None, None) == query.with_range(field, None, None)


def test_a_range_is_written_as_a_reader_would() -> None:
    empty = Query.empty
    assert [
        str(empty.with_range("score", 80, 100)),
        str(empty.with_range("length", 1500, None)),
        str(empty.with_range("year", 2023, 2023)),
        str(empty.with_range("year", None, 1999)),
    ] == ["score:80..100", "length:>=1500", "year:2023", "year:<=1999"]
    assert empty.with_range("score", 80, 100).state("score", "80..100") is FacetState.INCLUDE


def test_words_and_facets_are_edited_apart() -> None:
    query = parse("fierce -slow genre:Action sort:-score")
    assert query.words == "fierce -slow"
    assert str(query.without_text()) == "genre:Action sort:-score"
    assert str(query.with_text("sand OR sea")) == "(sand OR sea) genre:Action sort:-score"
    assert str(query.with_text("")) == "genre:Action sort:-score"
    assert str(query.sorted_by(SortKey("title"))) == "fierce -slow genre:Action sort:title"


def test_a_chip_for_every_part_and_what_is_left_without_it() -> None:
    query = parse('fierce (genre:Action OR genre:Drama) -critic:"Aluna" score:80..100 (slow OR sand) sort:score')
    chips = query.terms()
    assert [chip.label for chip in chips] == [
        "fierce",
        "Genre: Action",
        "Genre: Drama",
        "not Critic: Aluna",
        "Score: 80–100",
        "slow OR sand",
    ]
    assert [chip.label for chip in parse("praised:story -kind:film topic:nonsense").terms()] == [
        "Topics praised: Story and writing",
        "not Kind: Film",
        "Topic: nonsense",
    ]
    assert str(chips[1].removed) == 'fierce genre:Drama -critic:"Aluna" score:80..100 (slow OR sand) sort:score'
    assert [str(parse(chip.text)) for chip in chips] == [chip.text for chip in chips]


FACET_VALUES = {
    "genre": ("Action", "Drama", "Film noir"),
    "person": ("Jeon Jong-seo", "Kim Ji-hoon"),
    "score": ("80..100", "60..79", "none"),
    "year": ("2020", "2023"),
    "is": ("unread", "starred"),
    "work": ("Ballerina (2023)", "Dune"),
}


@given(queries(), st.sampled_from(sorted(FACET_VALUES)), st.data())
def test_a_facets_edit_says_what_was_asked_and_touches_nothing_else(query: Query, field: str, data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(FACET_VALUES[field]))
    state = data.draw(st.sampled_from(FacetState))
    edited = query.with_state(field, value, state)
    assert edited.state(field, value) is state
    assert parse(str(edited)) == edited
    assert edited.sort == query.sort
    assert edited.with_state(field, value, state) == edited
    for other in FACET_VALUES[field]:
        if other != value:
            assert edited.state(field, other) is query.state(field, other)
    for name in FACETS:
        if name.name != field:
            assert edited.states(name.name) == query.states(name.name)
            assert edited.operator(name.name) is query.operator(name.name)


@example(parse("person:Jeon (person:none OR person:Jeon)"), "person", Operator.ALL)
@example(parse("(person:Jeon OR person:none) (person:none OR person:Jeon)"), "person", Operator.ALL)
@given(queries(), st.sampled_from(sorted(FACET_VALUES)), st.sampled_from(Operator))
def test_an_operator_stays_as_it_was_set(query: Query, field: str, operator: Operator) -> None:
    edited = query.with_operator(field, operator)
    if FIELDS[field].many:
        assert edited.operator(field) is operator
    assert edited.included(field) == query.included(field)
    assert parse(str(edited)) == edited


@given(queries())
def test_without_a_chip_its_part_is_gone(query: Query) -> None:
    for chip in query.terms():
        assert len(chip.removed.terms()) == len(query.terms()) - 1
        assert parse(str(chip.removed)) == chip.removed


def test_people_are_found_by_any_spelling() -> None:
    library = Library.of(
        [
            review("a", work="Ballerina", year=2023, people=[(Job.CAST, "Jeon Jong Seo"), (Job.DIRECTOR, "Lee Chung Hyun")]),
            review("b", work="Ballerina", people=[(Job.CAST, "Jun Jong-Seo")], unlisted=[(Job.DIRECTOR, "Chung-Hyun Lee")]),
            review("c", work="The Call", year=2020, people=[(Job.DIRECTOR, "Lee Chung-hyun"), (Job.CAST, "Park Shin-hye")]),
            review("d", kind=WorkKind.OTHER, people=[(Job.CAST, "Jun Jong-Seo")]),
        ]
    )

    def found(text: str) -> str:
        return "".join(library.reviews[row].id for row in evaluate(parse(text), library, Marks()))

    assert found('cast:"Jeon Jong-seo"') == "abd"
    assert found('person:"Jun Jong Seo"') == "abd"
    assert found('director:"Lee Chung Hyun"') == "abc"
    assert found("director:lee") == "abc"
    assert found("cast:lee") == ""
    assert found('director:"Lee"') == ""
