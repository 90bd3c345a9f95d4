"""Saved searches: the popup in which they are found and managed, the words above the filters, the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from desktop.library.saved import SavedSearches
from desktop.ui.panes.palette import CommandPalette
from desktop.ui.panes.saved_row import SavedRow
from desktop.ui.panes.searches_popup import SearchesPopup
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key
# Menus are windows, and the platform of the tests has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TWO = SavedSearches().saving("Best", "score:>=80").saving("Slow & short", "slow length:<300")


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot)


class Opened:
    """An open popup and what was asked of it."""

    def __init__(self, stage: Stage, present: str = "fierce", *, saving: bool = False, searches: SavedSearches = TWO) -> None:
        self.stage = stage
        self.popup = SearchesPopup(stage.look, stage.window)
        self.asked: list[tuple[str, ...]] = []
        self.popup.applied.connect(self._applied)
        self.popup.save_asked.connect(self._save)
        self.popup.rename_asked.connect(self._rename)
        self.popup.delete_asked.connect(self._delete)
        self.popup.undelete_asked.connect(self._undelete)
        self.popup.open_for(searches, present, saving=saving)

    @property
    def lines(self) -> list[str]:
        return [choice.text for choice in self.popup.choices]

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(focus(), key, held)

    def _applied(self, name: str) -> None:
        self.asked.append(("apply", name))

    def _save(self, name: str) -> None:
        self.asked.append(("save", name))

    def _rename(self, old: str, new: str) -> None:
        self.asked.append(("rename", old, new))

    def _delete(self, name: str) -> None:
        self.asked.append(("delete", name))

    def _undelete(self) -> None:
        self.asked.append(("undelete",))


def test_a_search_is_found_by_a_part_of_its_name(stage: Stage) -> None:
    opened = Opened(stage)
    assert opened.lines == ["Best", "Slow & short"]
    stage.write("SHO")
    assert opened.lines == ["Slow & short", "Save as “SHO”"]
    stage.press(KEY.Key_Return)
    assert opened.asked == [("apply", "Slow & short")]
    assert opened.popup.isHidden()


def test_a_new_name_saves_and_a_known_one_updates(stage: Stage) -> None:
    opened = Opened(stage, saving=True)
    assert "Type a name" in opened.popup.hint
    stage.write("Fierce ones")
    stage.press(KEY.Key_Return)
    assert opened.asked == [("save", "Fierce ones")]
    opened.popup.open_for(TWO, "fierce", saving=True)
    stage.write("best")
    assert opened.lines == ["Update “Best” to this search", "Best"]
    stage.press(KEY.Key_Return)
    assert opened.asked[-1] == ("save", "Best")


def test_return_on_an_empty_name_saves_nothing(stage: Stage) -> None:
    opened = Opened(stage, saving=True)
    stage.press(KEY.Key_Return)
    assert opened.asked == []
    opened.popup.open_for(TWO, "", saving=True)
    assert "nothing to save" in opened.popup.hint
    stage.write("New")
    assert opened.lines == []


def test_the_keys_of_a_line(stage: Stage) -> None:
    opened = Opened(stage)
    stage.press(KEY.Key_Down)
    opened.key(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.press(KEY.Key_Delete)
    opened.key(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.asked == [("save", "Slow & short"), ("delete", "Slow & short"), ("undelete",)]


def test_a_search_is_renamed_in_the_field(stage: Stage) -> None:
    opened = Opened(stage)
    stage.press(KEY.Key_F2)
    stage.write("Finest")  # what stood there is selected
    assert opened.lines == ["Call it “Finest”"]
    stage.press(KEY.Key_Return)
    assert opened.asked == [("rename", "Best", "Finest")]
    opened.popup.show_searches(TWO, "Renamed")
    assert opened.popup.hint == "Renamed"
    stage.press(KEY.Key_F2, KEY.Key_Escape)
    assert opened.lines == ["Best", "Slow & short"]
    assert opened.popup.isVisible()
    stage.press(KEY.Key_Escape)
    assert opened.popup.isHidden()
    opened.popup.open_for(TWO, "", renaming="Best")
    stage.press(KEY.Key_Return)
    assert opened.asked[-1] == ("rename", "Best", "Best")


def test_what_is_in_force_is_marked_and_not_offered_to_save_again(stage: Stage) -> None:
    opened = Opened(stage, "score:>=80")
    assert [choice.right for choice in opened.popup.choices] == ["now", ""]
    stage.write("Best")
    assert opened.lines == ["Best"]
    opened.popup.open_for(SavedSearches(), "")
    assert "None yet" in opened.popup.hint


class Row:
    """The words above the filters and what was asked of them."""

    def __init__(self, stage: Stage) -> None:
        self.row = SavedRow(stage.look, stage.window)
        self.row.setGeometry(0, 40, 240, 90)
        self.asked: list[tuple[str, str]] = []
        self.row.applied.connect(self._applied)
        self.row.update_asked.connect(self._update)
        self.row.rename_asked.connect(self._rename)
        self.row.delete_asked.connect(self._delete)
        self.row.show_searches(TWO.searches)

    @property
    def names(self) -> list[str]:
        return [word.accessibleName() for word in self.row.words]

    def _applied(self, name: str) -> None:
        self.asked.append(("apply", name))

    def _update(self, name: str) -> None:
        self.asked.append(("update", name))

    def _rename(self, name: str) -> None:
        self.asked.append(("rename", name))

    def _delete(self, name: str) -> None:
        self.asked.append(("delete", name))


def test_words_above_the_filters_by_keys(stage: Stage) -> None:
    row = Row(stage)
    row.row.mark("Best")
    assert row.names == ["Best, saved search, in force", "Slow & short, saved search"]
    row.row.words[0].setFocus()
    stage.press(KEY.Key_Right, KEY.Key_Return, KEY.Key_Space, KEY.Key_F2, KEY.Key_Left, KEY.Key_Delete)
    assert row.asked == [("apply", "Slow & short"), ("apply", "Slow & short"), ("rename", "Slow & short"), ("delete", "Best")]
    row.row.show_searches(TWO.without("Best").searches)
    assert focus().accessibleName() == "Slow & short, saved search"  # the focus stays in the row
    row.row.show_searches(())
    assert row.row.isHidden()


def test_a_word_has_a_menu(stage: Stage, qtbot: QtBot) -> None:
    row = Row(stage)
    word = row.row.words[1]
    QApplication.sendEvent(word, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = word.findChildren(QMenu)[0]
    qtbot.waitUntil(menu.isVisible)
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert [what for what, _ in row.asked] == ["apply", "update", "rename", "delete"]
    assert isinstance(word, QAbstractButton)


def test_names_are_data_and_never_markup(stage: Stage) -> None:
    row = Row(stage)
    row.row.show_searches(SavedSearches().saving("<b>bold</b>", "<i>").searches)
    assert "<b>" in row.names[0]
    assert "&lt;i&gt;" in row.row.words[0].toolTip()


def test_the_palette_finds_them_by_name(stage: Stage) -> None:
    palette = CommandPalette(stage.look, stage.commands, stage.window)
    chosen: list[str] = []
    palette.search_chosen.connect(chosen.append)
    palette.set_searches([(search.name, search.query) for search in TWO.searches])
    palette.open()
    assert all(not choice.id.startswith("search:") for choice in palette.choices)
    stage.write("slow sh")
    assert palette.choices[0].text == "Slow & short"
    stage.press(KEY.Key_Return)
    assert chosen == ["Slow & short"]
