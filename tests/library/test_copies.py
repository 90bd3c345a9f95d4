"""Copies are found whatever was done to them, and different reviews are never taken for copies."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.copies import LEAST, LEAST_OF_LONGER, SHORTEST, Copies, Pair, find_pairs, shared
from desktop.library.entry import searchable, words_of
from desktop.library.kinship import Kinship
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import evaluate, parse
from desktop.paths import SEEDS
from desktop.reading.reader import read_file
from tests.helpers.timing import within
from tests.library.reviews import review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review

CHANCE = random.Random(11)  # noqa: S311 - no secret
VOCABULARY = sorted({"".join(CHANCE.choices("abcdefghiklmnoprstuvw", k=CHANCE.randint(3, 9))) for _ in range(4_000)})


def prose(seed: int, words: int = 200) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=words)  # noqa: S311 - no secret


def texts(*written: Sequence[str]) -> list[bytes]:
    return [searchable([" ".join(words)]) for words in written]


def test_the_same_text_is_a_copy_and_another_is_not() -> None:
    one, other = prose(1), prose(2)
    assert find_pairs(texts(one, other, one)) == [Pair(2, 0, 1.0)]


def test_a_shortened_and_edited_reprint_is_a_copy_of_the_longest() -> None:
    full = prose(3, 400)
    cut = full[:180] + full[240:]
    edited = [word if place % 40 else "changed" for place, word in enumerate(full)]
    assert [(pair.row, pair.of) for pair in find_pairs(texts(cut, full, prose(4), edited))] == [(0, 1), (3, 1)]


def test_shared_quotations_and_forms_make_no_copies() -> None:
    form = prose(5, 80)
    quote = prose(6, 40)
    reviews = [[*prose(seed, 60), *quote, *prose(seed + 100, 60), *form] for seed in range(10, 30)]
    assert find_pairs(texts(*reviews)) == []


def test_an_excerpt_is_no_copy_of_what_quotes_it() -> None:
    excerpt = prose(7, 60)
    assert find_pairs(texts(excerpt, [*prose(8, 300), *excerpt, *prose(9, 300)])) == []


def test_very_short_texts_are_never_copies() -> None:
    words = prose(40, SHORTEST - 1)
    assert find_pairs(texts(words, words, ["great", "film"], ["great", "film"])) == []


def test_a_phrase_of_all_reviews_hides_no_copy() -> None:
    form = prose(41, 30)
    many = [[*prose(1_000 + seed, 80), *form] for seed in range(80)]
    assert find_pairs(texts(*many, many[17])) == [Pair(80, 17, 1.0)]


edits = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["drop", "change", "add"])), max_size=8)


@given(seeds=st.lists(st.integers(0, 5), min_size=2, max_size=8), changes=edits, words=st.integers(120, 250))
def test_what_few_edits_made_of_a_text_is_its_copy_and_nothing_else(
    seeds: list[int], changes: list[tuple[float, str]], words: int
) -> None:
    written = []
    for place, seed in enumerate(seeds):
        text = prose(seed, words)
        for where, what in changes if place % 2 else ():
            at = int(where * (len(text) - 1))
            text[at : at + 1] = {"drop": [], "change": ["x"], "add": [text[at], "y"]}[what]
        written.append(text)
    pairs = find_pairs(texts(*written))
    found = {pair.row: pair.of for pair in pairs}
    assert set(found).isdisjoint(found.values()), "what a copy is a copy of is none itself"
    for one, other in combinations(range(len(seeds)), 2):
        together = found.get(one, one) == found.get(other, other)
        assert together == (seeds[one] == seeds[other])


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=15, max_size=60), min_size=2, max_size=7))
def test_every_pair_shares_what_it_must(written: list[list[str]]) -> None:
    given_ = texts(*written)
    for row, of, share in find_pairs(given_):
        both = shared(given_[row], given_[of])
        assert both.same
        assert both.part == pytest.approx(share)
        assert both.part >= LEAST
        assert both.runs >= LEAST_OF_LONGER * both.of_longer


def test_the_sample_reviews_are_no_copies_of_each_other() -> None:
    pages = [words_of(read_file(path)[0]) for path in sorted(SEEDS.glob("*.txt"))]
    assert len(pages) == 5
    assert find_pairs(pages) == []
    parts = [shared(one, other).part for one, other in combinations(pages, 2)]
    assert max(parts) < LEAST / 3, "reviews of one film share far less than copies do"


LONG = " ".join(prose(50))


def page(id_: str, words: str = LONG, *, work: str = "Ballerina", published: date | None = None) -> Review:
    return review(id_, words, work=work, published=published)


def studied(*pages: Review) -> Library:
    library = Library.of(pages)
    pairs = find_pairs([library.text.words(row) for row in range(len(library))])
    library.take_kinship(Kinship(Copies.of(library, pairs)))
    return library


def groups(library: Library) -> list[list[str]]:
    return [[library.entries[row].id for row in group] for group in library.kinship.copies.groups]


def test_the_most_complete_is_kept_and_of_equals_the_earliest() -> None:
    first, later = date(2023, 5, 1), date(2023, 6, 1)
    cut = " ".join(LONG.split()[:160])
    assert groups(studied(page("cut", cut, published=first), page("full", published=later))) == [["full", "cut"]]
    assert groups(studied(page("a", published=later), page("b", published=first), page("c"))) == [["b", "a", "c"]]
    assert groups(studied(page("b"), page("a"))) == [["b", "a"]]


def test_the_same_words_on_two_works_are_two_reviews() -> None:
    library = studied(page("a"), page("b", work="Dune"), page("c"), page("d", work=""), page("e", work="Dune"))
    assert groups(library) == [["a", "c", "d"], ["b", "e"]]


def test_queries_ask_for_copies() -> None:
    library = studied(page("a"), page("b"), page("c", "Quite another review of it."))

    def ids(query: str) -> list[str]:
        return [library.entries[row].id for row in evaluate(parse(query), library, Marks())]

    assert ids("is:copy") == ["b"]
    assert ids("is:copied") == ["a", "b"]
    assert ids("-is:copy") == ["a", "c"]
    assert parse("fierce -(is:copy OR quiet)").speaks_of_copies()
    assert not parse("is:copied is:unread").speaks_of_copies()


@given(
    groups_=st.lists(st.sets(st.integers(0, 30), min_size=1, max_size=4), max_size=5),
    rows=st.lists(st.integers(0, 30), unique=True),
)
def test_folding_loses_no_row_and_keeps_the_order(groups_: list[set[int]], rows: list[int]) -> None:
    apart: list[list[int]] = []
    for group in groups_:
        apart.append(sorted(group - {row for other in apart for row in other}))
    copies = Copies(group for group in apart if len(group) > 1)
    folded = copies.fold(rows)
    below = [row for under in folded.under.values() for row in under]
    assert sorted([*folded.rows, *below]) == sorted(rows)
    assert list(folded.rows) == [row for row in rows if row not in below]
    assert folded.number == len(below)
    for kept, under in folded.under.items():
        assert kept in folded.rows
        assert list(copies.group(kept)) == [row for row in copies.group(kept) if row in (kept, *under) or row not in rows]
        assert [row for row in copies.group(kept) if row in rows] == [kept, *under]


def test_copies_hold_for_what_is_unchanged_in_a_new_snapshot() -> None:
    before = studied(page("a"), page("b"), page("c"), page("d", " ".join(prose(51))))
    after = Library.of([page("d", " ".join(prose(51))), page("c"), page("b", LONG + " changed"), page("a")])
    after.take_kinship(before.kinship.moved(before, after))
    assert groups(after) == [["a", "c"]]


def test_many_different_texts_are_told_apart_in_time() -> None:
    many = texts(*(prose(seed, 120) for seed in range(1_000)))
    assert within(1.0, lambda: find_pairs(many))
