"""Invented pages of every common layout are read as a careful reader reads them (``labelled_pages``)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from desktop.names import same_person
from tests.reading.labelled_pages import LabelledPage, pages, plain, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = pages()
NAMES = frozenset({"critic", "directors", "writers", "cast"})
# Field by field, how much of what stands on the pages must be found, and of what is found be right, together (F1).
LEAST = {
    "headline": 0.96,
    "work_title": 0.95,
    "work_year": 0.95,
    "critic": 0.97,
    "published_date": 0.97,
    "runtime_minutes": 0.95,
    "country": 0.95,
    "platform": 0.85,
    "directors": 0.95,
    "writers": 0.9,
    "cast": 0.97,
    "genres": 0.95,
    "pros": 1.0,
    "cons": 1.0,
    "section_headings": 0.85,
}


def found(page: LabelledPage, field: str) -> list[str]:
    value = record_of(page)[field]
    return [] if value is None else [str(one) for one in value] if isinstance(value, list) else [str(value)]


def same(field: str, one: str, other: str) -> bool:
    if field in NAMES:
        return same_person(one, other) or one.casefold() == other.casefold()
    strip = " :.“”\"'‘’"
    return one.strip(strip).casefold() == other.strip(strip).casefold()


def counted(field: str) -> Counter[str]:
    """How many values of a field are right, wrong or missed."""
    counts: Counter[str] = Counter()
    for page in PAGES:
        left = list(page.wanted(field))
        for value in found(page, field):
            hit = next((one for one in left if same(field, value, one)), None)
            if hit is not None:
                left.remove(hit)
                counts["right"] += 1
            elif left and len(page.wanted(field)) == 1 and any(same(field, value, one) for one in page.accepted(field)):
                left.clear()
                counts["right"] += 1
            elif not any(same(field, value, one) for one in (*page.accepted(field), *page.wanted(field))):
                counts["wrong"] += 1
        counts["missed"] += len(left)
    return counts


def f1(counts: Counter[str]) -> float:
    return 2 * counts["right"] / (2 * counts["right"] + counts["wrong"] + counts["missed"])


@pytest.mark.parametrize("field", sorted(LEAST))
def test_facts_are_found_and_right(field: str) -> None:
    counts = counted(field)
    assert f1(counts) >= LEAST[field], counts


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_verdict_is_the_page_s(page: LabelledPage) -> None:
    wanted = next(iter(page.wanted("critic_rating_normalised")), None)
    given = record_of(page)["rating_normalised"]
    assert (given is None) == (wanted is None)
    assert wanted is None or abs(given - float(wanted)) <= 1


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.wanted("kind") == ("not-a-review",)], ids=lambda page: page.name
)
def test_nothing_is_claimed_of_a_work_where_there_is_no_review(page: LabelledPage) -> None:
    record = record_of(page)
    assert record["kind"] == "not-a-review"
    assert not any(record[field] for field in ("work_title", "work_year", "directors", "cast", "runtime_minutes", "pros"))


def folded_wrongly() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for line in map(plain, record_of(page)["chrome_lines"]):
            if line in page.lines["B"] - page.lines["C"]:
                yield page.name, line


def test_hardly_a_line_of_the_text_is_folded() -> None:
    assert len(list(folded_wrongly())) <= 2, list(folded_wrongly())


def test_nearly_all_of_the_site_is_folded() -> None:
    left = [
        (page.name, line)
        for page in PAGES
        for line in map(plain, record_of(page)["body_lines"])
        if line in page.lines["C"] - page.lines["B"]
    ]
    assert len(left) <= 0.05 * sum(len(page.lines["C"]) for page in PAGES), left
