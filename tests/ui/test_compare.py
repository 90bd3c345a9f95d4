"""The pane of a comparison as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.command_table import COMMANDS, Place
from desktop.ui.theme import ThemeChoice
from tests.ui.comparing import made, three
from tests.ui.comparing_pane import here, narrow, open_pane, stand
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


@pytest.mark.parametrize("reviews", [(), three()[:1]])
def test_with_too_few_reviews_it_says_what_to_do(pane: ComparePane, reviews: tuple[()]) -> None:
    pane.show_reviews(reviews)
    told = " ".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())
    assert "Select two or more reviews" in told
    for command in pane.commands():
        assert not pane.run(command)
    assert pane.place().spot is None
    assert pane.comparison is None
    pane.focus_in()
    assert pane.isAncestorOf(focus())
    pane.restore(pane.place())
    pane.set_mode("full_text")
    pane.show_reviews(three())
    assert pane.texts.columns


def test_the_pane_runs_every_command_of_its_places(pane: ComparePane) -> None:
    known = pane.commands()
    mine = [command.id for command in COMMANDS if set(command.places) <= {Place.COMPARE, Place.FULL_TEXT}]
    assert "open_passage" in mine
    assert [command for command in mine if command not in known] == []


def test_commands_that_mean_nothing_here_are_left_to_others(pane: ComparePane) -> None:
    for command in ("star", "no such thing", "nudge_up", "align", "link"):
        assert not pane.run(command)
    pane.set_mode("full_text")
    assert not pane.run("open_passage")
    assert not pane.run("expand_cell")


def test_everything_that_takes_the_focus_is_named(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    narrow(pane, stage, qtbot, 1000)
    for mode in ("topics", "full_text"):
        pane.set_mode(mode)
        for widget in pane.findChildren(QWidget):
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.isVisible() and widget.focusProxy() is None:
                above = widget.parentWidget()
                assert widget.accessibleName() or (above is not None and above.accessibleName()), widget


def test_no_label_takes_data_for_markup(pane: ComparePane) -> None:
    bold = made("<b>name</b>", ["story <b>Bold</b> <img src=x> words."], critic="<i>Ann</i>", headline="<h1>Head</h1>")
    pane.show_reviews([bold, *three()])
    for mode in ("topics", "full_text"):
        pane.set_mode(mode)
        for label in pane.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
        for widget in pane.findChildren(QWidget):
            assert "<i>" not in widget.toolTip()
    pane.set_mode("topics")
    place = pane.table.cells.find("topic:story", 0)
    assert place is not None
    assert pane.table.laid(*place).pieces[0].layout.text() == "<b>Bold</b> <img src=x> words."


def test_it_paints_in_every_theme_and_width(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    for width in (1500, 1000, 520):
        stage.window.resize(width, 700)
        qtbot.waitUntil(lambda width=width: pane.width() <= width)  # type: ignore[misc]  # bound now
        for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.CONTRAST):
            stage.look.choose(choice)
            stage.look.apply(QApplication.instance())  # type: ignore[arg-type]  # the application of the test
            for mode in ("topics", "full_text"):
                pane.set_mode(mode)
                picture = pane.grab().toImage()
                paper = stage.look.colours.paper.rgb()
                seen = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
                assert paper in seen
                assert len(seen) > 3


def test_columns_that_are_closed_leave_no_page_behind(pane: ComparePane) -> None:
    pane.set_mode("full_text")
    pane.run("close_column")
    pane.run("close_column")
    assert pane.reviews != ()
    assert pane.comparison is None
    assert pane.isAncestorOf(focus())


def test_a_review_can_be_read_alone_at_the_same_passage(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 1)
    with qtbot.waitSignal(pane.review_requested) as asked:
        QTest.keyClick(pane.table, KEY.Key_R, HELD.ControlModifier)
    assert asked.args == ["bo", pane.review(1).passages[0].span]


def test_the_reader_begins_at_the_top_whatever_the_width_was_before(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    narrow(pane, stage, qtbot)
    pane.show_reviews(three())
    stage.window.resize(1500, 700)
    qtbot.waitUntil(lambda: not pane.table.cells.stacked)
    assert here(pane) == ("fact:Verdict", 0, 0)


@pytest.mark.parametrize("mode", ["topics", "full_text"])
def test_reviews_without_a_word_can_be_compared(pane: ComparePane, mode: str) -> None:
    pane.set_mode(mode)
    pane.show_reviews([made("none"), made("nothing")])
    pane.focus_in()
    for command in sorted(pane.commands() - {"close_column"}):
        pane.run(command)
    assert len(pane.reviews) == 2
    for key in (KEY.Key_Down, KEY.Key_Up, KEY.Key_Right, KEY.Key_End, KEY.Key_PageDown):
        QTest.keyClick(focus(), key)
    assert not pane.grab().isNull()


def test_a_click_counts_as_having_gone_somewhere(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    place = pane.table.cells.find("topic:story", 1)
    assert place is not None
    pane.table.stand(*place, 0, reveal=False)
    narrow(pane, stage, qtbot)
    assert here(pane) == ("topic:story", 1, 0)


def test_screen_readers_find_a_table_with_names_of_rows_and_cells(pane: ComparePane) -> None:
    table = QAccessible.queryAccessibleInterface(pane.table)
    assert table.role() is QAccessible.Role.Table
    children = [table.child(number) for number in range(table.childCount())]
    rows = {child.text(QAccessible.Text.Name) for child in children if child.role() is QAccessible.Role.RowHeader}
    cells = {child.text(QAccessible.Text.Name) for child in children if child.role() is QAccessible.Role.Cell}
    assert any(name.startswith("Story and writing: ") for name in rows)
    assert "Bo Dee, Story and writing: 1 passage. Praise: Bo loved the plot." in cells
    assert "plain, Story and writing: no passage found" in cells
