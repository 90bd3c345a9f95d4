"""Places of two reviews that the reader put together, kept by the notebook: by the words that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.notebook.corrections import Change, Kind
from desktop.notebook.places import places_of, written
from desktop.ui.units import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.review import Review
    from desktop.ui.keeping import Keeping
    from desktop.ui.panes.full_text import FullText

    Pins = Mapping[tuple[int, int], Sequence[tuple[int, int]]]

_CALM = 150  # milliseconds: a column is nudged notch by notch, and that is one thing


class KeptPlaces(QObject):
    """Keeps what is put together in the full texts, and puts it together again when the same reviews are shown."""

    def __init__(self, keeping: Keeping, texts: FullText) -> None:
        super().__init__(texts)
        self._keeping, self._texts = keeping, texts
        self._reviews: Sequence[Review] = ()
        self._waiting: Pins | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CALM)
        self._timer.timeout.connect(self.flush)
        texts.compared.connect(self._compared)
        texts.pinned.connect(self._pinned)
        keeping.changed.connect(self._changed)

    # slots

    @Slot()
    def flush(self) -> None:
        """Keep now what is waiting to be kept."""
        self._timer.stop()
        pins, self._waiting = self._waiting, None
        if pins is None:
            return
        as_read = [self._keeping.as_read(review) for review in self._reviews]
        numbers = [self._keeping.number_of(review) for review in as_read]
        changes = []
        told = ""
        for (one, other), places in pins.items():
            first, second = numbers[one], numbers[other]
            if first is None or second is None or first == second:
                continue
            a, b, turned = (one, other, places) if first < second else (other, one, [pair[::-1] for pair in places])
            value = written(self._reviews[a], self._reviews[b], turned)
            change = Change(as_read[a], Kind.PLACES, str(max(first, second)), value)
            before = {kept.name: kept.value for kept in self._keeping.of(as_read[a].id) if kept.kind is Kind.PLACES}
            if before.get(change.name) != value:
                changes.append(change)
                told = f"Places of {quoted(self._reviews[a].title)} and {quoted(self._reviews[b].title)} together"
        if changes:
            self._keeping.keep(changes, told if len(changes) == 1 else "Places together", amend=True)

    @Slot(object)
    def _compared(self, reviews: Sequence[Review]) -> None:
        self.flush()
        self._reviews = tuple(reviews)
        self._texts.take_pins(self._kept())

    @Slot()
    def _pinned(self) -> None:
        self._waiting = self._texts.pins
        self._timer.start()

    @Slot(object)
    def _changed(self, kinds: frozenset[str]) -> None:
        if Kind.PLACES in kinds and self._waiting is None:
            self._texts.take_pins(self._kept())

    # inside

    def _kept(self) -> Pins:
        numbers: dict[str, int] = {}
        for column, review in enumerate(self._reviews):
            number = self._keeping.known_number(review.id)
            if number is not None:
                numbers.setdefault(str(number), column)
        found = {}
        for column, review in enumerate(self._reviews):
            for kept in self._keeping.of(review.id):
                other = numbers.get(kept.name) if kept.kind is Kind.PLACES else None
                if other is not None and other != column:
                    found[column, other], _ = places_of(review, self._reviews[other], kept.value)
        return found
