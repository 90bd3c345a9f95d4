"""Facts read from short pages."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.reading.reader import read_text
from desktop.review import Job, Review, WorkKind
from tests.reading.fact_pages import PAGES, Page


def seen(review: Review) -> dict[str, Any]:
    """The facts of a review as plain values."""
    return {
        "headline": review.headline and review.headline.value,
        "standfirst": review.standfirst and review.standfirst.value,
        "work": review.work and review.work.value,
        "year": review.work_year and review.work_year.value,
        "critic": review.critic and review.critic.value,
        "published": review.published and review.published.value.isoformat(),
        "runtime": review.runtime and review.runtime.value,
        "countries": [found.value for found in review.countries],
        "platforms": [found.value for found in review.platforms],
        "genres": [found.value for found in review.genres],
        "directors": [credit.name for credit in review.credited(Job.DIRECTOR)],
        "writers": [credit.name for credit in review.credited(Job.WRITER)],
        "cast": [credit.name for credit in review.credited(Job.CAST)],
        "characters": {credit.name: credit.character for credit in review.credited(Job.CAST) if credit.character},
        "artists": [credit.name for credit in review.credited(Job.ARTIST)],
        "verdict": review.verdict and review.verdict.normalised,
    }


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_facts_of_a_page_are_read(page: Page) -> None:
    facts = seen(read_text(page.text))
    assert {name: facts[name] for name in page.expected} == page.expected


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_fact_stands_where_its_span_says(page: Page) -> None:
    review = read_text(page.text)
    for found in (review.headline, review.standfirst, review.work, review.critic):
        if found is not None and found.span is not None:
            assert " ".join(found.span.of(page.text).split()) == " ".join(found.value.split())
    for credit in review.credits:
        assert credit.span.of(page.text) == credit.name
    if review.work_year is not None and review.work_year.span is not None:
        assert review.work_year.span.of(page.text) == str(review.work_year.value)


KINDS = {
    "an album by its artist": WorkKind.MUSIC,
    "a book with labels": WorkKind.BOOK,
    "a game with its platform": WorkKind.GAME,
    "a restaurant": WorkKind.RESTAURANT,
    "a series with its season": WorkKind.TV,
    "blog with a facts block": WorkKind.FILM,
    "a German page": WorkKind.FILM,
}


@pytest.mark.parametrize("name", KINDS)
def test_the_kind_of_work_is_recognised(name: str) -> None:
    (page,) = (page for page in PAGES if page.name == name)
    assert read_text(page.text).kind.value is KINDS[name]
