"""The overview pane: what its marks say, where they lead, and that keys reach all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from desktop.review import Span
from desktop.ui.models.overview_marks import NONE_FOUND, Part
from desktop.ui.panes.overview import OverviewPlace
from desktop.ui.panes.overview_view import SheetView
from tests.ui.comparing import made
from tests.ui.overview_pane import DIRECTOR, Shown, reviews
from tests.ui.stage import focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


KEY = Qt.Key


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(set_stage(qtbot), qtbot)


def test_every_mark_is_reached_by_keys_and_says_what_it_is(shown: Shown) -> None:
    shown.pane.focus_in()
    page = shown.pane.page
    assert page is not None
    for number, view in enumerate(page.views):
        assert focus() is view
        rows, columns = view.marks.rowCount(), view.marks.columnCount()
        met = set()
        for row in range(rows):
            order = range(columns) if row % 2 == 0 else reversed(range(columns))
            for step, column in enumerate(order):
                if step:
                    shown.stage.press(KEY.Key_Right if row % 2 == 0 else KEY.Key_Left)
                assert (view.currentIndex().row(), view.currentIndex().column()) == (row, column)
                assert shown.said[-1] == view.marks.mark(row, column).spoken != ""
                met.add((row, column))
            if row + 1 < rows or number + 1 < len(page.views):
                shown.stage.press(KEY.Key_Down)
        assert len(met) == rows * columns


def test_arrows_go_back_over_the_first_row_into_the_part_above(shown: Shown) -> None:
    matrix = shown.view(Part.TOPICS)
    matrix.setFocus()
    shown.stage.press(KEY.Key_Up)
    scores = shown.view(Part.SCORES)
    assert focus() is scores
    assert scores.currentIndex().row() == scores.marks.rowCount() - 1


def test_sections_are_stepped_through_and_end(shown: Shown) -> None:
    shown.pane.focus_in()
    page = shown.pane.page
    assert page is not None
    seen = [focus()]
    for _ in page.views[1:]:
        shown.pane.step_part(1)
        seen.append(focus())
    assert seen == list(page.views)
    shown.pane.step_part(1)
    assert shown.said[-1] == "No section below"
    shown.pane.step_part(-1)
    assert focus() is page.views[-2]


def test_a_cell_of_the_matrix_leads_to_its_topic_and_review(shown: Shown) -> None:
    matrix = shown.view(Part.TOPICS)
    row = next(i for i, label in enumerate(matrix.marks.sheet.down) if label.text.startswith("Story"))
    matrix.stand(row, 1)
    shown.pane.focus_in()
    matrix.setFocus()
    shown.pane.activate()
    assert shown.asked == [("topic", "story", "bo")]


def test_an_empty_cell_says_so_and_leads_nowhere(shown: Shown) -> None:
    matrix = shown.view(Part.TOPICS)
    row = next(i for i, label in enumerate(matrix.marks.sheet.down) if label.text.startswith("Story"))
    mark = matrix.marks.mark(row, 2)
    assert mark.fields == (NONE_FOUND,)
    assert "no passage found" in mark.spoken
    matrix.stand(row, 2)
    matrix.setFocus()
    shown.pane.activate()
    assert shown.asked == []


def test_stance_is_told_in_words_with_all_counts(shown: Shown) -> None:
    matrix = shown.view(Part.TOPICS)
    row = next(i for i, label in enumerate(matrix.marks.sheet.down) if label.text == "Performances")
    assert "mixed. 2 passages: 1 praise, 1 complaint" in matrix.marks.mark(row, 1).spoken


def test_scores_lead_to_where_they_stand_and_the_unscored_to_their_beginning(shown: Shown) -> None:
    scores = shown.view(Part.SCORES)
    scores.setFocus()
    shown.pane.activate()
    shown.stage.press(KEY.Key_Down)
    shown.pane.activate()
    assert shown.asked == [("source", "ann", Span(0, 1)), ("source", "bo", None)]
    assert "80 of 100, written 80/100" in scores.marks.mark(0, 0).spoken
    assert scores.marks.mark(1, 0).spoken == "Bo Dee: unscored"


def test_pairs_lead_to_the_two(shown: Shown) -> None:
    pairs = shown.view(Part.PAIRS)
    pairs.stand(1, 0)
    pairs.setFocus()
    shown.pane.activate()
    pairs.stand(1, 1)  # a critic and the same critic
    shown.pane.activate()
    assert shown.asked == [("pair", "ann", "bo")]
    assert pairs.marks.mark(1, 0).spoken == pairs.marks.mark(0, 1).spoken


def test_facts_and_names_lead_to_their_sources(shown: Shown) -> None:
    facts, names = shown.view(Part.FACTS), shown.view(Part.NAMES)
    facts.stand(1, 0)
    facts.setFocus()
    shown.pane.activate()
    names.stand(1, 0)
    names.setFocus()
    shown.pane.activate()
    assert shown.asked == [("source", "bo", Span(3, 5)), ("source", "bo", Span(0, 3))]
    assert "words are the same" in names.marks.mark(1, 0).spoken


def test_a_spelling_of_several_reviews_lets_the_reader_choose(shown: Shown) -> None:
    mark = shown.view(Part.NAMES).marks.mark(0, 0)
    assert mark.fields[-1] == "Ann Lee and plain"
    goal = mark.goal
    menu = shown.pane.choices(goal.sources)  # type: ignore[union-attr]  # a name leads to its sources
    assert [action.text() for action in menu.actions()] == ["Ann Lee", "plain"]
    menu.actions()[1].trigger()
    assert shown.asked == [("source", "plain", Span(0, 3))]
    menu.close()


def test_a_click_opens_what_is_under_it(shown: Shown) -> None:
    pairs = shown.view(Part.PAIRS)
    shown.pane.ensureWidgetVisible(pairs)
    at = pairs.visualRect(pairs.marks.index(0, 2)).center()
    QTest.mouseClick(pairs.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown.asked == [("pair", "ann", "plain")]
    QTest.mouseClick(pairs.viewport(), Qt.MouseButton.RightButton, pos=at)
    assert len(shown.asked) == 1


def test_nothing_moves_under_the_pointer(qtbot: QtBot) -> None:
    shown = Shown(set_stage(qtbot, height=320), qtbot)
    bar = shown.pane.verticalScrollBar()
    pairs = shown.view(Part.PAIRS)
    shown.pane.focus_in()
    # The first row of the table stands at the lower edge, half cut off, and the reader at the top of the page.
    cell = pairs.visualRect(pairs.marks.index(0, 1))
    page = shown.pane.page
    assert page is not None
    bar.setValue(pairs.viewport().mapTo(page, cell.center()).y() - shown.pane.viewport().height() + 2)
    before = bar.value()
    QTest.mousePress(pairs.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert bar.value() == before
    assert pairs.currentIndex().column() == 1
    QTest.mouseRelease(pairs.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert shown.asked == [("pair", "ann", "bo")]


def test_the_page_is_paged_through(qtbot: QtBot) -> None:
    shown = Shown(set_stage(qtbot, height=320), qtbot)
    shown.pane.focus_in()
    shown.stage.press(KEY.Key_PageDown)
    bar = shown.pane.verticalScrollBar()
    assert bar.value() > 0
    assert shown.view(Part.SCORES).currentIndex().row() == 0
    shown.stage.press(KEY.Key_PageUp)
    assert bar.value() == 0


def test_return_on_the_button_presses_the_button(shown: Shown) -> None:
    page = shown.pane.page
    assert page is not None
    (button,) = (button for button in page.findChildren(QToolButton) if button.isVisible())
    button.setFocus()
    with shown.qtbot.waitSignal(shown.stage.commands.asked) as asked:
        shown.pane.activate()
    assert asked.args == ["save_overview", False]
    assert shown.asked == []


def test_the_mark_where_the_reader_stands_is_in_view(qtbot: QtBot) -> None:
    shown = Shown(set_stage(qtbot, height=320), qtbot)
    shown.pane.focus_in()
    page = shown.pane.page
    assert page is not None
    for by in (1,) * (len(page.views) - 1) + (-1,) * (len(page.views) - 1):
        shown.pane.step_part(by)
        view = focus()
        assert isinstance(view, SheetView)
        rect = view.visualRect(view.currentIndex())
        top = view.viewport().mapTo(shown.pane.viewport(), rect.topLeft()).y()
        assert top >= 0
        assert top + rect.height() <= shown.pane.viewport().height()


def test_the_place_is_kept_and_gone_back_to(qtbot: QtBot) -> None:
    shown = Shown(set_stage(qtbot, height=320), qtbot)
    pairs = shown.view(Part.PAIRS)
    pairs.stand(2, 1)
    pairs.setFocus()
    place = shown.pane.place()
    assert place.part == "PAIRS"
    assert place.scrolled > 0
    shown.pane.show_reviews(reviews()[:2], [], "Another", "2 reviews")
    shown.pane.show_reviews(reviews(), [DIRECTOR], "Ballerina (2023)", "3 reviews")
    shown.pane.restore(place)
    assert shown.pane.place() == place


def test_the_same_reviews_keep_the_page(shown: Shown) -> None:
    page = shown.pane.page
    shown.pane.show_reviews(reviews(), [DIRECTOR], "Ballerina (2023)", "3 reviews")
    assert shown.pane.page is page


def test_a_place_of_a_part_that_is_gone_is_none(shown: Shown) -> None:
    one = made("one", ["story+ Fine."], critic="Ann")
    shown.pane.show_reviews([one], [], "Alone", "1 review")
    shown.pane.restore(OverviewPlace(("one",), "PAIRS", 3, 3, 0))
    assert shown.pane.page is not None
    assert shown.pane.page.view(Part.PAIRS) is None
