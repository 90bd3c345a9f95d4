"""One query for the search field and the facets.

A :class:`Query` is a value: parsed from text, written as text, and edited by the facets, so that what is typed and what is
clicked can never differ. :mod:`~desktop.library.query_grammar` says how it is written.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, TypeGuard

from typing_extensions import override

from desktop.library.columns import value_key
from desktop.library.evaluation import evaluate
from desktop.library.fields import FIELDS, KIND_LABELS, NONE, PEOPLE, RANGED, TOPIC_FIELDS
from desktop.library.hits import hits, snippet
from desktop.library.query_grammar import parse_parts
from desktop.library.query_parts import (
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
    value_node,
)
from desktop.names import name_key
from desktop.reading.topics import topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Chip", "FacetState", "Operator", "Query", "QueryError", "evaluate", "hits", "parse", "snippet"]


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


def choice_key(node: Node) -> tuple[str, str | None] | None:
    """The facet and the value of it that a clause asks for, or None for clauses that no facet shows.

    Two clauses with the same key are the same although they may be written differently.
    """
    match node:
        case Value(field, value, True):
            return field, name_key(value) if field in PEOPLE else value_key(value)
        case Missing(field):
            return field, NONE if field in RANGED else None
        case Range(field, low, high, text):
            return (field, text) if field in RANGED or low == high else None
        case _:
            return None


def _field_of(node: Node) -> str | None:
    """The field whose facet shows the clause, or None for clauses that no facet shows."""
    key = choice_key(node)
    return key[0] if key else None


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

    def without_includes(self, field: str) -> Query:
        """The query without the values that a facet includes; what it excludes stays."""
        return self._with(self._without_included(field))

    def states(self, field: str) -> Mapping[str | None, FacetState]:
        """What the query says of the values of a field, by the second part of :func:`choice_key`; all others are off."""
        parts = [(clause.part, FacetState.EXCLUDE) for clause in self.clauses if isinstance(clause, Not)]
        parts += [(clause, FacetState.INCLUDE) for clause in self.included(field)]
        return {key[1]: state for part, state in parts if (key := choice_key(part)) and key[0] == field}

    def speaks_of(self, field: str) -> bool:
        """Whether any value of a facet is included or excluded."""
        return bool(self.states(field))

    def state(self, field: str, value: str) -> FacetState:
        """What the query says of one value of a field, named as facets name it."""
        key = choice_key(value_node(field, value))
        return self.states(field).get(key[1], FacetState.OFF) if key else FacetState.OFF

    def with_state(self, field: str, value: str, state: FacetState) -> Query:
        """The query that includes, excludes or does not mention one value of a field."""
        node = value_node(field, value)
        key = choice_key(node)
        included = [each for each in self.included(field) if choice_key(each) != key]
        rest = [
            clause
            for clause in self._without_included(field)
            if not (isinstance(clause, Not) and choice_key(clause.part) == key)
        ]
        if state is FacetState.INCLUDE:
            included.append(node)
        if state is FacetState.EXCLUDE:
            rest.append(Not(node))
        return _including(self._with(rest), field, included, self.operator(field))

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

    def range(self, field: str) -> tuple[float | None, float | None]:
        """The lowest and the highest number that the query lets through of a field; None is without end.

        Where it lets several ranges through, those between them are taken in.
        """
        ranges = [clause for clause in self.included(field) if isinstance(clause, Range)]
        lows = [None if clause.low is None else clause.low + clause.above for clause in ranges]
        highs = [None if clause.high is None else clause.high - clause.below for clause in ranges]
        if self.operator(field) is Operator.ALL:
            return max(filter(_given, lows), default=None), min(filter(_given, highs), default=None)
        return (
            None if None in lows else min(filter(_given, lows), default=None),
            None if None in highs else max(filter(_given, highs), default=None),
        )

    def with_range(self, field: str, low: int | None, high: int | None) -> Query:
        """The query that lets one range of whole numbers from 0 through, both ends included, in place of what it included.

        None is without end. Reviews without a number stay in where they were asked for beside a range, or are the only thing
        asked for; what is excluded stays so. Without either end, nothing is asked of the field but what is excluded.
        """
        rest = self._with(clause for clause in self.clauses if _field_of(clause) != field and not _is_group(clause, field))
        if low is None and high is None:
            return rest
        text = f"<={high}" if low is None else f">={low}" if high is None else str(low) if low == high else f"{low}..{high}"
        missing = [clause for clause in self.included(field) if isinstance(clause, Missing)]
        return _including(rest, field, [value_node(field, text), *missing], Operator.ANY)

    @classmethod
    def like(cls, value: str) -> Query:
        """The query for what is like a review or a passage (:func:`desktop.library.kinship.like_value`), and nothing else."""
        return cls((value_node("like", value),))

    @property
    def liked(self) -> str:
        """The review, or the passage, that all reviews found are to be like; nothing where the query does not say so."""
        return next((clause.value for clause in self.clauses if isinstance(clause, Value) and clause.field == "like"), "")

    def speaks_of_copies(self) -> bool:
        """Whether copies are looked for, or left out, by the query itself."""
        return any(_names_copies(clause) for clause in self.clauses)

    @property
    def ranked(self) -> bool:
        """Whether the rows found stand in an order that the query does not name: the nearest to what it asks for first."""
        return bool(self.liked) and not self.sort

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


def _given(number: float | None) -> TypeGuard[float]:
    return number is not None


def _is_group(node: Node, field: str) -> TypeGuard[Or]:
    return isinstance(node, Or) and all(_field_of(part) == field for part in node.parts)


def _names_copies(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_names_copies, node.parts))
    return _names_copies(node.part) if isinstance(node, Not) else node == Value("is", "copy")


def _is_text(node: Node) -> bool:
    if isinstance(node, And | Or):
        return all(_is_text(part) for part in node.parts)
    return _is_text(node.part) if isinstance(node, Not) else isinstance(node, Text)


def _query(clauses: Iterable[Node], sort: Sequence[SortKey], all_of: frozenset[str]) -> Query:
    """A query in normal form: ``all:`` is said only where the clauses do not say it."""
    clauses = conjunction(list(clauses))
    single = Counter(map(_field_of, clauses))
    said = {field for field in all_of if single[field] > 1}
    offered = {field for field in all_of if not single[field] and sum(_is_group(clause, field) for clause in clauses) == 1}
    return Query(clauses, tuple(sort), all_of - said - offered)


def _including(query: Query, field: str, included: Sequence[Node], operator: Operator) -> Query:
    """A query that includes no value of the field yet, with these included."""
    every = operator is Operator.ALL
    clauses = included if every else [either(list(included))] if included else []
    all_of = query.all_of | {field} if every and FIELDS[field].many else query.all_of - {field}
    return _query([*query.clauses, *clauses], query.sort, all_of)


def _label(node: Node) -> str:
    """A clause as a chip shows it."""
    if isinstance(node, Not):
        return f"not {_label(node.part)}"
    if isinstance(node, Value | Range | Missing):
        field = FIELDS[node.field]
        if isinstance(node, Value):
            return f"{field.label}: {_value_label(node)}"
        written = NONE if isinstance(node, Missing) else node.text
        return f"{field.label}: {dict(field.bands).get(written, written.replace('..', '–'))}"
    return str(node)


def _value_label(node: Value) -> str:
    """A value as the window shows it."""
    if node.field == "kind":
        return next((label for kind, label in KIND_LABELS.items() if kind == node.value), node.value)
    if node.field in TOPIC_FIELDS:
        with contextlib.suppress(KeyError):  # it may be a name already, or a word that is no topic
            return topic(node.value).name
    return node.value


def parse(text: str) -> Query:
    """The query that a text means.

    Raises:
        QueryError: the text is no query; says why and where.
    """
    parts = parse_parts(text)
    return _query(parts.clauses, parts.sort, parts.all_of)
