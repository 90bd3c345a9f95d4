from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.ui.command_table import COMMANDS, Place
from desktop.ui.panes.compare_head import Chip, ColumnHead, Tray
from desktop.ui.theme import ThemeChoice
from tests.ui.comparing import chatty, made, three
from tests.ui.comparing_pane import open_pane
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.review import Span
    from desktop.ui.panes.compare import ComparePane

KEY = Qt.Key
HELD = Qt.KeyboardModifier


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1500, height=700)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    return open_pane(stage, qtbot, three())


def here(pane: ComparePane) -> tuple[str, int, int]:
    cell = pane.table.current_cell()
    assert cell is not None
    return cell.key, cell.review, pane.table.stop


def stand(pane: ComparePane, key: str, review: int, stop: int = 0) -> None:
    place = pane.table.cells.find(key, review)
    assert place is not None
    pane.table.stand(*place, stop)


def narrow(pane: ComparePane, stage: Stage, qtbot: QtBot, width: int = 520) -> None:
    stage.window.resize(width, 700)
    qtbot.waitUntil(lambda: pane.width() < width)


def heads(pane: ComparePane) -> list[ColumnHead]:
    return [head for head in pane.findChildren(ColumnHead) if head.isVisible()]


def words_at(pane: ComparePane) -> str:
    found = pane.table.current_passage()
    assert found is not None
    return found[1].of(pane.review(found[0]).text)


# keys


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


# long cells


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


# to the full text and back


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


# columns


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


# narrow


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


# what stays under the eye


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


# find, hits, quotes, reasons


def test_one_find_over_all_columns_with_a_count_for_each(pane: ComparePane) -> None:
    QTest.keyClick(pane.table, KEY.Key_Home)
    pane.run("find")
    QTest.keyClicks(focus(), "OF")
    assert [pane.finding.count(column) for column in range(3)] == [1, 1, 1]
    names = [head.accessibleName() for head in heads(pane)]
    assert all(name.endswith("1 hit") for name in names)
    assert words_at(pane) == "The plot of it is thin."
    pane.run("find_next")
    assert words_at(pane) == "But one of them is not."
    pane.run("find_previous")
    assert here(pane)[:2] == ("topic:story", 0)
    hits = pane.finding.hits
    assert [at for _, at in hits] == [True, False, False]
    assert pane.escape()
    assert pane.table.hasFocus()
    assert not pane.finding.active
    assert not heads(pane)[0].accessibleName().endswith("hit")


def test_find_opens_the_cell_in_which_a_hit_is_folded_away(pane: ComparePane) -> None:
    pane.show_reviews([chatty("a", "Ann"), chatty("b", "Bo")])
    pane.focus_in()
    pane.run("find")
    QTest.keyClicks(focus(), "number 11 of Bo")
    assert here(pane) == ("topic:story", 1, 11)
    assert words_at(pane).startswith("Here is passage number 11 of Bo")


def test_hits_of_the_library_are_washed_in_both_modes(pane: ComparePane) -> None:
    text = pane.review(1).text
    span: Span = pane.review(1).passages[0].span
    pane.mark_hits({"bo": [span]})
    cell = next(row.cells[1] for row in pane.table.cells.rows if row.key == "topic:story")
    assert pane.table.hits_in(cell) == [(span, pane.table.hits_in(cell)[0][1])]
    pane.set_mode("full_text")
    marks = [mark.cursor.selectedText() for mark in pane.texts.page(1).extraSelections()]
    assert marks == [span.of(text)]


def test_a_quote_names_who_says_it(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    with qtbot.waitSignal(pane.quote_ready) as quote:
        assert pane.run("copy_quote")
    assert quote.args == ["“The plot of it is thin.” (Ann Lee, “A fine evening”, ann)"]
    pane.set_mode("full_text")
    with qtbot.waitSignal(pane.quote_ready) as quote:
        assert pane.run("copy_quote")
    assert quote.args
    assert "Ann Lee" in quote.args[0]


def test_why_names_the_words_that_placed_and_judged_a_passage(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    with qtbot.waitSignal(pane.status_said) as said:
        assert pane.run("why")
    assert said.args == ["Under Story and writing for “The”. Complaint for “The”"]
    stand(pane, "fact:Verdict", 0)
    with qtbot.waitSignal(pane.status_said) as said:
        assert pane.run("why")
    assert said.args
    assert said.args[0].startswith("Taken because ")


# the pane


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
