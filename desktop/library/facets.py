"""Facets: for each, its values with what the query says of them and how many reviews they would show."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from desktop.library.evaluation import Evaluation
from desktop.library.fields import FACETS, RANGED, Field
from desktop.library.query import FacetState, Operator, Query
from desktop.library.scales import Spread
from desktop.library.search import flags_of

if TYPE_CHECKING:
    from desktop.library.library import Library
    from desktop.library.marks import Marks


class FacetValue(NamedTuple):
    """A value as the query names it, its label, how many reviews it would show, and what the query says of it."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of a facet's value
    state: FacetState


@dataclass(frozen=True, slots=True)
class Facet:
    """A field's values in a fixed order that does not depend on the counts; values without reviews are kept.

    ``many`` says that a review may have several values, so that the operator can be chosen; ``own`` that the values are the
    reader's own marks, not derived from the page. ``spread`` is how the numbers of a facet over numbers are spread.
    """

    field: str
    label: str
    operator: Operator
    values: tuple[FacetValue, ...]
    many: bool = False
    own: bool = False
    spread: Spread | None = None


def count(library: Library, query: Query, marks: Marks) -> tuple[Facet, ...]:
    """All facets with their live counts.

    A count is how many reviews would be shown if the value were included. Where any of the values is asked for, it leaves
    out of account what the facet includes already; where all are, it respects it. An excluded value counts the reviews
    that its exclusion holds back.
    """
    found = Evaluation(library, marks)
    return tuple(_facet(field, found, query) for field in FACETS)


def _facet(field: Field, found: Evaluation, query: Query) -> Facet:
    operator = query.operator(field.name)
    others = query.without_includes(field.name) if operator is Operator.ANY else query
    base = found.bits(others)
    column = found.library.facet_column(field.name, found.marks)
    counts = column.counts(base, flags_of(base, len(found.library)))
    states = [FacetState.OFF] * len(counts)
    for key, state in query.states(field.name).items():
        place = column.place_of_key(key)
        if place is not None:
            states[place] = state
            if state is FacetState.EXCLUDE:
                freed = others.with_state(field.name, column.values[place], FacetState.OFF)
                counts[place] = (found.bits(freed) & column.bits(place)).bit_count()
    values = tuple(map(FacetValue, column.values, column.labels, counts, states))
    spread = _spread(field.name, found, query) if field.name in RANGED else None
    return Facet(field.name, field.label, operator, values, field.many, field.own, spread)


def _spread(name: str, found: Evaluation, query: Query) -> Spread:
    """How the reviews that the rest of the query finds are spread over a number, whatever range of it is asked for."""
    scale = found.library.scales[name]
    base = found.bits(query.with_range(name, None, None))
    low, high = whole_range(query, name)
    shown = found.bits(query) & scale.any_value
    return Spread(
        scale.edges,
        scale.counts(base),
        scale.least,
        scale.most,
        low,
        high,
        passing=shown.bit_count(),
        chosen=bool(query.included(name)),
    )


def whole_range(query: Query, name: str) -> tuple[int | None, int | None]:
    """The range of a number that a query lets through, in whole numbers; None is without end."""
    low, high = query.range(name)
    return None if low is None else ceil(low), None if high is None else floor(high)
