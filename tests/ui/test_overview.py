"""The overview pane: what its marks say, where they lead, and that keys reach all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout

from desktop.names import Person
from desktop.review import Credit, Found, Job, Span
from desktop.ui.models.overview_marks import NONE_FOUND, Part, Sheet, listed, sheets_of
from desktop.ui.models.overview_model import OverviewModel
from desktop.ui.panes.overview import OverviewPane, OverviewPlace
from desktop.ui.panes.overview_tables import two_lines
from desktop.ui.panes.overview_view import SheetView
from desktop.ui.picturing import PICTURES, picture_page, save_overview, to_png, to_svg
from desktop.ui.theme import ThemeChoice
from tests.ui.comparing import made, three
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QAbstractItemModel
    from pytestqt.qtbot import QtBot

    from desktop.review import Review
    from tests.helpers.models import ModelValidator

KEY = Qt.Key
DIRECTOR = Person("Lee Chung-hyun", ("Lee Chung-hyun", "Chung-Hyun Lee"), ("", "names.order"))


def reviews() -> tuple[Review, ...]:
    """Three reviews: two agree on a runtime's existence only, and spell the director in two ways, one of them twice."""
    ann, bo, plain = three()

    def credited(name: str) -> tuple[Credit, ...]:
        return (Credit(Job.DIRECTOR, name, Span(0, 3), "test"),)

    return (
        replace(ann, runtime=Found(93, Span(0, 2), "test"), credits=credited("Lee Chung-hyun")),
        replace(bo, runtime=Found(92, Span(3, 5), "test"), credits=credited("Chung-Hyun Lee")),
        replace(plain, credits=credited("Lee Chung-hyun")),
    )


class Shown:
    """A pane on a stage, and what it asked for."""

    def __init__(self, stage: Stage, qtbot: QtBot, shown: tuple[Review, ...] = ()) -> None:
        self.stage, self.qtbot = stage, qtbot
        self.pane = OverviewPane(stage.look, stage.commands, stage.window)
        layout = stage.window.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.pane, 100)
        self.pane.show()
        layout.activate()
        self.asked: list[tuple[object, ...]] = []
        self.said: list[str] = []
        self.pane.source_wanted.connect(self._source)
        self.pane.topic_wanted.connect(self._topic)
        self.pane.pair_wanted.connect(self._pair)
        self.pane.said.connect(self.said.append)
        self.pane.show_reviews(shown or reviews(), [DIRECTOR], "Ballerina (2023)", "3 reviews")

    def _source(self, review: str, span: object) -> None:
        self.asked.append(("source", review, span))

    def _topic(self, topic: str, review: str) -> None:
        self.asked.append(("topic", topic, review))

    def _pair(self, first: str, second: str) -> None:
        self.asked.append(("pair", first, second))

    def view(self, part: Part) -> SheetView:
        page = self.pane.page
        assert page is not None
        view = page.view(part)
        assert view is not None, part
        return view


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(set_stage(qtbot), qtbot)


def sheet(pane: OverviewPane, part: Part) -> Sheet:
    assert pane.overview is not None
    return next(sheet for sheet in sheets_of(pane.overview) if sheet.part is part)


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


def many(count: int) -> tuple[Review, ...]:
    return tuple(made(f"r{i}", ["story+ Fine.", "look- Not so."], critic=f"Critic {i}", score=i * 3) for i in range(count))


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


def drawn(svg: bytes) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    image = QImage(renderer.viewBox().size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def test_pictures_hold_the_whole_page(shown: Shown) -> None:
    shown.pane.show_reviews(many(12), [], "Many", "12 reviews")
    page = picture_page(shown.stage.look, shown.pane)
    assert page is not None
    svg, png = to_svg(page), QImage.fromData(QByteArray(to_png(page)))
    text = svg.decode()
    for number in range(12):
        assert f"Critic {number}" in text
    for part in Part:
        assert part.value in text
    assert drawn(svg).size() == page.size()
    assert png.size() == page.size() * 2
    paper = shown.stage.look.colours.paper
    assert png.pixelColor(2, 2) == paper
    # The last critic's column of the matrix is not cut off.
    matrix = page.view(Part.TOPICS)
    assert matrix is not None
    assert matrix.horizontalScrollBar().maximum() == 0
    corner = matrix.viewport().mapTo(page, matrix.visualRect(matrix.marks.index(0, 11)).topLeft())
    cell = png.copy(QRect(corner * 2, matrix.visualRect(matrix.marks.index(0, 11)).size() * 2))
    colours = {cell.pixelColor(QPoint(x, cell.height() // 2)).name() for x in range(cell.width())}
    assert shown.stage.look.colours.praise.name() in colours
    page.deleteLater()


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<?xml"), ("b.PNG", b"\x89PNG"), ("c", b"<?xml")])
def test_saved_by_the_ending_of_the_name(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()

    def choose(*_: object) -> tuple[str, str]:
        return str(folder / name), f"{PICTURES['.svg'][0]} (*.svg)"

    monkeypatch.setattr("desktop.ui.exporting.QFileDialog.getSaveFileName", choose)
    said: list[str] = []
    save_overview(shown.stage.window, shown.stage.look, shown.pane, said.append)
    (path,) = folder.iterdir()
    assert path.name == (name if "." in name else f"{name}.svg")
    assert path.read_bytes().startswith(start)
    assert said == [f"Saved as {path}"]


def test_a_folder_that_is_not_there_is_told(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = str(tmp_path / "gone" / "a.svg")
    monkeypatch.setattr("desktop.ui.exporting.QFileDialog.getSaveFileName", lambda *_: (chosen, ""))
    said: list[str] = []
    save_overview(shown.stage.window, shown.stage.look, shown.pane, said.append)
    assert "could not be saved" in said[0]
    assert not (tmp_path / "gone").exists()


def test_nothing_shown_is_nothing_saved(qtbot: QtBot) -> None:
    stage = set_stage(qtbot)
    pane = OverviewPane(stage.look, stage.commands, stage.window)
    said: list[str] = []
    save_overview(stage.window, stage.look, pane, said.append)
    assert said == ["There is no overview to save"]
    assert pane.spoken() == ""
    assert isinstance(pane.place(), OverviewPlace)
    assert OverviewModel(Sheet(Part.NAMES, "")).columnCount() == 0
