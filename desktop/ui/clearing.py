"""Lets go of libraries that others have replaced, a piece at a time.

What fifty thousand reviews hold in memory takes two frames to give back, and Python gives all of it back at once, wherever the
last hold on it is loosened: in the window. Here its parts are held a little longer than itself, and loosened one by one.
"""

from __future__ import annotations

import weakref
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from desktop.library.library import Library

_SLICE: Final = 0.003  # seconds of a turn: a frame is five times as long
_LARGE: Final = 2_000  # rows of a library that would hold the window up
_DEEP: Final = 4  # how far a library is taken apart: its columns, what each holds, the values of that


class Clearing(QObject):
    """Holds the parts of libraries until nobody holds the library, and then less and less of them."""

    _gone = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: list[tuple[weakref.ref[Library], list[Any]]] = []
        self._loose: list[tuple[Any, int]] = []  # what nobody else may hold, and how far it may be taken apart still
        self._gone.connect(self._begin)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    # properties

    @property
    def busy(self) -> bool:
        """Whether anything is held."""
        return bool(self._left or self._loose)

    # methods

    def take(self, library: Library) -> None:
        """Let go of a library soon; others may hold it as long as they need it."""
        if len(library) >= _LARGE:
            self._left.append((weakref.ref(library, self._tell), list(vars(library).values())))

    # slots

    @Slot()
    def _begin(self) -> None:
        self._loose += [(part, _DEEP) for library, parts in self._left if library() is None for part in parts]
        self._left = [(library, parts) for library, parts in self._left if library() is not None]
        self._timer.start()

    @Slot()
    def _turn(self) -> None:
        end = perf_counter() + _SLICE
        while self._loose and perf_counter() < end:
            part, deep = self._loose.pop()
            self._loose += [(piece, deep - 1) for piece in _pieces(part)] if deep else ()
        if not self._loose:
            self._timer.stop()

    # inside

    def _tell(self, _library: weakref.ref[Library]) -> None:
        """Nobody holds a library any more; said in whichever thread the last hold was loosened."""
        if isValid(self):
            self._gone.emit()


def _pieces(part: object) -> list[object]:
    """What a part holds that may hold much itself."""
    held = part if isinstance(part, dict) else getattr(part, "__dict__", {})
    first = next(iter(held.values()), None)
    return [] if isinstance(first, int | str) and part is held else list(held.values())
