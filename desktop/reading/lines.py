"""The blocks of a page as lines: what the stages that look for facts and scores read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review import Block, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_EDGES = " \t\r\n\f\v\xa0\u200b\ufeff\u2060"
_BULLET = re.compile(r"(?:[•◦▪▫‣●○■□♦➤►·*\-–—+]|>{1,3}|--|#{1,6})[ \t\xa0]{1,8}(?=\S)(?![*½]|1/2)")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,2}\s(?=\s{0,8}[^\sa-z])")
_PARAGRAPH = 200  # from so many characters on a line is running text
_LONGEST_SENTENCE = 600  # characters
_SPACES = "\n\r\t\v\f\x85\u2028\u2029\xa0\u2002\u2003\u2007\u2009\u200a\u202f"
_ANY_BREAK = re.compile(f"[{_SPACES}]")
_BREAKS = str.maketrans(dict.fromkeys(_SPACES, " "))


@dataclass(frozen=True, slots=True)
class Line:
    """A block's text without surrounding white space, bullet or Markdown heading sign, on one line.

    Line breaks inside a paragraph, tabs and typographer's spaces are plain spaces in ``text``, character for character, so that
    a place in it is a place in the page: see :meth:`part`. ``bullet`` is the mark of a list item or a heading, if there is one.
    """

    text: str
    span: Span
    block: Block
    bullet: str = ""

    @property
    def bulleted(self) -> bool:
        """Whether the line is marked as an item of a list."""
        return bool(self.bullet) and self.bullet[0] != "#"

    @property
    def chrome(self) -> bool:
        """Whether the line belongs to the site, not to the review."""
        return self.block.role is Role.CHROME

    def part(self, start: int, end: int) -> Span:
        """The span in the page of a stretch of this line."""
        return Span(self.span.start + start, self.span.start + end)


def is_paragraph(line: Line) -> bool:
    """Whether a line is running text by its length."""
    return len(line.text) >= _PARAGRAPH


def lines_of(text: str, blocks: Iterable[Block]) -> list[Line]:
    """The blocks of a page as lines, in order; gaps and empty blocks are left out."""
    return [line for block in blocks if block.role is not Role.GAP and (line := _line(text, block)) is not None]


def line_at(lines: Sequence[Line], place: int) -> Line | None:
    """The line, of lines in order, that holds a place in the page."""
    number = bisect_right(lines, place, key=lambda line: line.span.start) - 1
    return lines[number] if number >= 0 and place < lines[number].span.end else None


def _line(page: str, block: Block) -> Line | None:
    raw = block.span.of(page)
    body = raw.rstrip(_EDGES)
    start = len(body) - len(body.lstrip(_EDGES))
    bullet = _BULLET.match(body, start)
    if bullet is not None:
        start = bullet.end()
    if not body[start:]:
        return None
    own = body[start:]
    if _ANY_BREAK.search(own) is not None:  # most lines have none, and translating is slow
        own = own.translate(_BREAKS)
    at = block.span.start
    return Line(own, Span(at + start, at + len(body)), block, bullet.group().strip() if bullet else "")


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of a line that holds ``text[start:end]`` begins and ends; no further away than a long sentence."""
    begin = max(0, start - _LONGEST_SENTENCE)
    for match in _SENTENCE_END.finditer(text, max(0, start - _LONGEST_SENTENCE), start + 2):
        begin = min(match.end(), start)
    after = _SENTENCE_END.search(text, max(0, end - 1), end + _LONGEST_SENTENCE)
    return begin, after.start() + 1 if after else min(len(text), end + _LONGEST_SENTENCE)
