"""No error is swallowed: from whichever thread it comes, the reader is told of it in the window, and it stands in the log."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThread, QTimer
from typing_extensions import override

from desktop.ui.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.app.conftest import Driver
    from tests.helpers.logs import LogWatch


def fail() -> None:
    raise ZeroDivisionError("a fault of ours")


class InThread(QThread):
    """A thread of Qt's that stumbles."""

    @override
    def run(self) -> None:
        fail()


class Unraisable:
    """Stumbles where nobody can catch it."""

    def __del__(self) -> None:
        fail()


def in_a_slot(driver: Driver) -> None:
    QTimer.singleShot(0, driver.window, fail)


def in_a_thread(_driver: Driver) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_a_thread_of_qts(driver: Driver) -> None:
    thread = InThread(driver.window)
    thread.start()
    thread.wait()


def where_it_cannot_be_raised(_driver: Driver) -> None:
    Unraisable()


@pytest.fixture
def faults() -> Iterator[Faults]:
    """The program's hooks in the place of those of the tests."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    faults = Faults()
    faults.install()
    yield faults
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


@pytest.mark.parametrize("stumble", [in_a_slot, in_a_thread, in_a_thread_of_qts, where_it_cannot_be_raised])
@pytest.mark.usefixtures("faults")
def test_an_error_is_told_wherever_it_happens(driver: Driver, log_watch: LogWatch, stumble: Callable[[Driver], None]) -> None:
    with log_watch.expect("an error in the program"):
        stumble(driver)
        driver.until(lambda: driver.window.banner.sentences != [])
    (sentence,) = driver.window.banner.sentences
    assert sentence == "An error in the program: ZeroDivisionError: a fault of ours. Nothing of your folder was changed."
    assert driver.window.banner.isVisible()
    driver.press("Ctrl+2", "Home", "Down")  # and it goes on
    assert driver.program.session.current is not None


def test_an_end_that_was_asked_for_is_no_error(driver: Driver, faults: Faults, log_watch: LogWatch) -> None:
    with log_watch.expect("an error in the program"):
        faults._uncaught(KeyboardInterrupt, KeyboardInterrupt(), None)
    threading.Thread(target=sys.exit).start()
    driver.until(lambda: threading.active_count() > 0)
    assert driver.window.banner.sentences == []
