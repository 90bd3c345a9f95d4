"""Works: reviews of one title, whatever is left unsaid, and never of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.library import Library
from desktop.library.loading import load
from desktop.paths import SEEDS
from desktop.review import Job, Review, WorkKind
from tests.library.reviews import review, reviews


def works(*given_reviews: Review) -> list[list[str]]:
    library = Library.of(given_reviews)
    return [[library.reviews[row].id for row in work.rows] for work in library.works]


def test_the_five_seeds_are_one_film() -> None:
    (work,) = load([SEEDS]).works
    assert (work.title, work.year, work.kind, work.label) == ("Ballerina", 2023, WorkKind.FILM, "Ballerina (2023)")
    assert work.rows == (0, 1, 2, 3, 4)


def test_the_seeds_people_are_one_each() -> None:
    library = load([SEEDS])
    (work,) = library.works
    director = next(person for person in work.people if "Lee Chung Hyun" in person.spellings)
    assert {"Lee Chung Hyun", "Chung-Hyun Lee", "Lee Chung-hyun", "Lee Chung-Hyeon"} <= set(director.spellings)
    star = next(person for person in work.people if "Jeon Jong Seo" in person.spellings)
    assert "Jeon Jong-seo" in star.spellings
    villain = next(person for person in work.people if "Kim Ji-hoon" in person.spellings)
    assert "Kim Ji Hoon" in villain.spellings
    assert director is not star


def test_title_case_and_signs_do_not_part_reviews() -> None:
    assert works(review("a", work="Ballerina"), review("b", work="BALLERINA!"), review("c", work="ballerina", year=2023)) == [
        ["a", "b", "c"]
    ]


def test_years_far_apart_are_two_works() -> None:
    reviews_ = (review("a", work="Ballerina", year=2023), review("b", work="Ballerina", year=2025))
    assert works(*reviews_) == [["a"], ["b"]]
    assert works(*reviews_, review("c", work="Ballerina", year=2022)) == [["a", "c"], ["b"]]


def test_neighbouring_years_do_not_chain_works_together() -> None:
    given_reviews = [review(f"{year}{n}", work="Ballerina", year=year) for year in (2020, 2021, 2022) for n in range(2)]
    assert len(works(*given_reviews)) == 2


def test_a_review_without_a_year_goes_to_the_work_whose_people_it_names() -> None:
    korean = review("a", work="Ballerina", year=2023, people=[(Job.DIRECTOR, "Lee Chung Hyun")])
    american = review("b", work="Ballerina", year=2025, people=[(Job.DIRECTOR, "Len Wiseman")])
    undated = review("c", work="Ballerina", people=[(Job.DIRECTOR, "Chung-Hyun Lee")])
    nothing = review("d", work="Ballerina")
    assert works(korean, american, undated, nothing) == [["a", "c"], ["b", "d"]]


def test_a_book_and_its_film_are_two_works_with_two_labels() -> None:
    library = Library.of(
        [
            review("a", work="Dune", year=2021),
            review("b", work="Dune", year=2021, kind=WorkKind.BOOK),
            review("c", work="Dune", kind=WorkKind.OTHER),
        ]
    )
    assert [work.rows for work in library.works] == [(0, 2), (1,)]
    assert library.work_labels == ("Dune (2021) [film]", "Dune (2021) [book]")


def test_pages_that_name_no_work_and_pages_that_are_no_reviews_share_no_people() -> None:
    library = Library.of([review("a"), review("b", work="Dune", kind=WorkKind.NOT_A_REVIEW, people=[(Job.CAST, "Lee")])])
    (work,) = library.works
    assert (work.id, work.label, work.people, work.rows) == ("", "", (), (0, 1))


@given(st.lists(reviews, max_size=8), st.randoms(use_true_random=False))
def test_every_review_is_of_one_work_whatever_the_order(given_reviews: list[Review], random: object) -> None:
    library = Library.of(given_reviews)
    assert sorted(row for work in library.works for row in work.rows) == list(range(len(library)))
    assert all(row in library.work_of(row).rows for row in range(len(library)))
    assert len({work.id for work in library.works}) == len(library.works)
    shuffled = list(library.reviews)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis has no public type for its random numbers
    other = Library.of(shuffled)

    def grouped(of: Library) -> set[frozenset[str]]:
        return {frozenset(of.reviews[row].id for row in work.rows) for work in of.works}

    assert grouped(library) == grouped(other)


@pytest.mark.parametrize("count", [0, 1])
def test_small_libraries(count: int) -> None:
    library = Library.of([review("a", work="Dune")][:count])
    assert len(library.works) == count
