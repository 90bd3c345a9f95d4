"""How the text of a cell is laid out: short paragraphs with a margin for the marks of stance.

Long cells are clamped, so that laying out costs what is shown and not what the reviews hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from desktop.review import Span, Stance
from desktop.ui.breaking import fill_line
from desktop.ui.models.compare_model import NOT_GIVEN, SILENT, Kind
from desktop.ui.panes.compare_laid import CONTEXT, Laid, Piece
from desktop.ui.theme import UNIT, Type
from desktop.ui.typesetter import set_off
from desktop.ui.units import Units, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QColor, QFont, QPainter

    from desktop.review import Review
    from desktop.ui.models.compare_model import Cell, CompareModel
    from desktop.ui.theme import Look

CLAMP = 8  # lines of a cell before the rest is folded
_OVER = 2  # lines more, rather than folding a passage that is nearly done
_LONGEST = 1_600  # code points of one laid-out paragraph; more is broken (open) or cut (clamped)
_LEADING = 1.42
_MEASURE = 76  # characters: no line is longer
_FREQUENT = "etaoin shrdlu "  # the letters that are met most, in their order
_ALL = 100_000  # lines: more than any cell has
_GAP = "\N{NO-BREAK SPACE} "  # before the first of the words that follow a passage
_WRAP = QTextOption()
_WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class CellSetter:
    """Lays out the cells of a model in the look of now."""

    def __init__(self, look: Look, model: CompareModel) -> None:
        self.look = look
        self.model = model
        self.refresh()

    # properties

    @property
    def gutter(self) -> int:
        """The margin at the left of a cell's text, for the focus bar and the mark of stance."""
        return UNIT * 2 + round(self.meta_height)

    @property
    def least_width(self) -> int:
        """The narrowest column: about 34 characters of the reading font, with its margins."""
        return round(character_width(self.body) * 34) + self.gutter + UNIT * 4

    # methods

    def refresh(self) -> None:
        """Take up a changed look."""
        look = self.look
        self.body = look.serif()
        self.body.setPixelSize(max(8, round(look.pixels(Type.BODY) * 16 / 17)))
        self.silence = look.serif()
        self.silence.setPixelSize(max(8, round(look.pixels(Type.BODY) * 14 / 17)))
        self.silence.setItalic(True)
        self.facts = look.figures(Type.INTERFACE)
        self.no_fact = look.sans(Type.META)
        self.no_fact.setItalic(True)
        self.meta = look.sans(Type.META)
        self.meta_height = QFontMetricsF(self.meta).height()
        self.measure = character_width(self.body) * _MEASURE
        self.name_height = round(QFontMetricsF(look.sans(Type.META, bold=True)).height())

    def pad(self, cell: Cell) -> int:
        """The space above and below the text of a cell, in pixels: facts stand close."""
        return UNIT + UNIT // 2 if cell.kind is Kind.FACT else UNIT * 3

    def name_width(self, room: float) -> int:
        """The width of the names beside facts, where rows are stacked."""
        return round(min(room * 0.4, self.meta_height * 11))

    def lay(
        self, cell: Cell, width: int, *, opened: bool = False, listed: bool = False, around: frozenset[Span] = frozenset()
    ) -> Laid:
        """Lay out a cell of passages, a fact or a note.

        ``opened`` shows all of it and what stands round its passages; ``listed`` all passages alone; the paragraphs ``around``
        are shown whole. Where rows are stacked, room is left for the name of who speaks: above passages, beside facts.
        """
        room = max(40.0, min(width - self.gutter - UNIT * 4, self.measure))
        above, indent = self.pad(cell), 0
        if self.model.stacked and cell.review >= 0:
            if cell.kind is Kind.FACT:
                indent = self.name_width(room)
            else:
                above += self.name_height + UNIT
        place = (room - indent, above, self.gutter + indent)
        return _Builder(self, cell, place, opened=opened, listed=listed, around=around).build()

    def is_whole(self, cell: Cell, paragraph: Span) -> bool:
        """Whether nothing is said in a paragraph but what the passages of the cell say."""
        review = self.model.review(cell)
        at, beside = paragraph.start, []
        for passage in cell.passages:
            if passage.paragraph == paragraph:
                beside.append(Span(at, max(at, passage.span.start)))
                at = max(at, passage.span.end)
        beside.append(Span(at, max(at, paragraph.end)))
        return review is None or not any(letter.isalnum() for part in beside for letter in part.of(review.text))

    def draw(self, painter: QPainter, piece: Piece, x: float, y: float, hits: Sequence[tuple[Span, QColor]]) -> None:
        """Draw a piece of a cell whose top left corner is at ``x``, ``y``; ``hits`` are washed."""
        selections = []
        span = piece.span or Span(0, 0)
        for hit, colour in hits:
            start, end = max(hit.start, span.start), min(hit.end, span.end)
            if start < end:
                first = piece.units.to_units(start - span.start)
                form = QTextCharFormat()
                form.setBackground(colour)
                selections.append(_range(first, piece.units.to_units(end - span.start) - first, form))
        piece.layout.draw(painter, QPointF(x + piece.left, y + piece.top), selections)
        if piece.cut and piece.lines:
            # A passage that goes on must not be taken for a whole one.
            line = piece.layout.lineAt(piece.lines - 1)
            painter.setFont(self.body)
            painter.setPen(self.look.colours.quiet)
            beyond = QPointF(x + piece.left + line.naturalTextWidth() + 1, y + piece.top + line.y() + line.ascent())
            painter.drawText(beyond, "…")


class _Builder:
    """Lays out one cell, from top to bottom."""

    def __init__(
        self,
        setter: CellSetter,
        cell: Cell,
        place: tuple[float, float, float],
        *,
        opened: bool,
        listed: bool,
        around: frozenset[Span],
    ) -> None:
        """``place`` is the room for the text, its top and its left edge, in pixels."""
        self._setter = setter
        self._cell = cell
        self._room, self._above, self._left = place
        self._opened = opened
        self._listed = listed
        self._around = around
        self._review = setter.model.review(cell)
        self._space = 0  # asked for above the next piece
        self._laid = Laid()

    def build(self) -> Laid:
        """The cell, laid out."""
        laid, setter = self._laid, self._setter
        if self._cell.passages and self._review is not None:
            if self._opened:
                self._open(self._review)
            else:
                self._clamp(self._review)
        else:
            self._one_text()
        bottom = self._bottom()
        if laid.more:
            laid.more_height = setter.meta_height + UNIT * 2
            laid.more_top = bottom + UNIT
            bottom = laid.more_top + laid.more_height
        laid.height = bottom + setter.pad(self._cell)
        return laid

    def _one_text(self) -> None:
        """A fact, a note, or that there is nothing."""
        setter, cell = self._setter, self._cell
        quiet = setter.look.colours.quiet
        if cell.kind is Kind.FACT and cell.text:
            colour = quiet if cell.quiet else setter.look.colours.ink
            piece = self._add(cell.text, None, setter.facts, colour, stop=0, most=_ALL if self._opened else CLAMP)
            if piece.cut:
                self._laid.more = "▾ all of it"
            elif piece.lines > CLAMP:
                self._laid.more = "▴ show less"
        elif cell.kind is Kind.FACT:
            self._add(NOT_GIVEN, None, setter.no_fact, quiet, stop=0)
        elif cell.kind is not Kind.BLANK:
            self._add(cell.text or SILENT, None, setter.silence, quiet, stop=0)

    def _clamp(self, review: Review) -> None:
        """The first passages, as many as stand in about :data:`CLAMP` lines; the first one always, cut where it is longer.

        Where all are listed, all of them, whole.
        """
        laid, passages = self._laid, self._cell.passages
        used, at = 0, 0
        for number, passage in enumerate(passages):
            paragraph, before = passage.paragraph, passages[number - 1].paragraph if number else None
            whole = paragraph in self._around
            if used >= CLAMP and not self._listed and not (whole and paragraph == before):
                break
            if number:
                # Passages that follow each other in a paragraph stand closer than those that do not.
                self._space = UNIT if paragraph == before else UNIT * 2 + 2
            if whole:
                self._context(review, at if paragraph == before else paragraph.start, passage.span.start, paragraph)
            piece = self._passage(review, number, most=0 if self._listed or whole else CLAMP + _OVER - used)
            if piece.cut and number:
                laid.pieces.pop()
                break
            used += piece.lines
            at = passage.span.end
            if whole and (number + 1 == len(passages) or passages[number + 1].paragraph != paragraph):
                self._space = UNIT
                self._context(review, at, paragraph.end, paragraph)
        hidden = len(passages) - laid.shown
        if hidden:
            laid.more = f"▾ {hidden} more {'passage' if hidden == 1 else 'passages'}"
        elif laid.pieces[-1].cut:
            laid.more = "▾ the rest of this passage"
        elif self._listed:
            laid.more = "▾ with what stands around"

    def _open(self, review: Review) -> None:
        """All passages, each in its paragraph: what stands before and after them is quiet."""
        paragraph: Span | None = None
        at = 0
        for number, passage in enumerate(self._cell.passages):
            if passage.paragraph != paragraph:
                if paragraph is not None:
                    self._context(review, at, paragraph.end, paragraph)
                    self._space = UNIT * 4
                paragraph, at = passage.paragraph, passage.paragraph.start
            self._context(review, at, passage.span.start, paragraph)
            self._passage(review, number)
            self._space = UNIT
            at = max(at, passage.span.end)
        if paragraph is not None:
            self._context(review, at, paragraph.end, paragraph)
        self._laid.more = "▴ show less"

    def _context(self, review: Review, start: int, end: int, paragraph: Span) -> None:
        if end <= start:
            return
        start = self._setter.model.without_bullet(self._cell, Span(start, end), paragraph).start
        text = review.text[start:end]
        bare = text.strip()
        if any(letter.isalnum() for letter in bare):
            start += text.index(bare[0])
            setter = self._setter
            for part in _parts(Span(start, start + len(bare))):
                self._add(shown(part.of(review.text)), part, setter.body, setter.look.colours.quiet, stop=CONTEXT)
            self._space = UNIT

    def _passage(self, review: Review, number: int, *, most: int = 0) -> Piece:
        """A passage, with its words of stance and of other topics run in at the end; ``most`` lines of it, or all."""
        setter, cell = self._setter, self._cell
        passage, c = cell.passages[number], setter.look.colours
        tail: list[tuple[str, QColor]] = []
        if passage.stance is not Stance.NEUTRAL:
            tail.append((f"{_GAP}{passage.stance.value}", stance_colour(passage.stance, setter.look)))
        others = setter.model.also(cell, passage)
        if others:
            tail.append((f"{' · ' if tail else _GAP}also {', '.join(others)}", c.quiet))
        if setter.model.is_moved(cell, passage):
            tail.append((f"{' · ' if tail else _GAP}moved by you", c.accent))
        colour = c.quiet if cell.quiet else c.ink
        parts = _parts(setter.model.without_bullet(cell, passage.span, passage.paragraph))
        last = parts[0] if most else parts[-1]
        stance: Stance | None = passage.stance
        for part in parts[: 1 if most else None]:
            piece = self._add(
                shown(part.of(review.text)),
                part,
                setter.body,
                colour,
                stop=number,
                most=most or _ALL,
                tail=tail if part == last else (),
                stance=stance,
            )
            stance = None
        piece.cut = piece.cut or last != parts[-1]
        return piece

    def _add(
        self,
        text: str,
        span: Span | None,
        font: QFont,
        colour: QColor,
        *,
        stop: int,
        most: int = _ALL,
        tail: Sequence[tuple[str, QColor]] = (),
        stance: Stance | None = None,
    ) -> Piece:
        """Lay out a paragraph below the last, ``most`` lines of it."""
        whole = text + "".join(word for word, _ in tail)
        units = Units(text)
        placed = Units(whole) if tail else units
        layout = QTextLayout(whole, font)
        layout.setTextOption(_WRAP)
        layout.setFormats([*self._formats(units.to_units(len(text)), colour, tail), *self._styles(span, units, colour)])
        step = round(font.pixelSize() * _LEADING)
        lines = reached = 0
        layout.beginLayout()
        while lines < most:
            line = layout.createLine()
            if not line.isValid():
                break
            fill_line(line, self._room, whole, placed)
            line.setPosition(QPointF(0, lines * step + (step - line.height()) / 2))
            reached = line.textStart() + line.textLength()
            lines += 1
        layout.endLayout()
        top = self._bottom() + self._space
        self._space = 0
        cut = reached < placed.to_units(len(whole))
        piece = Piece(layout, self._left, top, float(step), lines, stop, span, units, stance, cut)
        self._laid.pieces.append(piece)
        return piece

    def _formats(self, end: int, colour: QColor, tail: Sequence[tuple[str, QColor]]) -> Iterator[QTextLayout.FormatRange]:
        form = QTextCharFormat()
        form.setForeground(colour)
        yield _range(0, end, form)
        for word, tint in tail:
            width = Units(word).to_units(len(word))
            small = QTextCharFormat()
            small.setFont(self._setter.meta)
            small.setForeground(tint)
            yield _range(end, width, small)
            end += width

    def _styles(self, span: Span | None, units: Units, colour: QColor) -> Iterator[QTextLayout.FormatRange]:
        """The forms of words that their writer set off."""
        if self._review is None or span is None:
            return
        for part, styles in self._review.runs(span):
            if styles:
                form = QTextCharFormat()
                form.setForeground(colour)
                first, last = units.to_units(part.start - span.start), units.to_units(part.end - span.start)
                yield _range(first, last - first, set_off(form, {style.face for style in styles}))

    def _bottom(self) -> float:
        pieces = self._laid.pieces
        return pieces[-1].bottom if pieces else self._above


def character_width(font: QFont) -> float:
    """The width of a character of running text, in pixels: that of the letters most often met, and the spaces between words."""
    return QFontMetricsF(font).horizontalAdvance(_FREQUENT) / len(_FREQUENT)


def stance_colour(stance: Stance, look: Look) -> QColor:
    """The colour of a stance, which never stands without its shape or word."""
    c = look.colours
    return {Stance.PRAISE: c.praise, Stance.COMPLAINT: c.complaint, Stance.MIXED: c.mixed, Stance.NEUTRAL: c.neutral}[stance]


def _parts(span: Span) -> list[Span]:
    """A span in parts that Qt lays out quickly; at least one."""
    starts = range(span.start, max(span.end, span.start + 1), _LONGEST)
    return [Span(start, min(start + _LONGEST, span.end)) for start in starts]


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    result.start, result.length, result.format = start, length, form
    return result
