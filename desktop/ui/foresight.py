"""What is on the screen is understood first: while a library is loaded, the loader is told which reviews the list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from desktop.ui.background import Loader
    from desktop.ui.models.reviews_model import ReviewsModel
    from desktop.ui.panes.review_list import ReviewList

_REST = 40  # milliseconds without scrolling


class Foresight(QObject):
    """Tells the loader of the reviews that can be seen, shortly after they have changed."""

    def __init__(self, view: ReviewList, model: ReviewsModel, loader: Loader) -> None:
        super().__init__(view)
        self._view, self._model, self._loader = view, model, loader
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._tell)
        for changed in (model.modelReset, model.layoutChanged, view.verticalScrollBar().valueChanged):
            changed.connect(self._changed)

    # slots

    @Slot()
    def _changed(self) -> None:
        if self._loader.busy:
            self._timer.start()

    @Slot()
    def _tell(self) -> None:
        library, view = self._model.library, self._view
        if library is None:
            return
        first = view.rowAt(0)
        last = view.rowAt(view.viewport().height() - 1)
        count = self._model.rowCount()
        seen = range(max(first, 0), (last if last >= 0 else count - 1) + 1)
        rows = [view.current_row(), *(self._model.library_row(self._model.index(row, 0)) for row in seen)]
        self._loader.prefer([library.entries[row].id for row in rows if row is not None])
