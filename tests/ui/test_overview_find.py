from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.comparison.overview import overview_of
from desktop.comparison.rows import compare
from desktop.ui.models.overview_marks import Part, sheets_of
from desktop.ui.panes.find_bar import FindBar
from desktop.ui.panes.overview import OverviewPane
from desktop.ui.panes.overview_find import Place, places_of
from tests.ui.comparing import three
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=900, height=420)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> OverviewPane:
    pane = OverviewPane(stage.look, stage.commands, stage.window)
    layout = stage.window.layout()
    assert layout is not None
    layout.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.width() > 600)
    pane.show_reviews(three(), (), "A film", "3 reviews")
    pane.focus_in()
    return pane


def told(pane: OverviewPane) -> str:
    bar = pane.findChild(FindBar)
    assert bar is not None
    label = bar.findChild(QLabel)
    assert label is not None
    return label.text()


def test_words_are_found_in_marks_heads_and_sentences() -> None:
    sheets = [sheet for sheet in sheets_of(overview_of(compare(three()))) if sheet.rows]
    parts = [sheet.part for sheet in sheets]
    topics = parts.index(Part.TOPICS)
    names = [label.text for label in sheets[topics].down]
    assert Place(topics, names.index("Story and writing"), 0) in places_of(sheets, "story AND writing")
    assert Place(parts.index(Part.SCORES), 0, 0) in places_of(sheets, "ann lee")
    assert Place(topics, 0, [label.text for label in sheets[topics].across].index("Ann Lee")) in places_of(sheets, "Ann Lee")
    assert Place(topics, 0, 0) in places_of(sheets, "they split over")
    assert places_of(sheets, "") == ()
    assert places_of(sheets, "no such word") == ()
    found = places_of(sheets, "e")
    assert len(set(found)) == len(found)
    assert [place.part for place in found] == sorted(place.part for place in found)


def test_find_counts_goes_on_and_says_where(pane: OverviewPane) -> None:
    said: list[str] = []
    pane.said.connect(said.append)
    pane.finding.open()
    assert isinstance(focus(), QLineEdit)
    QTest.keyClicks(focus(), "bo dee")
    count = len(pane.finding.places)
    assert count > 2
    assert told(pane) == f"1 of {count}"
    assert "Bo Dee" in said[-1]
    pane.finding.step(-1)
    assert told(pane) == f"{count} of {count}"
    pane.finding.run(1)
    assert told(pane) == f"1 of {count}"


def test_return_in_the_bar_goes_to_the_next_hit_and_opens_nothing(pane: OverviewPane) -> None:
    opened: list[object] = []
    pane.source_wanted.connect(lambda *found: opened.append(found))
    pane.topic_wanted.connect(lambda *found: opened.append(found))
    pane.finding.open()
    QTest.keyClicks(focus(), "bo dee")
    pane.activate()  # what the command of Return does
    assert told(pane).startswith("2 of ")
    assert not opened


def test_hits_are_washed_and_the_one_gone_to_is_in_view(pane: OverviewPane) -> None:
    pane.finding.open()
    QTest.keyClicks(focus(), "pacing")
    page = pane.page
    assert page is not None
    topics = page.view(Part.TOPICS)
    assert topics is not None
    assert any(topics.hits.values())
    rect = topics.current_rect()
    top = topics.mapTo(pane.viewport(), rect.topLeft()).y()
    assert 0 <= top <= pane.viewport().height() - rect.height()
    assert pane.verticalScrollBar().value() > 0


def test_esc_closes_the_bar_at_the_hit_and_washes_nothing(pane: OverviewPane) -> None:
    pane.finding.open()
    QTest.keyClicks(focus(), "pacing")
    page = pane.page
    assert page is not None
    topics = page.view(Part.TOPICS)
    assert topics is not None
    here = topics.currentIndex()
    assert pane.escape()
    assert topics.hasFocus()
    assert topics.currentIndex() == here
    assert not any(view.hits for view in page.views)
    assert not pane.escape()


def test_the_bar_takes_its_room_from_what_scrolls(pane: OverviewPane) -> None:
    before = pane.viewport().height()
    pane.finding.open()
    bar = pane.findChild(FindBar)
    assert bar is not None
    assert pane.viewport().height() == before - bar.height()
    assert pane.viewport().geometry().bottom() < bar.geometry().top()
    pane.finding.close()
    assert pane.viewport().height() == before


def test_another_page_is_looked_through_as_well(pane: OverviewPane) -> None:
    pane.finding.open()
    QTest.keyClicks(focus(), "bo dee")
    pane.show_reviews(three()[:1], (), "Another", "1 review")
    assert told(pane) == "No hits"
    pane.finding.step(1)
    pane.show_reviews(three(), (), "A film", "3 reviews")
    assert len(pane.finding.places) > 2


def test_what_is_not_there_is_said(pane: OverviewPane) -> None:
    pane.finding.open()
    QTest.keyClicks(focus(), "xyzzy")
    assert told(pane) == "No hits"
    pane.finding.step(1)
    assert told(pane) == "No hits"
