"""The whole program, driven by keys as a reader would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.paths import SEEDS
from desktop.ui.application import Program, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

_KEYS = Qt.Key
_NAMED = {
    "Return": _KEYS.Key_Return,
    "Esc": _KEYS.Key_Escape,
    "Tab": _KEYS.Key_Tab,
    "Space": _KEYS.Key_Space,
    "Down": _KEYS.Key_Down,
    "Up": _KEYS.Key_Up,
    "Left": _KEYS.Key_Left,
    "Right": _KEYS.Key_Right,
    "Home": _KEYS.Key_Home,
    "End": _KEYS.Key_End,
    "Del": _KEYS.Key_Delete,
    "?": _KEYS.Key_Question,
    "/": _KEYS.Key_Slash,
    "-": _KEYS.Key_Minus,
    "+": _KEYS.Key_Plus,
    ".": _KEYS.Key_Period,
    **{f"F{n}": getattr(_KEYS, f"Key_F{n}") for n in range(1, 13)},
    **{str(n): getattr(_KEYS, f"Key_{n}") for n in range(10)},
    **{chr(c): getattr(_KEYS, f"Key_{chr(c)}") for c in range(ord("A"), ord("Z") + 1)},
}
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class Driver:
    """Presses keys where the focus is, and waits for what they lead to."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.window = program.window
        self._qtbot = qtbot

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def press(self, *keys: str) -> None:
        """Press keys such as ``Ctrl+Shift+P`` one after the other."""
        for key in keys:
            *modifiers, name = key.removesuffix("++").split("+") + (["+"] if key.endswith("++") else [])
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= _MODIFIERS[modifier]
            QTest.keyClick(self.focus, _NAMED[name], held)

    def write(self, text: str) -> None:
        """Type text."""
        QTest.keyClicks(self.focus, text)

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(reached, timeout=20_000)

    def shown_ids(self) -> list[str]:
        """The ids of the reviews in the list."""
        browsing = self.program.browsing
        return [browsing.library.entries[row].id for row in browsing.rows]


@pytest.fixture
def open_program(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Driver]]:
    """Start the program on some paths, the sample reviews if none are named, and wait until they are read."""
    started: list[Program] = []

    def start(*paths: Path, width: int = 1360, height: int = 860) -> Driver:
        program = build(qapp)
        started.append(program)
        qtbot.addWidget(program.window)
        program.window.resize(width, height)
        with qtbot.waitSignal(program.loader.idle, timeout=20_000):
            program.start(paths or (SEEDS,))
        qtbot.waitUntil(lambda: QApplication.activeWindow() is program.window, timeout=20_000)
        return Driver(program, qtbot)

    yield start
    for program in started:
        program.window.close()


@pytest.fixture
def driver(open_program: Callable[..., Driver]) -> Driver:
    """The program on the sample reviews."""
    return open_program()


@pytest.fixture
def lister(open_program: Callable[..., Driver], folder: Path) -> Driver:
    """The program on the ``folder`` of a test, once it is known which of its reviews are copies, and which alike."""
    driver = open_program(folder)
    driver.until(lambda: driver.program.browsing.library.kinship.current)
    return driver
