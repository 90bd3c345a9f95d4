from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QCursor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip

from desktop.library.query import FacetState, Operator, Query, parse
from desktop.ui.panes import filters
from desktop.ui.panes.controls import TARGET
from desktop.ui.panes.facet_delegate import FacetDelegate, Zone
from desktop.ui.panes.filters import FiltersPane
from tests.ui.stage import Stage, facets, focus, set_stage

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from desktop.ui.models.facets_model import FacetsModel
    from desktop.ui.panes.facet_view import FacetView

KEY = Qt.Key
# Menus and tooltips are windows, and the platform of the tests has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Pane:
    """A filters pane, its queries so far, and a hand on the mouse."""

    def __init__(self, stage: Stage, *, people: int = 0, query: Query = Query.empty) -> None:
        self.stage = stage
        self.pane = FiltersPane(stage.look, stage.commands, stage.window)
        self.pane.setGeometry(0, 30, 280, 600)
        self.pane.show()
        self.people = people
        self.queries: list[str] = []
        self.pane.query_changed.connect(self._take)
        self.show(query)

    @property
    def view(self) -> FacetView:
        return self.pane.view

    @property
    def model(self) -> FacetsModel:
        return self.pane.view.facets

    def show(self, query: Query) -> None:
        self.pane.show_facets(facets(query, people=self.people), query)

    def _take(self, query: Query) -> None:
        self.queries.append(str(query))
        self.show(query)

    def at(self, field: str, value: str = "") -> QModelIndex:
        """Make a line current and bring it into view."""
        model = self.model
        index = model.value_index(field, value) if value else model.heading_index(field)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return index

    def click(self, index: QModelIndex, zone: Zone, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click the middle of the part of a line that is a zone."""
        rect = self.view.visualRect(index)
        entry, delegate = self.model.entry(index), self.view.itemDelegate()
        assert entry is not None
        assert isinstance(delegate, FacetDelegate)
        inside = [
            x for x in range(rect.left(), rect.right()) if delegate.zone(entry, rect, QPoint(x, rect.bottom() - 8)) is zone
        ]
        assert inside, zone
        point = QPoint(inside[len(inside) // 2], rect.bottom() - 8)
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, keys, point)


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot)


def test_the_line_that_the_reader_is_at_stays_where_it_stands_while_facets_come_in_above(stage: Stage) -> None:
    pane = Pane(stage)
    all_facets = facets(Query.empty)
    genre = [facet.field for facet in all_facets].index("genre")
    assert genre > 0
    QCursor.setPos(pane.pane.mapToGlobal(QPoint(300, 590)))  # beside the pane
    pane.pane.show_facets(all_facets[genre:], Query.empty)
    pane.pane.focus_in()
    line = pane.at("genre", "Drama")
    before = pane.view.visualRect(line).top()
    pane.pane.show_facets(all_facets, Query.empty)
    assert pane.view.visualRect(pane.model.value_index("genre", "Drama")).top() == before
    assert pane.view.verticalScrollBar().value() > 0
    pane.pane.show_facets(all_facets[genre:], Query.empty)
    stage.window.setFocus()
    pane.view.verticalScrollBar().setValue(0)
    pane.pane.show_facets(all_facets, Query.empty)
    assert pane.view.verticalScrollBar().value() == 0, "what is left alone at its beginning fills from there"
    pane.pane.show_facets(all_facets[genre:], Query.empty)
    heading = pane.view.visualRect(pane.model.heading_index("genre"))
    QCursor.setPos(pane.view.viewport().mapToGlobal(heading.center()))
    pane.pane.show_facets(all_facets, Query.empty)
    assert pane.view.visualRect(pane.model.heading_index("genre")).top() == heading.top(), "what is under the mouse stays"


def test_space_cycles_and_the_others_set(stage: Stage) -> None:
    pane = Pane(stage)
    pane.pane.focus_in()
    pane.at("genre", "Drama")
    stage.press(KEY.Key_Space, KEY.Key_Space, KEY.Key_Space)
    assert pane.queries == ["genre:Drama", "-genre:Drama", ""]
    stage.press(KEY.Key_Minus, KEY.Key_Minus, KEY.Key_Delete, KEY.Key_Return)
    assert pane.queries[3:] == ["-genre:Drama", "", "genre:Drama"]
    assert pane.view.currentIndex().data() == "Drama"  # the line stays where the reader is


def test_a_heading_by_keys(stage: Stage) -> None:
    pane = Pane(stage, query=parse("(genre:Drama OR genre:Action) -genre:Thriller slow"))
    pane.pane.focus_in()
    heading = pane.at("genre")
    stage.press(KEY.Key_O, KEY.Key_O)
    assert pane.queries[0] == "-genre:Thriller slow genre:Drama genre:Action"
    assert pane.queries[1] == "-genre:Thriller slow (genre:Drama OR genre:Action)"
    stage.press(KEY.Key_Delete)
    assert pane.queries[-1] == "slow"
    stage.press(KEY.Key_Left)
    assert not pane.view.isExpanded(heading)
    stage.press(KEY.Key_Right, KEY.Key_Right)
    assert pane.view.isExpanded(heading)
    assert pane.view.currentIndex().data() == "Action"
    stage.press(KEY.Key_Left)
    assert pane.view.currentIndex().data() == "Genre"
    stage.press(KEY.Key_Space)
    assert not pane.view.isExpanded(heading)


def test_letters_go_to_what_begins_with_them(stage: Stage) -> None:
    pane = Pane(stage)
    pane.pane.focus_in()
    stage.press(KEY.Key_T, KEY.Key_H)
    assert pane.view.currentIndex().data() == "Thriller"
    assert pane.queries == []
    pane.at("critic")  # no review has two critics: nothing to choose, so O is a letter like others
    stage.press(KEY.Key_O)
    assert pane.queries == []


def test_clicks_include_exclude_and_clear(stage: Stage) -> None:
    pane = Pane(stage)
    drama = pane.at("genre", "Drama")
    pane.click(drama, Zone.TOGGLE)
    pane.click(drama, Zone.TOGGLE)
    pane.click(drama, Zone.EXCLUDE)
    pane.click(drama, Zone.EXCLUDE)
    assert pane.queries == ["genre:Drama", "", "-genre:Drama", ""]
    pane.click(drama, Zone.TOGGLE, Qt.KeyboardModifier.AltModifier)
    pane.click(drama, Zone.TOGGLE)
    assert pane.queries[4:] == ["-genre:Drama", ""]
    pane.click(drama, Zone.TOGGLE)
    pane.click(pane.at("genre"), Zone.OPERATOR)
    assert pane.queries[-1] == "genre:Drama all:genre"
    pane.click(pane.at("genre"), Zone.CLEAR)
    assert "Drama" not in pane.queries[-1]
    heading = pane.at("genre")
    pane.click(heading, Zone.FOLD)
    assert not pane.view.isExpanded(heading)


def test_a_press_that_ends_elsewhere_is_no_click(stage: Stage) -> None:
    pane = Pane(stage)
    first, second = pane.at("genre", "Action"), pane.at("genre", "Drama")
    port = pane.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=pane.view.visualRect(first).center())
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=pane.view.visualRect(second).center())
    assert pane.queries == []


def test_quick_keys_build_on_each_other_before_counts_come(stage: Stage) -> None:
    pane = FiltersPane(stage.look, stage.commands, stage.window)
    pane.show()
    pane.show_facets(facets(), Query.empty)
    queries: list[Query] = []
    pane.query_changed.connect(queries.append)
    pane.focus_in()
    for value in ("Drama", "Action"):
        pane.view.setCurrentIndex(pane.view.facets.value_index("genre", value))
        stage.press(KEY.Key_Space)
    assert queries[-1].state("genre", "Drama") is queries[-1].state("genre", "Action") is FacetState.INCLUDE
    spoken = pane.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Action, 2 reviews, included"


def test_nothing_moves_when_counts_change(stage: Stage) -> None:
    pane = Pane(stage)
    pane.pane.focus_in()
    index = pane.at("genre", "Thriller")
    before = pane.view.visualRect(index)
    pane.show(parse("critic:nobody"))
    assert pane.view.visualRect(index) == before
    assert pane.view.currentIndex() == index
    assert "0 reviews" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def menu_of(pane: Pane, index: QModelIndex, reason: QContextMenuEvent.Reason) -> dict[str, QAction]:
    at = pane.view.visualRect(index).center()
    event = QContextMenuEvent(reason, at, pane.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(pane.view.viewport(), event)
    menu = pane.view.findChildren(QMenu)[-1]
    assert menu.isVisible()
    return {action.text().replace("&", ""): action for action in menu.actions()}


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_of_a_value(stage: Stage, reason: QContextMenuEvent.Reason) -> None:
    pane = Pane(stage)
    pane.pane.focus_in()
    actions = menu_of(pane, pane.at("genre", "Drama"), reason)
    assert list(actions) == ["Include", "Exclude", "Off"]
    assert actions["Off"].isChecked()
    actions["Exclude"].trigger()
    assert pane.queries == ["-genre:Drama"]
    pane.view.findChildren(QMenu)[-1].close()


def test_the_menu_of_a_heading(stage: Stage) -> None:
    pane = Pane(stage, query=parse("genre:Drama"))
    actions = menu_of(pane, pane.at("genre"), QContextMenuEvent.Reason.Mouse)
    actions["Ask for all of the chosen values"].trigger()
    assert parse(pane.queries[-1]).operator("genre") is Operator.ALL
    actions["Clear"].trigger()
    assert "Drama" not in pane.queries[-1]
    pane.view.findChildren(QMenu)[-1].close()


def long_field(pane: Pane) -> QLineEdit:
    return next(field for field in pane.view.findChildren(QLineEdit) if field.accessibleName().endswith("People"))


def test_a_long_facet_is_filtered_in_place(stage: Stage) -> None:
    pane = Pane(stage, people=20)
    pane.pane.focus_in()
    pane.at("person")
    QTest.keyClick(focus(), KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert focus() is long_field(pane)
    stage.write("player ab")
    model = pane.model
    heading = model.heading_index("person")
    assert [model.index(row, 0, heading).data() for row in range(model.rowCount(heading))] == ["", "Player Abson"]
    stage.press(KEY.Key_Down, KEY.Key_Space)
    assert pane.queries == ['person:"Player Abson"']
    assert long_field(pane).text() == "player ab"  # an answer does not take the field away


def test_esc_clears_the_facets_filter_first(stage: Stage) -> None:
    pane = Pane(stage, people=20)
    pane.pane.focus_in()
    assert not pane.pane.escape()
    pane.at("person")
    QTest.keyClick(focus(), KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    stage.write("zz")
    assert pane.pane.escape()
    assert long_field(pane).text() == ""
    assert focus() is long_field(pane)
    assert pane.pane.escape()
    assert focus() is pane.view
    assert not pane.pane.escape()


def test_more_brings_more(stage: Stage) -> None:
    pane = Pane(stage, people=20)
    pane.pane.focus_in()
    model = pane.model
    heading = model.heading_index("person")
    more = model.index(model.rowCount(heading) - 1, 0, heading)
    assert more.data() == "12 more"
    pane.view.setCurrentIndex(more)
    stage.press(KEY.Key_Return)
    assert model.rowCount(heading) == 21


def test_closed_facets_stay_closed(stage: Stage) -> None:
    pane = Pane(stage)
    pane.view.close_facets(["genre", "platform"])
    assert pane.view.closed_facets() == {"genre"}
    pane.show(parse("slow"))
    assert pane.view.closed_facets() == {"genre"}


def test_an_empty_library_says_so(stage: Stage) -> None:
    pane = FiltersPane(stage.look, stage.commands, stage.window)
    pane.show()
    pane.show_facets((), Query.empty)
    assert not pane.view.isVisible()
    pane.focus_in()
    pane.show_facets(facets(), Query.empty)
    assert pane.view.isVisible()


def test_text_size_applies_at_once_and_targets_stay_large(stage: Stage, qtbot: QtBot) -> None:
    pane = Pane(stage, people=20)
    index = pane.at("genre", "Drama")
    before = pane.view.visualRect(index).height()
    assert before >= TARGET
    stage.look.set_scale(2.0)
    qtbot.waitUntil(lambda: pane.view.visualRect(index).height() > before * 1.3)
    assert long_field(pane).height() > TARGET
    for scale in (0.75, 1.0, 2.0):
        stage.look.set_scale(scale)
        delegate = pane.view.itemDelegate()
        assert isinstance(delegate, FacetDelegate)
        qtbot.waitUntil(lambda: pane.view.visualRect(pane.at("genre", "Drama")).height() >= TARGET)
        for zone, line in ((Zone.EXCLUDE, pane.at("genre", "Drama")), (Zone.OPERATOR, pane.at("genre"))):
            rect = pane.view.visualRect(line)
            entry = pane.model.entry(line)
            assert entry is not None
            width = sum(delegate.zone(entry, rect, QPoint(x, rect.bottom() - 8)) is zone for x in range(rect.width()))
            assert width >= TARGET, (scale, zone)


def test_data_is_never_markup(stage: Stage) -> None:
    pane = Pane(stage)
    index = pane.at("tag", "<i>quote</i>")
    assert index.data() == "<i>quote</i>"
    at = pane.view.visualRect(index).center()
    QApplication.sendEvent(pane.view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, pane.view.viewport().mapToGlobal(at)))
    assert "&lt;i&gt;quote" in QToolTip.text()
    QToolTip.hideText()


def test_every_state_is_marked_by_a_shape_of_its_own(stage: Stage) -> None:
    pane = Pane(stage)
    index = pane.at("genre", "Drama")
    grabs = []
    for query in ("", "genre:Drama", "-genre:Drama"):
        pane.show(parse(query))
        rect = pane.view.visualRect(index)
        rect.setWidth(rect.height())  # the mark alone, without its colour
        grabs.append(pane.view.viewport().grab(rect).toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    assert len({bytes(grab.constBits()) for grab in grabs}) == 3


def test_facets_that_take_long_to_show_come_one_in_a_turn(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = set_stage(qtbot)
    slow = Pane(stage, people=20)
    monkeypatch.setattr(filters, "_SLICE", -1.0)
    wanted = facets(parse("critic:cy"), people=30)
    slow.pane.take_facets(wanted)
    shown = slow.model.facets
    assert shown[0] is wanted[0]
    assert shown[-1] is not wanted[-1], "the others wait for their turn"
    other = facets(parse("genre:drama"), people=30)
    slow.pane.take_facets(other)  # what is newer takes the place of what is not shown yet
    qtbot.waitUntil(lambda: slow.model.facets == tuple(facet for facet in other if facet.values), timeout=5_000)
    assert all(slow.view.isExpanded(slow.model.heading_index(facet.field)) for facet in slow.model.facets)
