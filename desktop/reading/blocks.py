"""Text to blocks: paragraphs, list items and heading lines, with gaps between, that together are the whole text.

In scraped pages nearly every line is its own paragraph. Only where a run of lines was visibly broken at a column (each line is
full: the first word of the next one would not have fitted) are the lines joined into one paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.review import Block, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.reading.page import Hint

# What ends a line: as str.splitlines has it, without the separators that only old terminals knew.
_LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
_LINE_END = re.compile("\r\n?|[\n\v\f\x85\u2028\u2029]")
_BLANK = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
)
_BLANK += "\u202f\u205f\u3000\u200b\u2060\ufeff"
_BULLET = re.compile(r"(?:[•◦▪▫‣●○■□♦➤►✓✔✗✘·*–—+\-][ \t\xa0]{1,8}|[•◦▪‣●►✓✔✗✘]|\(?\d{1,2}[.)][ \t\xa0]{1,8})(?=\S)")
_HASHES = re.compile(r"(#{1,6})[ \t]{1,8}\S")
_FIRST_WORD = re.compile(r"\S{1,40}")
_LABEL = re.compile(r"\**[A-Z][\w /]{1,24}\**:(?!//)")

_NARROWEST, _WIDEST = 40, 100  # the columns at which people and programs break lines
_RUN = 3  # fewer lines than this say nothing about a column


def find_blocks(text: str, hints: Sequence[Hint] = ()) -> tuple[Block, ...]:
    """Cut a text into blocks of role BODY or HEADING and the gaps between them.

    The spans of the result, in order, are a partition of the text. ``hints`` must be in order and must not overlap.
    """
    blocks: list[Block] = []
    at = 0
    for span, hint in _paragraphs(text, hints):
        if span.start > at:
            blocks.append(Block(Span(at, span.start), Role.GAP, "blocks.gap"))
        blocks.append(_block(text, span, hint))
        at = span.end
    if at < len(text):
        blocks.append(Block(Span(at, len(text)), Role.GAP, "blocks.gap"))
    return tuple(blocks)


def lines_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of the lines between two offsets, without surrounding white space; blank lines are left out."""
    for match in _LINE.finditer(text, start, end):
        line = match.group()
        kept = line.strip(_BLANK)
        if kept:
            left = match.start() + len(line) - len(line.lstrip(_BLANK))
            yield Span(left, left + len(kept))


def _paragraphs(text: str, hints: Sequence[Hint]) -> Iterator[tuple[Span, Hint | None]]:
    """The spans of the blocks that are no gaps, each with the hint that it stands in."""
    at = 0
    for hint in hints:
        for span in _joined(text, at, hint.span.start):
            yield span, None
        if hint.whole:
            lines = list(lines_in(text, hint.span.start, hint.span.end))
            if lines:
                yield Span(lines[0].start, lines[-1].end), hint
        else:
            for span in lines_in(text, hint.span.start, hint.span.end):
                yield span, hint
        at = hint.span.end
    for span in _joined(text, at, len(text)):
        yield span, None


def _joined(text: str, start: int, end: int) -> Iterator[Span]:
    """Lines, joined into paragraphs where a run of them was broken at a column."""
    run: list[Span] = []
    for line in lines_in(text, start, end):
        if run and len(_LINE_END.findall(text, run[-1].end, line.start)) > 1:  # an empty line between
            yield from _rejoined(text, run)
            run = []
        run.append(line)
    yield from _rejoined(text, run)


def _rejoined(text: str, run: list[Span]) -> Iterator[Span]:
    """The paragraphs of consecutive lines: one a line, unless the lines are broken at a column."""
    width = max((len(line) for line in run), default=0)
    if len(run) < _RUN or not _NARROWEST <= width <= _WIDEST:
        yield from run
        return
    full = [_is_full(text, line, after, width) for line, after in pairwise(run)]
    if sum(full) < 0.6 * len(full):
        yield from run
        return
    start = run[0]
    for line, after, joins in zip(run, run[1:], full, strict=False):
        if not joins:
            yield Span(start.start, line.end)
            start = after
    yield Span(start.start, run[-1].end)


def _is_full(text: str, line: Span, after: Span, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line, and the next line is no item or label."""
    word = _FIRST_WORD.match(text, after.start, after.end)
    starts_anew = _BULLET.match(text, after.start, after.end) or _LABEL.match(text, after.start, after.end)
    return word is not None and not starts_anew and len(line) + 1 + len(word.group()) > width


def _block(text: str, span: Span, hint: Hint | None) -> Block:
    """A block as markup or its own first signs make it: a heading, an item, or a paragraph."""
    if hint is not None and hint.level:
        return Block(span, Role.HEADING, "markup.heading", 1.0, hint.level)
    hashes = _HASHES.match(text, span.start, span.end)
    if hashes is not None:
        return Block(span, Role.HEADING, "blocks.hashes", 0.9, len(hashes.group(1)))
    listed = (hint is not None and hint.listed) or _BULLET.match(text, span.start, span.end) is not None
    return Block(span, Role.BODY, "blocks.item" if listed else "blocks.paragraph", 0.5, 0, listed)
