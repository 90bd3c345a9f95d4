"""Tags for the chosen reviews: type one, pick one, or press the number of one used lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.library.folding import fold
from desktop.ui.panes.choices import Choice, ChoiceList
from desktop.ui.panes.controls import Box, Field, plain_label
from desktop.ui.panes.popup import Popup
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBERED = 9  # recent tags that have a number key
_ROWS = 10  # lines before they scroll
_WIDTH = 300  # pixels at scale 1
_LONGEST = 60  # letters of a tag
_NEW = "new:"
_OLD = "tag:"


class TagPopup(Popup):
    """A field, and under it all tags with how many of the chosen reviews have each."""

    tag_added = Signal(str)
    tag_removed = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "Tags", parent)
        self._on: dict[str, int] = {}
        self._order: list[str] = []
        self._numbers: dict[str, int] = {}
        self._total = 0
        self._at = QPoint()
        self._heading = plain_label(look, self, bold=True)
        self._field = Field(look, "Tag", self)
        self._field.setPlaceholderText("Type a tag")
        self._field.setMaxLength(_LONGEST)
        self._field.textChanged.connect(self._look_up)
        self._field.installEventFilter(self)
        self._list = ChoiceList(look, "Tags", self)
        self._list.chosen.connect(self._choose)
        self._hint = plain_label(look, self, step=Type.META, quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 2)
        column.setSpacing(UNIT * 2)
        for widget in (self._heading, self._field, self._list, self._hint):
            column.addWidget(widget)
        look.changed.connect(self._dress)

    # properties

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What stands in the list now."""
        return self._list.choices

    @property
    def hint(self) -> str:
        """The line at the foot: what the keys do, or what is wrong with what is typed."""
        return self._hint.text()

    # methods

    def open_for(self, tags_on: Mapping[str, int], recent: Sequence[str], total: int, at: QPoint) -> None:
        """Open for ``total`` reviews with the middle of its top at ``at`` (a point of the screen).

        Args:
            tags_on: every tag there is, and how many of the reviews have it.
            recent: tags used lately, the latest first; the first nine get a number key.
            total: how many reviews are tagged.
            at: where.
        """
        self._on = dict(tags_on)
        self._total = total
        known = [tag for tag in dict.fromkeys(recent) if tag in self._on][:_NUMBERED]
        self._numbers = {tag: number for number, tag in enumerate(known, 1)}
        self._order = [*known, *sorted(self._on.keys() - set(known), key=lambda tag: (fold(tag), tag))]
        self._heading.setText("Tag this review" if total == 1 else f"Tag {total:,} reviews")
        self._field.clear()
        self._look_up("")
        self._list.scrollToTop()
        self._at = at
        self.open_in(self._place(), self._field)

    # events

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    # slots

    @Slot(str)
    def _look_up(self, typed: str) -> None:
        tag = _clean(typed)
        wanted = fold(tag)
        found = [each for each in self._order if wanted in fold(each)] if wanted else list(self._order)
        choices = [self._choice(each) for each in found]
        same = self._known(tag)
        if tag and same is None and wanted:
            choices.insert(0, Choice(_NEW + tag, f"Add “{tag}”"))
        elif same is not None:
            choices.sort(key=lambda choice: choice.id != _OLD + same)
        self._list.show_choices(choices, pick_first=bool(tag))
        self._say(tag)
        if self.isVisible():
            self.setGeometry(self._place())

    @Slot(str)
    def _choose(self, choice_id: str) -> None:
        if choice_id.startswith(_NEW):
            self._add(choice_id.removeprefix(_NEW))
        else:
            self._toggle(choice_id.removeprefix(_OLD))

    @Slot()
    def _dress(self) -> None:
        self._heading.setFont(self._look.sans(bold=True))
        self._hint.setFont(self._look.sans(Type.META))

    # inside

    def _key(self, event: QKeyEvent) -> bool:
        empty = not self._field.text()
        if empty and event.text().isdigit() and len(event.text()) == 1:
            tag = next((tag for tag, number in self._numbers.items() if str(number) == event.text()), None)
            if tag is not None:
                self._toggle(tag)
            return tag is not None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.current is None:
            if empty:
                self.hide()  # nothing typed and nothing picked: done
            return True
        if event.key() == Qt.Key.Key_Tab and not empty:
            first = next((choice for choice in self.choices if choice.id.startswith(_OLD)), None)
            if first is not None:
                self._field.setText(first.id.removeprefix(_OLD))
            return True
        return self._list.take_key(event)

    def _toggle(self, tag: str) -> None:
        """Take the tag off where all of the reviews have it, else give it to all."""
        if self._on.get(tag, 0) >= self._total:
            self._on[tag] = 0
            self._settle()
            self.tag_removed.emit(tag)
        else:
            self._add(tag)

    def _add(self, tag: str) -> None:
        if tag not in self._on:
            self._order.insert(0, tag)
        self._on[tag] = self._total
        self._settle()
        self.tag_added.emit(tag)

    def _settle(self) -> None:
        if self._field.text():
            self._field.clear()
        else:
            self._look_up("")

    def _known(self, tag: str) -> str | None:
        """The tag that is this one but for its case and accents."""
        wanted = fold(tag)
        return next((each for each in self._order if wanted and fold(each) == wanted), None)

    def _choice(self, tag: str) -> Choice:
        on = self._on[tag]
        box = Box.EMPTY if on == 0 else Box.CHECKED if on >= self._total else Box.SOME
        note = f"{on} of {self._total}" if box is Box.SOME else ""
        number = self._numbers.get(tag)
        state = {Box.EMPTY: "on none", Box.CHECKED: "on all"}.get(box, f"on {on} of {self._total}")
        spoken = f"{shown(tag)}, {state}" + (f", key {number}" if number else "")
        return Choice(_OLD + tag, tag, note, str(number or ""), mark=box, spoken=spoken)

    def _say(self, tag: str) -> None:
        if tag and not fold(tag):
            self._hint.setText("A tag needs a letter or a figure.")
        elif tag:
            self._hint.setText("Return adds, Tab completes, Esc closes")
        else:
            self._hint.setText("1–9 or Return puts on and takes off, Esc closes" if self._order else "No tags yet")

    def _place(self) -> QRect:
        width = round(_WIDTH * max(1.0, self._look.scale))
        middle = self.over.mapFromGlobal(self._at)
        rows = self._list.rows_height(min(_ROWS, max(1, len(self.choices))))
        others = sum(widget.sizeHint().height() for widget in (self._heading, self._hint)) + self._field.height()
        return QRect(middle.x() - width // 2, middle.y(), width, rows + others + UNIT * 11)


def _clean(typed: str) -> str:
    return " ".join(typed.split())
