"""Queries carried out: the rows that they find."""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING

from desktop.library.fields import FIELDS, RELEVANCE, FieldKind
from desktop.library.folding import fold
from desktop.library.query_parts import And, Missing, Node, Not, Or, Range, Text, Value
from desktop.library.ranking import by_relevance
from desktop.library.search import bits_of, flags_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.columns import ValueColumn
    from desktop.library.library import Library
    from desktop.library.marks import Marks
    from desktop.library.query import Query


class Evaluation:
    """Queries carried out on one library with the same marks; each clause is worked out once."""

    def __init__(self, library: Library, marks: Marks) -> None:
        self.library = library
        self.marks = marks
        self._known: dict[Node, int] = {}
        self._flags: dict[int, bytes] = {}

    def bits(self, query: Query) -> int:
        """The rows that a query finds, as a bit set."""
        bits = self.library.everything
        for clause in query.clauses:
            bits &= self._of(clause)
        return bits

    def flags(self, bits: int) -> bytes:
        """A bit set of rows as one byte for each; worked out once."""
        if bits not in self._flags:
            self._flags[bits] = flags_of(bits, len(self.library))
        return self._flags[bits]

    def _of(self, node: Node) -> int:
        bits = self._known.get(node)
        if bits is None:
            bits = self._known[node] = self._find(node)
        return bits

    def _find(self, node: Node) -> int:
        library = self.library
        match node:
            case And(parts):
                bits = library.everything
                for part in parts:
                    bits &= self._of(part)
            case Or(parts):
                bits = 0
                for part in parts:
                    bits |= self._of(part)
            case Not(part):
                bits = library.everything & ~self._of(part)
            case Text(words, whole):
                bits = library.text.find(fold(words), whole=whole)
            case Missing(field):
                bits = library.everything & ~self._any_value(field)
            case Range(field):
                bits = library.scales[field].within(node)
            case Value():
                bits = self._value(node)
        return bits

    def _any_value(self, field: str) -> int:
        if field in self.library.scales:
            return self.library.scales[field].any_value
        return (self.library.texts[field] if field in self.library.texts else self._column(field)).any_value

    def _value(self, node: Value) -> int:
        if FIELDS[node.field].kind is FieldKind.REVIEW:
            return bits_of((like.row for like in self.library.like(node.value)), len(self.library))
        if FIELDS[node.field].kind is FieldKind.TEXT:
            return self.library.texts[node.field].containing(fold(node.value), whole=node.whole)
        column = self._column(node.field)
        if not node.whole:
            return column.containing(fold(node.value), whole=node.whole)
        return column.whole(node.value)

    def _column(self, field: str) -> ValueColumn:
        return self.library.marked(self.marks)[field] if FIELDS[field].own else self.library.columns[field]


def evaluate(query: Query, library: Library, marks: Marks) -> Sequence[int]:
    """The rows that a query finds, in the order it asks for; else by the likeness it asks for; else in library order."""
    bits = Evaluation(library, marks).bits(query)
    if query.ranked:
        flags = flags_of(bits, len(library))
        return array("I", (like.row for like in library.like(query.liked) if flags[like.row]))
    if not query.sort:
        return array("I", rows_of(bits))
    if len(query.sort) == 1 and query.sort[0].field != RELEVANCE:
        key = query.sort[0]
        order = library.order(key.field, descending=key.descending)
        return array("I", compress(order, map(flags_of(bits, len(library)).__getitem__, order)))
    rows = list(rows_of(bits))
    for key in reversed(query.sort):
        if key.field == RELEVANCE:
            rows = by_relevance(query, library, rows, descending=key.descending)
        else:
            rows = library.sorted_stably(rows, key.field, descending=key.descending)
    return array("I", rows)
