"""A passage in its paragraph: what stands round it, quiet, by key and by click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.ui.panes.compare import ComparePane
from desktop.ui.panes.compare_laid import CONTEXT
from tests.ui.comparing import made, three
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.panes.compare_laid import Laid, Piece

KEY = Qt.Key
TALE = made(
    "tale",
    [" It begins.", "story+ The plot holds.", " Then a pause.", "story- The end does not.", " And so to bed."],
    ["story Another paragraph, whole."],
    critic="Ann",
)


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
    pane.show_reviews((TALE, three()[1]))
    pane.focus_in()
    stand(pane, 0)
    return pane


def stand(pane: ComparePane, stop: int) -> None:
    place = pane.table.cells.find("topic:story", 0)
    assert place is not None
    pane.table.stand(*place, stop)


def laid(pane: ComparePane) -> Laid:
    index = pane.table.currentIndex()
    return pane.table.laid(index.row(), index.column())


def words(piece: Piece) -> str:
    assert piece.span is not None
    return piece.span.of(TALE.text)


def quiet(pane: ComparePane) -> list[str]:
    return [words(piece) for piece in laid(pane).pieces if piece.stop == CONTEXT]


def test_c_shows_the_paragraph_round_the_passage_and_takes_it_away(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    before = pane.table.rowHeight(pane.table.currentIndex().row())
    QTest.keyClick(focus(), KEY.Key_C)
    assert quiet(pane) == ["It begins.", "Then a pause.", "And so to bed."]
    assert [words(piece) for piece in laid(pane).pieces] == [
        *("It begins.", "The plot holds.", "Then a pause.", "The end does not.", "And so to bed.", "Another paragraph, whole."),
    ]
    assert pane.table.stop == 0
    assert pane.table.rowHeight(pane.table.currentIndex().row()) > before
    assert "The paragraph round the passage" in said
    QTest.keyClick(focus(), KEY.Key_C)
    assert quiet(pane) == []
    assert pane.table.rowHeight(pane.table.currentIndex().row()) == before


def test_the_passage_stays_where_it_is(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    stage.window.resize(1500, 260)
    qtbot.waitUntil(lambda: pane.table.verticalScrollBar().maximum() > 0)
    stand(pane, 1)
    before = pane.table.stop_rect().top()
    QTest.keyClick(focus(), KEY.Key_C)
    assert abs(pane.table.stop_rect().top() - before) <= 1


def test_a_whole_paragraph_says_so(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    stand(pane, 2)
    QTest.keyClick(focus(), KEY.Key_C)
    assert said[-1] == "The paragraph says no more than what stands here"
    assert quiet(pane) == []


def test_esc_takes_the_paragraph_away_first(pane: ComparePane) -> None:
    QTest.keyClick(focus(), KEY.Key_C)
    assert pane.escape()
    assert quiet(pane) == []
    assert not pane.escape()


def test_an_opened_cell_goes_back_to_its_passages(pane: ComparePane) -> None:
    QTest.keyClick(focus(), KEY.Key_Space)
    assert quiet(pane)
    QTest.keyClick(focus(), KEY.Key_C)
    assert quiet(pane) == []


def sign_place(pane: ComparePane) -> tuple[QPoint, bool]:
    """Where the sign of the passage is, in pixels of the view, and whether it says that the paragraph is open."""
    index = pane.table.currentIndex()
    sign = pane.table.sign_in(index.row(), index.column())
    assert sign is not None
    corner = QPoint(pane.table.columnViewportPosition(index.column()), pane.table.rowViewportPosition(index.row()))
    return corner + sign.box.center(), sign.is_open


def test_a_click_on_the_sign_opens_the_paragraph_and_not_the_full_text(pane: ComparePane) -> None:
    for opened in (False, True):
        point, is_open = sign_place(pane)
        assert is_open == opened
        QTest.mouseMove(pane.table.viewport(), point)
        QTest.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert pane.mode == "topics"
        assert bool(quiet(pane)) != opened


def test_no_sign_stands_where_there_is_nothing_round_it(pane: ComparePane) -> None:
    stand(pane, 2)
    index = pane.table.currentIndex()
    assert pane.table.sign_in(index.row(), index.column()) is None


def test_a_list_of_passages_beyond_the_clamp_stays_in_its_paragraph(pane: ComparePane) -> None:
    long = made("long", [f"{'story+' if n % 2 else ''} Sentence number {n} goes on for a while." for n in range(40)])
    pane.show_reviews((long, three()[1]))
    stand(pane, 0)
    pane.run("show_around")
    assert laid(pane).shown == 20
    assert laid(pane).more == ""
    assert "".join(piece.span.of(long.text) for piece in laid(pane).pieces if piece.span).count("Sentence") == 40
