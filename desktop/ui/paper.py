"""Text on paper: rows of cells set in columns, parted into pages, and written as a PDF.

Only text that was formatted here stands on the pages: no markup, no links, nothing that is fetched. Lengths of a document are
points (1/72 inch); inside, everything is measured in the dots of the printer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication

from desktop.ui.breaking import fill_line
from desktop.ui.panes.compare_marks import paint_stance
from desktop.ui.theme import Look, ThemeChoice, load_theme, reading_families
from desktop.ui.units import Units, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextLine

    from desktop.review import Stance

_PER_INCH = 1200  # dots: lines are measured in these, so that letters stand where print wants them
_DOT = _PER_INCH / 72  # dots to the point
_EDGE = 36.0  # points: the margins of the page
_RUNNING = 16.0  # for the line at the head of every page
_GUTTER = 10.0  # between columns
_INDENT = 11.0  # of a paragraph with a mark
_PAD = 5.0  # above and below what stands in a row
_LEADING = 1.13  # times the height that the font itself asks for
_BLANK = 0.35  # the share of a page that may stay empty rather than that a row is cut in two
_KEPT = 70.0  # points that must follow a heading on its page
_LETTERS = re.compile(rb"(?<=beginbfrange\n)[^e]++(?=endbfrange)")  # which letters the shapes of a font stand for
_LONGEST = 4_000  # code points that are laid out at once


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: the size in points, the reading font or the interface's, and the colour's name in the theme."""

    size: float
    serif: bool = False
    bold: bool = False
    italic: bool = False
    colour: str = "ink"


TITLE = Style(17, serif=True, bold=True)
HEADING = Style(11, bold=True)
NAME = Style(8, bold=True)
SMALL = Style(7.2, colour="quiet")
PROSE = Style(8.2, serif=True)
SILENCE = Style(7.8, serif=True, italic=True, colour="quiet")
VALUE = Style(7.6)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that flow; ``mark`` stands before the first line, ``space`` points are left above, except on top."""

    runs: tuple[tuple[str, Style], ...]
    mark: Stance | None = None
    space: float = 0.0


def plain(text: str, style: Style, *, space: float = 0.0) -> Paragraph:
    """A paragraph of one style."""
    return Paragraph(((text, style),), space=space)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what stands in the margin, and its cells.

    Without cells the label goes across the page. ``ruled`` draws a line above; ``keep`` leaves it on the page of what follows.
    """

    label: tuple[Paragraph, ...]
    cells: tuple[tuple[Paragraph, ...], ...] = ()
    ruled: bool = True
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its title, the heads of its columns, which every page repeats, and its rows.

    ``columns`` is how many cells a row has; ``margin`` is the width of the names beside them; ``wide`` turns the page.
    """

    title: str
    rows: tuple[Row, ...]
    columns: int = 1
    heads: tuple[tuple[Paragraph, ...], ...] = ()
    margin: float = 80.0
    wide: bool = False


def to_pdf(paper: Paper) -> bytes:
    """The document as a PDF, its words selectable and its fonts in it, on the paper that the reader's country uses."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    american = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if american else QPageSize.PageSizeId.A4)
    turned = QPageLayout.Orientation.Landscape if paper.wide else QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(_PER_INCH)
    writer.setTitle(shown(paper.title))
    writer.setCreator("Diptych")
    setter = _Setter(paper, writer)
    pages = setter.pages()
    look = Look(ThemeChoice.LIGHT)  # paper is white, whatever the window is
    painter = QPainter(writer)
    for number, page in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        setter.paint(painter, page, number, look)
    painter.end()
    look.deleteLater()
    buffer.close()
    return _LETTERS.sub(_with_spaces, bytes(data.data()))


def _with_spaces(listed: re.Match[bytes]) -> bytes:
    """Qt notes the space of most fonts as the tab that has the same shape; whoever copies words from the file wants spaces."""
    return listed[0].replace(b"<0009>", b"<0020>")


@dataclass(slots=True)
class _Line:
    """A laid-out line of a cell, in dots. A paragraph begins with the line that ``begins``, which has ``space`` above it."""

    layout: QTextLayout  # held, because a line lives no longer than its layout
    line: QTextLine
    height: float
    indent: float
    begins: bool
    space: float
    mark: Stance | None


@dataclass(slots=True)
class _Page:
    """What is painted on a page: lines with their places, and the heights of the rules that go across."""

    lines: list[tuple[float, float, _Line]] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)


class _Setter:
    """Sets the rows of a document on pages."""

    def __init__(self, paper: Paper, writer: QPdfWriter) -> None:
        self._paper, self._writer = paper, writer
        self._colours = load_theme("light").colours
        self._left, self._right = _EDGE * _DOT, writer.width() - _EDGE * _DOT
        self._top, self._bottom = (_EDGE + _RUNNING) * _DOT, writer.height() - _EDGE * _DOT
        margin = paper.margin * _DOT
        room = (self._right - self._left - margin) / paper.columns
        self._margin = (self._left, margin - _GUTTER * _DOT)
        self._columns = [(self._left + margin + room * i, room - _GUTTER * _DOT) for i in range(paper.columns)]
        self._pages: list[_Page] = []
        self._y = 0.0
        self._first = 0.0  # where the rows of the page begin, below the heads

    # methods

    def pages(self) -> list[_Page]:
        """All rows, parted into pages; at least one page."""
        self._turn()
        rows = self._paper.rows
        for number, row in enumerate(rows):
            cells = self._laid(row)
            wanted = max(map(_height, (lines for _, lines in cells)), default=0.0) + 2 * _PAD * _DOT
            if row.keep and number + 1 < len(rows):
                wanted += _KEPT * _DOT
            left = self._bottom - self._y
            # A row that does not fit goes to the next page, unless that would leave much of this one empty.
            if wanted > left and self._y > self._first and (row.keep or left < (self._bottom - self._top) * _BLANK):
                self._turn()
            self._flow(row, cells)
        return self._pages

    def paint(self, painter: QPainter, page: _Page, number: int, look: Look) -> None:
        """Paint a page, with the document's title and the page's number above all but the first."""
        small, metrics = self._font(SMALL), QFontMetricsF(self._font(SMALL), self._writer)
        told = f"{number} of {len(self._pages)}"
        wide, base = metrics.horizontalAdvance(told), (_EDGE + _RUNNING / 3) * _DOT
        painter.setFont(small)
        painter.setPen(self._colours.quiet)
        painter.drawText(QPointF(self._right - wide, base), told)
        if number > 1:
            room = self._right - self._left - wide - _GUTTER * _DOT
            title = metrics.elidedText(shown(self._paper.title), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(self._left, base), title)
        painter.setPen(QPen(self._colours.hairline, _DOT / 2))
        for y in page.rules:
            painter.drawLine(QPointF(self._left, y), QPointF(self._right, y))
        for x, y, line in page.lines:
            line.line.draw(painter, QPointF(x + line.indent, y - line.line.y() + (line.height - line.line.height()) / 2))
            if line.mark is not None:
                self._paint_mark(painter, QPointF(x + _INDENT * _DOT / 3, y + line.height * 0.54), line.mark, look)

    # inside

    def _paint_mark(self, painter: QPainter, centre: QPointF, mark: Stance, look: Look) -> None:
        painter.save()
        painter.translate(centre)
        painter.scale(_DOT / 2, _DOT / 2)  # marks are drawn for a screen: two of its pixels are taken for a point
        paint_stance(painter, QPointF(), 5.8, mark, look)
        painter.restore()

    def _turn(self) -> None:
        """Begin a page: the title on the first, and on every one the heads of the columns."""
        page = _Page()
        self._pages.append(page)
        self._y = self._top
        if len(self._pages) == 1:
            self._y = _EDGE * _DOT
            title = self._lay((plain(self._paper.title, TITLE),), self._right - self._left)
            self._place(self._left, title)
            self._y += _height(title) + 2 * _PAD * _DOT
        heads = [self._lay(head, width) for head, (_, width) in zip(self._paper.heads, self._columns, strict=False)]
        for (x, _), lines in zip(self._columns, heads, strict=False):
            self._place(x, lines)
        self._y += max(map(_height, heads), default=0.0) + (_PAD * _DOT if heads else 0.0)
        self._first = self._y

    def _laid(self, row: Row) -> list[tuple[float, list[_Line]]]:
        """What stands in the margin and in the cells of a row, laid out, each with its left edge."""
        if not row.cells:
            return [(self._left, self._lay(row.label, self._right - self._left))]
        cells = [(x, self._lay(cell, width)) for cell, (x, width) in zip(row.cells, self._columns, strict=True)]
        return [(self._left, self._lay(row.label, self._margin[1])), *cells]

    def _flow(self, row: Row, cells: Sequence[tuple[float, list[_Line]]]) -> None:
        """Place a row, on as many pages as it needs; what is cut is cut between paragraphs where a page holds one at all."""
        if row.ruled:
            self._pages[-1].rules.append(self._y)
        self._y += _PAD * _DOT
        while True:
            fresh = self._y <= self._first + _PAD * _DOT
            left, reached = [], self._y
            for x, lines in cells:
                fitting = _fitting(lines, self._bottom - self._y, cut=fresh)
                reached = max(reached, self._y + self._place(x, lines[:fitting]))
                left.append((x, lines[fitting:]))
            if not any(lines for _, lines in left):
                break
            cells = left
            self._turn()
            self._pages[-1].rules.append(self._y)
            self._y += _PAD * _DOT
            if row.cells:
                name = (*row.label[:1], plain("continued", SMALL))
                cells[0] = (self._left, self._lay(name, self._margin[1]))
        self._y = reached + _PAD * _DOT

    def _place(self, x: float, lines: Sequence[_Line]) -> float:
        """Put lines below each other from here on; returns their height."""
        y = self._y
        for number, line in enumerate(lines):
            y += line.space if number else 0.0
            self._pages[-1].lines.append((x, y, line))
            y += line.height
        return y - self._y

    def _lay(self, paragraphs: Sequence[Paragraph], width: float) -> list[_Line]:
        return [line for paragraph in paragraphs for line in self._lines(paragraph, width)]

    def _lines(self, paragraph: Paragraph, width: float) -> Iterator[_Line]:
        """The lines of a paragraph, in as many layouts as it takes to lay out a very long one quickly."""
        indent = _INDENT * _DOT if paragraph.mark is not None else 0.0
        begins = True
        for run in _together(paragraph.runs):
            layout, words, units = self._layout(run)
            layout.beginLayout()
            while True:
                line = layout.createLine()
                if not line.isValid():
                    break
                fill_line(line, width - indent, words, units)
                above, mark = (paragraph.space * _DOT, paragraph.mark) if begins else (0.0, None)
                yield _Line(layout, line, line.height() * _LEADING, indent, begins, above, mark)
                begins = False
            layout.endLayout()

    def _layout(self, run: Sequence[tuple[str, Style]]) -> tuple[QTextLayout, str, Units]:
        whole = "".join(text for text, _ in run)
        layout = QTextLayout(whole, self._font(run[0][1]), self._writer)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units, formats, at = Units(whole), [], 0
        for text, style in run:
            form = QTextCharFormat()
            form.setFont(self._font(style))
            form.setForeground(getattr(self._colours, style.colour))
            stretch = QTextLayout.FormatRange()
            stretch.start, stretch.length = units.to_units(at), units.to_units(at + len(text)) - units.to_units(at)
            stretch.format = form
            formats.append(stretch)
            at += len(text)
        layout.setFormats(formats)
        return layout, whole, units

    def _font(self, style: Style) -> QFont:
        font = QFont(QApplication.font())
        if style.serif:
            font.setFamilies(list(reading_families()))
        font.setPointSizeF(style.size)
        font.setBold(style.bold)
        font.setItalic(style.italic)
        font.setFeature(QFont.Tag("liga"), 0)  # who copies words out of the file wants letters
        return font


def _together(runs: Sequence[tuple[str, Style]]) -> Iterator[list[tuple[str, Style]]]:
    """Runs in groups that are laid out at once, as they can be given to Qt; what is too long for one group is parted."""
    group: list[tuple[str, Style]] = []
    length = 0
    for text, style in runs:
        for at in range(0, max(1, len(text)), _LONGEST):
            part = shown(text[at : at + _LONGEST])
            if group and length + len(part) > _LONGEST:
                yield group
                group, length = [], 0
            group.append((part, style))
            length += len(part)
    if group:
        yield group


def _height(lines: Sequence[_Line]) -> float:
    return sum(line.height + (line.space if number else 0.0) for number, line in enumerate(lines))


def _fitting(lines: Sequence[_Line], room: float, *, cut: bool) -> int:
    """How many of the lines fit: whole paragraphs; where not even the first does and ``cut`` says so, lines of it."""
    y, whole = 0.0, 0
    for number, line in enumerate(lines):
        if line.begins:
            whole = number
        y += line.height + (line.space if number else 0.0)
        if y > room:
            return whole if whole or not cut else max(1, number)
    return len(lines)
