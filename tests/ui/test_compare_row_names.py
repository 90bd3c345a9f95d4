"""The names of rows as a place for the reader, and the order of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from desktop.comparison.rows import compare
from desktop.export.comparison_markdown import to_markdown
from desktop.review import Found, WorkKind
from desktop.ui.models.compare_rows import RowFilter, RowView, in_order, in_order_of, rows_of
from desktop.ui.panes.compare_laid import NAME
from tests.ui.comparing import made, three
from tests.ui.comparing_pane import open_pane, stand
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.panes.compare import ComparePane

KEY = Qt.Key
HELD = Qt.KeyboardModifier
MOVED = HELD.ControlModifier | HELD.ShiftModifier


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1500, height=700)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    return open_pane(stage, qtbot, three())


def keys(pane: ComparePane) -> list[str]:
    return [row.key for row in pane.table.cells.shown_rows]


def at(pane: ComparePane) -> str:
    cell = pane.table.current_cell()
    assert cell is not None
    return cell.key


# names


def test_left_of_the_first_critic_stands_the_name_of_the_row(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    stand(pane, "topic:story", 1)
    pane.table.stand(*pane.table.cells.find("topic:story", 0) or (0, 0), 1)
    QTest.keyClick(focus(), KEY.Key_Left)
    assert pane.table.at_name
    assert said[-1].startswith("Story and writing, row 3 of 7, open. What happens")
    assert said[-1].endswith("critics split")
    assert pane.table.passage_here() is None
    assert pane.table.current_passage() is None
    assert not pane.run("copy_quote")


def test_left_folds_right_opens_and_then_goes_in(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0)
    QTest.keyClick(focus(), KEY.Key_Left)
    QTest.keyClick(focus(), KEY.Key_Left)
    assert pane.table.cells.view.folded == {"topic:story"}
    assert pane.table.at_name
    QTest.keyClick(focus(), KEY.Key_Left)
    assert pane.table.cells.view.folded == {"topic:story"}
    assert "folded" in pane.table.spoken()
    QTest.keyClick(focus(), KEY.Key_Right)
    assert not pane.table.cells.view.folded
    assert pane.table.at_name
    QTest.keyClick(focus(), KEY.Key_Right)
    assert not pane.table.at_name
    assert pane.table.current_passage() is not None
    assert at(pane) == "topic:story"


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Space, KEY.Key_F])
def test_the_keys_that_open_a_cell_fold_the_row_at_its_name(pane: ComparePane, key: Qt.Key) -> None:
    stand(pane, "topic:look", 0)
    QTest.keyClick(focus(), KEY.Key_Left)
    QTest.keyClick(focus(), key)
    assert pane.table.cells.view.folded == {"topic:look"}
    assert pane.mode == "topics"
    QTest.keyClick(focus(), key)
    assert not pane.table.cells.view.folded
    assert pane.table.at_name


def test_up_and_down_go_from_name_to_name(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0)
    QTest.keyClick(focus(), KEY.Key_Left)
    QTest.keyClick(focus(), KEY.Key_Home)
    seen = [at(pane)]
    for _ in keys(pane):
        QTest.keyClick(focus(), KEY.Key_Down)
        assert pane.table.at_name
        seen.append(at(pane))
    assert list(dict.fromkeys(seen)) == keys(pane)
    QTest.keyClick(focus(), KEY.Key_Up)
    assert at(pane) == keys(pane)[-2]
    QTest.keyClick(focus(), KEY.Key_End)
    assert at(pane) == "unplaced"


def test_a_fact_has_a_name_that_does_not_fold(pane: ComparePane) -> None:
    stand(pane, "fact:Verdict", 0)
    QTest.keyClick(focus(), KEY.Key_Left)
    QTest.keyClick(focus(), KEY.Key_Left)
    assert pane.table.at_name
    assert not pane.table.cells.view.folded
    QTest.keyClick(focus(), KEY.Key_Right)
    assert not pane.table.at_name


def test_a_press_on_a_name_puts_the_reader_there(pane: ComparePane) -> None:
    stand(pane, "topic:look", 2)
    place = pane.table.cells.find("topic:story", 0)
    assert place is not None
    margin = pane.table.verticalHeader()
    point = QPoint(20, pane.table.rowViewportPosition(place[0]) + 10)
    QTest.mouseClick(margin.viewport(), Qt.MouseButton.RightButton, pos=point)
    assert at(pane) == "topic:story"
    assert pane.table.at_name
    assert not pane.table.cells.view.folded


def test_the_name_stays_the_place_where_it_is_narrow(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    QTest.keyClick(focus(), KEY.Key_Left)
    stage.window.resize(520, 700)
    qtbot.waitUntil(lambda: pane.table.cells.stacked)
    assert pane.table.at_name
    assert at(pane) == "topic:story"
    QTest.keyClick(focus(), KEY.Key_Left)
    assert pane.table.cells.view.folded == {"topic:story"}
    QTest.keyClick(focus(), KEY.Key_Right)
    QTest.keyClick(focus(), KEY.Key_Right)
    found = pane.table.current_passage()
    assert found is not None
    assert found[0] == 0
    QTest.keyClick(focus(), KEY.Key_Left)
    assert pane.table.at_name
    stage.window.resize(1500, 700)
    qtbot.waitUntil(lambda: not pane.table.cells.stacked)
    assert pane.table.at_name


def test_a_click_on_a_stacked_name_folds_the_row_and_its_tip_says_all_of_it(
    pane: ComparePane, stage: Stage, qtbot: QtBot
) -> None:
    stage.window.resize(520, 700)
    qtbot.waitUntil(lambda: pane.table.cells.stacked)
    row = pane.table.cells.name_row("topic:story")
    pane.table.stand(row, 0, NAME)
    point = QPoint(40, pane.table.rowViewportPosition(row) + pane.table.rowHeight(row) - 12)
    QTest.mouseMove(pane.table.viewport(), point)
    event = QHelpEvent(QEvent.Type.ToolTip, point, pane.table.viewport().mapToGlobal(point))
    QCoreApplication.sendEvent(pane.table.viewport(), event)
    assert "Story and writing: What happens" in QToolTip.text()
    QToolTip.hideText()
    QTest.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.table.cells.view.folded == {"topic:story"}


# the order


def test_rows_move_by_keys_and_the_reader_goes_with_them(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    before = keys(pane)
    stand(pane, "topic:story", 1)
    QTest.keyClick(focus(), KEY.Key_Down, MOVED)
    assert said[-1] == "Story and writing stands after Performances"
    after = keys(pane)
    assert after.index("topic:story") == before.index("topic:story") + 1
    assert at(pane) == "topic:story"
    found = pane.table.current_passage()
    assert found is not None
    assert found[0] == 1
    QTest.keyClick(focus(), KEY.Key_Up, MOVED)
    assert said[-1] == "Story and writing stands before Performances"
    assert keys(pane) == before


def test_rows_stop_at_the_ends_and_facts_stay_above_topics(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    stand(pane, "topic:verdict", 0)
    QTest.keyClick(focus(), KEY.Key_Up, MOVED)
    assert said[-1] == "The row cannot go further up"
    stand(pane, "topic:pacing", 0)
    QTest.keyClick(focus(), KEY.Key_Down, MOVED)
    assert said[-1] == "The row cannot go further down"
    stand(pane, "unplaced", 0)
    QTest.keyClick(focus(), KEY.Key_Up, MOVED)
    assert keys(pane)[-1] == "unplaced"


def test_a_row_passes_those_that_are_not_shown(pane: ComparePane) -> None:
    stand(pane, "topic:performances", 1)
    pane.run("hide_row")
    stand(pane, "topic:story", 0)
    pane.run("row_down")
    assert keys(pane).index("topic:story") == keys(pane).index("topic:look") + 1


def test_the_order_of_topics_comes_back(pane: ComparePane) -> None:
    before = keys(pane)
    stand(pane, "topic:story", 0)
    pane.run("row_down")
    QTest.keyClick(focus(), KEY.Key_Home, MOVED)
    assert keys(pane) == before


def test_the_order_is_kept_for_a_kind_of_work_and_used_in_what_is_saved(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0)
    pane.run("row_down")
    moved = keys(pane)
    assert pane.comparison is not None
    saved = [line[3:] for line in to_markdown(pane.comparison).splitlines() if line.startswith("## ")]
    assert saved.index("Story and writing") > saved.index("Performances")
    game = [replace(r, kind=Found(WorkKind.GAME, None, "test")) for r in (made("g", ["story A."]), made("h", ["story B."]))]
    pane.show_reviews(game)
    assert not pane.table.cells.view.order
    pane.show_reviews(three())
    assert keys(pane) == moved


@given(st.lists(st.sampled_from(range(8)), max_size=30), st.sets(st.sampled_from(["topic:story", "topic:look"])))
def test_moves_lose_no_row_and_can_be_taken_back(moves: list[int], hidden: set[str]) -> None:
    found, _ = rows_of(compare(three()))
    view = RowView(RowFilter.ALL, frozenset(hidden))
    for number in moves:
        rows = in_order_of(view.order, found, lambda row: row.key)
        key, by = rows[number % len(rows)].key, -1 if number % 2 else 1
        after = view.moved(rows, key, by)
        again = in_order_of(after.order, found, lambda row: row.key)
        assert sorted(row.key for row in again) == sorted(row.key for row in found)
        assert again[-1].key == "unplaced"
        assert [row.is_fact for row in again] == [row.is_fact for row in found]
        if after != view:
            back = after.moved(again, key, -by)
            seen = [r.key for r in in_order_of(back.order, found, lambda row: row.key) if back.shows(r)]
            assert seen == [row.key for row in rows if view.shows(row)]
        view = after


def test_a_comparison_in_another_order_is_the_same_comparison() -> None:
    comparison = compare(three())
    assert in_order(comparison, ()) == comparison
    turned = in_order(comparison, [f"topic:{row.topic.id}" for row in reversed(comparison.topics)])
    assert turned.topics == tuple(reversed(comparison.topics))
    assert turned.unplaced == comparison.unplaced
