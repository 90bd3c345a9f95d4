"""The page of an overview: title, and every part with its heading, its sentence and its marks, below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.models.overview_marks import Part, sheets_of
from desktop.ui.panes.compare_bar import Legend
from desktop.ui.panes.controls import plain_label
from desktop.ui.panes.overview_view import SheetView
from desktop.ui.theme import UNIT, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.comparison.overview import Overview
    from desktop.ui.models.overview_marks import Sheet
    from desktop.ui.theme import Look

_WIDEST = UNIT * 290  # pixels at scale 1 beyond which lists only grow apart


class OverviewPage(QWidget):
    """All parts of an overview, on paper. It is as high as they are: what holds it scrolls."""

    stood = Signal(str)
    moved = Signal()
    opened = Signal(object)  # a Mark
    dressed = Signal()  # another look was taken up, and with it other sizes

    def __init__(
        self,
        look: Look,
        overview: Overview,
        title: str,
        note: str,
        parent: QWidget | None = None,
        *,
        tools: QWidget | None = None,
    ) -> None:
        """``note`` is the line under the title; ``tools`` stand beside the title."""
        super().__init__(parent)
        self._look = look
        self._headings: list[QLabel] = []
        self._sentences: list[QLabel] = []
        self.views: list[SheetView] = []
        self._title = self._label(shown(title))
        self._note = self._label(shown(note))
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        if tools is not None:
            top.addWidget(tools)
        self._rows.addLayout(top)
        self._rows.addWidget(self._note)
        for sheet in sheets_of(overview):
            self._add(sheet)
        self._rows.addStretch(1)
        look.changed.connect(self.dress)
        self.dress()

    # methods

    def natural_width(self) -> int:
        """The width in pixels at which nothing has to be scrolled sideways."""
        return max((view.setter.least_width() for view in self.views), default=0) + UNIT * 16

    def view(self, part: Part) -> SheetView | None:
        """The view of a part; None where it has no marks."""
        return next((view for view in self.views if view.part is part), None)

    def settle(self) -> None:
        """Give every part its place now, and not when events are next dealt with."""
        self._rows.activate()

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    # slots

    @Slot()
    def dress(self) -> None:
        """Take up a changed look."""
        look = self._look
        self._title.setFont(look.serif(Type.HEADLINE))
        self._note.setFont(look.sans(Type.META))
        for heading in self._headings:
            heading.setFont(look.serif(Type.SECTION))
        for sentence in self._sentences:
            sentence.setFont(look.sans())
        for label in (self._title, *self._headings):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, look.colours.ink)
            label.setPalette(palette)
        for label in (self._note, *self._sentences):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, look.colours.quiet)
            label.setPalette(palette)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, look.colours.paper)
        palette.setColor(palette.ColorRole.Base, look.colours.paper)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self._set_margins()
        self.dressed.emit()

    @Slot(int)
    def _leave(self, by: int) -> None:
        """Go from a part to the next or previous one that has marks."""
        view = self.sender()
        if isinstance(view, SheetView) and 0 <= (at := self.views.index(view) + by) < len(self.views):
            there = self.views[at]
            there.stand(0 if by > 0 else there.marks.rowCount(), there.currentIndex().column())
            there.setFocus()

    # inside

    def _add(self, sheet: Sheet) -> None:
        heading = self._label(sheet.part.value)
        self._headings.append(heading)
        self._rows.addSpacing(UNIT * 9)
        self._rows.addWidget(heading)
        if sheet.sentence:
            sentence = self._label(sheet.sentence)
            self._sentences.append(sentence)
            self._rows.addSpacing(UNIT)
            self._rows.addWidget(sentence)
        if not sheet.rows:
            return
        self._rows.addSpacing(UNIT * 3)
        view = SheetView(self._look, sheet, self)
        view.stood.connect(self.stood)
        view.moved.connect(self.moved)
        view.opened.connect(self.opened)
        view.left.connect(self._leave)
        heading.setBuddy(view)
        self.views.append(view)
        self._rows.addWidget(view)
        if sheet.part is Part.TOPICS:
            legend = QHBoxLayout()
            legend.addWidget(Legend(self._look, self))
            legend.addStretch(1)
            self._rows.addSpacing(UNIT * 2)
            self._rows.addLayout(legend)

    def _label(self, text: str) -> QLabel:
        label = plain_label(self._look, self)
        label.setText(text)
        label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        return label

    def _set_margins(self) -> None:
        """The page stands in the middle of a wide window, and near the edges of a narrow one."""
        widest = round(_WIDEST * max(1.0, self._look.scale))
        table = max((view.setter.least_width() for view in self.views), default=0)
        side = max(UNIT * 6, (self.width() - max(widest, table)) // 2)
        self._rows.setContentsMargins(side, UNIT * 7, side, UNIT * 10)
