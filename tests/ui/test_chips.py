from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop.library.query import Query, parse
from desktop.ui.panes.chips import ChipRow
from desktop.ui.panes.controls import TARGET
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key
QUERY = 'slow -critic:"Ann Bell" (genre:Drama OR genre:Action) sort:title'


class Row:
    """A row of chips that gets the queries it asks for."""

    def __init__(self, stage: Stage, query: str = QUERY) -> None:
        self.stage = stage
        self.row = ChipRow(stage.look, stage.window)
        self.queries: list[str] = []
        self.row.query_changed.connect(self._take)
        self.row.show_query(parse(query))
        self.fit(500)

    def fit(self, width: int) -> None:
        self.row.setGeometry(0, 60, width, self.row.heightForWidth(width))

    def _take(self, query: Query) -> None:
        self.queries.append(str(query))
        self.row.show_query(query)

    @property
    def chips(self) -> list[QAbstractButton]:
        buttons = self.row.findChildren(QAbstractButton)
        return [button for button in buttons if button.accessibleName().endswith(", remove") and not button.isHidden()]

    @property
    def labels(self) -> list[str]:
        return [chip.accessibleName().removesuffix(", remove") for chip in self.chips]

    def button(self, name: str) -> QAbstractButton:
        return next(button for button in self.row.findChildren(QAbstractButton) if button.accessibleName() == name)


@pytest.fixture
def row(qtbot: QtBot) -> Row:
    return Row(set_stage(qtbot))


def test_a_chip_for_each_part(row: Row) -> None:
    assert row.labels == ["slow", "not Critic: Ann Bell", "Genre: Drama", "Genre: Action"]
    assert row.row.isVisible()


def test_keys_take_a_chip_out_and_the_focus_stays_among_them(row: Row) -> None:
    row.chips[1].setFocus()
    row.stage.press(KEY.Key_Delete)
    assert row.queries == ["slow (genre:Drama OR genre:Action) sort:title"]
    assert focus().accessibleName() == "Genre: Drama, remove"
    row.stage.press(KEY.Key_Right, KEY.Key_Backspace)
    assert row.queries[-1] == "slow genre:Drama sort:title"
    assert focus().accessibleName() == "Genre: Drama, remove"
    row.stage.press(KEY.Key_Left, KEY.Key_Return)
    assert row.queries[-1] == "genre:Drama sort:title"


def test_the_last_chip_says_that_the_focus_must_go_elsewhere(row: Row, qtbot: QtBot) -> None:
    row.row.show_query(parse("slow"))
    row.chips[0].setFocus()
    with qtbot.waitSignal(row.row.emptied):
        row.stage.press(KEY.Key_Delete)
    assert row.row.isHidden()


def test_only_the_cross_takes_a_chip_out(row: Row) -> None:
    chip = row.chips[0]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(6, chip.height() // 2))
    assert row.queries == []
    assert focus() is chip
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, chip.height() // 2))
    assert row.queries == ['-critic:"Ann Bell" (genre:Drama OR genre:Action) sort:title']


def test_clear_all_keeps_the_order_of_the_list(row: Row) -> None:
    row.button("Clear all filters").click()
    assert row.queries == ["sort:title"]
    assert row.row.isHidden()


def test_copy_is_a_wish(row: Row, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.row.copy_requested):
        row.button("Copy the query").click()


@pytest.mark.parametrize("width", [240, 300, 500])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_chips_wrap_and_nothing_overlaps_or_is_cut(row: Row, width: int, scale: float) -> None:
    row.stage.look.set_scale(scale)
    row.row.show_query(parse(f'{QUERY} critic:"{"long " * 30}name"'))
    row.fit(width)
    buttons = [button for button in row.row.findChildren(QAbstractButton) if not button.isHidden()]
    boxes = [button.geometry() for button in buttons]
    assert [box for box in boxes if not row.row.rect().contains(box)] == []
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(box.height() >= TARGET for box in boxes)


def test_tab_goes_over_the_chips_in_order(row: Row) -> None:
    row.chips[0].setFocus()
    names = []
    for _ in range(6):
        names.append(focus().accessibleName().removesuffix(", remove"))
        row.stage.press(KEY.Key_Tab)
    assert names == [*row.labels, "Clear all filters", "Copy the query"]


def test_labels_are_never_markup(row: Row) -> None:
    row.row.show_query(parse('tag:"<b>x</b>"'))
    assert row.labels == ["Your tags: <b>x</b>"]
    assert "<b>" not in row.chips[0].toolTip()


def test_many_queries_leave_nothing_behind(row: Row, qtbot: QtBot) -> None:
    for number in range(20):
        row.row.show_query(parse(f"word{number} genre:Drama"))
    qtbot.waitUntil(lambda: len(row.row.findChildren(QAbstractButton)) == 4)
