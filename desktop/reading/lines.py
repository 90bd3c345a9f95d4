"""The lines of a page's blocks: what the stages that look for facts and scores read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review import Block, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_EDGES = " \t\r\f\v\xa0\u200b\ufeff"
_BULLET = re.compile(r"[•◦▪‣·*\-–—>#]{1,6}[ \t\xa0]{1,8}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block without surrounding white space, bullet or Markdown heading sign; ``block`` is where it stands."""

    text: str
    span: Span
    block: Block
    bulleted: bool = False

    @property
    def start(self) -> int:
        """Where the line starts in the page's text."""
        return self.span.start

    @property
    def chrome(self) -> bool:
        """Whether the line belongs to the site, not to the review."""
        return self.block.role is Role.CHROME

    @property
    def whole(self) -> bool:
        """Whether the line is its whole block."""
        return len(self.block.span) <= len(self.span) + 8

    def part(self, start: int, end: int) -> Span:
        """The span in the page of a stretch of this line."""
        return Span(self.start + start, self.start + end)


def lines_of(text: str, blocks: Iterable[Block]) -> Sequence[Line]:
    """The lines of all blocks but gaps, in order; empty lines are left out."""
    lines: list[Line] = []
    for block in blocks:
        if block.role is Role.GAP:
            continue
        at = block.span.start
        for raw in block.span.of(text).splitlines(keepends=True):
            line = _line(raw, at, block)
            at += len(raw)
            if line is not None:
                lines.append(line)
    return lines


def _line(raw: str, at: int, block: Block) -> Line | None:
    body = raw.rstrip("\n" + _EDGES)
    start = len(body) - len(body.lstrip(_EDGES))
    bullet = _BULLET.match(body, start)
    if bullet is not None and bullet.end() < len(body):
        start = bullet.end()
    if not body[start:]:
        return None
    return Line(body[start:], Span(at + start, at + len(body)), block, bulleted=bullet is not None)
