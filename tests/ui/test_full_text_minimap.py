from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.review import Span
from desktop.ui.panes.compare import ComparePane
from desktop.ui.panes.full_text_link import Link
from desktop.ui.panes.full_text_minimap import Minimap
from tests.ui.comparing import long_review, made
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1500, height=700)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    pane = ComparePane(stage.look, stage.commands, stage.window)
    layout = stage.window.layout()
    assert layout is not None
    layout.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.width() > 1000)
    pane.show_reviews([long_review(name, name.title(), turn=turn) for turn, name in enumerate(("ann", "bo", "cy"))])
    pane.set_mode("full_text")
    pane.focus_in()
    return pane


def strips(pane: ComparePane, qtbot: QtBot) -> list[Minimap]:
    found = sorted((s for s in pane.texts.findChildren(Minimap) if s.isVisible()), key=lambda strip: strip.x())
    qtbot.waitUntil(lambda: all(strip.marks for strip in found))
    return found


def middle_of(strip: Minimap, topic: str) -> int:
    marks = [mark for mark in strip.marks if topic in mark.topics]
    return round((marks[0].top + marks[-1].bottom) / 2 * strip.height())


def test_each_column_has_a_strip_with_a_mark_for_each_passage_in_the_order_of_the_text(pane: ComparePane, qtbot: QtBot) -> None:
    found = strips(pane, qtbot)
    assert len(found) == 3
    for column, strip in enumerate(found):
        assert len(strip.marks) == len(pane.review(column).passages)
        tops = [mark.top for mark in strip.marks]
        assert tops == sorted(tops)
        assert all(0 <= mark.top < mark.bottom <= 1 for mark in strip.marks)
        assert strip.geometry().right() <= pane.texts.edges()[column].right()


def test_a_click_goes_there_and_the_others_follow(pane: ComparePane, qtbot: QtBot) -> None:
    found = strips(pane, qtbot)
    texts = pane.texts
    QTest.mouseClick(found[1], Qt.MouseButton.LeftButton, pos=QPoint(6, middle_of(found[1], "pacing")))
    assert texts.lead == 1
    assert [texts.topic_at(column) for column in texts.columns] == ["pacing"] * 3


def test_a_click_moves_nobody_else_where_columns_are_not_linked(pane: ComparePane, qtbot: QtBot) -> None:
    found = strips(pane, qtbot)
    texts = pane.texts
    texts.set_link(Link.OFF)
    QTest.mouseClick(found[2], Qt.MouseButton.LeftButton, pos=QPoint(6, found[2].height() - 40))
    assert texts.scrolled(2) > 0
    assert [texts.scrolled(0), texts.scrolled(1)] == [0, 0]


def test_the_marks_agree_with_where_the_page_is(pane: ComparePane, qtbot: QtBot) -> None:
    strip = strips(pane, qtbot)[0]
    page = pane.texts.page(0)
    bar = page.verticalScrollBar()
    whole = bar.maximum() + bar.pageStep()
    for number in (0, 20, 60):
        passage = pane.review(0).passages[number]
        page.go_to(passage.span.start)
        y = page.cursorRect(page.cursorForPosition(page.viewport().rect().topLeft() + QPoint(60, 12))).top() + bar.value()
        if bar.value() < bar.maximum():
            assert abs(strip.marks[number].top * whole - y) < 40


def test_the_strip_says_in_words_what_is_spoken_of(pane: ComparePane, qtbot: QtBot) -> None:
    strip = strips(pane, qtbot)[0]
    assert strip.accessibleName() == "Map of What Ann thought"
    assert "Story and writing 18" in strip.accessibleDescription()
    assert strip.topics_near(middle_of(strip, "sound")) == ["Sound and music"]
    assert strip.topics_near(-100) == []


def test_marks_are_placed_anew_for_another_text_size(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    strip = strips(pane, qtbot)[0]
    before = strip.marks
    stage.look.set_scale(1.5)
    qtbot.waitUntil(lambda: strip.marks != before)
    assert len(strip.marks) == len(before)


def test_what_is_folded_or_without_a_topic_has_no_mark(pane: ComparePane, qtbot: QtBot) -> None:
    pane.show_reviews([made("a", ["story One thing.", " Nothing."]), made("b", ["story Another."])])
    found = strips(pane, qtbot)
    assert [len(strip.marks) for strip in found] == [1, 1]
    assert pane.texts.page(0).heights([Span(10_000, 10_001)]) == [None]


def test_what_the_reader_moves_is_moved_on_the_strip(pane: ComparePane, qtbot: QtBot) -> None:
    strip = strips(pane, qtbot)[0]
    passage = pane.review(0).passages[0]
    pane.set_mode("topics")
    pane.table.stand_at_span(0, passage.span)
    pane.run("move_passage")
    pane.mover.popup.chosen.emit("topic:themes")
    pane.mover.popup.hide()
    pane.set_mode("full_text")
    qtbot.waitUntil(lambda: "themes" in strip.marks[0].topics)


def test_a_page_that_nobody_sees_is_not_set_anew_before_it_is_shown(pane: ComparePane, stage: Stage) -> None:
    page = pane.texts.page(0)
    pane.texts.page(0).verticalScrollBar().setValue(600)
    place = page.place()
    set_again: list[int] = []
    pane.set_mode("topics")
    page.page_set.connect(lambda: set_again.append(1))
    stage.look.set_scale(1.3)
    stage.look.set_scale(1.5)
    assert set_again == []
    pane.set_mode("full_text")
    assert set_again == [1]
    assert abs(page.place() - place) < 200


# by keys


def test_the_map_is_gone_through_by_keys_and_return_goes_there(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    stage.commands.asked.connect(pane.run)
    found = strips(pane, qtbot)
    QTest.keyClick(focus(), Qt.Key.Key_M)
    assert found[0].hasFocus()
    assert [stretch.passages for stretch in found[0].stretches] == [18] * 5
    assert said[-1].startswith("story: 18 passages, at ") or said[-1].startswith("Story and writing: 18 passages, at ")
    for _ in range(4):
        QTest.keyClick(focus(), Qt.Key.Key_Down)
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert said[-1].startswith("Pacing: 18 passages, at ")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert pane.texts.page(0).hasFocus()
    assert [pane.texts.topic_at(column) for column in pane.texts.columns] == ["pacing"] * 3


def test_the_map_begins_at_what_is_read_and_its_column_leads(pane: ComparePane, qtbot: QtBot) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    found = strips(pane, qtbot)
    pane.texts.set_link(Link.OFF)
    page = pane.texts.page(1)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    found[1].setFocus()
    assert pane.texts.lead == 1
    last = ", ".join(found[1].topics_near(found[1].height() - 8)[:1])
    assert said[-1].startswith(last)


@pytest.mark.parametrize("key", [Qt.Key.Key_M, Qt.Key.Key_Left])
def test_the_way_back_into_the_text_moves_nothing(pane: ComparePane, stage: Stage, qtbot: QtBot, key: Qt.Key) -> None:
    stage.commands.asked.connect(pane.run)
    strips(pane, qtbot)
    QTest.keyClick(focus(), Qt.Key.Key_M)
    QTest.keyClick(focus(), Qt.Key.Key_End)
    QTest.keyClick(focus(), key)
    assert pane.texts.page(0).hasFocus()
    assert [pane.texts.scrolled(column) for column in pane.texts.columns] == [0, 0, 0]


def test_esc_leaves_the_map_before_anything_else(pane: ComparePane, qtbot: QtBot) -> None:
    strips(pane, qtbot)
    assert pane.texts.turn_to_map()
    assert pane.escape()
    assert pane.texts.page(0).hasFocus()
    assert not pane.escape()


def test_a_text_without_topics_has_a_map_that_says_so(pane: ComparePane, qtbot: QtBot) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    pane.set_mode("topics")
    pane.show_reviews((made("a", [" Nothing much."]), made("b", ["story B."])))
    pane.set_mode("full_text")
    qtbot.waitUntil(pane.texts.isVisible)
    assert pane.texts.maps.enter(0)
    assert said[-1] == "No passage of this text stands under a topic"
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClick(focus(), Qt.Key.Key_Down)
