"""Relevance: what answers the words of a query best stands first."""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.library.folding import fold
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import QueryError, evaluate, parse
from desktop.library.ranking import by_relevance
from tests.library.reviews import review, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

FILLER = "It was seen on a Monday and nobody said much of it afterwards in the foyer or on the way home."
LIBRARY = Library.of(
    [
        review("once", f"A revenge story. {FILLER}"),
        review("often", f"Revenge, and again revenge. {FILLER}"),
        review("short", "Revenge at last."),
        review("headline", f"A film of revenge. {FILLER}", headline="Revenge served cold"),
        review("named", f"A film of revenge. {FILLER}", work="Revenge"),
        review("none", FILLER),
        *(review(f"other{n}", FILLER) for n in range(6)),
    ]
)


def found(query: str, library: Library = LIBRARY) -> list[str]:
    return [library.entries[row].id for row in evaluate(parse(query), library, Marks())]


def test_names_come_first_and_repeats_and_short_texts_before_the_rest() -> None:
    assert found("revenge sort:relevance") == ["headline", "named", "short", "often", "once"]
    assert found("revenge sort:-relevance") == ["once", "often", "short", "named", "headline"]


def test_a_rare_word_counts_for_more_than_a_frequent_one() -> None:
    library = Library.of(
        [
            review("frequent", "slow slow slow and more."),
            review("rare", "fearless once, and slow."),
            review("fearless", "fearless once, and no more."),
            *(review(f"s{n}", "so slow it is.") for n in range(3)),
            *(review(f"n{n}", "nothing of the kind.") for n in range(9)),
        ]
    )
    assert found("slow OR fearless sort:relevance", library)[:3] == ["rare", "fearless", "frequent"]


def test_without_words_the_order_stays() -> None:
    assert found("sort:relevance") == [entry.id for entry in LIBRARY.entries]
    assert found("-revenge sort:relevance")[0] == "none"
    assert found("work:none sort:relevance")[:2] == ["once", "often"]


def test_words_left_out_and_field_values_do_not_count() -> None:
    assert found("revenge -work:revenge -story sort:relevance") == ["headline", "short", "often"]


def test_what_is_equally_good_follows_the_next_key() -> None:
    library = Library.of([review("a", "fierce"), review("b", "fierce", score=90), review("c", "fierce", score=10)])
    assert found("fierce sort:relevance,-score", library) == ["b", "c", "a"]
    assert found("fierce sort:-score,relevance", library) == ["b", "c", "a"]


def test_the_query_says_so_in_its_text() -> None:
    assert str(parse("revenge sort:Relevance")) == "revenge sort:relevance"
    with pytest.raises(QueryError, match="relevance"):
        parse("sort:merit")


@example(["fierce slow rev", "slow revenge revenge"], "slow rev")
@given(
    st.lists(texts, min_size=1, max_size=12), st.sampled_from(("fierce", "slow rev", '"the" OR action', "café (slow OR the)"))
)
def test_it_is_the_measure_of_the_books(bodies: Sequence[str], words: str) -> None:
    library = Library.of([review(f"r{n}", body) for n, body in enumerate(bodies)])
    query = parse(words)
    rows = evaluate(query, library, Marks())
    sizes = [len(library.text.words(row)) for row in range(len(library))]
    usual = sum(sizes) / len(sizes)

    def said(term: str, row: int) -> int:
        lines = [f" {fold(line)} " for line in bodies[row].split("\n")]
        # The titles of these reviews are their first lines: a word in it counts as if it were said six times more.
        sought = f" {term} " if term == "the" and '"' in words else f" {term}"
        return sum(line.count(sought) for line in lines)

    terms = [fold(term) for term in words.split() if term != "OR"]
    held = {term: sum(said(term, row) > 0 for row in range(len(library))) for term in terms}
    telling = [term for term in terms if held[term] * 2 <= len(library)] or terms

    def score(row: int) -> float:
        total = 0.0
        for term in telling:
            times = said(term, row)
            rarity = log(1 + (len(library) - held[term] + 0.5) / (held[term] + 0.5))
            total += rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * sizes[row] / usual)) if times else 0.0
        return total

    ranked = by_relevance(query, library, rows)
    assert sorted(ranked) == sorted(rows)
    scores = [score(row) for row in ranked]
    assert all(before >= after - 1e-9 for before, after in pairwise(scores))
