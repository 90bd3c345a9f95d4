"""Finding words in an overview: in its marks, the heads of its rows and columns, and the sentences that sum its parts up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.ui.models.overview_marks import Sheet
    from desktop.ui.panes.find_bar import FindBar
    from desktop.ui.panes.overview_view import SheetView


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: the part by its number among those with marks, and the mark at or beside which they are read."""

    part: int
    row: int
    column: int


def places_of(sheets: Sequence[Sheet], words: str) -> tuple[Place, ...]:
    """Where words stand on the page, whatever their case, from the top down; each mark once."""
    wanted = words.casefold()
    if not wanted:
        return ()
    found = (place for part, sheet in enumerate(sheets) for place in _places_in(part, sheet, wanted))
    return tuple(dict.fromkeys(found))


def _places_in(part: int, sheet: Sheet, wanted: str) -> Iterator[Place]:
    # A heading and its sentence stand above the first mark, the head of a column above its first and that of a row before it.
    if sheet.rows and wanted in f"{sheet.part.value}\n{sheet.sentence}".casefold():
        yield Place(part, 0, 0)
    for column, label in enumerate(sheet.across):
        if wanted in f"{label.text}\n{label.note}".casefold():
            yield Place(part, 0, column)
    for row, marks in enumerate(sheet.rows):
        if row < len(sheet.down) and wanted in f"{sheet.down[row].text}\n{sheet.down[row].note}".casefold():
            yield Place(part, row, 0)
        for column, mark in enumerate(marks):
            if wanted in "\n".join(mark.fields).casefold():
                yield Place(part, row, column)


class OverviewFind(QObject):
    """Looks for what is typed into the bar, and goes from mark to mark."""

    reached = Signal(object)  # the SheetView in which the reader now stands at a hit

    def __init__(self, bar: FindBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._views: Sequence[SheetView] = ()
        self._places: tuple[Place, ...] = ()
        self._at = -1
        bar.searched.connect(self._search)
        bar.stepped.connect(self.step)

    # properties

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the words stand."""
        return self._places

    # methods

    def take(self, views: Sequence[SheetView]) -> None:
        """Look in the parts of another page; nothing moves."""
        self._views = views
        if self._bar.isVisible():
            self._places = self._found(self._bar.text)
            self._at = min(self._at, len(self._places) - 1)
            self._show()

    def open(self) -> None:
        """Ask what to look for."""
        self._bar.open()

    def close(self) -> bool:
        """Close the bar and forget the hits; False where it was not open."""
        was_open = self._bar.isVisible()
        if was_open:
            self._bar.close_bar()
        return was_open

    def run(self, by: int) -> None:
        """Go on with what is looked for, or ask what that is."""
        if self._bar.isVisible():
            self.step(by)
        else:
            self.open()

    # slots

    @Slot(int)
    def step(self, by: int) -> None:
        """Go ``by`` hits on, round the end."""
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._go()

    @Slot(str)
    def _search(self, words: str) -> None:
        self._places = self._found(words)
        self._at = 0 if self._places else -1
        self._go()

    # inside

    def _found(self, words: str) -> tuple[Place, ...]:
        return places_of([view.marks.sheet for view in self._views], words)

    def _go(self) -> None:
        self._show()
        if self._at >= 0:
            place = self._places[self._at]
            view = self._views[place.part]
            view.stand(place.row, place.column)
            self.reached.emit(view)

    def _show(self) -> None:
        """Wash the hits, and say which of how many is gone to."""
        self._bar.show_count(self._at, len(self._places))
        here = self._places[self._at] if self._at >= 0 else None
        for part, view in enumerate(self._views):
            mine = {(place.row, place.column): place == here for place in self._places if place.part == part}
            view.show_hits(mine)
