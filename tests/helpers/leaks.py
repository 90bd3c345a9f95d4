"""A test that leaves a thread, a process, a running timer or a window behind fails.

What is left is looked for after pytest-qt has closed the widgets it was given: ``qtbot.addWidget`` is all a test has to do.
"""

from __future__ import annotations

import gc
import multiprocessing
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_GRACE = 2.0  # seconds for a thread or process that is already on its way out

# What some test was already blamed for: kept, so that the tests after it are not.
_blamed: list[object] = []


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look for new threads, processes, windows, and for anything of Qt's that runs, after the test."""
    threads = threading.enumerate()
    uses_qt = "qapp" in request.fixturenames
    windows = _windows() if uses_qt else []
    yield
    left = _threads_since(threads) | _processes()
    # Nothing of Qt's runs without an application.
    if uses_qt:
        left |= _of_qt(windows)
    fresh = {what: thing for what, thing in left.items() if not any(thing is blamed for blamed in _blamed)}
    if fresh:
        _blamed.extend(fresh.values())
        pytest.fail("left behind by the test:\n" + "\n".join(fresh))


def _threads_since(before: list[threading.Thread]) -> dict[str, object]:
    # A thread of Qt's that ran Python leaves a stand-in, which never ends; the thread itself is watched with what is Qt's.
    fresh = [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]
    for thread in fresh:
        thread.join(_GRACE)
    return {f"thread {thread.name}": thread for thread in fresh if thread.is_alive()}


def _processes() -> dict[str, object]:
    children = multiprocessing.active_children()
    for child in children:
        child.join(_GRACE)
    return {f"process {child.name}": child for child in children if child.is_alive()}


def _of_qt(windows_before: list[object]) -> dict[str, object]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool  # noqa: PLC0415 - tests that need no Qt must not load it

    pool = QThreadPool.globalInstance()
    busy: dict[str, object] = {} if pool.waitForDone(int(_GRACE * 1000)) else {"work in the global QThreadPool": pool}
    left: dict[str, object] = {}
    for grace in (_GRACE, 0):
        # deleteLater() outside of an event loop waits for the next one, which no test will start.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left = _windows_since(windows_before) | _running(grace)
        if not left:
            break
        # Objects that only a reference cycle holds are going, not left behind: look again without them.
        gc.collect()
    return left | busy


def _windows() -> list[object]:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    return list(QApplication.topLevelWidgets())


def _windows_since(before: list[object]) -> dict[str, object]:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    fresh = [widget for widget in QApplication.topLevelWidgets() if not any(widget is known for known in before)]
    return {f"window {type(widget).__name__} {widget.objectName()!r}": widget for widget in fresh}


def _running(grace: float) -> dict[str, object]:
    """Qt threads, timers and animations that run; found among all Python objects, as Qt keeps no list of them.

    A thread is given ``grace`` seconds to end.
    """
    from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QThread, QTimer  # noqa: PLC0415 - as above
    from shiboken6 import isValid  # noqa: PLC0415 - as above

    application = QCoreApplication.instance()
    main_thread = application.thread() if application else None
    left: dict[str, object] = {}
    for thing in gc.get_objects():
        # type() and not isinstance(): the latter asks the object for its __class__, and lazy objects wake up.
        if not issubclass(type(thing), QThread | QTimer | QAbstractAnimation) or not isValid(thing):
            continue
        if any(thing is blamed for blamed in _blamed):  # not waited for again
            continue
        if isinstance(thing, QThread):
            if thing != main_thread and thing.isRunning() and not thing.wait(int(grace * 1000)):
                left[f"QThread {type(thing).__name__} {thing.objectName()!r}"] = thing
        elif isinstance(thing, QTimer):
            if thing.isActive():
                left[f"QTimer of {thing.interval()} ms, parent {thing.parent()!r}"] = thing
        elif thing.state() == QAbstractAnimation.State.Running:
            left[f"animation {type(thing).__name__}"] = thing
    return left
