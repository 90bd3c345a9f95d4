"""Finding facts and scores in any text: never an exception, never a span outside the text, never a long wait."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.reading.blocks import find_blocks
from desktop.reading.facts import find_facts
from desktop.reading.kinds import find_kind
from desktop.reading.ratings import find_ratings
from desktop.reading.stages import PageMetadata
from desktop.review import Block, Role, Span, Whose
from tests.helpers.timing import within

PIECES = st.sampled_from(
    [
        "Director: ",
        "Cast: ",
        "Rating: ",
        "8/10",
        "★★★☆☆",
        "***",
        "B+",
        " out of ",
        "five",
        " stars",
        "by ",
        "Jane Doe",
        " (2019)",
        "“",
        "”",
        "’s ",
        "The Glass Orchard",
        " review",
        " – ",
        ": ",
        "|",
        "\n",
        "\n\n",
        "• ",
        "May 3, 2020",
        "1h 32m",
        "Korean ",
        "film ",
        "on Netflix",
        "IMDb ",
        "87%",
        "not ",
        "Grade: ",
        "(",
        ")",
        "[",
        "]",
        ".",
        " ",
        "a",
        "É",
        "봉",
        "\U0001f600",
        "Drama",
        "minus ",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    blocks = find_blocks(text)
    facts = find_facts(text, blocks)
    ratings = find_ratings(text, blocks)
    find_kind(text, blocks, PageMetadata(), facts, ratings)
    spans = [credit.span for credit in facts.credits] + [rating.span for rating in ratings.ratings]
    scalars = (facts.headline, facts.work, facts.work_year, facts.critic, facts.published, facts.runtime)
    spans += [found.span for found in scalars if found is not None and found.span is not None]
    spans += [found.span for many in (facts.countries, facts.platforms, facts.genres) for found in many if found.span]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert {*facts.claims, *ratings.claims} <= {block.span for block in blocks}
    for rating in ratings.ratings:
        assert 0 <= rating.value <= rating.scale
        assert 0 <= rating.normalised <= 100
        assert rating.span.of(text) == rating.notation
    own = [rating for rating in ratings.ratings if rating.whose is Whose.CRITIC]
    assert (ratings.verdict in own) if own else ratings.verdict is None


ADVERSARIES = [
    "a",
    "A",
    " ",
    "\t",
    "Aa ",
    "1/",
    "1",
    "7/10 ",
    "8.5 ",
    "★",
    "☆ ",
    "*",
    "* ",
    "** ",
    "(",
    "(A B) ",
    "[A B] ",
    "Jane Doe (Tom Reed) ",
    "by Jane Doe ",
    "director ",
    "Aa Aa (2010) ",
    "“Aa ",
    "10 out of ",
    "four stars ",
    "2019 ",
    "© ",
    "Title: ",
    "Director: A ",
    "| ",
    "1 h ",
    "an hour and ",
    "A as B, ",
    "A & ",
    "Rating A ",
    "this Korean film ",
    "on Netflix ",
    "May 3, 2020 ",
    "87% ",
    "A’s ",
    "İ",
    "가 ",
    "....... ",
    "a. A",
    "Aa the Aa ",
    "this 2018 a-a ",
    "imdb ",
    "minus 1 star ",
]
LENGTH = 100_000
#: Seconds of the processor: many times what a linear reading needs on a busy machine, and far less than a quadratic one.
PATIENCE = 8.0


@pytest.mark.parametrize("piece", ADVERSARIES)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    blocks = (Block(Span(0, len(text)), Role.BODY, "test"),)

    def read() -> None:
        find_kind(text, blocks, PageMetadata(), find_facts(text, blocks), find_ratings(text, blocks))

    assert within(PATIENCE, read)
