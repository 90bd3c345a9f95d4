"""The reader's own tags on the chosen reviews, through the tag popup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot

from desktop.ui.marking import ids_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review
    from desktop.ui.browsing import Browsing
    from desktop.ui.marking import Marking
    from desktop.ui.window import Window


class Tagging(QObject):
    """Opens the popup for some reviews and takes its answers to the notebook."""

    def __init__(self, *, window: Window, browsing: Browsing, marking: Marking) -> None:
        super().__init__(window)
        self._window, self._browsing, self._marking = window, browsing, marking
        self._reviews: Sequence[Review] = ()
        window.tag_popup.tag_added.connect(self._add)
        window.tag_popup.tag_removed.connect(self._remove)

    def open(self, reviews: Sequence[Review]) -> None:
        """Let the reader tag these reviews; without any, nothing is asked."""
        self._reviews = reviews
        if not reviews:
            return
        tags = self._browsing.marks.tags
        on = {name: 0 for names in tags.values() for name in names}
        for review_id in ids_of(reviews):
            for name in tags.get(review_id, ()):
                on[name] += 1
        at = self._window.mapToGlobal(QPoint(self._window.width() // 2, self._window.height() // 4))
        self._window.tag_popup.open_for(on, self._marking.recent_tags(), len(reviews), at)

    @Slot(str)
    def _add(self, name: str) -> None:
        self._marking.tag(self._reviews, name, value=True)

    @Slot(str)
    def _remove(self, name: str) -> None:
        self._marking.tag(self._reviews, name, value=False)
