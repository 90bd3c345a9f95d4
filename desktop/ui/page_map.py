"""Where source text stands on a typeset page: the way from an offset in a review to a position in its document, and back."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextDocument

    from desktop.review import Block, Found, Span
    from desktop.ui.units import Units

# Qt's marks between paragraphs, lines and table cells, and of embedded objects, as its own plain text has them.
_PARTED = str.maketrans({"\u2029": "\n", "\u2028": "\n", "\ufdd0": "\n", "\ufdd1": "\n", "\u00a0": " ", "\ufffc": ""})


@dataclass(frozen=True, slots=True)
class Segment:
    """Source text standing on the page: document position (UTF-16), source offset, and the converter of its own text."""

    position: int
    offset: int
    length: int  # code points
    units: Units

    @property
    def width(self) -> int:
        """The length on the page, in UTF-16 units."""
        return self.units.to_units(self.length)


@dataclass(frozen=True, slots=True)
class Landmark:
    """An entry of the outline: a title, where it stands on the page, and its level (1 is the page's head)."""

    title: str
    position: int
    level: int


@dataclass(slots=True)
class Page:
    """A typeset review."""

    document: QTextDocument
    segments: list[Segment] = field(default_factory=list)
    outline: list[Landmark] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)  # number of a text block -> what it was taken for (original only)
    evidence: dict[str, Found[object]] = field(default_factory=dict)  # anchor name -> the value that stands there
    folds: dict[int, tuple[Block, ...]] = field(default_factory=dict)  # start of a fold -> the blocks it holds

    def to_page(self, offset: int) -> int | None:
        """The document position of a source offset; None where that text does not stand on the page."""
        segment = self._segment_at(offset)
        if segment is None or offset > segment.offset + segment.length:
            return None
        return segment.position + segment.units.to_units(offset - segment.offset)

    def nearest(self, offset: int) -> int:
        """The document position nearest to a source offset, at or after it where the text itself is folded."""
        exact = self.to_page(offset)
        if exact is not None:
            return exact
        later = [s for s in self.segments if s.offset >= offset]
        if later:
            return min(later, key=lambda s: s.offset).position
        return max((s.position + s.width for s in self.segments), default=0)

    def to_source(self, position: int) -> int | None:
        """The source offset at a document position, or that of the next source text below it; None at the page's end."""
        index = bisect_right(self.segments, position, key=lambda s: s.position) - 1
        if index >= 0:
            segment = self.segments[index]
            if position < segment.position + segment.width:
                return segment.offset + segment.units.to_points(position - segment.position)
        return self.segments[index + 1].offset if index + 1 < len(self.segments) else None

    def words(self, review_text: str, start: int, end: int) -> str:
        """What stands between two document positions, as the review has it: what was changed for display is changed back.

        Paragraphs are parted by line ends, as Qt parts them.
        """
        cursor = QTextCursor(self.document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        units = bytearray(cursor.selectedText().encode("utf-16-le", "surrogatepass"))
        first = max(0, bisect_right(self.segments, start, key=lambda s: s.position) - 1)
        for segment in self.segments[first:]:
            if segment.position >= end:
                break
            low, high = max(start, segment.position), min(end, segment.position + segment.width)
            if low < high:
                points = [segment.offset + segment.units.to_points(at - segment.position) for at in (low, high)]
                words = shown(review_text[points[0] : points[1]]).encode("utf-16-le", "surrogatepass")
                units[2 * (low - start) : 2 * (high - start)] = words
        return units.decode("utf-16-le", "surrogatepass").translate(_PARTED)

    def ranges(self, span: Span) -> Iterator[tuple[int, int]]:
        """The document ranges in which the text of ``span`` stands, in page order."""
        for segment in self.segments:
            start = max(span.start, segment.offset)
            end = min(span.end, segment.offset + segment.length)
            if start < end:
                yield (
                    segment.position + segment.units.to_units(start - segment.offset),
                    segment.position + segment.units.to_units(end - segment.offset),
                )

    def _segment_at(self, offset: int) -> Segment | None:
        held = [s for s in self.segments if s.offset <= offset <= s.offset + s.length]
        inside = [s for s in held if offset < s.offset + s.length]
        # A value may stand both in the facts and in the prose it was read from: the prose is the longer stretch.
        return max(inside or held, key=lambda s: s.length, default=None)
