"""Headings and what stands under them; pros, cons and content warnings."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from desktop.reading.furniture import tokens
from desktop.reading.headings import Heading, announced, find_headings, title_of
from desktop.reading.shapes import Shape, shape_of
from desktop.reading.stages import Claim, Sections
from desktop.reading.vocabulary import every_language, table
from desktop.review import Block, Found, Role, Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ITEM_WORDS = 30  # a longer block under "Pros" is prose about them
_MOST_ITEMS = 20
_LIST_WORDS = 14  # an item of an unlabelled list of pros or cons
_LABEL = re.compile(r"[*_]{0,2}(?P<label>[^:：\n]{2,30})[*_]{0,2}[:：][*_]{0,2}[ \t\xa0]{1,4}(?P<value>\S)")
_SIGNED = re.compile(r"(?P<sign>[+➕✓✔👍]|[-–−➖✗✘👎])(?:\ufe0f)?[ \t\xa0]{0,4}(?=[^\W\d_]|[“\"‘'])")
_PARTS = re.compile(r"[^,;•|]{1,200}")
_AND = re.compile(r"\s{0,8}(?:and|und|et|&)\s{1,8}", re.IGNORECASE)
_BULLET = re.compile(r"[•◦▪▫‣●○■□♦➤►✓✔✗✘·*–—+\-\s\xa0\ufe0f]{1,10}|\(?\d{1,2}[.)]\s{1,8}")


class _Finds:
    """What one call of :func:`find_sections` has found so far."""

    def __init__(self) -> None:
        self.claims: dict[Span, Claim] = {}
        self.heads: set[Span] = set()  # headings of nothing but a list of pros or cons: no section of their own
        self.items: dict[Role, list[Found[str]]] = {Role.PRO: [], Role.CON: [], Role.WARNING: []}

    def add(self, shape: Shape, role: Role, rule: str, confidence: float, *parts: Found[str]) -> None:
        """A block is an item of a list, or the items ``parts`` stand in it."""
        if shape.block.span in self.claims:
            return
        self.claims[shape.block.span] = Claim(role, rule, confidence)
        self.items[role] += parts or (_item(shape, rule, confidence),)


def find_sections(text: str, blocks: Sequence[Block]) -> Sections:
    """The sections, pros, cons and warnings of a review; only blocks of its own text count."""
    page = [shape_of(at, block, text) for at, block in enumerate(blocks) if block.role not in {Role.GAP, Role.CHROME}]
    headings = find_headings(page)
    shapes = [shape for shape in page if shape.block.role in {Role.BODY, Role.HEADING, Role.STANDFIRST}]
    finds = _Finds()
    _under_headings(shapes, headings, finds)
    _labelled(shapes, finds)
    _signed(shapes, finds)
    _two_lists(text, shapes, headings, finds)
    for heading in headings:
        finds.claims[heading.shape.block.span] = Claim(Role.HEADING, heading.rule, heading.confidence, heading.level)
    end = max((block.span.end for block in blocks if block.role not in {Role.GAP, Role.CHROME}), default=0)
    return Sections(
        _spans([heading for heading in headings if heading.shape.block.span not in finds.heads], end),
        tuple(finds.items[Role.PRO]),
        tuple(finds.items[Role.CON]),
        tuple(finds.items[Role.WARNING]),
        finds.claims,
    )


def _spans(headings: Sequence[Heading], end: int) -> tuple[Section, ...]:
    """Every heading with the text up to the next one that is not below it."""
    sections: list[Section] = []
    for number, heading in enumerate(headings):
        span = heading.shape.block.span
        stop = next((other.shape.block.span.start for other in headings[number + 1 :] if other.level <= heading.level), end)
        sections.append(Section(heading.title, span, Span(span.start, max(span.end, stop)), heading.level))
    return tuple(sections)


def _item(shape: Shape, rule: str, confidence: float) -> Found[str]:
    """A list item's words, without bullet or sign."""
    line = shape.block_text
    bullet = _BULLET.match(line)
    start = shape.block.span.start + (bullet.end() if bullet and bullet.end() < len(line) else 0)
    return Found(line[start - shape.block.span.start :], Span(start, shape.block.span.end), rule, confidence)


def _under_headings(shapes: Sequence[Shape], headings: Sequence[Heading], finds: _Finds) -> None:
    spans = {heading.shape.block.span for heading in headings}
    roles = {"pros": Role.PRO, "cons": Role.CON}
    by_span = {shape.block.span: number for number, shape in enumerate(shapes)}
    for heading in headings:
        below: list[Shape] = []
        for shape in shapes[by_span[heading.shape.block.span] + 1 :]:
            if shape.block.span in spans or len(below) > _MOST_ITEMS:
                break
            below.append(shape)
        if heading.announces in roles:
            for shape in _items_of(below):
                finds.heads.add(heading.shape.block.span)
                finds.add(shape, roles[heading.announces], "sections.under_heading", 0.95)
        elif heading.announces == "warnings" and below and below[0].size <= 60:
            _warnings(below, finds)


def _items_of(below: Sequence[Shape]) -> Iterable[Shape]:
    """The items of a headed list: bullets, or short lines; paragraphs are prose about pros, not pros."""
    if below and below[0].block.listed:
        for shape in below:
            if not shape.block.listed:
                return
            yield shape
        return
    short = list(takewhile(lambda shape: shape.size <= _ITEM_WORDS and not (shape.prose and shape.size > _LIST_WORDS), below))
    if len(short) > 1 and not short[0].ends:  # short phrases: a sentence below them is the text again
        short = list(takewhile(lambda shape: not (shape.ends and shape.block_text.rstrip()[-1:] == "."), short))
    if len(short) > 1 or (short and short[0].fragment):
        yield from short


def _warnings(below: Sequence[Shape], finds: _Finds) -> None:
    listed = [shape for shape in below if shape.block.listed]
    for shape in listed or below[:1]:
        finds.add(shape, Role.WARNING, "sections.under_heading", 0.9, *_parted(shape, 0, "sections.under_heading", 0.9))


def _parted(shape: Shape, start: int, rule: str, confidence: float) -> tuple[Found[str], ...]:
    """The parts of an enumeration such as ``Contains violence, strong language and smoking``."""
    line = shape.block_text
    lead = line[start:].casefold().lstrip(" •-*")
    start += len(line) - start - len(line[start:].lstrip(" •-*"))
    for phrase in sorted(every_language(table("sections")["item_lead"]), key=len, reverse=True):
        if lead.startswith(phrase + " "):
            start += len(phrase) + 1
            break
    parts: list[Found[str]] = []
    for match in _PARTS.finditer(line, start):
        piece = match.group()
        at = match.start() + len(piece) - len(piece.lstrip())
        joined = _AND.match(line, at)
        at = joined.end() if joined else at
        kept = line[at : match.end()].strip(" .!…*_")
        if kept:
            span = Span(shape.block.span.start + at, shape.block.span.start + at + len(kept))
            parts.append(Found(kept, span, rule, confidence))
    return tuple(parts)


def _labelled(shapes: Sequence[Shape], finds: _Finds) -> None:
    """``Pros: great story, good acting`` and ``Content warning: violence`` in one line."""
    roles = {"pros": Role.PRO, "cons": Role.CON, "warnings": Role.WARNING}
    for shape in shapes:
        match = _LABEL.match(shape.block_text) if shape.size <= 120 else None
        role = roles.get(announced(title_of(match["label"]))) if match else None
        if match is not None and role is not None and tokens(shape.block_text[match.start("value") :]) not in _of_no_content():
            finds.add(shape, role, "sections.label", 0.9, *_parted(shape, match.start("value"), "sections.label", 0.9))


@cache
def _of_no_content() -> frozenset[tuple[str, ...]]:
    return frozenset(tokens(phrase) for phrase in every_language(table("sections")["not_warnings"]))


def _signed(shapes: Sequence[Shape], finds: _Finds) -> None:
    """``+ great cast`` and ``- too long``: only where both signs, or several pluses, stand on the page."""
    signed = [
        (shape, match["sign"]) for shape in shapes if shape.size <= _ITEM_WORDS and (match := _SIGNED.match(shape.block_text))
    ]
    pluses = sum(1 for _, sign in signed if sign in "+➕✓✔👍")
    if pluses < (1 if pluses < len(signed) else 2):
        return
    for shape, sign in signed:
        finds.add(shape, Role.PRO if sign in "+➕✓✔👍" else Role.CON, "sections.signs", 0.85)


def _two_lists(text: str, shapes: Sequence[Shape], headings: Sequence[Heading], finds: _Finds) -> None:
    """Two lists without a word above them at the very end: what was good, what was not."""
    lists: list[list[Shape]] = []
    for number in range(len(shapes) - 1, -1, -1):
        shape = shapes[number]
        if not shape.block.listed or shape.block.span in finds.claims or shape.size > _LIST_WORDS:
            break
        below = lists[0][0] if lists else None
        if below is None or _parted_by_blank(text, shape, below, lists[0]):
            lists.insert(0, [])
        lists[0].insert(0, shape)
    above = {heading.shape.block.span.end for heading in headings}
    headed = lists and any(0 <= lists[0][0].block.span.start - end <= 4 for end in above)
    if len(lists) != 2 or headed or not all(2 <= len(items) <= 10 for items in lists):
        return
    if _leaning(lists[0]) <= _leaning(lists[1]):
        return
    for items, role in zip(lists, (Role.PRO, Role.CON), strict=True):
        for shape in items:
            finds.add(shape, role, "sections.two_lists", 0.7)


def _parted_by_blank(text: str, shape: Shape, below: Shape, run: Sequence[Shape]) -> bool:
    """Whether more lies between two items than between the items of the list below."""
    lines = text.count("\n", shape.block.span.end, below.block.span.start)
    inside = text.count("\n", run[0].block.span.end, run[1].block.span.start) if len(run) > 1 else 1
    return lines > inside


@cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(every_language(table("sections")[name]))


def _leaning(items: Sequence[Shape]) -> int:
    """How many items praise, less how many complain."""
    good, bad = _cues("item_good"), _cues("item_bad")
    praise = sum(1 for shape in items if any(word in good for word in shape.words))
    blame = sum(1 for shape in items if any(word in bad for word in shape.words))
    return praise - blame
