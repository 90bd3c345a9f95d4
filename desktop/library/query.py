"""One query for the search field and the facets.

A :class:`Query` is a value: parsed from text, written as text, and edited by the facets, so that what is typed and what is
clicked can never differ. :mod:`~desktop.library.query_grammar` says how it is written.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import Enum
from itertools import compress
from typing import TYPE_CHECKING, ClassVar, TypeGuard

from typing_extensions import override

from desktop.library.columns import value_key
from desktop.library.entry import searched
from desktop.library.fields import FIELDS, NONE, FieldKind
from desktop.library.folding import find_folded, fold
from desktop.library.query_grammar import (
    And,
    Missing,
    Node,
    Not,
    Or,
    QueryError,
    Range,
    SortKey,
    Text,
    Value,
    conjunction,
    either,
    parse_parts,
    value_node,
)
from desktop.library.search import bits_of, flags_of, rows_of
from desktop.names import name_key
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.library.library import Library
    from desktop.library.marks import Marks
    from desktop.review import Review

__all__ = ["Chip", "FacetState", "Operator", "Query", "QueryError", "evaluate", "hits", "parse", "snippet"]

_PEOPLE = frozenset({"person", "director", "writer", "cast"})


class FacetState(Enum):
    """What a query says of one value of a facet."""

    OFF = "off"
    INCLUDE = "include"
    EXCLUDE = "exclude"


class Operator(Enum):
    """Whether a review must have any or all of the values included."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a query, for a chip above the list: what it says, how it is written, the query without it."""

    label: str
    text: str
    removed: Query


def _key(node: Node) -> tuple[object, ...]:
    """What makes two facet clauses the same although they are written differently."""
    if isinstance(node, Value):
        return node.field, name_key(node.value) if node.field in _PEOPLE else value_key(node.value), node.whole
    if isinstance(node, Range):
        return node.field, node.low, node.high, node.above, node.below
    return (node,)


def _field_of(node: Node) -> str | None:
    """The field whose facet shows the clause, or None for clauses that no facet shows."""
    if isinstance(node, Value):
        return node.field if node.whole else None
    return node.field if isinstance(node, Range | Missing) else None


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: clauses that must all hold, the order of the result, the facets that ask for all their values.

    ``str(query)`` is the query as text, and parsing that gives the query again.
    """

    clauses: tuple[Node, ...] = ()
    sort: tuple[SortKey, ...] = ()
    all_of: frozenset[str] = frozenset()

    empty: ClassVar[Query]

    @override
    def __str__(self) -> str:
        alone = len(self.clauses) == 1 and not self.sort and not self.all_of
        parts = [f"({clause})" if isinstance(clause, Or) and not alone else str(clause) for clause in self.clauses]
        if self.all_of:
            parts.append(f"all:{','.join(sorted(self.all_of))}")
        if self.sort:
            parts.append(f"sort:{','.join(str(key) for key in self.sort)}")
        return " ".join(parts)

    def __bool__(self) -> bool:
        """Whether the query leaves anything out."""
        return bool(self.clauses)

    def _with(self, clauses: Iterable[Node]) -> Query:
        return _query(clauses, self.sort, self.all_of)

    def included(self, field: str) -> tuple[Node, ...]:
        """The clauses by which a facet includes values: single ones, or the parts of the one clause that offers several."""
        single = tuple(clause for clause in self.clauses if _field_of(clause) == field)
        groups = [clause for clause in self.clauses if _is_group(clause, field)]
        if not single and len(groups) == 1:
            return groups[0].parts
        return single

    def _without_included(self, field: str) -> list[Node]:
        included = self.included(field)
        return [
            clause
            for clause in self.clauses
            if clause not in included and not (_is_group(clause, field) and clause.parts == included)
        ]

    def speaks_of(self, field: str) -> bool:
        """Whether any value of a facet can be included or excluded here: a quick no for most facets."""
        parts = (clause.part if isinstance(clause, Not) else clause for clause in self.clauses)
        return any(_field_of(part) == field or _is_group(part, field) for part in parts)

    def without_includes(self, field: str) -> Query:
        """The query without the values that a facet includes; what it excludes stays."""
        return self._with(self._without_included(field))

    def state(self, field: str, value: str) -> FacetState:
        """What the query says of one value of a field, named as facets name it."""
        key = _key(value_node(field, value))
        if any(_key(node) == key for node in self.included(field)):
            return FacetState.INCLUDE
        if any(isinstance(clause, Not) and _key(clause.part) == key for clause in self.clauses):
            return FacetState.EXCLUDE
        return FacetState.OFF

    def with_state(self, field: str, value: str, state: FacetState) -> Query:
        """The query that includes, excludes or does not mention one value of a field."""
        node = value_node(field, value)
        key = _key(node)
        included = [each for each in self.included(field) if _key(each) != key]
        operator = self.operator(field)
        rest = [
            clause for clause in self._without_included(field) if not (isinstance(clause, Not) and _key(clause.part) == key)
        ]
        if state is FacetState.INCLUDE:
            included.append(node)
        if state is FacetState.EXCLUDE:
            rest.append(Not(node))
        return _including(self._with(rest), field, included, operator)

    def cycled(self, field: str, value: str) -> Query:
        """The query with one value of a facet turned on: from off to included to excluded to off."""
        following = {
            FacetState.OFF: FacetState.INCLUDE,
            FacetState.INCLUDE: FacetState.EXCLUDE,
            FacetState.EXCLUDE: FacetState.OFF,
        }
        return self.with_state(field, value, following[self.state(field, value)])

    def operator(self, field: str) -> Operator:
        """Whether any or all of a facet's included values are asked for; any, unless the query says otherwise."""
        single = [clause for clause in self.clauses if _field_of(clause) == field]
        return Operator.ALL if len(single) > 1 or field in self.all_of else Operator.ANY

    def with_operator(self, field: str, operator: Operator) -> Query:
        """The query that asks for any or for all of a facet's included values."""
        included = self.included(field)
        return _including(self._with(self._without_included(field)), field, included, operator)

    def cleared(self, field: str) -> Query:
        """The query without anything that a facet includes or excludes, its operator kept."""
        rest = [
            clause
            for clause in self._without_included(field)
            if not (isinstance(clause, Not) and _field_of(clause.part) == field)
        ]
        return _including(self._with(rest), field, (), self.operator(field))

    def sorted_by(self, *sort: SortKey) -> Query:
        """The query with another order of its result."""
        return _query(self.clauses, sort, self.all_of)

    @property
    def words(self) -> str:
        """The words looked for in the text, as :meth:`with_text` takes them."""
        return str(_query([clause for clause in self.clauses if _is_text(clause)], (), frozenset()))

    def without_text(self) -> Query:
        """The query without the words looked for in the text: the facets and fields alone."""
        return self._with(clause for clause in self.clauses if not _is_text(clause))

    def with_text(self, words: str) -> Query:
        """The query with other words (any query is taken) in place of those it looks for in the text.

        Raises:
            QueryError: the words are no query.
        """
        given = parse(words)
        kept = self.without_text()
        return _query([*given.clauses, *kept.clauses], given.sort or kept.sort, given.all_of | kept.all_of)

    def terms(self) -> tuple[Chip, ...]:
        """A chip for each value included or excluded and for each other clause, in the order of the query."""
        chips = []
        for place, clause in enumerate(self.clauses):
            field = next((name for name in FIELDS if _is_group(clause, name)), None)
            if field is not None and isinstance(clause, Or) and clause.parts == self.included(field):
                for part in clause.parts:
                    left = [each for each in clause.parts if each != part]
                    others = [*self.clauses[:place], either(left), *self.clauses[place + 1 :]]
                    chips.append(Chip(_label(part), str(part), self._with(others)))
            else:
                others = [*self.clauses[:place], *self.clauses[place + 1 :]]
                chips.append(Chip(_label(clause), str(clause), self._with(others)))
        return tuple(chips)


Query.empty = Query()


def _is_group(node: Node, field: str) -> TypeGuard[Or]:
    return isinstance(node, Or) and all(_field_of(part) == field for part in node.parts)


def _is_text(node: Node) -> bool:
    if isinstance(node, And | Or):
        return all(_is_text(part) for part in node.parts)
    return _is_text(node.part) if isinstance(node, Not) else isinstance(node, Text)


def _query(clauses: Iterable[Node], sort: Sequence[SortKey], all_of: frozenset[str]) -> Query:
    """A query in normal form: ``all:`` is said only where the clauses do not say it."""
    clauses = conjunction(list(clauses))
    said = {field for field in all_of if sum(_field_of(clause) == field for clause in clauses) > 1}
    offered = {field for field in all_of if any(_is_group(clause, field) for clause in clauses)}
    return Query(clauses, tuple(sort), all_of - said - offered)


def _including(query: Query, field: str, included: Sequence[Node], operator: Operator) -> Query:
    """A query that includes no value of the field yet, with these included."""
    every = operator is Operator.ALL
    clauses = included if every else [either(list(included))] if included else []
    all_of = query.all_of | {field} if every else query.all_of - {field}
    return _query([*query.clauses, *clauses], query.sort, all_of)


def _label(node: Node) -> str:
    """A clause as a chip shows it."""
    if isinstance(node, Not):
        return f"not {_label(node.part)}"
    if isinstance(node, Value | Range | Missing):
        field = FIELDS[node.field]
        if isinstance(node, Value):
            return f"{field.label}: {node.value}"
        written = NONE if isinstance(node, Missing) else node.text
        return f"{field.label}: {dict(field.bands).get(written, written.replace('..', '–'))}"
    return str(node)


def parse(text: str) -> Query:
    """The query that a text means.

    Raises:
        QueryError: the text is no query; says why and where.
    """
    parts = parse_parts(text)
    return _query(parts.clauses, parts.sort, parts.all_of)


def evaluate_bits(query: Query, library: Library, marks: Marks) -> int:
    """The rows that a query finds, as a bit set."""
    bits = library.everything
    for clause in query.clauses:
        bits &= _bits(clause, library, marks)
    return bits


def evaluate(query: Query, library: Library, marks: Marks) -> Sequence[int]:
    """The rows that a query finds, in the order it asks for, else in library order."""
    bits = evaluate_bits(query, library, marks)
    if not query.sort:
        return array("I", rows_of(bits))
    if len(query.sort) == 1:
        key = query.sort[0]
        order = library.order(key.field, descending=key.descending)
        flags = flags_of(bits, len(library))
        return array("I", compress(order, map(flags.__getitem__, order)))
    rows = list(rows_of(bits))
    for key in reversed(query.sort):
        rows = list(library.sorted_stably(rows, key.field, descending=key.descending))
    return array("I", rows)


def _bits(node: Node, library: Library, marks: Marks) -> int:
    match node:
        case And(parts):
            bits = library.everything
            for part in parts:
                bits &= _bits(part, library, marks)
        case Or(parts):
            bits = 0
            for part in parts:
                bits |= _bits(part, library, marks)
        case Not(part):
            bits = library.everything & ~_bits(part, library, marks)
        case Text(words, whole):
            bits = library.text.find(fold(words), whole=whole)
        case Missing(field):
            bits = library.everything & ~any_value(field, library, marks)
        case Range(field):
            numbers = library.numbers[field]
            bits = bits_of(
                (row for row, number in enumerate(numbers) if number is not None and node.holds(number)), len(library)
            )
        case Value():
            bits = _value_bits(node, library, marks)
    return bits


def any_value(field: str, library: Library, marks: Marks) -> int:
    """The rows that have any value of a field."""
    if field in library.numbers:
        return bits_of((row for row, number in enumerate(library.numbers[field]) if number is not None), len(library))
    return library.marked(marks)["tag"].any_value if field == "tag" else library.columns[field].any_value


def _value_bits(node: Value, library: Library, marks: Marks) -> int:
    if node.field in {"is", "tag"}:
        return library.marked(marks)[node.field].whole(node.value)
    column = library.columns[node.field]
    if FIELDS[node.field].kind is FieldKind.TEXT or not node.whole:
        return column.containing(fold(node.value), whole=node.whole)
    return column.whole(node.value)


def _sought(node: Node) -> Iterable[Text]:
    """The words whose hits are worth showing: those that are looked for, not those left out."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _sought(part)


def hits(query: Query, review: Review) -> tuple[Span, ...]:
    """The spans of a review's text that hold words looked for, in order, overlapping ones joined; chrome is not searched."""
    found = []
    terms = [(fold(term.words), term.whole) for clause in query.clauses for term in _sought(clause)]
    for start, end in searched(review) if terms else ():
        for words, whole in terms:
            found.extend(find_folded(review.text, words, whole=whole, start=start, end=end))
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def snippet(query: Query, review: Review, width: int = 160) -> tuple[str, tuple[Span, ...]]:
    """About ``width`` characters around the first hit, on one line, and the hits' spans in them; empty without a hit."""
    found = hits(query, review)
    if not found:
        return "", ()
    block = next(b.span for b in review.blocks if b.span.holds(found[0]))
    start = max(block.start, found[0].start - width // 3)
    if start > block.start:
        start = review.text.find(" ", start, found[0].start) + 1 or found[0].start
    end = min(block.end, max(start + width, found[0].end))
    lead = "…" if start > block.start else ""
    # Same length, so that the spans hold: every kind of white space becomes a plain space.
    text = lead + "".join(" " if c.isspace() else c for c in review.text[start:end]) + ("…" if end < block.end else "")
    shift = len(lead) - start
    return text, tuple(Span(s.start + shift, s.end + shift) for s in found if start <= s.start and s.end <= end)
