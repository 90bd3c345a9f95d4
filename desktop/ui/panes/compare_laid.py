"""A cell of a comparison, laid out: its paragraphs with their places, and the places at which the keyboard stops.

A laid-out cell knows its height before it is painted, so that rows can have fixed heights.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QTextLayout

    from desktop.review import Span, Stance
    from desktop.ui.units import Units

CONTEXT = -1  # the stop of text that stands round a passage
NAME = -2  # the stop at the name of a row, beside its cells or above them


@dataclass(slots=True)
class Piece:
    """A paragraph in a cell, placed in pixels from the cell's top left corner; ``line`` is the height of one line.

    ``stop`` numbers the passage (or the fact) for the keyboard, :data:`CONTEXT` where it is none; ``span`` is where its text
    stands in the review; ``cut`` says that text of it is left out.
    """

    layout: QTextLayout
    left: float
    top: float
    line: float
    lines: int
    stop: int
    span: Span | None
    units: Units
    stance: Stance | None = None
    cut: bool = False

    @property
    def bottom(self) -> float:
        """Where the paragraph ends."""
        return self.top + self.line * self.lines


@dataclass(slots=True)
class Laid:
    """A cell laid out for one width. ``more`` is the line that opens or folds the cell, empty where there is none."""

    pieces: list[Piece] = field(default_factory=list)
    height: float = 0.0
    more: str = ""
    more_top: float = 0.0
    more_height: float = 0.0

    @property
    def shown(self) -> int:
        """How many of the passages stand here, from the first on."""
        return max((piece.stop for piece in self.pieces), default=CONTEXT) + 1

    @property
    def stops(self) -> int:
        """How many places the keyboard stops at: the passages shown, and the line below them."""
        return self.shown + bool(self.more)

    @property
    def more_stop(self) -> int:
        """The number of the line that opens or folds the cell; -1 where there is none."""
        return self.shown if self.more else -1

    def extent(self, stop: int) -> tuple[float, float]:
        """Top and bottom of a stop, in pixels of the cell; of the whole cell where there is no such stop."""
        if stop >= 0 and stop == self.more_stop:
            return self.more_top, self.more_top + self.more_height
        mine = [piece for piece in self.pieces if piece.stop == stop]
        return (mine[0].top, mine[-1].bottom) if mine else (0.0, self.height)

    def line(self, stop: int) -> float:
        """The height of the first line of a stop, in pixels."""
        return next((piece.line for piece in self.pieces if piece.stop == stop), self.height)

    def stop_at(self, y: float) -> int:
        """The stop at a height of the cell; -1 where there is none."""
        return next((stop for stop in range(self.stops) if self.extent(stop)[0] <= y < self.extent(stop)[1]), -1)


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign that opens the paragraph round a passage or closes it: at which stop, and where in pixels of the cell."""

    stop: int
    box: QRect
    is_open: bool
