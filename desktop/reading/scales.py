"""How a score as written becomes 0..100."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_GRADES = "default"


@cache
def grade_scales() -> tuple[str, ...]:
    """The names of the mappings of letter grades that can be chosen, the default first."""
    return tuple(sorted(table("grades"), key=lambda name: (name != DEFAULT_GRADES, name)))


def about_grades(scale: str) -> str:
    """What a mapping of letter grades does, in words."""
    return str(table("grades")[scale]["about"])


@cache
def grades(scale: str = DEFAULT_GRADES) -> Mapping[str, float]:
    """The figure of every letter grade in one mapping; an unknown name gives the default mapping."""
    chosen = table("grades").get(scale) or table("grades")[DEFAULT_GRADES]
    return {letter: float(value) for letter, value in chosen["grades"].items()}


def normalise(value: float, scale: float) -> float:
    """``value`` of ``scale`` on 0..100, to two decimals."""
    return round(value / scale * 100, 2)


def figure(value: float) -> str:
    """A number as people write it: ``4``, ``3.5``, ``93.25``."""
    return f"{value:g}" if value < 1000 else str(round(value))


def in_words(value: float, scale: float, unit: str = "") -> str:
    """How the figure was reached: ``4 of 5 stars = 80``."""
    return f"{figure(value)} of {figure(scale)}{' ' + unit if unit else ''} = {figure(normalise(value, scale))}"
