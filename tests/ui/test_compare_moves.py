from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.review import Span
from desktop.ui.models.compare_moves import Moves
from tests.ui.comparing import made, three
from tests.ui.comparing_pane import open_pane, stand
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.panes.compare import ComparePane

KEY = Qt.Key
HELD = Qt.KeyboardModifier


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1500, height=800)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    return open_pane(stage, qtbot, three())


def words(pane: ComparePane, key: str, review: int) -> list[str]:
    rows = {row.key: row for row in pane.table.cells.rows}
    text = pane.review(review).text
    return [passage.span.of(text) for passage in rows[key].cells[review].passages] if key in rows else []


def move(typed: str) -> None:
    QTest.keyClick(focus(), KEY.Key_M)
    QTest.keyClicks(focus(), typed)
    QTest.keyClick(focus(), KEY.Key_Return)


# the value


def test_moves_follow_the_review_and_not_its_column() -> None:
    moves = Moves()
    a, b = made("a", ["story One."]), made("b", ["story Two."])
    assert moves.put(b, Span(0, 3), None, "")
    assert moves.of([a, b]) == {(1, Span(0, 3)): None}
    assert moves.of([b]) == {(0, Span(0, 3)): None}
    assert moves.of([a]) == {}
    assert moves.put_back(b, Span(0, 3), "")
    assert moves.of([b]) == {}


# the pane


def test_a_passage_is_moved_by_keys_alone(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    stand(pane, "topic:story", 0, 0)
    assert words(pane, "topic:story", 0)[0] == "The plot of it is thin."
    move("sound")
    assert words(pane, "topic:sound", 0) == ["The plot of it is thin."]
    assert "The plot of it is thin." not in words(pane, "topic:story", 0)
    assert said[-1] == "Moved to Sound and music. Ctrl+Z takes it back"
    assert pane.table.hasFocus()
    cell = pane.table.current_cell()
    assert cell is not None
    assert (cell.key, cell.review) == ("topic:story", 0)


def test_a_moved_passage_says_so_everywhere(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0, 0)
    move("look")
    stand(pane, "topic:look", 0)
    assert pane.table.spoken().endswith("Moved here by you.")
    index = pane.table.currentIndex()
    assert pane.table.laid(index.row(), index.column()).pieces[0].layout.text().endswith("moved by you")
    with qtbot.waitSignal(pane.status_said) as said:
        pane.run("why")
    assert said.args == ["Put here by you; found under Story and writing"]
    assert pane.comparison is not None
    look = next(row for row in pane.comparison.topics if row.topic.id == "look")
    assert len(look.cells[0]) == 1


def test_out_of_every_topic_and_back_to_where_it_was_found(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0, 1)
    passage = words(pane, "topic:story", 0)[1]
    move("no topic")
    assert passage in words(pane, "unplaced", 0)
    assert passage not in words(pane, "topic:pacing", 0)
    stand(pane, "unplaced", 0, 0)
    move("back")
    assert passage in words(pane, "topic:story", 0)
    assert passage in words(pane, "topic:pacing", 0)


def test_the_popup_shows_where_the_passage_stands(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0, 1)
    QTest.keyClick(focus(), KEY.Key_M)
    choices = pane.mover.popup.choices
    assert [choice.text for choice in choices if choice.mark is not None and choice.mark.value == "checked"] == [
        "Story and writing",
        "Pacing",
    ]
    assert choices[-1].text == "No topic"
    QTest.keyClick(focus(), KEY.Key_Escape)
    assert pane.mover.popup.isHidden()
    assert pane.table.hasFocus()


def test_every_passage_stands_somewhere_after_a_move(pane: ComparePane) -> None:
    stand(pane, "topic:look", 2)
    move("no topic")
    for column in range(3):
        said = {text for row in pane.table.cells.rows for text in words(pane, row.key, column)}
        assert {p.span.of(pane.review(column).text) for p in pane.review(column).passages} <= said


def test_the_last_move_is_taken_back(pane: ComparePane, qtbot: QtBot) -> None:
    before = {row.key: [words(pane, row.key, column) for column in range(3)] for row in pane.table.cells.rows}
    stand(pane, "topic:performances", 1, 1)
    move("themes")
    assert pane.run("undo_move")
    assert {row.key: [words(pane, row.key, column) for column in range(3)] for row in pane.table.cells.rows} == before
    cell = pane.table.current_cell()
    assert cell is not None
    assert (cell.key, pane.table.stop) == ("topic:performances", 1)
    with qtbot.waitSignal(pane.status_said) as said:
        pane.run("undo_move")
    assert said.args == ["No passage was moved"]


def test_a_move_outlives_the_columns(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0, 0)
    move("look")
    pane.columns.pin(2)
    assert pane.comparison is not None
    look = next(row for row in pane.comparison.topics if row.topic.id == "look")
    assert [len(cell) for cell in look.cells] == [1, 1, 0]
    pane.close_column(1)
    assert words(pane, "topic:look", 0) + words(pane, "topic:look", 1) != []
    assert len(pane.table.cells.moved) == 1


def test_only_passages_are_moved(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "fact:Verdict", 0)
    with qtbot.waitSignal(pane.status_said) as said:
        pane.run("move_passage")
    assert said.args == ["Go to a passage first: only passages are moved"]
    assert pane.mover.popup.isHidden()


def test_following_by_topic_takes_the_move_over(pane: ComparePane) -> None:
    pane.set_mode("full_text")
    pane.set_mode("topics")
    stand(pane, "topic:look", 2)
    move("sound")
    pane.set_mode("full_text")
    topics = {pane.texts.topic_at(column) for column in pane.texts.columns}
    assert "look" not in topics
