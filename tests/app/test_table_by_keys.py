"""The list as a table: its columns fit, give way, are chosen and dragged, and are remembered."""

from __future__ import annotations

from gc import collect
from typing import TYPE_CHECKING
from weakref import ref

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from typing_extensions import override

from desktop.ui.models.reviews_model import TITLES, Column, ReviewsModel
from desktop.ui.panes.review_list import ReviewList
from desktop.ui.panes.table_head import PAD
from desktop.ui.theme import Look, ThemeChoice, Type
from tests.ui.stage import MARKS, library

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Driver


@pytest.fixture
def table(driver: Driver) -> ReviewList:
    """The sample reviews as a table that has the room it needs."""
    driver.press("Ctrl+Shift+T")
    give(driver, 800)
    return driver.window.pane.list


def give(driver: Driver, width: int) -> None:
    """Make the list so wide."""
    splitter = driver.window.splitter
    splitter.setSizes([120, width, sum(splitter.sizes()) - width - 120])


def columns(table: ReviewList) -> dict[Column, int]:
    """The columns shown, with their widths."""
    return {column: table.columnWidth(column) for column in Column if not table.isColumnHidden(column)}


def entry(table: ReviewList, column: Column) -> QAction:
    """A column's line in the menu of columns."""
    menu = table.columns.menu()
    return next(action for action in menu.actions() if action.data() == column)


def drag(table: ReviewList, right: Column, by: int) -> None:
    """Drag the left edge of a column."""
    head = table.columns.head
    start = QPoint(head.sectionViewportPosition(right), head.height() // 2)
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in (by // 2, by):
        QTest.mouseMove(head.viewport(), start + QPoint(step, 0))
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(by, 0))


@pytest.mark.parametrize("width", [180, 240, 320, 420, 560, 800, 1000])
@pytest.mark.parametrize("larger", [0, 3])
def test_the_columns_fill_the_list_and_never_leave_it(driver: Driver, width: int, larger: int) -> None:
    driver.press("Ctrl+Shift+T", *["Ctrl++"] * larger)
    give(driver, width)
    table = driver.window.pane.list
    assert sum(columns(table).values()) == table.viewport().width()
    assert Column.HEADLINE in columns(table)
    assert not table.horizontalScrollBar().isVisible()


def test_what_has_no_room_gives_way_and_is_told(driver: Driver, table: ReviewList) -> None:
    assert Column.DATE in columns(table)
    assert Column.WORK not in columns(table), "the headings of groups say it"
    give(driver, 330)
    assert list(columns(table)) == [Column.SCORE, Column.HEADLINE, Column.CRITIC]
    button = table.columns._more
    assert button.isVisible()
    assert button.text() in ("+4", "+4 columns")
    assert "praised and criticised" in button.toolTip()
    assert entry(table, Column.DATE).text() == "Date  (no room)"
    assert not entry(table, Column.WORK).isEnabled()
    driver.program.commands["sort_length"].trigger()
    assert list(columns(table)) == [Column.SCORE, Column.HEADLINE, Column.LENGTH], "what it is sorted by is seen"


def test_the_score_stands_beside_the_headline_in_the_narrowest_list(driver: Driver, table: ReviewList) -> None:
    give(driver, 180)
    assert list(columns(table)) == [Column.SCORE, Column.HEADLINE]


def test_columns_are_chosen_and_remembered(driver: Driver, table: ReviewList, open_program: Callable[..., Driver]) -> None:
    entry(table, Column.CRITIC).trigger()
    assert Column.CRITIC not in columns(table)
    assert not entry(table, Column.CRITIC).isChecked()
    assert driver.program.preferences.kept(()).columns_hidden == ("critic",)
    driver.window.close()
    again = open_program()
    give(again, 800)
    assert again.window.pane.list.table
    assert Column.CRITIC not in columns(again.window.pane.list)
    entry(again.window.pane.list, Column.CRITIC).trigger()
    assert Column.CRITIC in columns(again.window.pane.list)


def test_the_command_makes_a_table_of_cards(driver: Driver) -> None:
    driver.program.commands["list_columns"].trigger()
    assert driver.window.pane.list.table
    menu = driver.window.pane.list.findChild(type(driver.window.pane.list.columns.menu()))
    assert menu is not None
    menu.close()


def test_an_edge_is_dragged_and_the_width_kept(driver: Driver, table: ReviewList) -> None:
    before = columns(table)
    drag(table, Column.CRITIC, -40)
    after = columns(table)
    assert after == before | {
        Column.HEADLINE: before[Column.HEADLINE] - 40,
        Column.CRITIC: before[Column.CRITIC] + 40,
    }
    drag(table, Column.DATE, 30)
    assert columns(table)[Column.CRITIC] == before[Column.CRITIC] + 70
    assert columns(table)[Column.DATE] == before[Column.DATE] - 30
    drag(table, Column.DATE, 500)
    assert columns(table)[Column.DATE] == 24, "so much is left of it that it can be dragged again"
    drag(table, Column.DATE, 24 - before[Column.DATE] + 30)
    assert f"critic {before[Column.CRITIC] + 70}" in driver.program.preferences.kept(()).columns_wide
    give(driver, 900)
    assert columns(table)[Column.CRITIC] == before[Column.CRITIC] + 70, "more room goes to the headline"


def test_a_double_click_on_an_edge_forgets_its_width(table: ReviewList) -> None:
    before = columns(table)
    drag(table, Column.CRITIC, -40)
    head = table.columns.head
    at = QPoint(head.sectionViewportPosition(Column.CRITIC), head.height() // 2)
    QTest.mouseDClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert not [width for width in table.columns.widths if width.startswith("critic")]
    assert columns(table)[Column.CRITIC] < before[Column.CRITIC] + 20
    drag(table, Column.CRITIC, -40)
    next(action for action in table.columns.menu().actions() if action.text() == "Widths that fit the text").trigger()
    assert columns(table) == before
    assert table.columns.widths == ()


def test_the_cursor_never_stands_in_a_column_that_is_gone(driver: Driver, table: ReviewList) -> None:
    table.setCurrentIndex(table.model().index(1, Column.DATE))
    give(driver, 330)
    assert table.currentIndex() == table.model().index(1, Column.HEADLINE)
    assert driver.program.session.current is not None


def test_what_is_cut_is_told_in_full(driver: Driver, table: ReviewList) -> None:
    give(driver, 330)
    for row in range(1, 6):
        index = table.model().index(row, Column.HEADLINE)
        title = index.data()
        told = table._delegate.cut_text(table.visualRect(index), index)
        assert told == ("" if title == "Untitled review" else title)
    driver.program.commands["list_cards"].trigger()
    cards = [table.model().index(row, Column.CARD) for row in range(1, 6)]
    for width, most in ((240, 40), (1_000, 1_000)):
        give(driver, width)
        for index in cards:
            cut = table._delegate.cut_text(table.visualRect(index), index).split("\n")
            assert (index.data() in cut) == (len(index.data()) > most)


@pytest.mark.parametrize("kept", ["", "critic", "critic x", "critic -5", "critic 99999", "nobody 50", "headline 5", "critic ٣"])
def test_widths_that_cannot_be_right_are_passed_over(table: ReviewList, kept: str) -> None:
    table.columns.take(["nobody", "card"], [kept])
    assert table.columns.hidden == ()
    assert table.columns.widths == ()


def test_widths_are_measured_on_a_few_rows(qtbot: QtBot) -> None:
    asked: list[int] = []

    class Counting(ReviewsModel):
        @override
        def _text(self, row: int, column: Column) -> str:
            asked.append(row)
            return super()._text(row, column)

    look = Look(ThemeChoice.LIGHT)
    model = Counting(None)
    table = ReviewList(look, model)
    qtbot.addWidget(table)
    table.show_table(on=True)
    model.show_library(library(), MARKS, model._query, list(range(4)) * 5_000, "none")
    assert 0 < len(asked) <= 125 * len(TITLES)
    asked.clear()
    table.resize(900, 300)
    model.show_rows(MARKS, model._query, list(range(4)) * 4_000, "none")
    assert not asked, "filters leave the columns as they are"
    look.deleteLater()


@pytest.mark.parametrize("larger", [0, 2, 5])
def test_names_of_figures_are_whole_beside_the_mark_of_the_order(driver: Driver, table: ReviewList, larger: int) -> None:
    driver.press(*["Ctrl++"] * larger)
    head = table.columns.head
    metrics = QFontMetrics(table._look.sans(Type.META, bold=True))
    for column in (Column.SCORE, Column.DATE, Column.LENGTH):
        room = table.columns._measured[column] - 2 * PAD - head.mark_room()
        assert metrics.elidedText(TITLES[column], Qt.TextElideMode.ElideRight, room) == TITLES[column]


def test_a_list_that_was_empty_is_measured_once_it_is_not(qtbot: QtBot) -> None:
    look = Look(ThemeChoice.LIGHT)
    model = ReviewsModel(None)
    table = ReviewList(look, model)
    qtbot.addWidget(table)
    table.resize(1_200, 300)
    table.show_table(on=True)
    full = library()
    model.show_library(full, MARKS, model._query, [], "none")
    empty = table.columns._measured[Column.CRITIC]
    model.show_rows(MARKS, model._query, [0, 1, 2, 3], "none")
    assert table.columns._measured[Column.CRITIC] >= empty
    assert table.columns._rows == 4
    watched = ref(full)
    model.show_library(library(), MARKS, model._query, [0], "none")
    table.show_table(on=False)
    del full
    collect()
    assert watched() is None, "a library that is replaced can go"
    look.deleteLater()
