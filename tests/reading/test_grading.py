"""A page's letter grades in another mapping are what the page would say if it were read with that mapping."""

from __future__ import annotations

import pytest

from desktop.reading.grading import letter_of, regraded
from desktop.reading.reader import ReadingOptions, read_text
from desktop.reading.scales import grade_scales, grades

PAGE = """Alpha (2020) review

Director: Lee Chung-hyun

The camera work is gorgeous and the story never drags, which is more than can be said of most.

Grade: {grade}
Metascore: 61
"""


@pytest.mark.parametrize("letter", sorted(grades()))
@pytest.mark.parametrize("scale", grade_scales())
def test_as_if_it_were_read_so(letter: str, scale: str) -> None:
    text = PAGE.format(grade=letter)
    plain = read_text(text)
    assert letter_of(plain.verdict) == letter
    again = regraded(plain, scale)
    if letter in grades(scale):
        assert again == read_text(text, options=ReadingOptions(grade_scale=scale))
        assert regraded(again, "default") == plain
    else:
        assert again == plain


def test_other_scores_stay_as_they_are() -> None:
    review = read_text(PAGE.format(grade="B").replace("Grade: B", "Rating: 3/5"))
    assert letter_of(review.verdict) == ""
    assert letter_of(None) == ""
    assert regraded(review, "even") is review
