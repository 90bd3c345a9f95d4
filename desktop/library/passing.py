"""The rows of a library that pass, known by a flag for each: their numbers are made only where somebody asks for them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, overload

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Order:
    """All rows of a library in some order; the same object as long as the order is the same."""

    def __init__(self, rows: Sequence[int]) -> None:
        self.rows = rows

    @cached_property
    def places(self) -> Sequence[int]:
        """Where each row stands in the order."""
        places = array("I", bytes(4 * len(self.rows)))
        for place, row in enumerate(self.rows):
            places[row] = place
        return places


class Passing(Sequence[int]):
    """The rows that pass, each once, in the library's own order or in another one."""

    __slots__ = ("__dict__", "flags", "order")

    def __init__(self, flags: bytes, order: Order | None = None) -> None:
        """``flags`` hold a byte for each row of the library, 1 for those that pass; None is the library's own order."""
        self.flags = flags
        self.order = order

    @property
    def total(self) -> int:
        """How many rows the library has."""
        return len(self.flags)

    @cached_property
    def numbers(self) -> Sequence[int]:
        """The rows."""
        order = self.order
        if order is None:
            rows = range(self.total)
            return rows if len(self) == self.total else array("I", compress(rows, self.flags))
        return order.rows if len(self) == self.total else array("I", self.sifted(order.rows))

    def sifted(self, rows: Iterable[int]) -> Iterator[int]:
        """Those of some rows that pass, in the order given."""
        rows = rows if isinstance(rows, Sequence) else tuple(rows)
        return compress(rows, map(self.flags.__getitem__, rows))

    def without(self, rows: Iterable[int]) -> Passing:
        """The same without some of them."""
        flags = bytearray(self.flags)
        for row in rows:
            flags[row] = 0
        return Passing(bytes(flags), self.order)

    def place_of(self, row: int) -> int | None:
        """Where a row stands among those that pass; None where it is not one of them."""
        return self.place_among(row, self.numbers, 0, len(self)) if row in self else None

    def place_among(self, row: int, rows: Sequence[int], start: int, stop: int) -> int:
        """The place of a row in ``rows[start:stop]``, which hold it, in the order of all."""
        if self.order is None:
            return bisect_left(rows, row, start, stop)
        places = self.order.places
        return bisect_left(rows, places[row], start, stop, key=places.__getitem__)

    @cached_property
    def _length(self) -> int:
        return self.flags.count(1)

    @override
    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    @override
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        return self.numbers[place]

    @override
    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    @override
    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and 0 <= row < self.total and self.flags[row] == 1

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Passing):
            return NotImplemented
        return self.flags == other.flags and self.order is other.order

    __hash__ = None  # type: ignore[assignment]  # as of a list: what is large is not told by a number
