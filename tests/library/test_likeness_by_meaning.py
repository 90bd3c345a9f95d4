"""More like this, ordered by meaning as well."""

from __future__ import annotations

from math import inf

import pytest

from desktop.library.kinship import like_value
from desktop.library.library import Library
from desktop.library.likeness_by_meaning import nearest_by_meaning
from desktop.review import Span
from tests.helpers.sentences import SmallEncoder
from tests.library.reviews import review
from tests.library.test_likeness import studied

ASKED = "The ballerina swings a flamethrower through the harbour. It is dreary."
NEAR = "A ballerina with a flamethrower burns the harbour. It is exhilarating."
CLOSE = "Some ballerina finds a flamethrower. I was bored."
OTHER = "It is a good film and I liked it very much."


def library() -> Library:
    return studied(review("asked", ASKED), review("near", NEAR), review("close", CLOSE), review("other", OTHER))


def encoder() -> SmallEncoder:
    return SmallEncoder("dreary bored", "exhilarating", "good")


def test_what_is_close_in_meaning_comes_before_what_shares_more_words() -> None:
    reviews = library()
    by_words = reviews.like("asked")
    by_meaning = nearest_by_meaning(reviews, "asked", encoder())
    names = [[reviews.entries[like.row].id for like in likes] for likes in (by_words, by_meaning)]
    assert names == [["asked", "near", "close"], ["asked", "close", "near"]]
    assert [like.closeness for like in by_words] == [None] * 3
    assert by_meaning[0].likeness == inf
    assert by_meaning[0].closeness is None
    assert by_meaning[1].closeness == pytest.approx(1, abs=0.01)
    assert {like.row: like.words for like in by_words} == {like.row: like.words for like in by_meaning}


def test_of_a_passage_only_its_words_are_read() -> None:
    reviews, asked = library(), encoder()
    value = like_value("asked", Span(0, ASKED.index(" It")))
    found = nearest_by_meaning(reviews, value, asked)
    assert found[0].row == 0
    assert ASKED[: ASKED.index(" It")] in asked.asked
    assert not any("dreary" in text for text in asked.asked)


def test_a_long_review_is_read_from_its_beginning_to_its_end_in_a_few_parts() -> None:
    words = [f"ballerina flamethrower harbour number{n}" for n in range(800)]
    reviews, asked = studied(review("asked", ASKED), review("long", " ".join(words))), encoder()
    nearest_by_meaning(reviews, "asked", asked)
    parts = [text for text in asked.asked if "number" in text]
    assert 2 <= len(parts) <= 4
    assert any("number0 " in part for part in parts)
    assert any(part.endswith("number799") for part in parts)
    assert max(map(len, parts)) <= 1_000


def test_alone_and_unknown_nothing_is_read() -> None:
    asked = encoder()
    alone = studied(review("asked", ASKED))
    assert nearest_by_meaning(alone, "asked", asked) == alone.like("asked")
    assert nearest_by_meaning(alone, "nobody", asked) == []
    assert nearest_by_meaning(Library.of([review("asked", ASKED)]), "asked", asked)[0].row == 0
    assert asked.asked == []
