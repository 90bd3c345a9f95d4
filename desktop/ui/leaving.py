"""Letting go of threads: nothing waits long for one that does not end, as where a disk does not answer the thread's question.

Such a thread cannot be ended. It is left to itself, asked for nothing any more, and nothing that it hands on is taken; the
program ends without it.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Milliseconds that a thread which was told to stop is waited for.
PATIENCE: Final = 400


def part_with(thread: QThread) -> None:
    """Let go of a thread that was told to stop: it is gone when this returns, or left to itself and gone when it ends."""
    if thread.wait(PATIENCE):
        thread.deleteLater()
        return
    thread.setParent(QCoreApplication.instance())  # what made it may be gone long before it
    thread.finished.connect(thread.deleteLater)
    if thread.isFinished():  # meanwhile
        thread.deleteLater()


def end_with(code: int) -> int:
    """The exit code of a program whose windows are closed; where a thread still runs, the program ends here and now.

    Ending in the usual way takes a running thread's object away from it, which Qt answers with a crash. All that is to be kept
    has been kept by now: that was done when the window was closed.
    """
    if all(thread.wait(PATIENCE) for thread in _running()):
        return code
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a windowed start may have none
            stream.flush()
    os._exit(code)


def _running() -> Iterator[QThread]:
    """The threads that belong to the application or to anything in a window of it, and have not ended."""
    application = QCoreApplication.instance()
    for owner in (*(() if application is None else (application,)), *QApplication.topLevelWidgets()):
        yield from (thread for thread in owner.findChildren(QThread) if thread.isRunning())
