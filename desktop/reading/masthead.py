"""Where the headline of a page stands, among menus and mastheads."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop.reading.dates import find_dates
from desktop.reading.fact_rows import is_fact_row
from desktop.reading.labels import field_of, is_labelled, names_the_cast
from desktop.reading.notations import find_notations
from desktop.reading.places import is_place
from desktop.reading.vocabulary import table

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from desktop.reading.shapes import Shape

_LINES = 40  # among which the headline is looked for
_PREAMBLE = 80  # words of prose that may stand above it
_LONGEST = 30  # words
_STANDFIRST = 11  # words from which on a line below another one is its standfirst
_SCORE_LINE = 60  # characters of a line that is a score
_BESIDE_SCORE = 14
_TITLE = 6  # words of a line that is a title in quotation marks
_SURE = 4  # points that make a headline sure
_LIKELY = 3  # and likely enough where nothing but the shortest lines stand above it
_NAME = re.compile(r"[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{0,20}){0,2}(?:, @?\w{1,30})?$")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_PLACED = re.compile(r"\((?P<place>[^()]{2,30})\)$")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\((?:19|20)\d\d\)")
_PARTS = re.compile(r"\s[–—|·•-]\s")
_QUOTED = re.compile(r"[“\"‘'«„][^“”\"‘’«»„\n]{2,60}[”\"’'»“]")


def headline_at(shapes: Sequence[Shape], folded: Container[int]) -> int | None:
    """The number of the block that is surely the headline, or None: a first line needs no finding."""
    best, points = None, 0
    prose = 0
    whole = sum(shape.size for shape in shapes if shape.prose)
    for number, shape in enumerate(shapes[:_LINES]):
        if number not in folded and _may_be(shape) and 3 * prose <= whole:
            scored = _points(shapes, number) - (2 if prose else 0) - (3 if _is_standfirst(shapes, number, folded) else 0)
            if scored > (points if points < _SURE else points + 1):
                best, points = number, scored
        prose += shape.size if shape.prose else 0
        if prose > _PREAMBLE:
            break
    if best is None or points >= _SURE:
        return best
    short = all(above in folded or (shape.fragment and shape.size <= 3) for above, shape in enumerate(shapes[:best]))
    return best if short and points >= _LIKELY else None


def _may_be(shape: Shape) -> bool:
    if shape.block.listed or not shape.words or shape.size > _LONGEST or (shape.prose and shape.ends):
        return False
    if is_labelled(shape.text) or names_the_cast(shape.text) or _is_score(shape.text) or is_fact_row(shape.text):
        return False
    parts = (part.partition(":") for part in _PARTS.split(shape.text))
    return not (is_dated(shape) or is_byline(shape) or _is_role(shape)) and not any(
        colon and _is_fact(label, value) for label, colon, value in parts
    )


def _is_role(shape: Shape) -> bool:
    """Whether a line says what a writer is, and nothing else: ``TV critic``, ``Senior Staff Writer``."""
    return 2 <= shape.size <= 4 and shape.words[-1] in _roles() and not any(char in shape.text for char in ":;.!?")


@cache
def _roles() -> frozenset[str]:
    return frozenset(word for entry in table("bylines")["roles"].values() for word in entry)


def _is_score(text: str) -> bool:
    """Whether a line is a score and next to nothing else: ``3 / 5 stars``, ``4.5 out of 5 (18 reviews)``."""
    first = next((notation for notation in find_notations(text[:_SCORE_LINE]) if notation.span.start <= 1), None)
    if first is None:
        return False
    beside = len(text) - len(first.span)
    return beside <= 3 or (first.stated and first.form != "glyphs" and beside <= _BESIDE_SCORE)


def _is_fact(label: str, value: str) -> bool:
    """Whether what stands round a colon is a labelled fact or a labelled score."""
    value = value.strip()
    return field_of(label.strip()) is not None or any(notation.span.start == 0 for notation in find_notations(value[:40]))


def is_dated(shape: Shape) -> bool:
    """Whether a short line carries a date."""
    return shape.size <= 16 and _DIGIT.search(shape.text) is not None and _holds_date(shape.text)


@lru_cache(maxsize=512)  # the same few lines of a page are asked about again and again
def _holds_date(line: str) -> bool:
    return any(True for _ in find_dates(line))


def _points(shapes: Sequence[Shape], number: int) -> int:
    """How much speaks for a line as the headline: its words, and what stands round it."""
    return _by_words(shapes[number]) + _by_company(shapes, number)


def _by_words(shape: Shape) -> int:
    points = {1: 4, 2: 1}.get(shape.block.level, 0)
    points += 2 if not _review_words().isdisjoint(shape.words) else 0
    points += 2 if _YEAR.search(shape.text) else 0
    placed = _PLACED.search(shape.text)
    points += 2 if placed is not None and is_place(placed["place"]) else 0
    quoted = _QUOTED.search(shape.text)
    points += 0 if quoted is None else 3 if len(shape.text) == len(quoted.group()) and shape.size <= _TITLE else 1
    points += 1 if shape.size >= 3 else 0
    points += 2 if shape.size >= 2 and any(notation.stated for notation in find_notations(shape.text)) else 0
    points -= 2 if shape.text.endswith(".") else 0
    return points


def _is_standfirst(shapes: Sequence[Shape], number: int, folded: Container[int]) -> bool:
    """Whether a line stands directly below a shorter one that may be the headline, and is longer or of another script."""
    if number == 0 or number - 1 in folded or shapes[number].block.level == 1:
        return False
    above = shapes[number - 1]
    if _LATIN.search(above.text) and not _LATIN.search(shapes[number].text) and any(map(str.isalpha, shapes[number].text)):
        return True  # the original title
    return shapes[number].size >= _STANDFIRST and _may_be(above) and above.fragment and 3 <= above.size < shapes[number].size


def _by_company(shapes: Sequence[Shape], number: int) -> int:
    shape = shapes[number]
    points = named_again(shapes, number)
    if is_title(shapes, number):
        points += 2
    elif _NAME.match(shape.text) and shape.words[0] not in _small_words():
        points -= 2
    if 0 < number < len(shapes) - 1:
        points += 2 if is_dated(shapes[number - 1]) and shapes[number - 1].size <= 8 else 0
        points += 1 if shapes[number + 1].prose else 0
    for closeness, below in zip((3, 2, 1, 1, 1), shapes[number + 1 : number + 6], strict=False):
        if is_dated(below) or is_byline(below):
            return points + closeness
        if below.prose:
            break
    return points


def named_again(shapes: Sequence[Shape], number: int) -> int:
    """How much speaks for it that the page says the line again, whole or in quotes: "4 responses to “…”"."""
    words = shapes[number].words
    if len(words) < 2:
        return 0
    for other, shape in enumerate(shapes):
        if other != number and not shape.prose and len(words) <= shape.size <= len(words) + 8 and says(shape, words):
            return 3 if other in {number + 1, number + 2} else 2
    return 0


def is_title(shapes: Sequence[Shape], number: int) -> bool:
    """Whether the first paragraph below says the words of a line: they are the title of the work, then."""
    words = shapes[number].words
    paragraph = next((shape for shape in shapes[number + 1 :] if shape.prose), None)
    return len(words) >= 2 and paragraph is not None and says(paragraph, words)


def says(shape: Shape, words: tuple[str, ...]) -> bool:
    """Whether a block (the beginning of a long one) says some words one after the other."""
    return f" {' '.join(words)} " in f" {' '.join(shape.words)} "


def is_byline(shape: Shape) -> bool:
    """Whether a short line begins like a byline: ``Posted by``."""
    if shape.size > 16 or not shape.words:
        return False
    return any(shape.words[: len(start)] == start for start in _bylines().get(shape.words[0], ()))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word for words in table("languages").values() for word in words)


@cache
def _review_words() -> frozenset[str]:
    return frozenset(word for entry in table("masthead")["review"].values() for word in entry)


@cache
def _bylines() -> dict[str, list[tuple[str, ...]]]:
    """How bylines begin, by the first word."""
    known: dict[str, list[tuple[str, ...]]] = {}
    for entry in table("masthead")["byline"].values():
        for start in entry:
            known.setdefault(start.split()[0], []).append(tuple(start.split()))
    return known
