"""Keeps many selected reviews selected while other rows pass.

Qt keeps the selection itself, but not where all rows are selected: it then holds only the first and the last of them, and
takes all that comes to stand between for selected (qitemselectionmodel.cpp, layoutAboutToBeChanged). It also carries an index
along for each row, which takes long where there are thousands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSignalBlocker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.library.library import Library
    from desktop.ui.models.reviews_model import ReviewsModel
    from desktop.ui.panes.review_list import ReviewList

_FEW: Final = 50  # rows that Qt keeps


class KeptSelection:
    """Takes what is selected before the rows change, and selects it again afterwards; nobody is told of it."""

    def __init__(self, view: ReviewList, model: ReviewsModel) -> None:
        self._view, self._model = view, model
        self._held: tuple[Library, list[int]] | None = None

    # methods

    def hold(self) -> None:
        """The rows are about to change."""
        self._held = None
        library, selection = self._model.library, self._view.selectionModel()
        if library is not None and sum(each.height() for each in selection.selection().toList()) > _FEW:
            self._held = library, self._view.selected_rows()
            self._select(QItemSelection(), QItemSelectionModel.SelectionFlag.Clear)

    def restore(self) -> None:
        """The rows have changed."""
        held, self._held = self._held, None
        library = self._model.library
        if held is None or library is None:
            return
        before, rows = held
        flags = bytearray(len(library))
        if before is library:
            now: Iterable[int | None] = rows
        else:
            ids = before.entries.column("id")
            now = (library.find_row(ids[row]) for row in rows)
        for row in now:
            if row is not None:
                flags[row] = 1
        chosen = selection_of(self._model, self._model.shown.places_of(flags))
        self._select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # inside

    def _select(self, chosen: QItemSelection, how: QItemSelectionModel.SelectionFlag) -> None:
        selection = self._view.selectionModel()
        with QSignalBlocker(selection):
            selection.select(chosen, how)


def selection_of(model: ReviewsModel, places: Iterable[int]) -> QItemSelection:
    """What stands in some places of the list, which ascend, as a selection of whole rows."""
    chosen = QItemSelection()
    for start, stop in _stretches(places):
        chosen.select(model.index(start, 0), model.index(stop - 1, model.columnCount() - 1))
    return chosen


def _stretches(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches ``[start, stop)`` that ascending places make up."""
    start = stop = -1
    for place in places:
        if place != stop:
            if start >= 0:
                yield start, stop
            start = place
        stop = place + 1
    if start >= 0:
        yield start, stop
