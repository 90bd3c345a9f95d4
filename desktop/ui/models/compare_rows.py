"""The rows of a comparison, and which of them the reader wants to see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeVar

from desktop.comparison.agreement import Consensus, consensus_of
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.comparison.facts_rows import FactRow
    from desktop.comparison.rows import Comparison, TopicRow
    from desktop.review import Passage, Span


_T = TypeVar("_T")
UNPLACED = "unplaced"  # the key of the row of what stands under no topic


class Kind(Enum):
    """What a cell is."""

    HEAD = auto()  # one review's name, score and coverage (narrow only: in the table they stand above the columns)
    HEADING = auto()  # the name of a row (narrow only: in the table it stands in the margin)
    FACT = auto()
    PASSAGES = auto()
    FOLDED = auto()  # how many passages a folded row holds
    NOTE = auto()  # a quiet line about several reviews or topics
    BLANK = auto()  # covered by a note that spans the row


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell.

    ``key`` names the row for ever (``topic:story``, ``fact:Runtime``, ``unplaced``); ``review`` is the comparison's
    column, -1 where the cell belongs to none. ``quiet`` says that the value is nothing to look at twice: equal in all reviews.
    """

    kind: Kind
    key: str
    review: int = -1
    passages: tuple[Passage, ...] = ()
    text: str = ""
    spans: tuple[Span, ...] = ()
    quiet: bool = False
    rule: str = ""

    @property
    def topic(self) -> str:
        """The topic's identifier, empty in other rows."""
        return self.key.removeprefix("topic:") if self.key.startswith("topic:") else ""

    @property
    def section(self) -> str:
        """What a step from topic to topic passes at once: all facts, or the row."""
        return "facts" if self.key.startswith("fact:") else self.key

    @property
    def empty(self) -> bool:
        """Whether the review says nothing here."""
        return not self.passages and not self.text

    @property
    def count(self) -> str:
        """How many passages stand here, in words."""
        return "1 passage" if len(self.passages) == 1 else f"{len(self.passages)} passages"

    def folded(self) -> Cell:
        """The cell of a folded row: how much stands in it."""
        return self if self.empty else Cell(Kind.FOLDED, self.key, self.review, text=self.count)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the comparison with a cell for each of its reviews, before it is known which of them are shown.

    ``differs`` says that the reviews give other values for a fact, or that the critics split over a topic.
    """

    key: str
    name: str
    about: str
    cells: tuple[Cell, ...]
    differs: bool = False

    @property
    def is_fact(self) -> bool:
        """Whether the row compares a fact and not what is said."""
        return self.key.startswith("fact:")

    @property
    def is_movable(self) -> bool:
        """Whether the row can stand elsewhere; what is unplaced comes last."""
        return self.key != UNPLACED

    @property
    def difference(self) -> str:
        """That the reviews differ, in words; empty where they do not."""
        return ("≠ differ" if self.is_fact else "≠ critics split") if self.differs else ""


class RowFilter(Enum):
    """Which rows are wanted; the value is what the chip says."""

    ALL = "all rows"
    DIFFER = "where they differ"
    SPEAK = "all critics speak"

    @property
    def next(self) -> RowFilter:
        """The filter that the chip goes to."""
        filters = list(RowFilter)
        return filters[(filters.index(self) + 1) % len(filters)]

    def takes(self, row: Row) -> bool:
        """Whether a row is wanted."""
        if self is RowFilter.DIFFER:
            return row.differs
        return self is RowFilter.ALL or not any(cell.empty for cell in row.cells)


@dataclass(frozen=True, slots=True)
class RowView:
    """What the reader wants of the rows: which are hidden and folded, and in which order they stand; all by their keys.

    Without an order, rows stand as their topics do in the vocabulary.
    """

    filter: RowFilter = RowFilter.ALL
    hidden: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()

    def shows(self, row: Row) -> bool:
        """Whether a row is to be seen."""
        return row.key not in self.hidden and self.filter.takes(row)

    def with_fold(self, key: str, *, folded: bool) -> RowView:
        """With a row folded to a line, or open."""
        return replace(self, folded=self.folded | {key} if folded else self.folded - {key})

    def without(self, row: Row) -> RowView:
        """With a row hidden."""
        return replace(self, hidden=self.hidden | {row.key})

    def revealing(self, row: Row) -> RowView:
        """With a row to be seen and open; the filter goes where it left the row out."""
        wanted = self.filter if self.filter.takes(row) else RowFilter.ALL
        return replace(self, filter=wanted, hidden=self.hidden - {row.key}, folded=self.folded - {row.key})

    def all(self) -> RowView:
        """With every row to be seen; what is folded stays folded."""
        return RowView(folded=self.folded, order=self.order)

    def moved(self, rows: Sequence[Row], key: str, by: int) -> RowView:
        """With a row moved past the next one that is seen, ``by`` -1 up or 1 down; unchanged at an end.

        ``rows`` are all rows as they stand now. Facts stay among facts, and what is unplaced stays last.
        """
        row = next((row for row in rows if row.key == key), None)
        near = [other for other in rows if row and other.is_movable and other.is_fact == row.is_fact and self.shows(other)]
        at = near.index(row) + by if row in near else -1
        if row is None or not 0 <= at < len(near):
            return self
        order = [other.key for other in rows if other.key != key]
        order.insert(order.index(near[at].key) + (by > 0), key)
        return replace(self, order=tuple(order))

    def left_out(self, rows: Iterable[Row]) -> str:
        """A line that names the rows that are not shown, and the way back; empty where all are."""
        out = [row for row in rows if not self.shows(row)]
        hidden = [row.name for row in out if row.key in self.hidden]
        filtered = [row.name for row in out if row.key not in self.hidden]
        parts = [f"hidden: {', '.join(hidden)}" if hidden else ""]
        parts.append(f"not among “{self.filter.value}”: {', '.join(filtered)}" if filtered else "")
        told = "; ".join(part for part in parts if part)
        return f"{told[0].upper()}{told[1:]}. Press Return here, or Shift+H, to show all rows." if told else ""

    def words(self, rows: Sequence[Row]) -> str:
        """What is shown of the rows, for the chip."""
        hidden = sum(row.key in self.hidden for row in rows)
        return f"Rows: {self.filter.value}{f', {hidden} hidden' if hidden else ''}"


def rows_of(comparison: Comparison) -> tuple[tuple[Row, ...], str]:
    """The rows in which some review speaks, and one line naming the topics of which none does."""
    rows: list[Row] = []
    silent: list[str] = []
    for fact in comparison.facts:
        key = _fact_key(fact)
        cells = tuple(
            Cell(Kind.FACT, key, i, text=shown(cell.text), spans=cell.spans, quiet=not fact.differs, rule=cell.rule)
            for i, cell in enumerate(fact.cells)
        )
        rows.append(Row(key, fact.label, "", cells, fact.differs))
    for row in comparison.topics:
        if any(row.cells):
            key = _topic_key(row)
            cells = tuple(Cell(Kind.PASSAGES, key, i, passages) for i, passages in enumerate(row.cells))
            rows.append(Row(key, row.topic.name, row.topic.about, cells, consensus_of(row) is Consensus.SPLIT))
        else:
            silent.append(row.topic.name)
    if any(comparison.unplaced):
        cells = tuple(Cell(Kind.PASSAGES, UNPLACED, i, passages) for i, passages in enumerate(comparison.unplaced))
        about = "What stands under no topic, so that nothing of a review is missing here."
        quiet = tuple(replace(cell, quiet=True) for cell in cells)
        rows.append(Row(UNPLACED, "Unplaced", about, quiet))
    line = f"No critic here speaks of: {', '.join(map(lower, silent))}." if silent else ""
    return tuple(rows), line


def in_order(comparison: Comparison, order: Sequence[str]) -> Comparison:
    """The comparison with its facts and topics in the order of the keys of rows."""
    facts = in_order_of(order, comparison.facts, _fact_key)
    return replace(comparison, facts=facts, topics=in_order_of(order, comparison.topics, _topic_key))


def in_order_of(order: Sequence[str], things: Sequence[_T], key: Callable[[_T], str]) -> tuple[_T, ...]:
    """Things in the order of their keys; those of which it does not speak stay in the places where they are."""
    places = {each: place for place, each in enumerate(order)}
    known = iter(sorted((thing for thing in things if key(thing) in places), key=lambda thing: places[key(thing)]))
    return tuple(next(known) if key(thing) in places else thing for thing in things)


def _fact_key(fact: FactRow) -> str:
    return f"fact:{fact.label}"


def _topic_key(row: TopicRow) -> str:
    return f"topic:{row.topic.id}"


def lower(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]
