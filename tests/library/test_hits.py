"""Hits: the words to mark in a review, and the line that shows the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query, evaluate, hits, parse, snippet
from desktop.library.query_parts import Text
from tests.library.queries import queries
from tests.library.reviews import review, reviews

if TYPE_CHECKING:
    from desktop.review import Review

PAGE = review(
    "page",
    "A fierce film.\nRevenge is served\tcold, and revenge is sweet.",
    chrome="Share this revenge",
    headline="Fierce revenge",
)


def marked(query: str) -> list[str]:
    return [span.of(PAGE.text) for span in hits(parse(query), PAGE)]


def test_the_words_looked_for_are_marked_and_chrome_is_not() -> None:
    assert marked("rev") == ["Revenge", "revenge"]
    assert marked("fierce OR sweet") == ["fierce", "sweet"]
    assert marked('"served cold"') == ["served\tcold"]


def test_what_is_left_out_or_asked_of_a_field_is_not_marked() -> None:
    assert marked("-fierce revenge") == ["Revenge", "revenge"]
    assert marked("-(fierce OR cold) -sweet") == []
    assert marked("kind:film critic:sweet") == []
    assert marked("") == []


def test_overlapping_hits_are_one() -> None:
    assert marked('"revenge is sweet" "is sweet" sweet') == ["revenge is sweet"]


def test_the_snippet_is_one_line_around_the_first_hit() -> None:
    line, spans = snippet(parse("cold"), PAGE)
    assert line == "Revenge is served cold, and revenge is sweet."
    assert [span.of(line) for span in spans] == ["cold"]
    assert snippet(parse("seaweed"), PAGE) == ("", ())
    assert snippet(parse("headline:fierce"), PAGE) == ("", ())


def test_a_long_paragraph_is_cut_at_words_and_says_so() -> None:
    page = review("long", f"{'before ' * 50}needle {'after ' * 50}")
    line, spans = snippet(parse("needle"), page, width=60)
    assert line.startswith("…before")
    assert line.endswith("…")
    assert len(line) <= 62
    assert [span.of(line) for span in spans] == ["needle"]


@given(reviews, queries())
def test_a_review_found_by_words_alone_shows_them(given_review: Review, query: Query) -> None:
    library = Library.of([given_review])
    words = [clause for clause in query.clauses if isinstance(clause, Text)]
    row = evaluate(Query.empty._with(words), library, Marks())
    # Headline, work and critic of these reviews stand in no text, so a word may be found in them without a mark.
    if row and not given_review.headline and not given_review.work and not given_review.critic:
        assert bool(hits(query, given_review)) >= bool(words)
    line, spans = snippet(query, given_review)
    found = hits(query, given_review)
    assert bool(line) == bool(spans) == bool(found)
    assert all("\n" not in span.of(line) for span in spans)
    assert not found or spans[0].of(line).split() == found[0].of(given_review.text).split()
