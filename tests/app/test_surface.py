"""Every command reachable, no key bound twice, everything that takes the focus has a name, nothing shows data as markup."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTextEdit, QWidget

from desktop.ui.command_table import COMMANDS, VIEW_KEYS, Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Driver


def reached(widget: QWidget, window: QWidget) -> list[QAction]:
    """The actions whose keys work while a widget has the focus."""
    found = [a for a in window.findChildren(QAction) if a.shortcutContext() is Qt.ShortcutContext.WindowShortcut]
    here: QWidget | None = widget
    while here is not None:
        local = Qt.ShortcutContext.WidgetWithChildrenShortcut
        found += [a for a in here.actions() if a.shortcutContext() is local and a not in found]
        here = here.parentWidget()
    return found


def focusable(window: QWidget) -> list[QWidget]:
    policy = Qt.FocusPolicy.NoFocus
    return [w for w in window.findChildren(QWidget) if w.focusPolicy() is not policy and w.focusProxy() is None]


def test_no_two_commands_share_an_id() -> None:
    assert [i for i, n in Counter(c.id for c in COMMANDS).items() if n > 1] == []


def test_no_key_runs_two_actions_anywhere(driver: Driver) -> None:
    driver.press("Ctrl+2")
    driver.press("Ctrl+A", "Ctrl+Return")
    for widget in focusable(driver.window):
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for action in {id(a): a for a in reached(widget, driver.window)}.values():
            for sequence in action.shortcuts():
                keys[sequence.toString()].append(action.objectName() or action.text())
        assert {k: names for k, names in keys.items() if len(names) > 1} == {}, widget.objectName() or widget


def test_every_key_is_one_that_qt_knows() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert QKeySequence(key).toString(), (command.id, key)


def test_single_letters_never_work_everywhere() -> None:
    for command in COMMANDS:
        if Place.WINDOW in command.places or Place.LIST in command.places:
            letters = [key for key in command.keys if len(key) == 1 and key.isalnum()]
            assert not letters, (command.id, letters)


def test_every_command_does_something(driver: Driver) -> None:
    from desktop.ui.panes.compare import ComparePane  # noqa: F401, PLC0415 - imported so that its commands are known

    known = driver.program.dispatch.known()
    compare = driver.window.compare.commands()
    assert [c.id for c in COMMANDS if c.id not in known and c.id not in compare] == []


def test_every_command_stands_in_a_menu(driver: Driver) -> None:
    listed = {a.objectName() for menu in driver.window.menuBar().findChildren(QMenu) for a in menu.actions()}
    listed |= {a.objectName() for menu in driver.window.findChildren(QMenu) for a in menu.actions()}
    missing = {c.id for c in COMMANDS} - listed
    assert missing == {"keys_here", "tag_here"}  # second keys of commands that are listed


def test_the_key_sheet_names_every_place() -> None:
    places = {place for command in COMMANDS for place in command.places} | {place for place, _, _ in VIEW_KEYS}
    assert places == set(Place)


def test_everything_that_takes_the_focus_has_a_name(driver: Driver) -> None:
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+Return")
    nameless = []
    for widget in focusable(driver.window):
        text = getattr(widget, "text", None)
        said = widget.accessibleName() or (text() if callable(text) and not isinstance(widget, QTextEdit) else "")
        parent = widget.parentWidget()
        if not said and parent is not None and widget.metaObject().className() != "QWidget":
            nameless.append((widget.metaObject().className(), parent.metaObject().className()))
    assert nameless == []


def test_the_focus_is_never_lost(driver: Driver) -> None:
    for key in ("Ctrl+1", "Ctrl+2", "Ctrl+3", "/", "Esc", "F9", "Ctrl+1", "F9", "Shift+F9", "Shift+F9", "Ctrl+Shift+P", "Esc"):
        driver.press(key)
        focus = QApplication.focusWidget()
        assert focus is not None, key
        assert focus.isVisible(), key


HOSTILE = """<b>Bold</b> & <img src="x"> (2020) – review

Review by <i>Ann</i> Lee

Director: <u>Bo</u> Dee

Cast: <s>Cy</s> Young

The camera work is gorgeous and the story is <b>weak</b>, though the pacing never drags.

My rating: 8/10
"""


@pytest.fixture
def hostile(tmp_path: Path, open_program: Callable[..., Driver]) -> Driver:
    folder = tmp_path / "<b>folder"
    folder.mkdir()
    for name in ("<img src=x>.txt", "<b>two</b>.txt"):
        (folder / name.replace("/", "_")).write_text(HOSTILE)
    return open_program(folder)


def test_data_never_becomes_rich_text(hostile: Driver) -> None:
    driver = hostile
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+Return")
    for label in driver.window.findChildren(QLabel):
        if "<" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    for widget in driver.window.findChildren(QWidget):
        tip = widget.toolTip()
        assert "<b>" not in tip.replace("<qt>", ""), tip
        assert "<img" not in tip, tip
    driver.press("Alt+Left")
    page = driver.window.reader.page
    assert "<b>weak</b>" in page.toPlainText()
    assert "\ufffc" not in page.toPlainText()


def test_the_line_above_a_page_is_never_cut_off(open_program: Callable[..., Driver]) -> None:
    driver = open_program()
    lines = driver.window.reader.findChildren(QLabel)
    (line,) = [each for each in lines if each.text()[:3] == "000" and each.isVisible()]
    for width in (1360, 900, 700):
        driver.window.resize(width, 700)
        driver.until(lambda: line.fontMetrics().horizontalAdvance(line.text()) <= line.width())
        assert line.text().endswith("folded") or "blocks folded" in line.toolTip()
