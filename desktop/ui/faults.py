"""Errors that nobody met: told on the terminal and in the window, wherever they happen, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.ui.window import Window

if TYPE_CHECKING:
    from types import TracebackType

_log = logging.getLogger("diptych")


class Faults(QObject):
    """Stands where Python hands over what nobody caught: in any thread, and where nothing can be raised.

    It is made in the window's thread, and there it tells, whichever thread the error is from.
    """

    _met = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._met.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the place of Python's own hooks, for as long as the program runs."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable

    # inside

    def _uncaught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        _log.critical("an error in the program", exc_info=(kind, error or kind(), trace))
        if issubclass(kind, Exception):  # not the end that was asked for: Ctrl+C
            self._met.emit(f"An error in the program: {kind.__name__}: {error}. Nothing of your folder was changed.")

    def _in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_type is not SystemExit:
            self._uncaught(what.exc_type, what.exc_value, what.exc_traceback)

    def _unraisable(self, what: sys.UnraisableHookArgs) -> None:
        self._uncaught(what.exc_type, what.exc_value, what.exc_traceback)

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, Window):
                widget.warn("an error in the program", sentence)
