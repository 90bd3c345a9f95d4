"""The start: a window first, everything else behind its first paint."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from desktop import paths
from desktop.ui import application
from desktop.ui.start import Start

if TYPE_CHECKING:
    import pytest
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.application import Program


class Painted(QObject):
    """Notes whether any window was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.windows = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.windows += event.type() == QEvent.Type.Paint
        return False


def test_the_window_stands_before_anything_is_built_in_it(qtbot: QtBot, qapp: QApplication) -> None:
    painted = Painted()
    qapp.installEventFilter(painted)
    paints_before: list[int] = []
    programs: list[Program] = []
    start = Start(qapp, [paths.SEEDS])
    start.built.connect(programs.append)
    start.built.connect(lambda _: paints_before.append(painted.windows))
    assert not programs
    qtbot.waitUntil(lambda: bool(programs) and len(programs[0].browsing.library) == 5 and not programs[0].loader.busy)
    qapp.removeEventFilter(painted)
    (program,) = programs
    qtbot.addWidget(program.window)
    assert paints_before[0] > 0
    assert program.window.pane.list.model().rowCount() > 5  # the reviews, and the headings of their groups
    assert program.window.pane.list.hasFocus()
    program.window.close()


def test_the_list_has_the_focus_whenever_the_window_is_activated(qtbot: QtBot, qapp: QApplication) -> None:
    programs: list[Program] = []
    start = Start(qapp, [paths.SEEDS])
    start.built.connect(programs.append)
    start._go_on()
    (program,) = programs
    qtbot.addWidget(program.window)
    assert program.window.pane.list.isVisible()  # only what is seen takes the focus when the window becomes the active one
    assert program.window.focusWidget() is program.window.pane.list
    qtbot.waitUntil(lambda: not program.loader.busy)
    program.window.close()


def test_a_window_that_is_closed_at_once_stays_closed(qtbot: QtBot, qapp: QApplication) -> None:
    start = Start(qapp, [paths.SEEDS])
    window = start._first.window
    window.close()
    with qtbot.assertNotEmitted(start.built):
        start._go_on()  # asked for by the paint that came before
    assert not window.isVisible()
    window.deleteLater()


def test_a_program_that_cannot_be_built_ends(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    codes: list[int] = []
    monkeypatch.setattr(application, "build", fail)
    monkeypatch.setattr(qapp, "exit", codes.append)
    start = Start(qapp, [])
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: bool(codes))
    assert codes == [1]
    assert [kind for kind, _, _ in caught] == [RuntimeError]
    window = start._first.window
    window.say("nothing can be said yet")
    window.close()
    window.deleteLater()


def test_the_window_needs_neither_the_panes_nor_the_rules_of_reading() -> None:
    program = "import sys, desktop.ui.start; print([name for name in sys.modules if name.startswith('desktop.')])"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=paths.RESOURCES.parent, timeout=60
    ).stdout
    assert "desktop.ui.window" in told
    assert not [name for name in ("desktop.reading", "library.library", "desktop.comparison", "ui.panes") if name in told]
