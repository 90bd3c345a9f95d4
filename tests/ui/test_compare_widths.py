"""Columns of a comparison: moved, pinned, closed, and what becomes of them where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop.ui.panes.compare_head import Chip, Tray
from desktop.ui.theme import ThemeChoice
from tests.ui.comparing import chatty, three
from tests.ui.comparing_pane import heads, here, narrow, open_pane, stand
from tests.ui.stage import Stage, set_stage

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


def test_columns_move_are_pinned_and_closed(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    with qtbot.waitSignal(pane.reviews_changed):
        QTest.keyClick(pane.table, KEY.Key_Right, HELD.ControlModifier | HELD.ShiftModifier)
    assert [review.id for review in pane.reviews] == ["bo", "ann", "plain"]
    assert here(pane) == ("topic:story", 0, 0)
    stand(pane, "topic:look", 2)
    QTest.keyClick(pane.table, KEY.Key_P, HELD.ControlModifier)
    assert [review.id for review in pane.reviews] == ["plain", "bo", "ann"]
    assert heads(pane)[0].accessibleName().startswith("Kept first. plain")
    QTest.keyClick(pane.table, KEY.Key_Right, HELD.ControlModifier | HELD.ShiftModifier)
    assert [review.id for review in pane.reviews] == ["plain", "bo", "ann"]
    stand(pane, "topic:story", 1)
    with qtbot.waitSignal(pane.reviews_changed):
        QTest.keyClick(pane.table, KEY.Key_W, HELD.ControlModifier)
    assert [review.id for review in pane.reviews] == ["plain", "ann"]
    assert heads(pane)[0].accessibleName().startswith("Kept first. plain")
    assert pane.table.hasFocus()
    assert pane.comparison is not None
    assert [column.review.id for column in pane.comparison.columns] == ["plain", "ann"]


def test_the_comparison_to_save_has_the_columns_as_they_stand(pane: ComparePane) -> None:
    pane.columns.pin(2)
    assert pane.comparison is not None
    assert [column.review.id for column in pane.comparison.columns] == ["plain", "ann", "bo"]


def test_the_buttons_of_a_head_do_what_they_say(pane: ComparePane) -> None:
    head = heads(pane)[1]
    pin, close = (b for b in head.findChildren(QAbstractButton))
    assert (pin.accessibleName(), close.accessibleName()) == ("Keep first: Bo Dee", "Close: Bo Dee")
    QTest.mouseClick(pin, Qt.MouseButton.LeftButton)
    assert pane.reviews[0].id == "bo"
    QTest.mouseClick(heads(pane)[2].findChildren(QAbstractButton)[1], Qt.MouseButton.LeftButton)
    assert [review.id for review in pane.reviews] == ["bo", "ann"]


def test_what_has_no_room_waits_in_the_tray_and_is_swapped_in(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    narrow(pane, stage, qtbot, 1000)
    shown = len(pane.table.cells.columns)
    assert shown == 2
    tray = pane.findChild(Tray)
    assert tray is not None
    assert tray.isVisible()
    chips = tray.findChildren(Chip)
    assert [chip.text() for chip in chips] == ["plain"]
    stand(pane, "topic:performances", 1)
    chips[0].setFocus()
    assert chips[0].hasFocus()
    QTest.keyClick(chips[0], KEY.Key_Space)
    assert [review.id for review in pane.reviews] == ["ann", "plain", "bo"]
    assert here(pane)[:2] == ("topic:performances", 2)
    assert pane.table.hasFocus()
    assert [chip.text() for chip in tray.findChildren(Chip) if chip.isVisible()] == ["Bo Dee"]


def test_in_a_narrow_window_rows_stack_with_the_same_keys(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0, 1)
    narrow(pane, stage, qtbot)
    assert pane.table.cells.stacked
    assert pane.table.cells.columnCount() == 1
    assert here(pane) == ("topic:story", 0, 1)
    assert not heads(pane)
    QTest.keyClick(pane.table, KEY.Key_Down)
    assert here(pane) == ("topic:story", 1, 0)
    QTest.keyClick(pane.table, KEY.Key_Left)
    assert here(pane)[:2] == ("topic:story", 0)
    pane.run("next_section")
    assert here(pane)[:2] == ("topic:performances", 1)
    pane.run("previous_section")
    assert here(pane)[:2] == ("topic:story", 0)
    QTest.keyClick(pane.table, KEY.Key_Return)
    assert pane.mode == "full_text"
    assert pane.texts.columns == (0,)
    assert pane.escape()
    assert here(pane)[:2] == ("topic:story", 0)


def test_every_row_is_as_high_as_what_stands_in_it(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    for width in (1500, 1000, 520):
        stage.window.resize(width, 700)
        qtbot.waitUntil(lambda width=width: pane.table.width() <= width)  # type: ignore[misc]  # bound now
        table = pane.table
        for row in range(table.cells.rowCount()):
            columns = range(1 if table.columnSpan(row, 0) > 1 else table.cells.columnCount())
            kinds = {table.cells.cell(row, column).kind.name for column in columns}
            if kinds <= {"FACT", "PASSAGES", "NOTE"}:
                assert table.rowHeight(row) >= max(round(table.laid(row, column).height) for column in columns)


@pytest.mark.parametrize("change", ["text size", "width", "theme"])
def test_the_passage_that_is_read_stays_where_it_is(pane: ComparePane, stage: Stage, qtbot: QtBot, change: str) -> None:
    pane.show_reviews([chatty("a", "Ann", 30), chatty("b", "Bo", 30), chatty("c", "Cy", 30)])
    pane.focus_in()
    stand(pane, "topic:story", 1)
    pane.run("expand_cell")
    for _ in range(14):
        QTest.keyClick(pane.table, KEY.Key_Down)
    before = pane.table.spot()
    assert before is not None
    assert before.stop == 14
    if change == "text size":
        stage.look.set_scale(1.3)
    elif change == "theme":
        stage.look.choose(ThemeChoice.DARK)
    else:
        narrow(pane, stage, qtbot, 1250)
    after = pane.table.spot()
    assert after is not None
    assert (after.key, after.review, after.stop) == (before.key, before.review, before.stop)
    assert abs(after.y - before.y) <= 2
