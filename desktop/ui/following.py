"""While reviews are compared or overlooked, others can be selected: they are offered, and nothing moves by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review
    from desktop.ui.browsing import Browsing
    from desktop.ui.window import Window

_MOST = 1_000  # selected reviews beyond which nobody asks whether they are the ones that are shown


class Following(QObject):
    """Keeps the offers of Compare and of the overview in step with the selection."""

    def __init__(self, window: Window, browsing: Browsing) -> None:
        super().__init__(window)
        self._window, self._browsing = window, browsing
        window.pane.list.selectionModel().selectionChanged.connect(self.look)
        window.main.currentChanged.connect(self.look)
        window.compare.reviews_changed.connect(self.look)
        window.overview.reviews_changed.connect(self.look)

    # slots

    @Slot()
    def look(self) -> None:
        """Offer what is selected where that is not what is shown."""
        window = self._window
        if window.comparing:
            number = self._others(window.compare.reviews)
            window.compare.offer(f"Compare these {number:,} instead" if number >= 2 else "")
        elif window.overlooking:
            number = self._others(window.overview.reviews)
            told = f"Show these {number:,} instead" if number >= 2 else "Show this one’s work instead" if number else ""
            window.overview.offer(told)

    # inside

    def _others(self, shown: Sequence[Review]) -> int:
        """How many reviews are selected; 0 where they are those that are shown, or one of them."""
        rows = self._window.pane.list.selected_rows()
        if len(rows) > _MOST:
            return len(rows)
        entries, ids = self._browsing.library.entries, {review.id for review in shown}
        chosen = {entries[row].id for row in rows}
        return 0 if chosen == ids or (len(chosen) == 1 and chosen <= ids) else len(chosen)
