from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.comparison.rows import compare
from desktop.ui.models.compare_model import HIDDEN, Kind
from desktop.ui.models.compare_rows import RowFilter, RowView, rows_of
from desktop.ui.panes.compare_head import Chip
from tests.ui.comparing import made, three
from tests.ui.comparing_pane import open_pane, stand
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


def shown(pane: ComparePane) -> list[str]:
    return [pane.table.cells.cell(row, 0).key for row in range(pane.table.cells.rowCount())]


def note(pane: ComparePane) -> str:
    place = shown(pane).index(HIDDEN)
    return pane.table.cells.cell(place, 0).text


def here(pane: ComparePane) -> tuple[str, int, int]:
    cell = pane.table.current_cell()
    assert cell is not None
    return cell.key, cell.review, pane.table.stop


# the value


def test_a_topic_differs_where_the_critics_split() -> None:
    rows, _ = rows_of(compare(three()))
    assert {row.key: row.differs for row in rows}["topic:story"]
    assert not {row.key: row.differs for row in rows}["topic:look"]


def test_all_critics_speak_where_no_cell_is_empty() -> None:
    both = made("a", ["story A.", "look B."]), made("b", ["story C."])
    rows, _ = rows_of(compare(both))
    assert [row.key for row in rows if RowFilter.SPEAK.takes(row)] == ["topic:story"]


def test_revealing_a_row_undoes_what_kept_it_from_view() -> None:
    rows, _ = rows_of(compare(three()))
    look = next(row for row in rows if row.key == "topic:look")
    view = RowView(RowFilter.DIFFER, frozenset({look.key, "x"}), frozenset({look.key, "y"}))
    assert not view.shows(look)
    after = view.revealing(look)
    assert after == RowView(RowFilter.ALL, frozenset({"x"}), frozenset({"y"}))
    assert after.shows(look)


# the pane


def test_f2_goes_round_the_filters_and_the_chip_says_which(pane: ComparePane) -> None:
    chip = pane.findChild(Chip, "rows")
    assert chip is not None
    everything = shown(pane)
    seen = []
    for _ in RowFilter:
        seen.append(chip.text())
        QTest.keyClick(focus(), KEY.Key_F2)
    assert seen == ["Rows: all rows", "Rows: where they differ", "Rows: all critics speak"]
    assert shown(pane) == everything
    assert pane.table.hasFocus()


def test_what_is_filtered_out_is_named_with_a_way_back(pane: ComparePane) -> None:
    everything = shown(pane)
    QTest.keyClick(focus(), KEY.Key_F2)
    assert "topic:look" not in shown(pane)
    assert "topic:story" in shown(pane)
    assert note(pane).startswith("Not among “where they differ”: ")
    assert "Look" in note(pane)
    QTest.keyClick(focus(), KEY.Key_End)
    while here(pane)[0] != HIDDEN:
        QTest.keyClick(focus(), KEY.Key_Up)
    QTest.keyClick(focus(), KEY.Key_Return)
    assert shown(pane) == everything


def test_every_row_is_shown_or_named(pane: ComparePane) -> None:
    names = {row.name for row in pane.table.cells.rows}
    stand(pane, "topic:story", 0)
    QTest.keyClick(focus(), KEY.Key_H)
    for _ in RowFilter:
        QTest.keyClick(focus(), KEY.Key_F2)
        there = {row.name for row in pane.table.cells.shown_rows}
        assert all(name in note(pane) for name in names - there)
        assert "Story and writing" not in there


def test_hiding_a_row_takes_the_reader_to_the_next(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    stand(pane, "topic:story", 0)
    QTest.keyClick(focus(), KEY.Key_H)
    assert "Story and writing is hidden; Shift+H shows all rows" in said
    assert here(pane)[0] == "topic:performances"
    assert note(pane).startswith("Hidden: Story and writing.")
    chip = pane.findChild(Chip, "rows")
    assert chip is not None
    assert chip.text() == "Rows: all rows, 1 hidden"
    QTest.keyClick(focus(), KEY.Key_H, HELD.ShiftModifier)
    assert HIDDEN not in shown(pane)
    assert "topic:story" in shown(pane)


def test_all_rows_may_be_hidden(pane: ComparePane) -> None:
    for _ in range(len(pane.table.cells.rows)):
        QTest.keyClick(focus(), KEY.Key_H)
    assert shown(pane) == [HIDDEN, "silent"]
    assert here(pane)[0] == HIDDEN
    QTest.keyClick(focus(), KEY.Key_Return)
    assert "topic:story" in shown(pane)


def test_a_row_folds_to_how_much_stands_in_it_and_opens_again(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0, 1)
    place = pane.table.cells.find("topic:story", 0)
    assert place is not None
    before = pane.table.rowHeight(place[0])
    QTest.keyClick(focus(), KEY.Key_F)
    cell = pane.table.current_cell()
    assert cell is not None
    assert (cell.kind, cell.text) == (Kind.FOLDED, "2 passages")
    assert pane.table.spoken() == "Ann Lee, Story and writing: 2 passages, folded"
    assert pane.table.rowHeight(place[0]) < before
    assert not pane.escape()
    QTest.keyClick(focus(), KEY.Key_Return)
    assert pane.mode == "topics"
    assert here(pane)[:2] == ("topic:story", 0)
    assert pane.table.rowHeight(place[0]) == before


def test_a_click_on_the_name_of_a_row_folds_it(pane: ComparePane) -> None:
    place = pane.table.cells.find("topic:story", 0)
    assert place is not None
    margin = pane.table.verticalHeader()
    point = QPoint(20, pane.table.rowViewportPosition(place[0]) + 10)
    QTest.mouseClick(margin.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.table.cells.view.folded == {"topic:story"}
    QTest.mouseClick(margin.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert not pane.table.cells.view.folded


def test_facts_do_not_fold(pane: ComparePane) -> None:
    stand(pane, "fact:Verdict", 0)
    assert not pane.run("fold_row")


def test_find_opens_a_folded_row_and_counts_only_what_is_shown(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0)
    pane.run("fold_row")
    stand(pane, "topic:look", 2)
    pane.run("hide_row")
    pane.run("find")
    QTest.keyClicks(focus(), "painting")
    assert pane.finding.count(2) == 0
    pane.escape()
    pane.run("find")
    QTest.keyClicks(focus(), "plot of it is thin")
    assert here(pane)[:2] == ("topic:story", 0)
    assert not pane.table.cells.view.folded


def test_an_answer_in_a_hidden_row_brings_the_row_back(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0)
    words = made("x", ["look+ A lighthouse ledger."]), made("y", ["look+ That lighthouse ledger."])
    pane.show_reviews(words)
    stand(pane, "topic:look", 0)
    pane.run("fold_row")
    assert pane.table.passage_here() is None
    pane.run("fold_row")
    pane.run("next_answer")
    assert here(pane) == ("topic:look", 1, 0)


def test_narrow_rows_fold_and_hide_too(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    stage.window.resize(520, 700)
    qtbot.waitUntil(lambda: pane.table.cells.stacked)
    stand(pane, "topic:story", 1)
    pane.run("fold_row")
    folded = next(c for c in range(pane.table.cells.rowCount()) if pane.table.cells.cell(c, 0).kind is Kind.FOLDED)
    assert pane.table.cells.cell(folded, 0).text == "Ann Lee: 2 passages, Bo Dee: 1 passage"
    pane.table.stand(folded, 0, 0)
    QTest.keyClick(focus(), KEY.Key_Space)
    assert not pane.table.cells.view.folded
    stand(pane, "topic:story", 1)
    pane.run("hide_row")
    assert "topic:story" not in shown(pane)
    assert note(pane).startswith("Hidden: Story and writing.")
