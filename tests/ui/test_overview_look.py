"""What the overview shows and how: in words, for screen readers, in every look and for many reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from desktop.ui.models.overview_marks import Part, listed
from desktop.ui.panes.overview_tables import two_lines
from desktop.ui.picturing import picture_page, to_svg
from desktop.ui.theme import ThemeChoice
from tests.ui.comparing import made, three
from tests.ui.overview_pane import Shown, many, sheet
from tests.ui.stage import set_stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from pytestqt.qtbot import QtBot

    from tests.helpers.models import ModelValidator


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(set_stage(qtbot), qtbot)


def test_every_part_says_what_it_has_nothing_of(shown: Shown) -> None:
    one = made("one", ["story+ Fine."], critic="Ann")
    shown.pane.show_reviews([one], [], "Alone", "1 review")
    told = {part: sheet(shown.pane, part).sentence for part in Part}
    assert told[Part.SCORES] == "The review gives no score."
    assert told[Part.PROSE] == "There is no score to hold against what is said."
    assert told[Part.NAMES] == "No people are named."
    assert told[Part.PAIRS]


def test_scores_are_summed_up(shown: Shown) -> None:
    assert sheet(shown.pane, Part.SCORES).sentence == "One of 3 reviews gives a score: 80 of 100."
    two = [made(n, ["story+ Fine."], critic=n, score=s) for n, s in (("a", 40), ("b", 90))]
    shown.pane.show_reviews(two, [], "Two", "2 reviews")
    assert sheet(shown.pane, Part.SCORES).sentence == "All 2 reviews give a score: from 40 to 90 of 100, median 65."


def test_a_score_far_from_its_prose_has_a_line_of_its_own(shown: Shown) -> None:
    harsh = made("harsh", ["story+ Fine."] * 6, critic="Harsh", score=10)
    shown.pane.show_reviews([harsh, three()[0]], [], "Two", "2 reviews")
    prose = shown.view(Part.PROSE)
    assert "harsher than its prose" in prose.marks.mark(0, 0).spoken
    assert "harsher than its prose" in shown.view(Part.SCORES).marks.mark(1, 0).spoken
    assert not prose.grab().isNull()


def test_the_models_are_sound(shown: Shown, model_validator: Callable[[QAbstractItemModel], ModelValidator]) -> None:
    page = shown.pane.page
    assert page is not None
    for view in page.views:
        model_validator(view.marks)


def test_screen_readers_hear_the_marks(shown: Shown) -> None:
    matrix = shown.view(Part.TOPICS)
    table = QAccessible.queryAccessibleInterface(matrix)
    assert table.text(QAccessible.Text.Name) == Part.TOPICS.value
    heard = {table.child(i).text(QAccessible.Text.Name) for i in range(table.childCount())}
    assert {mark.spoken for marks in matrix.marks.sheet.rows for mark in marks} <= heard
    assert {label.spoken for label in (*matrix.marks.sheet.across, *matrix.marks.sheet.down)} <= heard


def test_heads_are_spoken(shown: Shown) -> None:
    marks = shown.view(Part.TOPICS).marks
    role = Qt.ItemDataRole.AccessibleTextRole
    assert marks.headerData(0, Qt.Orientation.Horizontal, role) == "Ann Lee, 80 of 100"
    assert marks.headerData(1, Qt.Orientation.Horizontal, role) == "Bo Dee, unscored"
    assert "split" in marks.headerData(1, Qt.Orientation.Vertical, role)


HOSTILE = "<b>Ann</b> & <img src='x'>"


def test_data_is_never_markup(qtbot: QtBot) -> None:
    bad = made("bad", ["story+ Fine."], critic=HOSTILE, score=50)
    shown = Shown(set_stage(qtbot), qtbot, (bad, three()[0]))
    shown.pane.show_reviews((bad, three()[0]), [], HOSTILE, HOSTILE)
    page = shown.pane.page
    assert page is not None
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    marks = shown.view(Part.SCORES).marks
    tips = [marks.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(marks.rowCount())]
    assert any("&lt;b&gt;" in tip for tip in tips)
    assert not any("<b>" in tip for tip in tips)
    picture = picture_page(shown.stage.look, shown.pane)
    assert picture is not None
    svg = to_svg(picture).decode()
    picture.deleteLater()
    assert "&lt;b&gt;Ann" in svg
    assert "<b>" not in svg
    assert "<img" not in svg


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.CONTRAST])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_fits_its_view_in_every_look(qtbot: QtBot, theme: ThemeChoice, scale: float) -> None:
    shown = Shown(set_stage(qtbot, width=700), qtbot)
    shown.stage.look.choose(theme)
    shown.stage.look.set_scale(scale)
    page = shown.pane.page
    assert page is not None
    for view in page.views:
        assert view.verticalScrollBar().maximum() == 0, view.part
        last = view.visualRect(view.marks.index(view.marks.rowCount() - 1, 0))
        assert last.bottom() < view.viewport().height(), view.part
    assert shown.pane.horizontalScrollBar().maximum() == 0


def test_rows_grow_with_the_text(shown: Shown) -> None:
    matrix = shown.view(Part.TOPICS)
    before = matrix.height()
    shown.stage.look.set_scale(2.0)
    assert matrix.height() > before * 1.5


def test_many_reviews_scroll_sideways_inside_their_table_alone(qtbot: QtBot) -> None:
    shown = Shown(set_stage(qtbot), qtbot, many(30))
    matrix = shown.view(Part.TOPICS)
    assert matrix.horizontalScrollBar().maximum() > 0
    assert shown.pane.horizontalScrollBar().maximum() == 0
    matrix.setFocus()
    matrix.stand(0, 29)
    rect = matrix.visualRect(matrix.currentIndex())
    assert rect.left() >= 0
    assert rect.right() <= matrix.viewport().width()


def test_names_of_critics_stand_on_two_lines_where_they_must(shown: Shown) -> None:
    metrics = shown.view(Part.TOPICS).fontMetrics()
    wide = metrics.horizontalAdvance("Ruchika Bhattacharya")
    assert two_lines("Ruchika Bhattacharya", metrics, wide + 1) == ["Ruchika Bhattacharya"]
    assert two_lines("Ruchika Bhattacharya", metrics, wide - 4) == ["Ruchika", "Bhattacharya"]
    assert two_lines("nospaceshere.txt", metrics, 40)[0].endswith("…")


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence
