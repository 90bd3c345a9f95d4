from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.panes.compare import ComparePane
from desktop.ui.panes.compare_head import Chip, ColumnHead
from desktop.ui.panes.full_text_link import Link
from tests.ui.comparing import long_review, made
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.panes.full_text import FullText

KEY = Qt.Key


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1500, height=700)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    pane = ComparePane(stage.look, stage.commands, stage.window)
    stage.commands.asked.connect(pane.run)
    layout = stage.window.layout()
    assert layout is not None
    layout.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.width() > 1000)
    pane.show_reviews([long_review(name, name.title(), turn=turn) for turn, name in enumerate(("ann", "bo", "cy"))])
    pane.set_mode("full_text")
    pane.focus_in()
    assert pane.texts.columns == (0, 1, 2)
    return pane


@pytest.fixture
def texts(pane: ComparePane) -> FullText:
    return pane.texts


def tops(texts: FullText) -> list[int]:
    return [texts.scrolled(column) for column in texts.columns]


def read_to(texts: FullText, topic: str, column: int | None = None) -> None:
    """Scroll the column of the reader until it speaks of a topic, as the wheel or the keys would."""
    page = texts.page(texts.lead if column is None else column)
    bar = page.verticalScrollBar()
    for value in range(0, bar.maximum(), 40):
        bar.setValue(value)
        if texts.topic_at(texts.lead if column is None else column) == topic:
            return
    raise AssertionError(topic)


def wheel(texts: FullText, column: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    viewport = texts.page(column).viewport()
    middle = QPointF(viewport.rect().center())
    # With Alt, desktops report the wheel as going sideways.
    turned = QPoint(-120, 0) if held & Qt.KeyboardModifier.AltModifier else QPoint(0, -120)
    event = QWheelEvent(
        middle,
        viewport.mapToGlobal(middle),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_the_link_is_always_in_words(pane: ComparePane, texts: FullText) -> None:
    chip = pane.findChild(Chip, "link")
    assert chip is not None
    seen = []
    for _ in Link:
        seen.append(chip.text())
        QTest.keyClick(texts.page(texts.lead), KEY.Key_F7)
    assert seen == ["Link: follow topic", "Link: off", "Link: keep offset"]
    assert texts.link is Link.TOPIC


def test_changing_the_link_moves_nothing(texts: FullText) -> None:
    read_to(texts, "look")
    before = tops(texts)
    for _ in Link:
        texts.set_link(texts.link.next)
        assert tops(texts) == before


def test_the_column_of_the_reader_never_moves_by_itself(pane: ComparePane, texts: FullText) -> None:
    read_to(texts, "performances")
    here = texts.scrolled(0)
    for act in ("align", "link", "keep_together", "align", "link", "align", "link"):
        assert pane.run(act)
        assert texts.scrolled(0) == here, act
    wheel(texts, 1, Qt.KeyboardModifier.AltModifier)
    assert texts.scrolled(0) == here
    wheel(texts, 2)
    assert texts.scrolled(0) == here or texts.lead == 2


def test_following_lands_all_columns_on_the_topic_and_marks_the_passage(texts: FullText) -> None:
    read_to(texts, "look")
    assert [texts.topic_at(column) for column in texts.columns] == ["look"] * 3
    for column in (1, 2):
        marks = texts.page(column).extraSelections()
        assert any("look" in mark.cursor.selectedText() for mark in marks)


def test_followers_stay_while_the_topic_does(texts: FullText) -> None:
    read_to(texts, "look")
    before = tops(texts)
    bar = texts.page(0).verticalScrollBar()
    bar.setValue(bar.value() + 30)
    assert texts.topic_at(0) == "look"
    assert tops(texts)[1:] == before[1:]


def test_keep_offset_moves_by_the_same_pixels(texts: FullText) -> None:
    texts.set_link(Link.OFFSET)
    texts.page(1).verticalScrollBar().setValue(300)
    texts.page(0).verticalScrollBar().setValue(140)
    assert tops(texts) == [140, 440, 140]


def test_a_nudge_moves_one_column_and_is_not_snapped_back(texts: FullText) -> None:
    texts.set_link(Link.OFFSET)
    texts.page(0).verticalScrollBar().setValue(100)
    QTest.keyClick(texts.page(0), KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    nudged = texts.scrolled(0)
    assert nudged > 100
    assert tops(texts)[1:] == [100, 100]
    texts.page(0).verticalScrollBar().setValue(nudged + 50)
    assert tops(texts)[1:] == [150, 150]


def test_alt_and_the_wheel_nudge_the_column_under_the_mouse_and_leave_the_focus(texts: FullText) -> None:
    texts.set_link(Link.OFFSET)
    wheel(texts, 1, Qt.KeyboardModifier.AltModifier)
    moved = texts.scrolled(1)
    assert moved > 0
    assert (texts.scrolled(0), texts.scrolled(2)) == (0, 0)
    assert texts.lead == 0
    texts.page(0).verticalScrollBar().setValue(70)
    assert texts.scrolled(1) == moved + 70


def test_a_nudged_place_beats_the_one_found(texts: FullText) -> None:
    read_to(texts, "look")
    for _ in range(3):
        texts.nudge(1, 1)
    place = texts.offset(1)
    read_to(texts, "story")
    assert texts.offset(1) != place
    read_to(texts, "look")
    there = texts.offset(1)
    assert place is not None
    assert there is not None
    assert abs(there - place) < 120  # the same line or the next


def test_the_wheel_takes_the_lead_and_then_leads(texts: FullText) -> None:
    wheel(texts, 2)
    assert texts.lead == 2
    assert texts.page(2).hasFocus()
    texts.set_link(Link.OFFSET)
    here = texts.scrolled(2)
    texts.page(2).verticalScrollBar().setValue(here + 25)
    assert texts.scrolled(0) == 25


def test_going_to_another_column_moves_nothing(pane: ComparePane, texts: FullText) -> None:
    read_to(texts, "sound")
    before = tops(texts)
    for _ in range(4):
        QTest.keyClick(texts.page(texts.lead), KEY.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert texts.page(texts.lead).hasFocus()
        assert tops(texts) == before
    assert texts.lead == 1
    assert pane.here() == 1


def test_align_works_whatever_the_link(texts: FullText) -> None:
    texts.set_link(Link.OFF)
    read_to(texts, "pacing")
    QTest.keyClick(texts.page(0), KEY.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert [texts.topic_at(column) for column in texts.columns] == ["pacing"] * 3


def test_a_larger_text_keeps_every_column_at_its_place(stage: Stage, texts: FullText) -> None:
    read_to(texts, "look")
    before = texts.places()
    stage.look.set_scale(1.15)
    after = texts.places()
    assert set(after) == set(before)
    for column, place in before.items():
        assert abs(after[column] - place) < 200, column


def test_heads_say_what_is_read_where_and_who_is_silent(pane: ComparePane, stage: Stage) -> None:
    del stage
    other = made("dee", *(["sound+ Only of the sound does Dee speak, and at some length."] for _ in range(20)), critic="Dee")
    pane.show_reviews([long_review("ann", "Ann"), other])
    pane.focus_in()
    read_to(pane.texts, "look")
    heads = {head.accessibleName() for head in pane.findChildren(ColumnHead)}
    assert any("Here: Look" in name for name in heads)
    assert any("No passage found: Look" in name for name in heads)


def test_find_counts_in_every_column_and_goes_on_to_the_next(pane: ComparePane, texts: FullText) -> None:
    assert pane.run("find")
    QTest.keyClicks(focus(), "Bo says of story")
    assert pane.finding.count(1) == 18
    assert pane.finding.count(0) == 0
    before = texts.scrolled(0)
    pane.run("find_next")
    assert texts.lead == 1
    assert texts.scrolled(0) == before
    assert texts.page(1).extraSelections()
    assert pane.escape()
    assert not pane.finding.active
    assert pane.escape() is False


def test_in_a_narrow_window_one_text_is_shown_and_ctrl_tab_goes_round_them(
    pane: ComparePane, stage: Stage, qtbot: QtBot
) -> None:
    stage.window.resize(520, 700)
    qtbot.waitUntil(lambda: len(pane.texts.columns) == 1)
    seen = []
    for _ in range(3):
        seen.append(pane.texts.lead)
        QTest.keyClick(pane.texts.page(pane.texts.lead), KEY.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert seen == [0, 1, 2]
    assert pane.texts.lead == 0


def test_in_a_narrow_window_the_next_text_comes_at_the_same_topic(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    stage.window.resize(520, 700)
    qtbot.waitUntil(lambda: len(pane.texts.columns) == 1)
    read_to(pane.texts, "sound")
    QTest.keyClick(pane.texts.page(0), KEY.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert pane.texts.columns == (1,)
    assert pane.texts.topic_at(1) == "sound"


def test_data_does_not_become_rich_text(pane: ComparePane) -> None:
    pane.show_reviews([made("<b>a</b>", ["story It is <b>bold</b> & <img src=x>."]), made("b", ["story+ Not so."])])
    page = pane.texts.page(0)
    assert "It is <b>bold</b> & <img src=x>." in page.toPlainText()
