from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.library.query import Query, parse
from desktop.ui.panes.query_bar import QueryBar
from desktop.ui.panes.query_field import QueryField, Sheet
from tests.ui.stage import Stage, focus, library, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key


class Bar:
    """A search field on a stage, and what it asked for."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.bar = QueryBar(stage.look, stage.window)
        self.bar.setGeometry(10, 60, 600, 40)
        columns = library().columns
        self.bar.set_values(lambda field: zip(columns[field].values, columns[field].labels, strict=True))
        self.bar.show()
        self.queries: list[str] = []
        self.left: list[str] = []
        self.bar.query_changed.connect(self._take)
        self.bar.leave_down.connect(self._down)
        self.bar.accepted.connect(self._accept)
        self.bar.focus_in()

    @property
    def sheet(self) -> Sheet:
        return self.stage.window.findChildren(Sheet)[0]

    @property
    def field(self) -> QueryField:
        return self.bar.findChildren(QueryField)[0]

    @property
    def offers(self) -> list[str]:
        return [choice.text for choice in self.sheet.choices.choices]

    def _take(self, query: Query) -> None:
        self.queries.append(str(query))

    def _down(self) -> None:
        self.left.append("down")

    def _accept(self) -> None:
        self.left.append("accepted")


@pytest.fixture
def bar(qtbot: QtBot) -> Bar:
    return Bar(set_stage(qtbot))


def test_every_edit_that_parses_is_asked_for(bar: Bar) -> None:
    bar.stage.write("bur -sl")
    assert bar.queries == ["b", "bu", "bur", "bur -sl"]
    assert bar.bar.query == parse("bur -sl")


def test_what_may_become_a_field_is_no_word_yet(bar: Bar, qtbot: QtBot) -> None:
    bar.stage.write("bur -score:>=70")
    assert bar.queries[2:] == ["bur", "bur -score:>=7", "bur -score:>=70"]
    bar.stage.write(" file")
    assert bar.queries[-1] == "bur -score:>=70"
    with qtbot.waitSignal(bar.bar.query_changed):  # a pause says that it is a word
        pass
    assert bar.queries[-1] == "bur -score:>=70 file"
    bar.stage.write("d")
    assert bar.queries[-1] == "bur -score:>=70 filed"


@pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Return, KEY.Key_Down, KEY.Key_Escape])
def test_a_key_says_that_it_is_a_word(bar: Bar, key: Qt.Key) -> None:
    bar.stage.write("score")
    assert bar.queries == []
    bar.stage.press(key)
    assert bar.queries == ["score"]


def test_leaving_the_field_says_that_it_is_a_word(bar: Bar) -> None:
    bar.stage.write("score")
    bar.stage.elsewhere.setFocus()
    assert bar.queries == ["score"]
    bar.bar.focus_in()
    bar.stage.write("cast")
    bar.bar.show_query(parse("genre:Drama"))
    bar.stage.elsewhere.setFocus()
    assert bar.queries == ["score"]  # what was being typed went with the field's text


def test_an_error_stands_under_its_place_and_the_last_result_stays(bar: Bar) -> None:
    bar.stage.write("slow foo:x ")
    assert bar.queries[-1] == "slow foo"
    assert bar.bar.query == parse("slow foo")
    error = bar.bar.error
    assert error is not None
    assert error.span.of(bar.bar.text) == "foo"
    assert bar.sheet.isVisible()
    assert "no field “foo”" in bar.sheet.message
    assert bar.field.wrong == error.span
    assert bar.field.accessibleDescription() == error.message
    assert bar.sheet.geometry().top() >= bar.field.mapTo(bar.stage.window, bar.field.rect().bottomLeft()).y()
    for _ in range(3):
        bar.stage.press(KEY.Key_Backspace)
    assert bar.bar.error is None
    assert not bar.sheet.isVisible()
    assert bar.field.wrong is None


def test_an_unfinished_word_is_no_error_yet(bar: Bar, qtbot: QtBot) -> None:
    bar.stage.write('slow "bur')
    assert bar.sheet.message == ""
    qtbot.waitUntil(lambda: "never closed" in bar.sheet.message)  # but it is said to who waits
    bar.stage.write('n"')
    assert bar.sheet.message == ""
    assert bar.queries[-1] == 'slow "burn"'


def test_return_says_at_once_what_is_wrong(bar: Bar) -> None:
    bar.stage.write("genre:")
    bar.stage.press(KEY.Key_Escape, KEY.Key_Return)
    assert bar.left == []
    assert "needs a value" in bar.sheet.message


def test_what_the_reader_typed_is_not_rewritten(bar: Bar) -> None:
    bar.stage.write("  slow   NOT fierce ")
    bar.bar.show_query(parse("slow -fierce"))
    assert bar.bar.text == "  slow   NOT fierce "
    bar.bar.show_query(parse("slow -fierce genre:Drama"))
    assert bar.bar.text == "slow -fierce genre:Drama"
    bar.stage.write(" (")
    bar.bar.show_query(parse("slow -fierce genre:Drama"))  # nothing new: what is being typed stays
    assert bar.bar.text.endswith(" (")


def test_values_are_offered_and_taken(bar: Bar) -> None:
    bar.stage.write("slow critic:an")
    assert bar.offers == ["Ann Bell"]
    bar.stage.press(KEY.Key_Down, KEY.Key_Return)
    assert bar.bar.text == 'slow critic:"Ann Bell" '
    assert bar.queries[-1] == 'slow critic:"Ann Bell"'
    assert bar.left == []
    assert not bar.sheet.isVisible()
    assert focus() is bar.field


def test_fields_are_hints_for_tab_and_do_not_hold_the_arrows(bar: Bar) -> None:
    bar.stage.write("gen")
    assert bar.offers == ["genre:"]
    bar.stage.press(KEY.Key_Tab)
    assert bar.bar.text == "genre:"
    assert bar.offers[:2] == ["Action", "Drama"]
    bar.bar.escape()
    bar.bar.escape()
    bar.stage.write("gen")
    bar.stage.press(KEY.Key_Down)
    assert bar.left == ["down"]


def test_tab_leaves_where_nothing_is_offered(bar: Bar) -> None:
    bar.stage.write("slow ")
    bar.stage.press(KEY.Key_Tab)
    assert focus() is not bar.field


def test_ways_to_the_list(bar: Bar) -> None:
    bar.stage.press(KEY.Key_Down)
    bar.stage.write("slow")
    bar.stage.press(KEY.Key_Return)
    assert bar.left == ["down", "accepted"]


def test_the_rungs_of_esc(bar: Bar) -> None:
    bar.stage.write('slow -critic:"Ann Bell" sort:title critic:c')
    assert bar.sheet.offers
    assert bar.bar.escape()
    assert not bar.sheet.isVisible()
    assert bar.bar.text.startswith("slow")
    assert bar.bar.escape()
    assert bar.bar.text == '-critic:"Ann Bell" critic:c sort:title'  # the words went, the facets stay
    assert bar.queries[-1] == bar.bar.text
    assert not bar.bar.escape()


def test_esc_goes_back_from_a_wrong_query(bar: Bar) -> None:
    bar.bar.show_query(parse("genre:Drama"))
    bar.bar.focus_in(select=False)
    bar.stage.write(" (x")
    assert bar.bar.escape()
    assert bar.bar.text == "genre:Drama"
    assert bar.bar.error is None


def test_history_holds_what_was_used(bar: Bar, qtbot: QtBot) -> None:
    bar.bar.set_history(["genre:Drama", "old", "genre:Drama"])
    assert bar.bar.history == ("genre:Drama", "old")
    bar.stage.write("slow")
    with qtbot.waitSignal(bar.bar.history_changed):
        bar.stage.press(KEY.Key_Return)
    QTest.keyClick(bar.field, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert bar.offers == ["slow", "genre:Drama", "old"]
    bar.stage.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert bar.bar.text == "genre:Drama"
    assert bar.queries[-1] == "genre:Drama"
    bar.stage.write(" (")
    bar.stage.press(KEY.Key_Tab)
    assert list(bar.bar.history) == ["slow", "genre:Drama", "old"]  # what is wrong is not remembered


def test_an_empty_history_says_so(bar: Bar) -> None:
    QTest.keyClick(bar.field, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert bar.offers == ["No queries yet"]
    bar.stage.press(KEY.Key_Down, KEY.Key_Return)
    assert bar.bar.text == ""


def test_the_sheet_goes_with_the_focus(bar: Bar) -> None:
    bar.stage.write("critic:")
    assert bar.sheet.isVisible()
    bar.stage.elsewhere.setFocus()
    assert not bar.sheet.offers


def test_offsets_hold_behind_wide_characters(bar: Bar) -> None:
    bar.bar.show_query(parse('"😀😀"'))
    bar.bar.focus_in(select=False)
    bar.stage.write(" critic:an")
    bar.stage.press(KEY.Key_Down, KEY.Key_Return)
    assert bar.bar.text == '"😀😀" critic:"Ann Bell" '


def test_the_cross_clears_everything(bar: Bar) -> None:
    bar.stage.write("slow")
    action = next(action for action in bar.field.actions() if action.text() == "Clear")
    assert action.isVisible()
    action.trigger()
    assert bar.queries[-1] == ""
    assert not action.isVisible()


def test_count_and_text_size(bar: Bar) -> None:
    bar.bar.set_count(1, 12_345)
    before = bar.field.height()
    bar.stage.look.set_scale(2.0)
    assert bar.field.height() > before
    assert isinstance(bar.bar.focusProxy(), QLineEdit)


def test_the_count_gives_way_where_the_query_would_have_no_room(bar: Bar) -> None:
    bar.bar.set_count(12_345, 50_000)
    (count,) = (label for label in bar.bar.findChildren(QLabel) if "50,000" in label.text())
    assert count.isVisible()
    bar.bar.resize(240, 40)
    assert not count.isVisible()
    bar.bar.resize(600, 40)
    assert count.isVisible()
