"""Letter grades by another mapping: the same letters where they stand, with other figures beside them.

What a page says does not change with the mapping, so nothing has to be read again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop.reading.scales import figure, grades

if TYPE_CHECKING:
    from desktop.review import Rating, Review

# How notations.find_grade words a conversion.
_CONVERSION: Final = re.compile(r"grade ([A-F][+-]?) = ")


def letter_of(rating: Rating | None) -> str:
    """The letter of a score that is a letter grade (``B+``); empty of any other."""
    match = _CONVERSION.match(rating.conversion) if rating is not None else None
    return match[1] if match else ""


def figure_of(letter: str, scale: str) -> float | None:
    """The figure of a letter in a mapping of grades; None where the mapping does not have it."""
    return grades(scale).get(letter)


def regraded(review: Review, scale: str) -> Review:
    """The review with its letter grades in another mapping; a letter that this does not have keeps its figure."""
    ratings = tuple(_regraded(rating, scale) for rating in review.ratings)
    verdict = _regraded(review.verdict, scale) if review.verdict is not None else None
    if ratings == review.ratings and verdict == review.verdict:
        return review
    return replace(review, ratings=ratings, verdict=verdict)


def _regraded(rating: Rating, scale: str) -> Rating:
    letter = letter_of(rating)
    value = figure_of(letter, scale) if letter else None
    if value is None or value == rating.normalised:
        return rating
    return replace(rating, value=value, normalised=value, conversion=f"grade {letter} = {figure(value)}")
