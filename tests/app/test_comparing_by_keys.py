"""A comparison worked through by keys alone: answers, rows, moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.app.conftest import Driver


def test_answers_rows_and_moves_by_keys_alone(driver: Driver) -> None:
    window = driver.window
    pane = window.compare
    driver.press("Ctrl+2")
    driver.press("End", "Shift+Up", "Shift+Up", "Ctrl+Return")
    driver.until(lambda: window.focused_pane() is window.main)

    # what answers a passage, and back
    driver.press("Ctrl+Down", "Ctrl+Down")
    first = pane.table.passage_here()
    assert first is not None
    driver.press("F4")
    answer = pane.table.passage_here()
    assert answer is not None
    assert answer[0] != first[0]
    assert pane.answers.words.startswith("Answer 1 of ")
    driver.press("Alt+Left")
    assert window.comparing
    assert pane.table.passage_here() == first

    # only where the critics differ, and everything again
    rows = len(pane.table.cells.shown_rows)
    driver.press("F2")
    assert 0 < len(pane.table.cells.shown_rows) < rows
    driver.press("F2", "F2")
    assert len(pane.table.cells.shown_rows) == rows

    # another topic, and back
    moved = pane.table.passage_here()
    driver.press("M")
    driver.write("sound")
    driver.press("Return")
    assert len(pane.table.cells.moved) == 1
    assert pane.table.hasFocus()
    driver.press("Ctrl+Z")
    assert not pane.table.cells.moved
    assert pane.table.passage_here() == moved
