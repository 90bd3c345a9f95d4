"""Facets: for each, its values with what the query says of them and how many reviews they would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, overload

from typing_extensions import override

from desktop.library.evaluation import Evaluation
from desktop.library.fields import FACETS, RANGED, Field
from desktop.library.query import FacetState, Operator, Query
from desktop.library.scales import Spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.library.library import Library
    from desktop.library.marks import Marks


class FacetValue(NamedTuple):
    """A value as the query names it, its label, how many reviews it would show, and what the query says of it."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of a facet's value
    state: FacetState


class FacetValues(Sequence[FacetValue]):
    """The values of a facet, each made when it is asked for: a facet may have tens of thousands, of which ten are shown.

    ``names`` are the values themselves, the same object as long as they are the same; ``stated`` are the places of those that
    the query includes or excludes.
    """

    __slots__ = ("_counts", "_labels", "names", "stated")

    def __init__(
        self, names: Sequence[str], labels: Sequence[str], counts: Sequence[int], stated: Mapping[int, FacetState]
    ) -> None:
        self.names, self.stated = names, stated
        self._labels, self._counts = labels, counts

    @classmethod
    def of(cls, values: Sequence[FacetValue]) -> FacetValues:
        """These values."""
        stated = {place: value.state for place, value in enumerate(values) if value.state is not FacetState.OFF}
        return cls([each[0] for each in values], [each[1] for each in values], [each[2] for each in values], stated)

    def restated(self, stated: Mapping[int, FacetState]) -> FacetValues:
        """The same values and counts where the query says something else of them."""
        return FacetValues(self.names, self._labels, self._counts, stated)

    def busiest(self, most: int) -> list[str]:
        """The values that would show the most reviews, up to so many of them, the most first."""
        places = nlargest(most, range(len(self.names)), key=self._counts.__getitem__)
        return [self.names[place] for place in places]

    @property
    def filled(self) -> int:
        """How many of the values would show any review."""
        return len(self._counts) - self._counts.count(0)

    @override
    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> FacetValue: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[FacetValue, ...]: ...
    @override
    def __getitem__(self, place: int | slice) -> FacetValue | tuple[FacetValue, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        place = range(len(self))[place]
        return FacetValue(self.names[place], self._labels[place], self._counts[place], self.stated.get(place, FacetState.OFF))


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """A field's values in a fixed order that does not depend on the counts; values without reviews are kept.

    ``many`` says that a review may have several values, so that the operator can be chosen; ``own`` that the values are the
    reader's own marks, not derived from the page. ``spread`` is how the numbers of a facet over numbers are spread.
    """

    field: str
    label: str
    operator: Operator
    values: FacetValues
    many: bool = False
    own: bool = False
    spread: Spread | None = None


def count(library: Library, query: Query, marks: Marks) -> tuple[Facet, ...]:
    """All facets with their live counts.

    A count is how many reviews would be shown if the value were included. Where any of the values is asked for, it leaves
    out of account what the facet includes already; where all are, it respects it. An excluded value counts the reviews
    that its exclusion holds back.
    """
    return tuple(count_each(library, query, marks))


def count_each(library: Library, query: Query, marks: Marks) -> Iterator[Facet]:
    """The facets of :func:`count`, one after the other: each is worked out when it is asked for."""
    found = Evaluation(library, marks)
    for field in FACETS:
        yield _facet(field, found, query)


def _facet(field: Field, found: Evaluation, query: Query) -> Facet:
    operator = query.operator(field.name)
    others = query.without_includes(field.name) if operator is Operator.ANY else query
    base = found.bits(others)
    column = found.library.facet_column(field.name, found.marks)
    counts = column.counts(base, found.flags(base))
    stated: dict[int, FacetState] = {}
    for key, state in query.states(field.name).items():
        place = column.place_of_key(key)
        if place is not None:
            stated[place] = state
            if state is FacetState.EXCLUDE:
                freed = others.with_state(field.name, column.values[place], FacetState.OFF)
                counts[place] = (found.bits(freed) & column.bits(place)).bit_count()
    values = FacetValues(column.values, column.labels, counts, stated)
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
