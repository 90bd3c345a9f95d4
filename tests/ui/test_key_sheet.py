from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextEdit

from desktop.ui.command_table import COMMANDS, VIEW_KEYS, Place
from desktop.ui.panes.key_sheet import KeySheet, as_text, key_groups
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# The sheet is a window, and the platform of the tests has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot)


@pytest.fixture
def sheet(stage: Stage, qtbot: QtBot) -> KeySheet:
    sheet = KeySheet(stage.look, stage.commands, stage.window)
    sheet.open_at(Place.READER)
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def shown(sheet: KeySheet) -> str:
    return sheet.findChildren(QTextEdit)[0].toPlainText()


def test_every_key_is_listed_at_every_place_where_it_works(stage: Stage) -> None:
    listed = {(group.place, does) for group in key_groups(stage.commands, Place.WINDOW) for _, does in group.lines}
    wanted = {(place, command.text.rstrip("…")) for command in COMMANDS if command.keys for place in command.places}
    wanted |= {(place, does) for place, _, does in VIEW_KEYS}
    assert listed == wanted


@pytest.mark.parametrize("here", list(Place))
def test_the_place_where_the_reader_is_comes_first(stage: Stage, here: Place) -> None:
    groups = key_groups(stage.commands, here)
    assert groups[0].place is here
    assert len({group.place for group in groups}) == len(groups)


def test_all_keys_of_a_command_are_named(stage: Stage) -> None:
    lines = dict(line[::-1] for group in key_groups(stage.commands, Place.WINDOW) for line in group.lines)
    assert lines["Larger text"] == "Ctrl++ or Ctrl+="


def test_the_field_narrows_the_sheet_down(sheet: KeySheet) -> None:
    assert isinstance(focus(), QLineEdit)
    focus().setText("column pin")  # type: ignore[attr-defined]  # the field
    assert "Pin the column as base" in shown(sheet)
    assert "Open folder" not in shown(sheet)
    focus().setText("qqq")  # type: ignore[attr-defined]  # the field
    assert shown(sheet) == "No key does that."


def test_what_is_copied_is_what_is_shown(sheet: KeySheet) -> None:
    sheet.findChildren(QLineEdit)[0].setText("undo")
    next(button for button in sheet.findChildren(QAbstractButton) if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == sheet.text == "Everywhere\nCtrl+Z  Undo\n"
    assert as_text(()) == "\n"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1])
def test_keys_that_close_it(sheet: KeySheet, stage: Stage, key: Qt.Key, qtbot: QtBot) -> None:
    stage.press(key)
    assert sheet.isHidden()
    qtbot.waitUntil(lambda: focus() is stage.elsewhere)


def test_return_closes_nothing(sheet: KeySheet, stage: Stage) -> None:
    stage.press(Qt.Key.Key_Return)
    assert sheet.isVisible()


def test_two_columns_where_there_is_room(sheet: KeySheet) -> None:
    page = sheet.findChildren(QTextEdit)[0]
    sheet.resize(1100, 600)
    tall = page.document().size().height()
    sheet.resize(480, 600)
    assert page.document().size().height() > tall * 1.3
    for width in (480, 1100):
        sheet.resize(width, 600)
        assert page.horizontalScrollBar().maximum() == 0


def test_the_sheet_scrolls_from_the_field(sheet: KeySheet, stage: Stage) -> None:
    sheet.resize(480, 300)
    bar = sheet.findChildren(QTextEdit)[0].verticalScrollBar()
    stage.press(Qt.Key.Key_PageDown)
    paged = bar.value()
    assert paged > 0
    stage.press(Qt.Key.Key_Up)
    assert 0 < bar.value() < paged
