"""Reading any text, any bytes: it never raises, and the blocks are the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.paths import SEEDS
from desktop.reading.decode import decode
from desktop.reading.reader import ReadingOptions, read_text
from desktop.review import Role
from tests.reading.partition import assert_sound

# Lines that mean something to some stage, thrown together at random.
LINES = [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
LINES += [
    "★★★☆☆", "7/10", "Grade: C+", "Pros:", "Cons", "+ good", "- bad", "• item", "Leave a Reply", "4 Comments",
    "# Heading", "---", "title: x", "grade: C-", "<html>", "<p>x", "</div>", "Director", "Director: X",
    "By Jane Doe", "March 15, 2022 at 8:12 am", "Hank says:", "87", "Drama (12)", "Share this:", "Facebook",
    "Related", "About the author", "(Photo: Jess Orme)", "Warning:", "--", "***", "Verdict",
    "https://example.org", "©", "\x00", "\u2028", "\x85", "\u202e", "\ufeff", "\u200b", "👍",
    "e\u0301\u0302\u0303\u0304\u0305", "\ud800", "日本語の映画", "\r", "\t",
]  # fmt: skip

TEXTS = st.one_of(
    st.text(st.characters(), max_size=300),
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=20)), max_size=40).map("\n".join),
    st.lists(st.sampled_from(LINES), max_size=60).map("\n\n".join),
)


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(["", ".txt", ".html", ".md", ".mhtml", ".csv"]))
def test_any_text_is_read(text: str, ending: str) -> None:
    assert_sound(read_text(text, path=Path(f"page{ending}")))


@settings(max_examples=200)
@given(st.binary(max_size=600))
def test_any_bytes_are_read(data: bytes) -> None:
    assert_sound(read_text(decode(data).text))


@given(TEXTS, st.dictionaries(st.tuples(st.integers(-5, 400), st.integers(-5, 400)), st.sampled_from(list(Role)), max_size=4))
def test_any_correction_is_carried_out_or_passed_over(text: str, roles: dict[tuple[int, int], Role]) -> None:
    assert_sound(read_text(text, options=ReadingOptions(roles=roles)))


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_text(text) == read_text(text)


@pytest.mark.parametrize("text", ["\ud800 lone", "\udfff", "a\ud83d b"])
def test_lone_surrogates_are_replaced_and_flagged(text: str) -> None:
    review = read_text(text)
    assert_sound(review)
    assert "decode.lost" in [problem.rule for problem in review.problems]
