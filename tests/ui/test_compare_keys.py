"""Keys and clicks in a comparison: from passage to passage, into the full text and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.comparing import chatty, three
from tests.ui.comparing_pane import here, open_pane, stand, words_at
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.panes.compare import ComparePane

KEY = Qt.Key
HELD = Qt.KeyboardModifier


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1500, height=700)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    return open_pane(stage, qtbot, three())


def test_down_goes_from_passage_to_passage_and_over_what_is_empty(pane: ComparePane) -> None:
    assert pane.table.hasFocus()
    QTest.keyClick(pane.table, KEY.Key_Home)
    seen = [here(pane)]
    for _ in range(6):
        QTest.keyClick(pane.table, KEY.Key_Down)
        seen.append(here(pane))
    assert seen == [
        ("fact:Verdict", 0, 0),
        ("topic:verdict", 0, 0),
        ("topic:story", 0, 0),
        ("topic:story", 0, 1),
        ("topic:pacing", 0, 0),
        ("unplaced", 0, 0),
        ("silent", -1, 0),
    ]
    QTest.keyClick(pane.table, KEY.Key_Up)
    assert here(pane) == ("unplaced", 0, 0)


def test_the_column_is_kept_past_the_line_that_goes_across(pane: ComparePane) -> None:
    stand(pane, "topic:look", 2)
    QTest.keyClick(pane.table, KEY.Key_Down)
    assert here(pane)[0] == "silent"
    QTest.keyClick(pane.table, KEY.Key_Up)
    assert here(pane) == ("topic:look", 2, 0)


def test_right_and_left_go_across_the_critics_and_stop_at_silence_too(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0, 1)
    QTest.keyClick(pane.table, KEY.Key_Right)
    assert here(pane)[:2] == ("topic:story", 1)
    QTest.keyClick(pane.table, KEY.Key_Right)
    assert here(pane)[:2] == ("topic:story", 2)
    QTest.keyClick(pane.table, KEY.Key_Right)
    assert here(pane)[:2] == ("topic:story", 2)
    QTest.keyClick(pane.table, KEY.Key_Left)
    assert here(pane)[:2] == ("topic:story", 1)


def test_a_step_from_topic_to_topic_passes_all_facts_at_once(pane: ComparePane) -> None:
    QTest.keyClick(pane.table, KEY.Key_Home)
    seen = []
    while pane.run("next_section"):
        seen.append(here(pane)[0])
    assert seen == ["topic:verdict", "topic:story", "topic:performances", "topic:look", "topic:pacing", "unplaced", "silent"]
    while pane.run("previous_section"):
        pass
    assert here(pane)[0] == "fact:Verdict"


def test_ctrl_tab_goes_round_the_columns_in_the_same_row(pane: ComparePane) -> None:
    stand(pane, "topic:performances", 1)
    seen = []
    for _ in range(3):
        QTest.keyClick(focus(), KEY.Key_Tab, HELD.ControlModifier)
        seen.append(here(pane)[:2])
    assert seen == [("topic:performances", 2), ("topic:performances", 0), ("topic:performances", 1)]


def test_where_the_reader_stands_is_in_view_and_said(pane: ComparePane, qtbot: QtBot) -> None:
    pane.show_reviews([chatty("a", "Ann"), chatty("b", "Bo")])
    pane.focus_in()
    stand(pane, "topic:story", 0)
    pane.run("expand_cell")
    with qtbot.waitSignal(pane.status_said) as said:
        for _ in range(11):
            QTest.keyClick(pane.table, KEY.Key_Down)
    assert said.args
    assert here(pane) == ("topic:story", 0, 11)
    index = pane.table.currentIndex()
    top, bottom = pane.table.laid(index.row(), index.column()).extent(11)
    y = pane.table.rowViewportPosition(index.row())
    assert y + top >= 0
    assert y + bottom <= pane.table.viewport().height()
    assert pane.table.spoken() == "Ann, 12 of 12. Praise: Here is passage number 11 of Ann, a few words long."


def test_space_opens_a_long_cell_and_escape_folds_it(pane: ComparePane) -> None:
    pane.show_reviews([chatty("a", "Ann"), chatty("b", "Bo")])
    pane.focus_in()
    stand(pane, "topic:story", 0)
    row = pane.table.currentIndex().row()
    before = pane.table.rowHeight(row)
    QTest.keyClick(pane.table, KEY.Key_Space)
    assert pane.table.rowHeight(row) > before
    assert pane.escape()
    assert pane.table.rowHeight(row) == before
    assert not pane.escape()


def test_return_on_the_last_line_of_a_long_cell_opens_it(pane: ComparePane) -> None:
    pane.show_reviews([chatty("a", "Ann"), chatty("b", "Bo")])
    pane.focus_in()
    place = pane.table.cells.find("topic:story", 0)
    assert place is not None
    stand(pane, "topic:story", 0, pane.table.laid(*place).more_stop)
    QTest.keyClick(pane.table, KEY.Key_Return)
    assert pane.mode == "topics"
    assert pane.table.laid(*place).shown == 12


def test_return_opens_the_passage_and_escape_comes_back_to_the_same_cell(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0, 1)
    before, words = pane.place(), words_at(pane)
    with qtbot.waitSignals([pane.passage_opened, pane.mode_changed]):
        QTest.keyClick(pane.table, KEY.Key_Return)
    assert pane.mode == "full_text"
    page = pane.texts.page(0)
    assert page.hasFocus()
    marked = [mark.cursor.selectedText() for mark in page.extraSelections()]
    assert words in marked
    assert pane.escape()
    assert pane.mode == "topics"
    assert pane.table.hasFocus()
    assert pane.place() == before
    assert not pane.escape()


def test_the_place_in_the_history_comes_back(pane: ComparePane) -> None:
    stand(pane, "topic:performances", 1, 1)
    before = pane.place()
    pane.run("open_passage")
    pane.restore(before)
    assert pane.mode == "topics"
    assert pane.place() == before
    pane.set_mode("full_text")
    there = pane.place()
    pane.set_mode("topics")
    pane.restore(there)
    assert pane.place() == there


def test_a_click_on_a_passage_opens_it(pane: ComparePane) -> None:
    place = pane.table.cells.find("topic:look", 2)
    assert place is not None
    pane.table.scrollTo(pane.table.cells.index(*place))
    rect = pane.table.visualRect(pane.table.cells.index(*place))
    top, bottom = pane.table.laid(*place).extent(0)
    point = QPoint(rect.left() + 60, rect.top() + round((top + bottom) / 2))
    QTest.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.mode == "full_text"
    assert pane.texts.lead == 2


def test_a_mode_keeps_the_review_that_is_read(pane: ComparePane) -> None:
    stand(pane, "topic:story", 1)
    pane.run("full_text")
    assert pane.texts.lead == 1
    pane.texts.take_lead(2)
    pane.run("by_topic")
    assert here(pane)[1] == 2
    assert pane.table.hasFocus()
