"""Which short lines of a review are headings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop.reading.furniture import tokens
from desktop.reading.notations import find_notations
from desktop.reading.vocabulary import every_language, table
from desktop.review import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reading.shapes import Shape

_LONGEST = 80  # characters
_MOST_WORDS = 10
_QUESTIONS = 2  # so many questions in small letters are a page's headings
_NUMBERED = re.compile(r"\(?\d{1,2}[.)][ \t\xa0]{1,4}\S")
_DECORATION = " \t\xa0#*_=~–—-•·:|"
_CAPTION = re.compile(r"[A-Z]\S{0,20} [A-Z][^\n]{0,60} (?:in|as|and|on|at|with) [“‘'\"]?[A-Z]")
_NUMBER = re.compile(r"[\d.,/%$€£]+$")
_SCORED = re.compile(r"\d\s?/\s?\d")
_CAPITAL = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words, what it announces (``pros``, ``cons``, ``both``, ``warnings``, ``other``, or nothing), its rule."""

    shape: Shape
    title: str
    announces: str
    rule: str
    confidence: float
    level: int


_DOUBTFUL = frozenset({"headings.title_case", "headings.short_line", "headings.question"})
_TEXT = frozenset({Role.BODY, Role.HEADING, Role.STANDFIRST})


@cache
def _weak() -> frozenset[tuple[str, ...]]:
    """Headings of pros or cons that are everyday words: they count where both sides stand on a page and nothing clearer."""
    return frozenset(tokens(phrase) for phrase in every_language(table("sections")["weak"]))


def _weak_pair(shapes: Sequence[Shape]) -> bool:
    known = {tokens(shape.block_text): announced(shape.block_text) for shape in shapes if shape.size <= _MOST_WORDS}
    clear = {side for words, side in known.items() if words not in _weak()}
    return not clear & {"pros", "cons"} and {"pros", "cons"} <= set(known.values())


@cache
def _announcements() -> dict[tuple[str, ...], str]:
    known: dict[tuple[str, ...], str] = {}
    for name in ("pros", "cons", "both", "warnings", "other"):
        for phrase in every_language(table("sections")[name]):
            known.setdefault(tokens(phrase), name)
    return known


@lru_cache(maxsize=1024)  # folding, facts and sections ask about the same lines
def announced(text: str) -> str:
    """What a heading's or label's words announce; empty for words that we do not know."""
    return _announcements().get(tokens(text), "")


def title_of(text: str) -> str:
    """A heading's words without hashes, numbering signs and decoration."""
    return text.strip(_DECORATION) or text


def find_headings(shapes: Sequence[Shape]) -> list[Heading]:
    """The headings among a review's own blocks: those that markup shows, and short lines that something stands under.

    ``shapes`` are the blocks that may be a heading or stand under one, in order.
    """
    found: list[Heading] = []
    weak = _weak_pair(shapes)
    prefixes = Counter(prefix for number, shape in enumerate(shapes[:-1]) if (prefix := _prefix(shape, shapes[number + 1])))
    asking = sum(1 for number, shape in enumerate(shapes[:-1]) if _asks(shape, shapes[number + 1])) >= _QUESTIONS
    read = listing = False
    for number, shape in enumerate(shapes):
        below = shapes[number + 1] if number + 1 < len(shapes) else None
        judged = _judged(shape, below, read=read)
        if judged is None and asking and read and below is not None and _asks(shape, below):
            judged = "headings.question", 0.6, 2
        read = read or (shape.sentence and shape.block.role in _TEXT)
        if judged is not None and listing and judged[0] in _DOUBTFUL:
            judged = None  # an item of the list of pros or cons above
        if judged is None and read and below is not None and (prefix := _prefix(shape, below)) and prefixes[prefix] > 1:
            judged = "headings.prefix", 0.75, 2
        listing = not shape.prose and (announced(shape.block_text) in {"pros", "cons"} or listing)
        if judged is not None and judged[0] == "headings.known" and not weak and tokens(shape.block_text) in _weak():
            judged = None
        if judged is not None:
            rule, confidence, level = judged
            title = title_of(shape.block_text)
            found.append(Heading(shape, title, announced(title), rule, confidence, level))
    return found


def _judged(shape: Shape, below: Shape | None, *, read: bool) -> tuple[str, float, int] | None:
    """The rule by which a block is a heading, how surely, and its level."""
    if shape.block.role is Role.HEADING:
        return shape.block.rule, shape.block.confidence, shape.block.level or 2
    if shape.block.role is not Role.BODY or below is None or len(shape.block_text) > _LONGEST:
        return None
    line = shape.block_text
    if line.startswith("**") and line.endswith("**") and 0 < shape.size <= _MOST_WORDS:
        return "headings.bold", 0.8, 2
    if announced(line) and not shape.ends and (not shape.block.listed or below.block.listed):
        return "headings.known", 0.95, 2
    if shape.block.listed:
        numbered = _NUMBERED.match(line) is not None and not below.block.listed and below.prose and not shape.ends
        return ("headings.numbered", 0.7, 2) if numbered and shape.size <= _MOST_WORDS else None
    if find_notations(line) or _SCORED.search(line):
        return None
    if shape.size > _MOST_WORDS or not shape.words or not _CAPITAL.search(line) or _NUMBER.match(line):
        return None
    return _by_build(line, shape, below, read=read) if below.block.role in _TEXT else None


def _by_build(line: str, shape: Shape, below: Shape, *, read: bool) -> tuple[str, float, int] | None:
    under = below.prose or below.block.listed or below.sentence
    if line.endswith(":") and shape.size <= 6 and line[0].isupper():
        return "headings.colon", 0.8, 2
    if line.isupper() and under and not shape.ends and len(line) >= 4:
        return "headings.capitals", 0.8, 2
    if not read:
        return None  # above the first sentence stand title, byline and tags
    if line.endswith("?"):
        return ("headings.question", 0.7, 2) if under and _is_title(line) and shape.size >= 3 else None
    if shape.ends or not below.prose or _CAPTION.match(line) or line[0] in "“\"‘'«(":
        return None
    if _is_title(line) and line[0].isalnum():
        return "headings.title_case", 0.6, 2
    if shape.size <= 4 and line[0].isupper():
        return "headings.short_line", 0.55, 2
    return None


def _prefix(shape: Shape, below: Shape) -> str:
    """The words before the colon of a short line above a paragraph: ``Heron Go: Performance``; headings share them."""
    head, colon, rest = shape.block_text.partition(": ")
    short = colon and 2 <= shape.size <= _MOST_WORDS and len(shape.block_text) <= _LONGEST and not shape.ends
    plain = (
        short and shape.block.role is Role.BODY and below.prose and rest[:1].isupper() and not find_notations(shape.block_text)
    )
    return head if plain else ""


def _asks(shape: Shape, below: Shape) -> bool:
    """Whether a line is a question of a few words with a paragraph below it."""
    line = shape.block_text
    short = 3 <= shape.size <= _MOST_WORDS and len(line) <= _LONGEST
    return short and line.endswith("?") and line[0].isupper() and shape.block.role is Role.BODY and below.prose


def _is_title(line: str) -> bool:
    """Whether all words that matter begin with a capital."""
    words = [word.strip("“”\"‘’'(),:;!?-–—") for word in line.split()]
    return all(word[:1].isupper() or word[:1].isdigit() or len(word) <= 4 for word in words if word) and any(
        word[:1].isupper() for word in words[:1]
    )
