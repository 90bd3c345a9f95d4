"""Sequences of which each value is made when it is asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

from typing_extensions import override

T_co = TypeVar("T_co", covariant=True)


class ByRow(Sequence[T_co]):
    """Values row by row; a slice is a tuple of them."""

    @abstractmethod
    def at(self, row: int) -> T_co:
        """The value of a row, which is from 0 to before the length."""

    @overload
    def __getitem__(self, row: int) -> T_co: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[T_co, ...]: ...
    @override
    def __getitem__(self, row: int | slice) -> T_co | tuple[T_co, ...]:
        rows = range(len(self))[row]
        return tuple(map(self.at, rows)) if isinstance(rows, range) else self.at(rows)
