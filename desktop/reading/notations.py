"""Every way in which pages write a score, found in one line of text at a time.

A notation says what is written, not whose opinion it is, nor whether it is a score at all: ``4/5`` may be four fifths of the
audience. :mod:`desktop.reading.ratings` decides that from what stands round it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.scales import figure, grades, in_words
from desktop.reading.vocabulary import every_language, table
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Form(StrEnum):
    """The kinds of notation."""

    FRACTION = "fraction"  # 7/10
    OUT_OF = "out_of"  # 4 out of 5 stars
    PERCENT = "percent"
    GRADE = "grade"
    GLYPHS = "glyphs"  # ★★★★☆
    ASTERISKS = "asterisks"
    UNITS = "units"  # 4.5 stars, scale unstated
    NUMBER = "number"  # a bare 6.2
    WORDS = "words"  # thumbs up


@dataclass(frozen=True, slots=True)
class Notation:
    """A score as written: ``span`` is in the line; ``stated`` says that the scale stands in the text, not in our assumption."""

    form: Form
    value: float
    scale: float
    span: Span
    stated: bool
    conversion: str
    normalised: float


# Scales that critics use; other fractions ("24/7", "9/11") are no scores.
_SCALES = frozenset({4.0, 5.0, 6.0, 10.0, 20.0, 100.0})
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_FILLED = "★⭐✭✮🌟✪"
_EMPTY = "☆✩⚝✰⭑"
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_PART = r"(?:[ \xa0]?[½¼¾]|[ \xa0-](?:1/2|1/4|3/4)(?!\d))"


@cache
def _number_words() -> dict[str, float]:
    return {word: float(value) for language in table("ratings")["numbers"].values() for word, value in language.items()}


@cache
def _alternatives(*terms: str) -> str:
    return "|".join(sorted(map(re.escape, terms), key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Notation | None]], ...]:
    units = _alternatives(*every_language(table("ratings")["units"]))
    words = _alternatives(*_number_words())
    value = rf"(?P<value>{_NUMBER})(?P<part>{_PART})?"
    spoken = rf"(?:{value}|(?P<word>{words})(?P<wordhalf>[ -]and[ -]a[ -]half)?)"
    star = rf"[{_FILLED}{_EMPTY}]"
    more = rf"[{_FILLED}{_EMPTY}½]"
    flags = re.IGNORECASE
    return (
        (
            re.compile(
                rf"(?<![\w/.,:$£€])(?:{value}|(?P<onlypart>½))(?:[ \xa0]?(?:{units}))?[ \xa0]?[/⁄∕][ \xa0]?(?P<scale>\d{{1,3}})"
                rf"(?![\d/⁄]|[.,]\d|(?:st|nd|rd|th)s?\b)(?P<unit>[ \xa0-]?(?:{units})\b)?",
                flags,
            ),
            _fraction,
        ),
        (
            re.compile(
                rf"(?<![\w.,:$£€-]){spoken}(?:[ \xa0-](?P<inner>{units}))?[ \xa0]+(?P<joint>out of|out of a possible|of|von|sur)(?: (?:a|our|max))?[ \xa0]+"
                rf"(?:(?P<scale>\d{{1,3}})|(?P<scaleword>{words}))(?![\w%]|[.,]\d)(?P<unit>[ \xa0-]?(?:{units})\b)?",
                flags,
            ),
            _out_of,
        ),
        (re.compile(rf"(?<![\w.,:$£€+-])(?P<value>{_NUMBER})[ \xa0]?%(?!\w)"), _percent),
        (re.compile(rf"{star}(?:[ \xa0️]{{0,2}}{more}){{0,24}}️?(?:[ \xa0]?(?P<half>1/2|\.5))?(?P<fail>[fF]\b)?"), _glyphs),
        (
            re.compile(
                r"(?<![\w*])(?P<stars>\*(?:[ \xa0]?\*){0,9})(?:[ \xa0]?(?P<half>½|1/2))?(?:[ \xa0]?/[ \xa0]?(?P<scale>\*{3,10})|(?P<outof>[ \xa0]\(?out of[ \xa0](?:(?P<n>\d{1,2})|(?P<w>\*{3,10}|four|five|ten))\)?))?(?![\w*])"
            ),
            _asterisks,
        ),
        (re.compile(rf"(?<![\w.,:$£€/-]){spoken}[ \xa0](?P<unit>{units})\b(?!-)", flags), _units),
    )


def find_notations(line: str) -> list[Notation]:
    """Every score-like notation of one line, but letter grades and bare numbers; where two overlap, the fuller one."""
    found: list[Notation] = []
    if not _worth_a_look(line):
        return found
    for pattern, read in _patterns():
        for match in pattern.finditer(line):
            notation = read(match)
            if notation is not None and not any(other.span.meets(notation.span) for other in found):
                found.append(notation)
    return sorted(found, key=lambda notation: notation.span)


@cache
def _signs() -> re.Pattern[str]:
    units = _alternatives(*every_language(table("ratings")["units"]))
    return re.compile(rf"[{_FILLED}{_EMPTY}*%½]|/|\b(?:out of|of|von|sur|{units})\b", re.IGNORECASE)


def _worth_a_look(line: str) -> bool:
    """Whether the line has any sign of a score: most lines have none, and this is the cheapest way to know."""
    return _signs().search(line) is not None


def find_grade(text: str, scale: str) -> Notation | None:
    """The letter grade that begins the text (``B+``, ``A−``, ``C plus``), in the mapping of grades named."""
    match = re.match(
        r"[\s\"“‘'(*]{0,4}(?P<letter>[A-F])(?P<sign>[ \xa0]?[+＋]|[-–−‐](?![\w])|[ -](?:plus|minus)\b)?(?![\w'’+])", text
    )
    if match is None:
        return None
    sign = (match["sign"] or "").strip().casefold()
    letter = match["letter"] + ("+" if "+" in sign or "＋" in sign or "plus" in sign else "-" if sign else "")
    value = grades(scale).get(letter)
    if value is None:
        return None
    start = match.start("letter")
    return Notation(Form.GRADE, value, 100.0, Span(start, match.end()), True, f"grade {letter} = {figure(value)}", value)  # noqa: FBT003


def bare_number(text: str) -> Notation | None:
    """A line that is nothing but a number: ``6.2`` and ``8`` are of 10, ``87`` is of 100; 1 to 5 could be of five, so say nothing."""
    match = re.fullmatch(rf"[\s(*_]{{0,4}}(?P<value>{_NUMBER})[\s)*_.]{{0,4}}", text)
    if match is None:
        return None
    value = _float(match["value"])
    whole = value == int(value)
    if value > 100 or (whole and value <= 5 and "." not in match["value"]) or (value > 10 and not whole and value < 20):
        return None
    return _made(Form.NUMBER, value, 10.0 if value <= 10 else 100.0, Span(*match.span("value")), stated=False)


def _made(form: Form, value: float, scale: float, span: Span, *, stated: bool, unit: str = "") -> Notation | None:
    if scale <= 0 or not 0 <= value <= scale:
        return None
    words = in_words(value, scale, unit)
    if not stated:
        words += " (scale assumed)"
    return Notation(form, value, scale, span, stated, words, round(value / scale * 100, 2))


def _float(number: str) -> float:
    return float(number.replace(",", "."))


def _spoken(match: re.Match[str]) -> float:
    if match["value"]:
        return _float(match["value"]) + _HALVES.get((match["part"] or "").strip(" \xa0-"), 0.0)
    return _number_words()[match["word"].lower()] + (0.5 if match["wordhalf"] else 0.0)


def _fraction(match: re.Match[str]) -> Notation | None:
    value = 0.5 if match["onlypart"] else _float(match["value"]) + _HALVES.get((match["part"] or "").strip(" \xa0-"), 0.0)
    scale = float(match["scale"])
    if scale not in _SCALES:
        return None
    return _made(
        Form.FRACTION, value, scale, Span(*match.span()), stated=True, unit=(match["unit"] or "").strip(" \xa0-").lower()
    )


def _out_of(match: re.Match[str]) -> Notation | None:
    scale = float(match["scale"]) if match["scale"] else _number_words()[match["scaleword"].lower()]
    unit = (match["inner"] or match["unit"] or "").strip(" \xa0-").lower()
    if scale not in _SCALES or (match["joint"].lower() in {"of", "von", "sur"} and not unit):
        return None
    return _made(Form.OUT_OF, _spoken(match), scale, Span(*match.span()), stated=True, unit=unit)


def _percent(match: re.Match[str]) -> Notation | None:
    return _made(Form.PERCENT, _float(match["value"]), 100.0, Span(*match.span()), stated=True)


def _glyphs(match: re.Match[str]) -> Notation | None:
    """Filled stars count wherever they stand, since some pages put the empty ones first; filled only is of five, or of ten."""
    run = match.group()
    filled = sum(char in _FILLED for char in run)
    empty = sum(char in _EMPTY for char in run)
    halves = run.count("½") + (1 if match["half"] else 0)
    value = filled + halves / 2
    if empty:
        # A half star takes the place of a whole one, and so does the letter that some put for "fail".
        scale = float(filled + empty + halves + (1 if match["fail"] else 0))
    else:
        scale = 5.0 if value <= 5 else 10.0
    if value > scale or scale < 3:
        return None
    return _made(Form.GLYPHS, value, scale, Span(*match.span()), stated=empty > 0, unit="stars")


def _asterisks(match: re.Match[str]) -> Notation | None:
    """Asterisks are as often ornament or markup as stars: their line decides, here only the count."""
    filled = match["stars"].count("*") + (0.5 if match["half"] else 0.0)
    written = {"four": 4.0, "five": 5.0, "ten": 10.0}
    if match["scale"]:
        scale, stated = float(len(match["scale"])), True
    elif match["n"] or match["w"]:
        scale, stated = float(match["n"]) if match["n"] else written.get(match["w"], float(len(match["w"]))), True
    else:
        scale, stated = 5.0 if filled <= 5 else 10.0, False
    return _made(Form.ASTERISKS, filled, scale, Span(*match.span()), stated=stated, unit="stars")


def _units(match: re.Match[str]) -> Notation | None:
    value = _spoken(match)
    scale = 5.0 if value <= 5 else 10.0
    if match["unit"].lower() not in {"star", "stars", "stern", "sterne", "sternen", "étoile", "étoiles"} or value > 10:
        return None
    return _made(Form.UNITS, value, scale, Span(*match.span()), stated=False, unit="stars")
