"""How the columns of full texts follow each other.

The column in which the reader is leads, and is never moved. The others move with it by the same distance, or when its topic
changes, or not at all. A column that was nudged keeps the place it was given, and a place that the reader set beats one that
was found.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.comparison.passage_map import PassageMap
    from desktop.review import Span


class Link(Enum):
    """How the other columns follow the one in which the reader is; the value is what the link chip says."""

    OFF = "off"
    OFFSET = "keep offset"
    TOPIC = "follow topic"

    @property
    def next(self) -> Link:
        """The state that the link chip goes to."""
        states = list(Link)
        return states[(states.index(self) + 1) % len(states)]


class Columns(Protocol):
    """What linking needs of the view: columns by their number in the comparison, scrolled in pixels, read at a reading line."""

    @property
    def columns(self) -> Sequence[int]:
        """The columns shown, from left to right."""

    def scrolled(self, column: int) -> int:
        """How far a column is scrolled down, in pixels."""

    def scroll_to(self, column: int, pixels: float) -> None:
        """Scroll a column as near to ``pixels`` as its text goes."""

    def offset(self, column: int) -> int | None:
        """The source offset at the reading line of a column; None below the end of its text."""

    def show_passage(self, column: int, span: Span, *, at_line: int | None = None) -> None:
        """Bring a passage into view and mark it; with ``at_line``, that source offset to the reading line."""

    def clear_mark(self, column: int) -> None:
        """Take the mark of the passage arrived at off a column."""


class Linking:
    """The link between the columns of a view: whoever scrolls a column tells it, and it moves the others."""

    def __init__(self, view: Columns) -> None:
        self._view = view
        self._map: PassageMap | None = None
        self._spans: Sequence[Sequence[Span]] = ()
        self.lead = -1
        self.state = Link.TOPIC
        self.topic: str | None = None  # what the columns were last aligned on
        self._read: str | None = None  # what the leading column spoke of then: it leads on when that changes
        self.told: dict[int, str] = {}  # columns that stand where they were brought, and the topic they were brought to
        self.silent: frozenset[int] = frozenset()  # columns that have nothing on the topic followed
        self._aims: dict[int, float] = {}  # where each column would stand if its text were endless
        self._last = 0  # where the leading column stood when the others were last moved
        self._pins: dict[tuple[int, int], list[tuple[int, int]]] = {}  # pair of columns -> source offsets that belong together

    # methods

    def link(self, passages: PassageMap | None, spans: Sequence[Sequence[Span]]) -> None:
        """Take other reviews: which passages answer which, and the spans of each review's passages in order."""
        self._map, self._spans = passages, spans
        self.lead, self.topic, self._read, self.silent = -1, None, None, frozenset()
        self._aims, self._pins, self._last, self.told = {}, {}, 0, {}

    @property
    def pins(self) -> Mapping[tuple[int, int], Sequence[tuple[int, int]]]:
        """The places that the reader put together, by the two columns, the lower first: pairs of source offsets."""
        return {pair: tuple(places) for pair, places in self._pins.items() if pair[0] < pair[1]}

    def take_pins(self, pins: Mapping[tuple[int, int], Sequence[tuple[int, int]]]) -> None:
        """Take places that belong together in place of all that did; nothing moves."""
        self._pins = {}
        for (one, other), places in pins.items():
            self._pins[one, other] = list(places)
            self._pins[other, one] = [(there, here) for here, there in places]

    def take_map(self, passages: PassageMap) -> None:
        """Take what says which passages answer which, where it was not known at first; nothing moves."""
        self._map = passages
        self.calibrate()

    @property
    def mapped(self) -> bool:
        """Whether it is known which passages answer which."""
        return self._map is not None

    def set_state(self, state: Link) -> None:
        """Follow in another way from here on; nothing moves."""
        self.state, self.silent = state, frozenset()
        self.calibrate()

    def take_lead(self, column: int) -> None:
        """Let another column lead; nothing moves."""
        self.lead, self.silent = column, frozenset()
        self.calibrate()

    def calibrate(self, *, topic: str | None = None) -> None:
        """Take the columns, as they stand now, for aligned; ``topic`` is what the leading one speaks of, if it is known."""
        view = self._view
        self._aims = {column: float(view.scrolled(column)) for column in view.columns}
        if self.lead in view.columns:
            self._last = view.scrolled(self.lead)
            self._read = self.topic_at(self.lead)
            self.topic = topic or self._read

    def followed(self) -> None:
        """The leading column was scrolled: move the others as the state says."""
        if self.state is Link.OFFSET:
            here = self._view.scrolled(self.lead)
            by, self._last = here - self._last, here
            for column in self._others():
                self.told.pop(column, None)
                self._aims[column] += by
                self._view.scroll_to(column, self._aims[column])
        elif self.state is Link.TOPIC:
            topic = self.topic_at(self.lead)
            if topic is not None and topic != self._read:
                self.topic = self._read = topic
                self.land(self._others())

    def land(self, columns: Iterable[int], *, at: int | None = None, topic: str | None = None) -> None:
        """Bring columns to what answers the leading one at its reading line, or at the source offset ``at``, on a topic."""
        offset = self._view.offset(self.lead) if at is None else at
        silent = set(self.silent)
        for column in columns if offset is not None else ():
            silent.discard(column)
            self.told.pop(column, None)
            pinned = self._pinned(column, offset or 0)
            passage = self._map.landing(self.lead, offset or 0, column, topic) if self._map else None
            if pinned is not None:
                self._view.show_passage(column, self._passage_at(column, pinned), at_line=pinned)
            elif passage is not None:
                self._view.show_passage(column, passage.span)
                self.told[column] = topic or self._topic(self.lead, offset or 0) or ""
            else:
                silent.add(column)
                self._view.clear_mark(column)
            self._aims[column] = float(self._view.scrolled(column))
        self.silent = frozenset(silent)

    def align(self) -> None:
        """Bring the others to what answers the leading column, whatever the state."""
        self.topic = self.topic_at(self.lead)
        self.land(self._others())
        self.calibrate(topic=self.topic)

    def keep(self, column: int | None = None) -> bool:
        """Keep together what stands at the reading lines now, of one column or of all; False where there is nothing to keep."""
        pairs = [(self.lead, other) for other in self._others() if column in (None, self.lead, other)]
        for pair in pairs:
            self._pin(*pair)
        self.calibrate()
        return bool(pairs)

    def topic_at(self, column: int) -> str | None:
        """The topic at the reading line of a column."""
        offset = self._view.offset(column) if column in self._view.columns else None
        return self._map.topic_at(column, offset) if self._map is not None and offset is not None else None

    # inside

    def _others(self) -> list[int]:
        return [column for column in self._view.columns if column != self.lead]

    def _pinned(self, column: int, offset: int) -> int | None:
        """Where the reader put a column while the leading one spoke of the topic that it has at ``offset``."""
        pins = self._pins.get((self.lead, column), ())
        topic = self._topic(self.lead, offset)
        return next((there for here, there in pins if self._topic(self.lead, here) == topic), None)

    def _pin(self, one: int, other: int) -> None:
        first, second = self._view.offset(one), self._view.offset(other)
        if first is None or second is None:
            return
        for pair, places in (((one, other), (first, second)), ((other, one), (second, first))):
            topic = self._topic(pair[0], places[0])
            kept = [pin for pin in self._pins.get(pair, ()) if self._topic(pair[0], pin[0]) != topic]
            self._pins[pair] = [*kept, places]

    def _topic(self, column: int, offset: int) -> str | None:
        return self._map.topic_at(column, offset) if self._map is not None else None

    def _passage_at(self, column: int, offset: int) -> Span:
        """The passage of a column that stands at an offset, or the next one after it."""
        spans = self._spans[column]
        return next((span for span in spans if span.end > offset), spans[-1])
