"""Every way in which pages write a score, found in one line of text at a time.

A notation says what is written, not whose opinion it is, nor whether it is a score at all: ``4/5`` may be four fifths of the
audience. :mod:`desktop.reading.verdicts` decides that from what stands round it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.scales import figure, grades, in_words, normalise
from desktop.reading.vocabulary import alternatives, every_language, table
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Form(StrEnum):
    """The kinds of notation."""

    FRACTION = "fraction"  # 7/10
    OUT_OF = "out_of"  # 4 out of 5 stars
    PERCENT = "percent"
    GRADE = "grade"  # B+
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
    usual: bool = True  # False for scales (8, 50) and signs (●, 🍿) that are scores only behind a label

    def moved(self, by: int) -> Notation:
        """The same notation ``by`` characters further on."""
        return replace(self, span=Span(self.span.start + by, self.span.end + by))


# Scales that critics use, and some that they use for sums; other fractions ("24/7", "9/11") are no scores.
_SCALES = frozenset({4.0, 5.0, 6.0, 10.0, 20.0, 100.0})
_RARE_SCALES = frozenset({8.0, 12.0, 15.0, 25.0, 30.0, 40.0, 50.0, 60.0, 80.0})
_SURE_JOINTS = frozenset({"out of"})  # the other joints need a unit: "3 of 5 stars"
_FRACTIONS = {"half": 0.5, "½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_FILLED = "★⭐✭✮🌟✪"
_EMPTY = "☆✩⚝✰⭑"
_OTHER_FILLED, _OTHER_EMPTY = "●■♥❤♦▮🌕", "○□♡♢▯🌑"
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_PART = r"(?:[ \xa0]?[½¼¾]|(?:[ \xa0-]|[ \xa0]and[ \xa0](?:an?[ \xa0])?)(?:1/2|1/4|3/4|half)(?![\d\w]))"
_VALUE = rf"(?P<value>{_NUMBER})(?P<part>{_PART})?"
_EMPHASIS = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,200})(?<=[^\s*])\*\*(?![\w*])")  # Markdown's **strong**
_FREE = r"(?<![\w/,:$£€+])(?<!\d[.-])"  # not the tail of a longer figure, a price or a date


@cache
def _number_words() -> dict[str, float]:
    return {word: float(value) for language in table("ratings")["numbers"].values() for word, value in language.items()}


@cache
def _stars() -> frozenset[str]:
    return frozenset(every_language(table("ratings")["stars"]))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A notation's pattern, what reads its matches, and the signs of which a line must have one to be looked at."""

    regex: re.Pattern[str]
    read: Callable[[re.Match[str]], Notation | None]
    signs: frozenset[str]  # single characters, of which a line must have one; none for emoji
    words: tuple[str, ...] = ()  # or these, of which none holds another


@cache
def _patterns() -> tuple[_Pattern, ...]:
    """The patterns, the fuller notations first."""
    units = alternatives(every_language(table("ratings")["units"]))
    words = alternatives(_number_words())
    joints = alternatives(every_language(table("ratings")["joints"]))
    spoken = rf"(?:{_VALUE}|(?P<word>{words})(?P<wordhalf>[ -]and[ -]a[ -]half)?)"
    star = rf"[{_FILLED}{_EMPTY}]"
    flags = re.IGNORECASE
    fraction = (
        rf"{_FREE}(?:{_VALUE}|(?P<only>½))(?:[ \xa0]?(?:{units}))?[ \xa0]?[/⁄∕][ \xa0]?(?P<scale>\d{{1,3}})(?:[.,]0)?"
        rf"(?![\d/⁄]|[.,]\d|(?:st|nd|rd|th)s?\b|[ \xa0](?:of|out)\b)(?P<unit>[ \xa0-]?(?:{units})\b)?"
    )
    out_of = (
        rf"{_FREE}(?<!-){spoken}(?:[ \xa0-](?P<inner>{units}))?,?[ \xa0(]{{1,3}}"
        rf"(?P<joint>{joints})(?: an?| our| possible| max){{0,2}}[ \xa0]{{1,2}}"
        rf"(?:(?P<scale>\d{{1,3}})(?:[.,]0)?|(?P<scaleword>{words}))(?![\w%]|[.,]\d)(?P<unit>[ \xa0-]?(?:{units})\b)?"
    )
    asterisks = (
        r"(?<![\w*])(?:(?P<stars>\*(?:[ \xa0]?\*){0,9})(?:[ \xa0]?(?P<half>½|1/2))?"
        r"|(?P<only>½|1/2)(?=[ \xa0]\(?out of[ \xa0]\*))"
        r"(?:[ \xa0]?/[ \xa0]?(?P<scale>\*{3,10})"
        rf"|[ \xa0]\(?out of[ \xa0](?:(?P<n>\d{{1,2}})|(?P<glyphs>\*{{3,10}})|(?P<w>{words}))\)?)?(?![\w*])"
    )
    tail = (
        rf"(?:[ \xa0]?/[ \xa0]?(?P<slash>\d{{1,2}}|{star}{{3,10}})"
        rf"|[ \xa0]\(?out of[ \xa0](?:(?P<n>\d{{1,2}})|(?P<w>{words}))\)?)?"
    )
    glyphs = (
        rf"(?P<run>{star}(?:[ \xa0️]{{0,2}}[{_FILLED}{_EMPTY}½]){{0,24}})️?(?P<half>[ \xa0]?(?:1/2|\.5))?(?P<fail>[fF]\b)?{tail}"
    )
    others = _OTHER_FILLED + _OTHER_EMPTY
    row = rf"(?P<run>[{others}](?:[ \xa0️]{{0,2}}[{others}½]){{2,9}})️?"
    emoji = r"(?P<one>[\U0001F300-\U0001FAFF])(?:[ \xa0️]{0,2}(?P=one)){1,9}️?"
    spoken_of = _shortest(every_language(table("ratings")["units"]))
    score_words = _shortest((*_SURE_JOINTS, *spoken_of))
    none: frozenset[str] = frozenset()
    return (
        _Pattern(re.compile(fraction, flags), _fraction, frozenset("/⁄∕")),
        _Pattern(re.compile(out_of, flags), _out_of, none, score_words),
        _Pattern(re.compile(rf"{_FREE}(?<!-)(?P<value>{_NUMBER})[ \xa0]?%(?!\w)"), _percent, frozenset("%")),
        _Pattern(re.compile(glyphs), _glyphs, frozenset(_FILLED + _EMPTY)),
        _Pattern(re.compile(asterisks, flags), _asterisks, frozenset("*")),
        _Pattern(re.compile(row), _other_glyphs, frozenset(_OTHER_FILLED)),
        _Pattern(re.compile(emoji), _emoji, none),
        _Pattern(re.compile(rf"{_FREE}(?<!-){spoken}[ \xa0](?P<unit>{units})\b(?!-)", flags), _units, none, spoken_of),
        _Pattern(
            re.compile(rf"{_FREE}{spoken}-(?P<unit>{units})(?=\s(?:\w{{1,12}}\s)?rating\b)", flags), _units, none, spoken_of
        ),
    )


def _shortest(words: Iterable[str]) -> tuple[str, ...]:
    """The words without those that hold another one: where ``stars`` stands, ``star`` does."""
    known = sorted(set(words), key=len)
    return tuple(word for at, word in enumerate(known) if not any(shorter in word for shorter in known[:at]))


def _patterns_for(lowered: str) -> list[_Pattern]:
    """The patterns that may match in a line, in small letters: those of which it has a sign or a word."""
    characters = frozenset(lowered)
    spoken: dict[tuple[str, ...], bool] = {}
    found: list[_Pattern] = []
    for pattern in _patterns():
        if pattern.signs:
            fits = not pattern.signs.isdisjoint(characters)
        elif pattern.words:
            if pattern.words not in spoken:
                spoken[pattern.words] = any(word in lowered for word in pattern.words)
            fits = spoken[pattern.words]
        else:  # emoji are known by what no other text holds
            fits = not lowered.isascii() and max(characters) >= "\U0001f300"
        if fits:
            found.append(pattern)
    return found


def find_notations(line: str) -> list[Notation]:
    """Every score-like notation of one line, but letter grades, words and bare numbers; where two overlap, the fuller one."""
    found: list[Notation] = []
    patterns = _patterns_for(line.lower()) if line else ()
    if not patterns:
        return found
    if "**" in line:
        line = _EMPHASIS.sub(lambda match: f"  {match[1]}  ", line)
    taken = bytearray(len(line))
    for pattern in patterns:
        for match in pattern.regex.finditer(line):
            notation = pattern.read(match)
            if notation is not None and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(notation.span)
                found.append(notation)
    return sorted(found, key=lambda notation: notation.span)


def find_grade(text: str, scale: str, start: int = 0) -> Notation | None:
    """The letter grade that stands at a place of the text (``B+``, ``A−``, ``C plus``), in the mapping of grades named."""
    match = _GRADE.match(text, start)
    if match is None:
        return None
    sign = (match["sign"] or "").strip().casefold()
    letter = match["letter"] + ("" if not sign else "+" if sign in {"+", "＋", "plus"} else "-")
    value = grades(scale).get(letter)
    if value is None:
        return None
    span = Span(match.start("letter"), match.end())
    return Notation(
        Form.GRADE, value, 100.0, span, stated=True, conversion=f"grade {letter} = {figure(value)}", normalised=value
    )


_GRADE = re.compile(r"[\s\"“‘'(*]{0,4}(?P<letter>[A-F])(?P<sign>[ \xa0]?[+＋]|[-–−‐](?!\w)|[ -](?:plus|minus)\b)?(?![\w'’+])")


def bare_number(text: str, scale: float | None = None) -> Notation | None:
    """A text that is nothing but a number, of the scale that is known from elsewhere.

    Where none is, ``6.2`` and ``8`` are of 10 and ``87`` is of 100; up to five it could be of five as well as of ten, and
    nothing is said of it.
    """
    match = re.fullmatch(rf"[\s(*_]{{0,4}}(?P<value>{_NUMBER})[\s)*_.]{{0,4}}", text)
    if match is None:
        return None
    value, span = _float(match["value"]), Span(*match.span("value"))
    if scale is not None and value <= scale:
        return _made(Form.NUMBER, value, scale, span, stated=False)
    if value > 100 or value <= 5 or 10 < value < 20:
        return None
    return _made(Form.NUMBER, value, 10.0 if value <= 10 else 100.0, span, stated=False)


def _made(
    form: Form, value: float, scale: float, span: Span, *, stated: bool, unit: str = "", usual: bool = True
) -> Notation | None:
    if scale <= 0 or not 0 <= value <= scale:
        return None
    conversion = in_words(value, scale, unit) + ("" if stated else " (scale assumed)")
    return Notation(form, value, scale, span, stated, conversion, normalise(value, scale), usual)


def _assumed(value: float) -> float:
    """The scale of a score that states none: five, or ten where it is more."""
    return 5.0 if value <= 5 else 10.0


def _float(number: str) -> float:
    return float(number.replace(",", "."))


def _part(written: str | None) -> float:
    """The fraction behind a whole number: ``½``, `` 1/2``, `` and a half``."""
    return _FRACTIONS[written.replace("-", " ").split()[-1].lower()] if written else 0.0


def _spoken(match: re.Match[str]) -> float:
    if match["value"]:
        return _float(match["value"]) + _part(match["part"])
    return _number_words()[match["word"].lower()] + (0.5 if match["wordhalf"] else 0.0)


def _unit(written: str | None) -> str:
    return (written or "").strip(" \xa0-").lower()


def _fraction(match: re.Match[str]) -> Notation | None:
    value = 0.5 if match["only"] else _float(match["value"]) + _part(match["part"])
    scale = float(match["scale"])
    if scale not in _SCALES | _RARE_SCALES:
        return None
    usual = scale in _SCALES
    return _made(Form.FRACTION, value, scale, Span(*match.span()), stated=True, unit=_unit(match["unit"]), usual=usual)


def _out_of(match: re.Match[str]) -> Notation | None:
    scale = float(match["scale"]) if match["scale"] else _number_words()[match["scaleword"].lower()]
    unit = _unit(match["inner"]) or _unit(match["unit"])
    if scale not in _SCALES | _RARE_SCALES or (match["joint"].lower() not in _SURE_JOINTS and not unit):
        return None
    return _made(Form.OUT_OF, _spoken(match), scale, Span(*match.span()), stated=True, unit=unit, usual=scale in _SCALES)


def _percent(match: re.Match[str]) -> Notation | None:
    return _made(Form.PERCENT, _float(match["value"]), 100.0, Span(*match.span()), stated=True)


def _glyphs(match: re.Match[str]) -> Notation | None:
    """Filled stars count wherever they stand, since some pages put the empty ones first; filled only is of five, or of ten."""
    run = match["run"]
    filled = sum(char in _FILLED for char in run)
    empty = sum(char in _EMPTY for char in run)
    halves = run.count("½") + (1 if match["half"] else 0)
    value = filled + halves / 2
    tail = match["slash"] or match["n"] or match["w"]
    if tail:
        scale = float(tail) if tail.isdigit() else _number_words().get(tail.lower(), float(len(tail)))
    else:
        # A half star takes the place of a whole one, and so does the letter that some put for "fail".
        scale = float(filled + empty + halves + (1 if match["fail"] else 0)) if empty else _assumed(value)
    if scale < 3:
        return None
    return _made(Form.GLYPHS, value, scale, Span(*match.span()), stated=empty > 0 or tail is not None, unit="stars")


def _other_glyphs(match: re.Match[str]) -> Notation | None:
    """``●●●●○``, ``♥♥♥♡♡``: other signs than stars, filled and empty."""
    run = match["run"]
    filled, halves = sum(char in _OTHER_FILLED for char in run), run.count("½")
    empty = sum(char in _OTHER_EMPTY for char in run)
    scale = float(filled + empty + halves) if empty else _assumed(filled + halves / 2)
    return _made(Form.GLYPHS, filled + halves / 2, scale, Span(*match.span()), stated=empty > 0, unit=run[0], usual=empty > 0)


def _emoji(match: re.Match[str]) -> Notation | None:
    """``🍿🍿🍿🍿``: the same sign several times."""
    value = float(match.group().count(match["one"]))
    return _made(Form.GLYPHS, value, _assumed(value), Span(*match.span()), stated=False, unit=match["one"], usual=False)


def _asterisks(match: re.Match[str]) -> Notation | None:
    """Asterisks are as often ornament or markup as stars: what stands round them decides, here they are only counted."""
    value = (match["stars"] or "").count("*") + (0.5 if match["half"] or match["only"] else 0.0)
    if match["scale"]:
        scale = float(len(match["scale"]))
    elif match["n"]:
        scale = float(match["n"])
    elif match["glyphs"]:
        scale = float(len(match["glyphs"]))
    elif match["w"]:
        scale = _number_words()[match["w"].lower()]
    else:
        return _made(Form.ASTERISKS, value, _assumed(value), Span(*match.span()), stated=False, unit="stars")
    return _made(Form.ASTERISKS, value, scale, Span(*match.span()), stated=True, unit="stars")


def _units(match: re.Match[str]) -> Notation | None:
    value = _spoken(match)
    unit = _unit(match["unit"])
    adjective = unit == "star" and value > 1 and "-" not in match.group()  # "a four star motel"
    if unit not in _stars() or value > 10 or adjective:
        return None
    return _made(Form.UNITS, value, _assumed(value), Span(*match.span()), stated=False, unit="stars")
