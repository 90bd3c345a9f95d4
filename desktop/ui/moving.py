"""Moves of passages, kept by the notebook: by the words of the passage, so that they hold for a file that was changed since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.notebook.applying import moves_of
from desktop.notebook.corrections import Change, Kind, said_anew, unsaid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.review import Review, Span
    from desktop.ui.keeping import Keeping
    from desktop.ui.panes.compare_moves import Mover


class KeptMoves(QObject):
    """Keeps what a comparison's mover moves, and tells it when moves are taken back."""

    def __init__(self, keeping: Keeping, mover: Mover) -> None:
        super().__init__(mover)
        self._keeping, self._mover = keeping, mover
        self._putting = False
        mover.take_keeper(self)
        keeping.changed.connect(self._changed)

    # methods

    def of(self, reviews: Sequence[Review]) -> dict[tuple[int, Span], str | None]:
        """The moves in some reviews, by the number of the review among them; those that do not fit its text are left out."""
        return moves_of(reviews, self._keeping.kept)

    def put(self, review: Review, span: Span, topic: str | None, told: str) -> bool:
        """Put a passage under one topic alone, or under none."""
        return self._keep(review, said_anew(review, self._keeping.of(review.id), Kind.MOVE, span, topic), told)

    def put_back(self, review: Review, span: Span, told: str) -> bool:
        """Let a passage stand where it was found."""
        return self._keep(review, unsaid(review, self._keeping.of(review.id), Kind.MOVE, span), told)

    # slots

    @Slot(object)
    def _changed(self, kinds: frozenset[str]) -> None:
        if Kind.MOVE in kinds and not self._putting:
            self._mover.renew()

    # inside

    def _keep(self, review: Review, changes: Iterable[Change], told: str) -> bool:
        as_read = self._keeping.as_read(review)
        self._putting = True  # the mover shows what it moves itself
        try:
            return self._keeping.keep([replace(change, subject=as_read) for change in changes], told)
        finally:
            self._putting = False
