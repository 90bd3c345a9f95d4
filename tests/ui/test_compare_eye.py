"""What is read stays under the eye when the width or the text size changes; and it takes no longer than it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.panes.compare import ComparePane
from tests.helpers.timing import within
from tests.ui.comparing import long_review, made, three
from tests.ui.stage import Stage, set_stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.review import Review

HIGH = 700  # pixels


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1300, height=HIGH)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    pane = ComparePane(stage.look, stage.commands, stage.window)
    layout = stage.window.layout()
    assert layout is not None
    layout.addWidget(pane)
    pane.setMinimumHeight(560)
    pane.show()
    qtbot.waitUntil(lambda: pane.width() > 1000)
    return pane


def uneven() -> list[Review]:
    """Reviews of which the last has far more to say than the others."""
    much = [[f"story+ Cy says a thing about the plot that is worth a line or two, number {n}."] for n in range(60)]
    return [*three()[:2], made("cy", *much, critic="Cy")]


def top_of(pane: ComparePane, key: str, review: int, stop: int) -> int:
    place = pane.table.cells.find(key, review)
    assert place is not None
    return pane.table.rowViewportPosition(place[0]) + round(pane.table.laid(*place).extent(stop)[0])


def resize(stage: Stage, width: int) -> None:
    stage.window.resize(width, HIGH)
    QApplication.processEvents()


@pytest.mark.parametrize("stop", [0, 7, 30, 45])
def test_the_passage_where_the_reader_stands_stays_where_it_is(pane: ComparePane, stage: Stage, stop: int) -> None:
    pane.show_reviews(uneven())
    place = pane.table.cells.find("topic:story", 2)
    assert place is not None
    pane.table.list_all(pane.table.cells.cell(*place))
    pane.table.stand(*place, stop)
    bar = pane.table.verticalScrollBar()
    bar.setValue(bar.value() + top_of(pane, "topic:story", 2, stop) - 60)
    before = top_of(pane, "topic:story", 2, stop)
    assert 0 < before < 200
    assert bar.value() > 0
    for width, scale in ((1210, 1.0), (1210, 1.5), (1300, 1.5), (1300, 1.0), (1000, 1.0), (1300, 1.0)):
        resize(stage, width)
        stage.look.set_scale(scale)
        assert abs(top_of(pane, "topic:story", 2, stop) - before) <= 1


def enlarge_until(stage: Stage, reached: Callable[[], bool]) -> None:
    """Enlarge the text step by step: how much is enough depends on the fonts of the machine."""
    for step in range(9, 21):
        stage.look.set_scale(step / 8)
        if reached():
            return
    pytest.fail("the largest text still has room")


def test_the_column_that_is_read_stays_where_there_is_room_for_fewer(pane: ComparePane, stage: Stage) -> None:
    pane.show_reviews(uneven())
    place = pane.table.cells.find("topic:story", 2)
    assert place is not None
    pane.table.stand(*place, 1)
    enlarge_until(stage, lambda: len(pane.table.cells.columns) == 2)
    assert pane.table.cells.columns == (0, 2)
    assert pane.table.waiting == (1,)
    found = pane.table.current_passage()
    assert found is not None
    assert found[0] == 2
    pane.columns.swap_in(1)  # which gives way again where it is asked for
    assert pane.table.cells.columns == (0, 1)
    stage.look.set_scale(1.0)
    assert sorted(pane.table.cells.columns) == [0, 1, 2]


def test_the_full_text_that_is_read_stays_where_there_is_room_for_fewer(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    pane.show_reviews([long_review(name, name.title()) for name in ("ann", "bo", "cy")])
    pane.set_mode("full_text")
    qtbot.waitUntil(pane.texts.isVisible)
    pane.texts.take_lead(2)
    enlarge_until(stage, lambda: len(pane.texts.columns) == 2)
    assert pane.texts.columns == (0, 2)
    assert pane.texts.waiting == (1,)
    assert pane.texts.lead == 2


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_what_is_scrolled_to_stays_though_another_column_has_long_ended(pane: ComparePane, stage: Stage, share: float) -> None:
    pane.show_reviews(uneven())
    place = pane.table.cells.find("topic:story", 2)
    assert place is not None
    pane.table.list_all(pane.table.cells.cell(*place))
    bar = pane.table.verticalScrollBar()
    bar.setValue(round(bar.maximum() * share))
    spot = pane.table.spot()
    assert spot is not None
    assert spot.review == "cy"
    assert abs(spot.y) < 60
    before = top_of(pane, "topic:story", 2, spot.stop)
    resize(stage, 1210)
    assert abs(top_of(pane, "topic:story", 2, spot.stop) - before) <= 1
    stage.look.step_scale(2)
    assert 2 in pane.table.cells.columns
    assert abs(top_of(pane, "topic:story", 2, spot.stop) - before) <= 1
    stage.look.set_scale(1.0)
    assert abs(top_of(pane, "topic:story", 2, spot.stop) - before) <= 1


def test_twenty_long_reviews_take_another_width_and_another_size_at_once(pane: ComparePane, stage: Stage) -> None:
    pane.show_reviews([long_review(f"r{n}", f"Critic {n}", turn=n % 5, paragraphs=150) for n in range(20)])
    pane.table.verticalScrollBar().setValue(900)
    widths = iter([1300 - 30 * (n % 2) for n in range(1, 20)])
    scales = iter([1.0 + 0.15 * (n % 2) for n in range(1, 20)])

    def widen() -> None:
        resize(stage, next(widths))
        pane.table.viewport().repaint()

    def enlarge() -> None:
        stage.look.set_scale(next(scales))
        pane.table.viewport().repaint()

    assert within(0.12, widen)
    assert within(0.2, enlarge)


def test_no_cell_is_laid_out_whole_that_is_not_opened(pane: ComparePane) -> None:
    """Laying out costs what is shown: of hundreds of passages in a cell, those that stand in its few lines."""
    pane.show_reviews([long_review(f"r{n}", f"Critic {n}", paragraphs=150) for n in range(3)])
    cells = pane.table.cells
    for row in range(cells.rowCount()):
        for column in range(cells.columnCount()):
            assert len(pane.table.laid(row, column).pieces) <= 12


def test_full_texts_keep_their_places_when_the_width_changes(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    pane.show_reviews([long_review(name, name.title()) for name in ("ann", "bo", "cy")])
    pane.set_mode("full_text")
    qtbot.waitUntil(pane.texts.isVisible)
    QTest.qWaitForWindowExposed(stage.window)
    for column in pane.texts.columns:
        page = pane.texts.page(column)
        page.verticalScrollBar().setValue(page.verticalScrollBar().maximum() // 2)
    before = pane.texts.places()
    resize(stage, 1210)
    after = pane.texts.places()
    assert before.keys() == after.keys()
    for column in before:
        assert abs(after[column] - before[column]) < 120


def test_a_text_size_chosen_in_the_full_texts_keeps_the_place_by_topic(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    pane.show_reviews(uneven())
    place = pane.table.cells.find("topic:story", 2)
    assert place is not None
    pane.table.list_all(pane.table.cells.cell(*place))
    pane.table.stand(*place, 30)
    bar = pane.table.verticalScrollBar()
    bar.setValue(bar.value() + top_of(pane, "topic:story", 2, 30) - 60)
    before = top_of(pane, "topic:story", 2, 30)
    pane.set_mode("full_text")
    qtbot.waitUntil(pane.texts.isVisible)
    stage.look.set_scale(1.3)
    pane.set_mode("topics")
    assert abs(top_of(pane, "topic:story", 2, 30) - before) <= 1


def test_a_comparison_that_nobody_sees_is_not_laid_out(pane: ComparePane) -> None:
    pane.hide()
    heights: list[int] = []
    pane.table.arranged.connect(lambda: heights.append(1))
    pane.show_reviews(uneven())
    assert not heights
    pane.show()
    assert len(heights) == 1
    assert pane.table.rowHeight(0) > 10
