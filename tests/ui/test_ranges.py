"""The histogram of a facet over numbers: ranges by keys, by typed numbers, by the mouse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from desktop.library.facets import Facet, FacetValues, count
from desktop.library.query import Operator, Query, parse
from desktop.library.scales import Spread
from desktop.ui.models.facet_lines import Entry
from desktop.ui.panes.facet_delegate import FacetDelegate
from desktop.ui.panes.filters import FiltersPane
from desktop.ui.panes.spread_line import End, SpreadLine, bounded, stepped
from desktop.ui.theme import Look, ThemeChoice
from tests.ui.stage import MARKS, Stage, library, set_stage

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from desktop.ui.panes.facet_view import FacetView

KEY, SHIFT, PLAIN = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
# Tooltips are windows, and the platform of the tests has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Scores:
    """A filters pane with the line of the scores' histogram current: 80, 70, 35 and one unscored review."""

    def __init__(self, qtbot: QtBot, query: str = "") -> None:
        self.stage: Stage = set_stage(qtbot)
        self.library = library()
        self.pane = FiltersPane(self.stage.look, self.stage.commands, self.stage.window)
        self.pane.setGeometry(0, 30, 280, 600)
        self.pane.show()
        self.queries: list[str] = []
        self.pane.query_changed.connect(self._take)
        self._show(parse(query))
        self.pane.focus_in()
        self.view.setCurrentIndex(self.index)
        self.view.scrollTo(self.index)

    @property
    def view(self) -> FacetView:
        return self.pane.view

    @property
    def index(self) -> QModelIndex:
        return self.view.facets.spread_index("score")

    @property
    def said(self) -> str:
        return str(self.index.data(Qt.ItemDataRole.AccessibleTextRole))

    @property
    def line(self) -> SpreadLine:
        entry = self.view.facets.entry(self.index)
        assert isinstance(entry, Entry)
        assert entry.facet.spread is not None
        delegate = self.view.itemDelegate()
        assert isinstance(delegate, FacetDelegate)
        line = delegate.spread_line(entry, self.view.visualRect(self.index))
        assert line is not None
        return line

    def bar(self, score: int) -> QPoint:
        """The middle of the bar that a score falls into."""
        rect = self.view.visualRect(self.index)
        inside = [
            x
            for x in range(rect.left(), rect.right())
            if self.line.stretch(self.line.stretch_at(x))[0] <= score <= self.line.stretch(self.line.stretch_at(x))[1]
        ]
        return QPoint(inside[len(inside) // 2], rect.top() + 20)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.view, key, modifier)

    def _take(self, query: Query) -> None:
        self.queries.append(str(query))
        self._show(query)

    def _show(self, query: Query) -> None:
        self.pane.show_facets(count(self.library, query, MARKS), query)


@pytest.fixture
def scores(qtbot: QtBot) -> Scores:
    return Scores(qtbot)


def test_arrows_move_the_ends_a_bar_at_a_time(scores: Scores) -> None:
    assert scores.said == "Score from 0 to 100, 3 reviews"
    scores.key(KEY.Key_Right, times=2)
    scores.key(KEY.Key_Left, SHIFT, times=5)
    scores.key(KEY.Key_Left)
    assert scores.queries == [
        "score:>=5",
        "score:>=10",
        *(f"score:10..{high}" for high in (99, 94, 89, 84, 79)),
        "score:5..79",
    ]
    assert scores.said == "Score from 5 to 79, 2 reviews"


def test_home_and_end_move_an_end_as_far_as_it_goes(scores: Scores) -> None:
    scores.stage.write("20-60")
    scores.key(KEY.Key_Return)
    scores.key(KEY.Key_Home)
    scores.key(KEY.Key_End)
    scores.key(KEY.Key_Home)
    scores.key(KEY.Key_End, SHIFT)
    scores.key(KEY.Key_Home, SHIFT)
    assert scores.queries == ["score:20..60", "score:<=60", "score:60", "score:<=60", "", "score:<=0"]


@pytest.mark.parametrize(
    ("typed", "modifier", "expected"),
    [
        ("60", PLAIN, "score:>=60"),
        ("60", SHIFT, "score:<=60"),
        ("60..90", PLAIN, "score:60..90"),
        ("90-60", PLAIN, "score:60..90"),
        ("..45", PLAIN, "score:<=45"),
        ("45..", PLAIN, "score:>=45"),
        ("70..70", PLAIN, "score:70"),
        ("61..79", PLAIN, "score:61..79"),
    ],
)
def test_a_typed_number_is_exact(scores: Scores, typed: str, modifier: Qt.KeyboardModifier, expected: str) -> None:
    scores.stage.write(typed)
    assert scores.queries == []  # a 6 on the way to 60 filters nothing
    scores.key(KEY.Key_Return, modifier)
    assert scores.queries == [expected]


def test_a_typed_number_can_be_mended_and_dropped(scores: Scores) -> None:
    scores.stage.write("65")
    scores.key(KEY.Key_Backspace)
    scores.stage.write("0")
    scores.key(KEY.Key_Return)
    assert scores.queries == ["score:>=60"]
    scores.stage.write("9")
    assert scores.pane.escape()
    assert not scores.pane.escape()
    scores.key(KEY.Key_Return)
    scores.stage.write("1..2..3")
    scores.key(KEY.Key_Return)
    scores.key(KEY.Key_Space)
    assert scores.queries == ["score:>=60"]


def test_leaving_the_line_drops_what_was_typed(scores: Scores) -> None:
    scores.stage.write("6")
    scores.key(KEY.Key_Down)
    scores.key(KEY.Key_Up)
    scores.key(KEY.Key_Return)
    scores.stage.write("7")
    scores.stage.elsewhere.setFocus()
    scores.view.setFocus()
    scores.key(KEY.Key_Return)
    assert scores.queries == []


def test_a_range_has_the_menu_of_its_facet(scores: Scores, qtbot: QtBot) -> None:
    scores.key(KEY.Key_Right)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(scores.view.viewport(), event)
    menu = scores.view.findChildren(QMenu)[0]
    qtbot.waitUntil(menu.isVisible)
    menu.actions()[-1].trigger()
    menu.close()
    assert scores.queries == ["score:>=5", ""]


def test_a_number_beyond_the_other_end_takes_it_along(scores: Scores) -> None:
    scores.stage.write("20-30")
    scores.key(KEY.Key_Return)
    scores.stage.write("50")
    scores.key(KEY.Key_Return)
    scores.stage.write("10")
    scores.key(KEY.Key_Return, SHIFT)
    scores.stage.write("999")
    scores.key(KEY.Key_Return)
    assert scores.queries == ["score:20..30", "score:50", "score:10", "score:>=100"]


def test_up_and_down_leave_and_delete_clears(scores: Scores) -> None:
    scores.key(KEY.Key_Right)
    scores.key(KEY.Key_Down)
    assert scores.view.currentIndex().data() == "unscored"
    scores.key(KEY.Key_Space)
    assert scores.queries[-1] == "score:>=5 OR score:none"
    assert scores.said == "Score from 5 to 100, 3 reviews"
    scores.key(KEY.Key_Up)
    scores.key(KEY.Key_Right)
    assert scores.queries[-1] == "score:>=10 OR score:none"
    scores.key(KEY.Key_Delete)
    assert scores.queries[-1] == ""


def test_the_heading_tells_the_range_and_clears_it(scores: Scores) -> None:
    heading = scores.view.facets.heading_index("score")
    assert heading.data(Qt.ItemDataRole.AccessibleTextRole) == "Score, any"
    scores.stage.write("60..90")
    scores.key(KEY.Key_Return)
    assert heading.data(Qt.ItemDataRole.AccessibleTextRole) == "Score, 60–90, 1 chosen"
    scores.view.setCurrentIndex(heading)
    scores.key(KEY.Key_Delete)
    assert scores.queries[-1] == ""


def test_bands_and_years_are_there_when_asked_for(scores: Scores) -> None:
    facets = scores.view.facets
    assert not facets.value_index("score", "60..79").isValid()
    scores.key(KEY.Key_Down, times=2)
    assert scores.view.currentIndex().data() == "Choose from 5 bands"
    scores.key(KEY.Key_Return)
    assert scores.view.currentIndex() == scores.index
    scores.key(KEY.Key_Down, times=2)
    scores.key(KEY.Key_Space)
    assert scores.queries == ["score:60..79"]
    assert scores.said == "Score from 60 to 79, 1 review"
    scores.view.setCurrentIndex(
        facets.index(facets.rowCount(facets.heading_index("score")) - 1, 0, facets.heading_index("score"))
    )
    assert scores.view.currentIndex().data() == "Hide the bands"
    scores.key(KEY.Key_Return)
    assert not facets.value_index("score", "60..79").isValid()
    years = facets.heading_index("year")
    assert [facets.index(row, 0, years).data() for row in range(facets.rowCount(years))] == ["", "Choose from 2 years"]


def test_a_drag_over_the_bars_sweeps_a_range(scores: Scores) -> None:
    port = scores.view.viewport()
    QTest.mousePress(port, LEFT, PLAIN, scores.bar(40))
    QTest.mouseMove(port, scores.bar(62))
    QTest.mouseMove(port, scores.bar(72))
    QTest.mouseRelease(port, LEFT, PLAIN, scores.bar(72))
    QTest.mouseMove(port, scores.bar(90))
    assert scores.queries == ["score:40..44", "score:40..64", "score:40..74"]


def test_a_handle_is_dragged_and_stops_at_the_other(scores: Scores) -> None:
    scores.stage.write("40..59")
    scores.key(KEY.Key_Return)
    port = scores.view.viewport()
    handle = scores.bar(40) - QPoint(3, 0)
    QTest.mousePress(port, LEFT, PLAIN, handle)
    QTest.mouseMove(port, scores.bar(21) - QPoint(3, 0))
    QTest.mouseMove(port, scores.bar(90))
    QTest.mouseRelease(port, LEFT, PLAIN, scores.bar(90))
    assert scores.queries[1:] == ["score:20..59", "score:59"]
    assert scores.view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
    QTest.mouseMove(port, scores.bar(59) + QPoint(2, 0))
    assert scores.view.viewport().cursor().shape() is Qt.CursorShape.SizeHorCursor


def test_shift_and_a_click_move_the_nearer_end(scores: Scores) -> None:
    QTest.mouseClick(scores.view.viewport(), LEFT, SHIFT, scores.bar(30) - QPoint(2, 0))
    QTest.mouseClick(scores.view.viewport(), LEFT, SHIFT, scores.bar(80) - QPoint(2, 0))
    assert scores.queries == ["score:>=30", "score:30..79"]


def test_a_bar_says_what_it_stands_for(scores: Scores, qtbot: QtBot) -> None:
    point = scores.bar(80)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, point, scores.view.viewport().mapToGlobal(point))
    QApplication.sendEvent(scores.view.viewport(), event)
    qtbot.waitUntil(lambda: "80–84: 1 review" in QToolTip.text())
    QToolTip.hideText()


@pytest.mark.parametrize("theme", list(ThemeChoice))
def test_it_is_painted_in_every_theme(qapp: QApplication, theme: ThemeChoice) -> None:
    look = Look(theme, 1.5, qapp)
    spread = Spread((0, 5, 10), (3, 0, 9), 0, 14, 5, 12, 4, chosen=True)
    facet = Facet("score", "Score", Operator.ANY, FacetValues.of(()), spread=spread)
    rect = QRect(0, 0, 180, SpreadLine.height(look))
    image = QImage(rect.size(), QImage.Format.Format_RGB32)
    image.fill(look.colours.surface)
    painter = QPainter(image)
    SpreadLine(look, facet, spread, rect, 20).paint(painter, focused=True, typed="")
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert look.colours.accent.name() in colours
    look.deleteLater()


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Look:
    return Look(ThemeChoice.LIGHT, parent=qapp)


def _spread(edges: list[int], tail: int, low: int, high: int) -> Spread:
    whole = Spread(tuple(edges), (1,) * len(edges), edges[0], edges[-1] + tail)
    ends = bounded(whole, low, high)
    return replace(whole, low=ends[0], high=ends[1])


numbers = st.integers(1, 200)
spreads = st.builds(
    _spread,
    st.lists(numbers, min_size=1, max_size=12, unique=True).map(sorted),
    st.integers(0, 20),
    numbers,
    numbers,
)


@given(spreads, st.sampled_from(End), st.sampled_from((-1, 1)))
def test_steps_go_on_until_nothing_is_left_out(spread: Spread, end: End, by: int) -> None:
    low, high = spread.ends
    for _ in range(len(spread.edges) + 1):
        step = stepped(spread, end, by)
        spread = replace(spread, low=step[0], high=step[1])
        assert spread.least <= spread.ends[0] <= spread.ends[1] <= spread.most
        assert spread.ends[0 if end is End.HIGH else 1] == (low if end is End.HIGH else high)
    arrived = spread.ends[0 if end is End.LOW else 1]
    assert arrived == {(End.LOW, -1): spread.least, (End.HIGH, 1): spread.most}.get((end, by), arrived)


@given(spreads, st.integers(-50, 400))
def test_every_point_belongs_to_a_stretch_and_handles_follow(look: Look, spread: Spread, x: int) -> None:
    line = SpreadLine(
        look, Facet("length", "Length", Operator.ANY, FacetValues.of(()), spread=spread), spread, QRect(0, 0, 300, 80), 20
    )
    first, last = line.stretch(line.stretch_at(x))
    assert spread.least <= first <= last <= spread.most
    for end in End:
        low, high = line.moved(end, x)
        assert low is None or spread.least < low
        assert high is None or high < spread.most
        assert spread.ends[0] == (low or spread.least) or spread.ends[1] == (spread.most if high is None else high)
