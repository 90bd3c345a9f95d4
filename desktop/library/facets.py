"""Facets: for each, its values with what the query says of them and how many reviews they would show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.library.fields import FACETS, Field
from desktop.library.query import FacetState, Operator, Query, evaluate_bits
from desktop.library.search import flags_of

if TYPE_CHECKING:
    from desktop.library.library import Library
    from desktop.library.marks import Marks


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value as the query names it, its label, how many reviews it would show, and what the query says of it."""

    value: str
    label: str
    count: int
    state: FacetState


@dataclass(frozen=True, slots=True)
class Facet:
    """A field's values in a fixed order that does not depend on the counts; values without reviews are kept.

    ``many`` says that a review may have several values, so that the operator can be chosen; ``own`` that the values are the
    reader's own marks, not derived from the page.
    """

    field: str
    label: str
    operator: Operator
    values: tuple[FacetValue, ...]
    many: bool = False
    own: bool = False


def count(library: Library, query: Query, marks: Marks) -> tuple[Facet, ...]:
    """All facets with their live counts.

    A count is how many reviews would be shown if the value were included. Where any of the values is asked for, it leaves
    out of account what the facet includes already; where all are, it respects it. An excluded value counts the reviews
    that its exclusion holds back.
    """
    shown = evaluate_bits(query, library, marks)
    return tuple(_facet(field, library, query, marks, shown) for field in FACETS)


def _facet(field: Field, library: Library, query: Query, marks: Marks, shown: int) -> Facet:
    operator = query.operator(field.name)
    base_query, base = query, shown
    if operator is Operator.ANY and query.included(field.name):
        base_query = query.without_includes(field.name)
        base = evaluate_bits(base_query, library, marks)
    column = library.facet_column(field.name, marks)
    counts = column.counts(base, flags_of(base, len(library)))
    spoken_of = query.speaks_of(field.name)
    values = []
    for number, value in enumerate(column.values):
        state = query.state(field.name, value) if spoken_of else FacetState.OFF
        if state is FacetState.EXCLUDE:
            freed = evaluate_bits(base_query.with_state(field.name, value, FacetState.OFF), library, marks)
            counts[number] = (freed & column.bits(number)).bit_count()
        values.append(FacetValue(value, library.label(field.name, value), counts[number], state))
    return Facet(field.name, field.label, operator, tuple(values), field.many, field.own)
