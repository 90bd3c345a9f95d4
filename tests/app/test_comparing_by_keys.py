"""A comparison worked through by keys alone: answers, rows, moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers.pdf import Pdf

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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


def test_a_comparison_in_the_readers_order_is_saved_as_a_pdf(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = driver.window
    path = tmp_path / "exports" / "ballerina.pdf"
    path.parent.mkdir()
    monkeypatch.setattr("desktop.ui.exporting.QFileDialog.getSaveFileName", lambda *_: (str(path), "PDF (*.pdf)"))
    driver.press("Ctrl+2", "Home", "Shift+Down", "Ctrl+Return")
    driver.until(lambda: window.focused_pane() is window.main)
    pane = window.compare
    driver.press("Ctrl+Down", "Left")
    assert pane.table.at_name
    name = pane.table.spoken().split(",")[0]
    driver.press("Ctrl+Shift+Down")
    names = [row.name for row in pane.table.cells.shown_rows]
    driver.press("Ctrl+S")
    assert window.status.currentMessage().startswith("Saved as ")
    told = "".join("".join(Pdf(path.read_bytes()).pages()).split())
    before = names[names.index(name) - 1]
    assert 0 < told.index("".join(before.split())) < told.index("".join(name.split()))
    driver.press("C")  # which says why there is nothing to show at a name
    assert "paragraph" in window.status.currentMessage()
