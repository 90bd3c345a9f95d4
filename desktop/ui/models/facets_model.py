"""The facets as a tree of two levels: headings, and under each its values.

What is shown changes in place: a count, a state or an operator by ``dataChanged``, and only values that come or go are inserted
or removed. A facet of many values (:data:`LONG`) has a line for its own filter field, shows the values that most reviews have,
in the facet's order, and ends with a line that says how many more there are. A facet over numbers begins with a line for its
histogram; beside it stands only the value of what has no number, until its bands or years are asked for one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.library.facets import Facet, FacetValue, FacetValues, whole_range
from desktop.library.fields import NONE
from desktop.library.folding import fold
from desktop.library.query import FacetState
from desktop.ui.models.facet_lines import Entry, Line, range_text, spoken, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.library.query import Query

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

LONG = 12  # values; a facet with more has its own filter field
FIRST = 8  # values that a long facet shows at first
STEP = 40  # values that "more" brings

ENTRY = Qt.ItemDataRole.UserRole  # an Entry: all that the delegate paints of a line


class _Key(NamedTuple):
    """What makes a line the same line after a change."""

    line: Line
    value: str = ""


@dataclass(slots=True)
class _Group:
    """A facet and which of its values are shown."""

    facet: Facet
    number: int  # the identity of the group in model indexes
    names: Sequence[str] = ()
    place: dict[str, int] = field(default_factory=dict)  # value -> where it stands in the facet
    first: FacetValues | None = None  # the values as they were first seen: those that most reviews had then are shown
    ranked: list[str] = field(default_factory=list)  # as many of these as there is room for
    kept: set[str] = field(default_factory=set)  # values that were active once: they do not vanish when they are cleared
    brought: set[str] = field(default_factory=set)  # values that "more" brought because the list held reviews of them
    active: int = 0  # values included or excluded
    room: int = FIRST
    folded: list[str] = field(default_factory=list)  # labels as the filter compares them, once it has been used
    needle: str = ""
    opened: bool = False  # whether the values of a facet over numbers are shown one by one
    keys: list[_Key] = field(default_factory=list)
    hidden: int = 0
    waiting: int = 0  # of the hidden values, those that would show any review

    @property
    def long(self) -> bool:
        return len(self.names) > LONG

    @property
    def chosen(self) -> int:
        """How many things are asked of the facet: values included or excluded, and a range that is none of them."""
        spread = self.facet.spread
        if spread is None or (spread.low is None and spread.high is None):
            return self.active
        values = self.facet.values
        included = any(state is FacetState.INCLUDE and values.names[place] != NONE for place, state in values.stated.items())
        return self.active + (not included)

    def take(self, facet: Facet) -> None:
        """Take the facet's new values; those shown are chosen anew only where the values are others."""
        self.facet = facet
        values = facet.values
        if values.names is not self.names and values.names != self.names:
            self.place = dict(zip(values.names, range(len(values.names)), strict=True))
            self.first, self.ranked = values, []
            self.folded = []
            self.kept = {name for name in self.kept if name in self.place}
            self.brought = {name for name in self.brought if name in self.place}
        self.names = values.names
        self.active = len(values.stated)
        if self.long:
            self.kept.update(values.names[place] for place in values.stated)

    def stated(self, query: Query) -> dict[int, FacetState]:
        """What a query says of the values that can be seen, or of which the one before said something, by their places."""
        name = self.facet.field
        if not query.speaks_of(name):
            return {}
        seen = {self.place[key.value] for key in self.keys if key.line is Line.VALUE and key.value in self.place}
        states = {place: query.state(name, self.names[place]) for place in seen | self.facet.values.stated.keys()}
        return {place: state for place, state in states.items() if state is not FacetState.OFF}

    def lines(self) -> list[_Key]:
        """The lines under the heading, as they ought to be; sets ``hidden`` and ``waiting``."""
        self.hidden = 0
        if self.facet.spread is None:
            return self._value_lines()
        if self.opened:
            return [_Key(Line.SPREAD), *self._value_lines(), _Key(Line.LESS)]
        none = [_Key(Line.VALUE, NONE)] if NONE in self.place else []
        self.hidden = len(self.names) - len(none)
        return [_Key(Line.SPREAD), *none, *([_Key(Line.CHOOSE)] if self.hidden else [])]

    def _value_lines(self) -> list[_Key]:
        if not self.long:
            return [_Key(Line.VALUE, name) for name in self.names]
        if self.needle:
            self.folded = self.folded or [fold(value.label) for value in self.facet.values]
            found = [name for name, folded in zip(self.names, self.folded, strict=True) if self.needle in folded]
            chosen = found[: self.room]
            self.hidden = self.waiting = len(found) - len(chosen)  # how many of these would show any is not counted
        else:
            if self.first is not None and len(self.ranked) < min(self.room, len(self.names)):
                self.ranked = self.first.busiest(self.room)
            wanted = self.kept.union(self.brought, self.ranked[: self.room])
            chosen = sorted(wanted, key=self.place.__getitem__)
            self.hidden = len(self.names) - len(chosen)
            values = self.facet.values
            self.waiting = values.filled - sum(values[self.place[name]].count > 0 for name in chosen)
        result = [_Key(Line.FIELD), *(_Key(Line.VALUE, name) for name in chosen)]
        return [*result, _Key(Line.MORE)] if self.hidden else result

    def entry(self, key: _Key) -> Entry:
        """What a line shows."""
        if key.line is Line.VALUE:
            place = self.place.get(key.value)
            if place is None:  # a line that is just being removed: a view may still ask
                return Entry(key.line, self.facet, FacetValue(key.value, key.value, 0, FacetState.OFF))
            return Entry(key.line, self.facet, self.facet.values[place])
        return Entry(key.line, self.facet, hidden=self.hidden, waiting=self.waiting)

    def bring_more(self) -> None:
        """Show more values: of very many, those that the list holds reviews of come before all others."""
        values = self.facet.values
        if self.hidden <= STEP or not 0 < self.waiting < self.hidden:
            self.room += STEP
            return
        there = {each.value for each in self.keys if each.line is Line.VALUE}
        self.brought = {name for name in self.brought if values[self.place[name]].count}
        busiest = (name for name in values.busiest(len(there) + STEP) if name not in there)
        self.brought.update(name for name in islice(busiest, STEP) if values[self.place[name]].count)

    def heading(self) -> Entry:
        """What the heading shows."""
        return Entry(Line.HEADING, self.facet, active=self.chosen)


class FacetsModel(QAbstractItemModel):
    """See the module's docstring. Index ids: 0 for a heading, the number of its group for a line under it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[_Group] = []
        self._numbers: dict[str, int] = {}
        self._headings: dict[str, Entry] = {}

    # properties

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The facets shown, in order."""
        return tuple(group.facet for group in self._groups)

    # methods

    def show_facets(self, facets: Sequence[Facet]) -> None:
        """Show these facets; those without any value are left out."""
        for _ in self.showing(facets):
            pass

    def showing(self, facets: Sequence[Facet]) -> Iterator[None]:
        """Show these facets one after the other, with a pause behind each: a view lays all its lines out for most of them."""
        wanted = {facet.field: facet for facet in facets if facet.values}
        kept = [group.facet.field for group in self._groups if group.facet.field in wanted]
        if kept != [name for name in wanted if name in set(kept)]:
            kept = []  # another order: all headings come anew
        for row in reversed(range(len(self._groups))):
            if self._groups[row].facet.field not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                self._headings.pop(self._groups.pop(row).facet.field, None)
                self.endRemoveRows()
                yield
        for row, (name, facet) in enumerate(wanted.items()):
            if row >= len(self._groups) or self._groups[row].facet.field != name:
                self._insert(row, facet)
            else:
                self._update(row, facet)
            yield

    def restate(self, query: Query) -> None:
        """Show at once what an edited query says of the values; their counts follow when they are known."""
        for row, group in enumerate(self._groups):
            name, facet = group.facet.field, group.facet
            values = facet.values.restated(group.stated(query))
            operator = query.operator(name)
            spread = facet.spread
            if spread is not None:
                low, high = whole_range(query, name)
                spread = replace(spread, low=low, high=high, chosen=bool(query.included(name)))
            if (values.stated, operator, spread) != (facet.values.stated, facet.operator, facet.spread):
                self._update(row, replace(facet, values=values, operator=operator, spread=spread))

    def set_needle(self, field_name: str, text: str) -> None:
        """Show only the values of a long facet whose labels hold ``text``, whatever its case and accents."""
        row = self._row_of(field_name)
        group = self._groups[row]
        needle = fold(text)
        if needle != group.needle:
            group.needle = needle
            group.room = FIRST
            self._settle(row)

    def needle(self, field_name: str) -> str:
        """What a facet's own filter looks for."""
        return self._groups[self._row_of(field_name)].needle

    def show_more(self, field_name: str) -> None:
        """Show up to :data:`STEP` more values of a long facet."""
        row = self._row_of(field_name)
        self._groups[row].bring_more()
        self._settle(row)

    def show_values(self, field_name: str, *, on: bool) -> None:
        """Show the values of a facet over numbers one by one under its histogram, or hide them again."""
        row = self._row_of(field_name)
        self._groups[row].opened = on
        self._settle(row)

    def heading_index(self, field_name: str) -> QModelIndex:
        """The index of a facet's heading; KeyError where the facet is not shown."""
        return self.index(self._row_of(field_name), 0)

    def field_index(self, field_name: str) -> QModelIndex:
        """The index of a facet's filter line; invalid where it has none."""
        return self._line_index(field_name, _Key(Line.FIELD))

    def spread_index(self, field_name: str) -> QModelIndex:
        """The index of the line of a facet's histogram; invalid where it has none."""
        return self._line_index(field_name, _Key(Line.SPREAD))

    def value_index(self, field_name: str, value: str) -> QModelIndex:
        """The index of a value's line; invalid where it is not shown."""
        return self._line_index(field_name, _Key(Line.VALUE, value))

    def _line_index(self, field_name: str, key: _Key) -> QModelIndex:
        row = self._row_of(field_name)
        keys = self._groups[row].keys
        return self.index(keys.index(key), 0, self.index(row, 0)) if key in keys else QModelIndex()

    def entry(self, index: Index) -> Entry | None:
        """What a line shows; None for an invalid index."""
        if not index.isValid():
            return None
        if index.internalId() == 0:
            return self._headings[self._groups[index.row()].facet.field]
        group = self._groups[self._row_of_number(index.internalId())]
        return group.entry(group.keys[index.row()])

    # the model's own

    @override
    def index(self, row: int, column: int, /, parent: Index = _ROOT) -> QModelIndex:
        # Not hasIndex(), which comes back to ask for each count: a view asks for hundreds of indexes at a change.
        if column or row < 0 or row >= self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, self._groups[parent.row()].number if parent.isValid() else 0)

    @override
    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent() is the other overload
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        return self.createIndex(self._row_of_number(child.internalId()), 0, 0)

    @override
    def rowCount(self, /, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()].keys) if parent.internalId() == 0 and parent.column() == 0 else 0

    @override
    def columnCount(self, /, parent: Index = _ROOT) -> int:
        return 1

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        entry = self.entry(index)
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        if entry.line is Line.FIELD:
            return Qt.ItemFlag.ItemNeverHasChildren  # the field in it takes the focus, not the line
        leaf = Qt.ItemFlag.NoItemFlags if entry.line is Line.HEADING else Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | leaf

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        return None

    # inside

    def _row_of(self, field_name: str) -> int:
        for row, group in enumerate(self._groups):
            if group.facet.field == field_name:
                return row
        raise KeyError(field_name)

    def _row_of_number(self, number: int) -> int:
        return next(row for row, group in enumerate(self._groups) if group.number == number)

    def _insert(self, row: int, facet: Facet) -> None:
        number = self._numbers.setdefault(facet.field, len(self._numbers) + 1)
        group = _Group(facet, number)
        group.take(facet)
        group.keys = group.lines()
        self.beginInsertRows(QModelIndex(), row, row)
        self._groups.insert(row, group)
        self._headings[facet.field] = group.heading()
        self.endInsertRows()

    def _update(self, row: int, facet: Facet) -> None:
        group = self._groups[row]
        before = {key: group.entry(key) for key in group.keys}
        group.take(facet)
        old, heading = self._headings[facet.field], group.heading()
        self._headings[facet.field] = heading
        if _looks(old) != _looks(heading):
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self._settle(row, before)

    def _settle(self, row: int, before: dict[_Key, Entry] | None = None) -> None:
        """Bring the lines under a heading to what they ought to be, and say which of those that stay look different."""
        group = self._groups[row]
        hidden = group.hidden
        wanted = group.lines()
        if group.keys != wanted:
            self._exchange(row, wanted)
        parent = self.index(row, 0)
        changed = [
            place
            for place, key in enumerate(wanted)
            if (before is not None and key in before and _looks(before[key]) != _looks(group.entry(key)))
            or (key.line in (Line.MORE, Line.CHOOSE) and hidden != group.hidden)
        ]
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0, parent), self.index(changed[-1], 0, parent))

    def _exchange(self, row: int, wanted: list[_Key]) -> None:
        """Remove the lines that go, then insert those that come, each stretch of neighbours at once."""
        group, parent = self._groups[row], self.index(row, 0)
        staying = set(wanted)
        if [key for key in group.keys if key in staying] != [key for key in wanted if key in set(group.keys)]:
            staying = set()  # another order: all lines come anew
        end = len(group.keys)
        while end:
            first = end
            while first and group.keys[first - 1] not in staying:
                first -= 1
            if first < end:
                self.beginRemoveRows(parent, first, end - 1)
                del group.keys[first:end]
                self.endRemoveRows()
            end = max(0, first - 1)
        kept = set(group.keys)
        place = 0
        while place < len(wanted):
            end = place
            while end < len(wanted) and wanted[end] not in kept:
                end += 1
            if end > place:
                self.beginInsertRows(parent, place, end - 1)
                group.keys[place:place] = wanted[place:end]
                self.endInsertRows()
            place = end + 1


def _looks(entry: Entry) -> object:
    """What of a line can be seen."""
    if entry.line is Line.HEADING:
        return entry.facet.operator, entry.active, len(entry.facet.values), range_text(entry.facet)
    if entry.line is Line.SPREAD:
        return entry.facet.spread
    return entry.value or (entry.hidden, entry.waiting)
