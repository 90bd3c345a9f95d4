"""Why reviews are copies of each other: how much of each text they share, which one is kept, and by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.library.copies import LEAST, LEAST_OF_LONGER, copies_in_words, shared
from desktop.ui.models.cards import day, file_name
from desktop.ui.panes.controls import MainButton, QuietButton, plain_label
from desktop.ui.panes.popup import Popup
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.library.library import Library

_WIDTH = 440  # pixels at scale 1
_ALL = 0.995  # what is rounded to all of a text
_TOLD = 6  # copies that are told one by one
_RULE = (
    f"Two texts are one review when at least {LEAST:.0%} of the shorter one’s words, in runs of four, stand in the other, too, "
    f"and make up {LEAST_OF_LONGER:.0%} of it. Kept is the most complete; of those about as long, the earliest."
).replace("%", " %")


class CopiesPopup(Popup):
    """The review that is kept, its copies with what they share, and the rule."""

    unfold_requested = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "Why are these copies?", parent)
        self._at = QPoint()
        self._label = plain_label(look, self, step=Type.META, quiet=True)
        self._kept = plain_label(look, self, bold=True)
        self._told = plain_label(look, self)
        self._rule = plain_label(look, self, step=Type.META, quiet=True)
        for label in (self._kept, self._told, self._rule):
            label.setWordWrap(True)
        self._unfold = MainButton(look, "Show or fold them in the list", self)
        self._unfold.clicked.connect(self._go)
        self._dismiss = QuietButton(look, "Close", text="Close", parent=self)
        self._dismiss.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT * 2)
        buttons.addWidget(self._unfold)
        buttons.addWidget(self._dismiss)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 4, UNIT * 3, UNIT * 4, UNIT * 3)
        column.setSpacing(UNIT)
        for part in (self._label, self._kept, self._told):
            column.addWidget(part)
        column.addSpacing(UNIT)
        column.addWidget(self._rule)
        column.addSpacing(UNIT * 2)
        column.addLayout(buttons)
        look.changed.connect(self._dress)

    # methods

    def open_for(self, library: Library, row: int, at: QPoint) -> None:
        """Open for a review that has copies, or is one, with its top left corner at ``at`` (a point of the window)."""
        self._at = at
        kept, *copies = library.kinship.copies.group(row)
        self._label.setText(copies_in_words(len(copies)).capitalize())
        self._kept.setText(shown(f"Kept: {_named(library, kept)}"))
        lines = [_line(library, kept, copy) for copy in copies[:_TOLD]]
        if len(copies) > _TOLD:
            lines.append(f"and {len(copies) - _TOLD:,} more")
        self._told.setText("\n".join(map(shown, lines)))
        self._rule.setText(_RULE)
        said = (self._label, self._kept, self._told, self._rule)
        self.setAccessibleDescription(". ".join(label.text() for label in said))
        self._unfold.setAccessibleDescription(self.accessibleDescription())
        self.open_in(self._place(), self._unfold)

    # slots

    @Slot()
    def _go(self) -> None:
        self.hide()
        self.unfold_requested.emit()

    @Slot()
    def _dress(self) -> None:
        self._label.setFont(self._look.sans(Type.META))
        self._kept.setFont(self._look.sans(bold=True))
        self._told.setFont(self._look.sans())
        self._rule.setFont(self._look.sans(Type.META))

    # inside

    def _place(self) -> QRect:
        width = min(round(_WIDTH * max(1.0, self._look.scale)), self.over.width() - UNIT * 4)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        return QRect(self._at.x() + UNIT * 4, self._at.y(), width, height)


def _named(library: Library, row: int) -> str:
    """A review by its file, and by its critic or outlet and its date where they are known."""
    entry = library.entries[row]
    named = (file_name(entry.file, entry.id), entry.critic, entry.outlet, day(entry.date))
    return ", ".join(part for part in named if part)


def _line(library: Library, kept: int, copy: int) -> str:
    """How much a copy shares with what is kept: ``98 % of 640 words; the longer text has 655``."""
    one, other = library.text.words(kept), library.text.words(copy)
    both = shared(one, other)
    short, long = sorted((len(one.split()), len(other.split())))
    part = "all" if both.part >= _ALL else f"{both.part:.0%}"
    lengths = f"all of its {short:,} words" if one == other else f"{part} of {short:,} words; the longer text has {long:,}"
    return f"Copy: {_named(library, copy)} — {lengths.replace('%', ' %')}"
