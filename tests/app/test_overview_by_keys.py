"""The overview in the whole program, by keys: from a work to a cell, to its passages, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.command_table import Place
from desktop.ui.models.overview_marks import Part, ToTopic
from desktop.ui.panes.overview_view import SheetView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.app.conftest import Driver


def view_here(driver: Driver) -> SheetView:
    view = driver.focus
    assert isinstance(view, SheetView)
    return view


def test_from_a_work_to_a_cell_to_its_passages_and_back(driver: Driver) -> None:
    window = driver.window
    driver.press("Home", "Ctrl+Shift+3")
    assert window.overlooking
    assert window.place() is Place.OVERVIEW
    assert driver.program.commands["view_overview"].isChecked()
    assert len(window.overview.reviews) == 5

    # the matrix: the second topic of the second review
    driver.press("Ctrl+Down", "Down", "Right")
    matrix = view_here(driver)
    assert matrix.part is Part.TOPICS
    mark = matrix.current_mark()
    assert mark is not None
    assert isinstance(mark.goal, ToTopic)
    before = window.overview.place()

    # its passages in Compare
    driver.press("Return")
    assert window.comparing
    assert driver.program.commands["view_compare"].isChecked()
    assert len(window.compare.reviews) == 5
    cell = window.compare.table.current_cell()
    assert cell is not None
    assert cell.topic == mark.goal.topic
    assert window.compare.review(cell.review).id == window.overview.reviews[mark.goal.column].id
    assert window.compare.table.hasFocus()
    assert len(cell.passages) == int(mark.fields[0])

    # back, forward, back
    driver.press("Alt+Left")
    assert window.overlooking
    assert window.overview.place() == before
    assert view_here(driver).part is Part.TOPICS
    driver.press("Alt+Right")
    assert window.comparing
    driver.press("Alt+Left", "Alt+Left")
    assert not window.overlooking
    assert not window.comparing
    assert driver.program.commands["view_read"].isChecked()


def test_a_score_opens_the_review_where_it_stands(driver: Driver) -> None:
    window = driver.window
    driver.press("Home", "Ctrl+Shift+3")
    dot = window.overview.overview.scored[0] if window.overview.overview else None
    assert dot is not None
    driver.press("Return")
    assert not window.overlooking
    current = driver.program.session.current
    assert current is not None
    assert current.verdict is not None
    assert current.verdict.notation == dot.notation
    assert window.focused_pane() is window.main
    driver.press("Alt+Left")
    assert window.overlooking


def test_a_pair_is_compared_alone(driver: Driver) -> None:
    window = driver.window
    driver.press("Home", "Ctrl+Shift+3", "Ctrl+Down", "Ctrl+Down", "Right", "Return")
    assert [review.id for review in window.compare.reviews] == [review.id for review in window.overview.reviews[:2]]


def test_panes_in_turn_and_one_step_back_from_an_overview(driver: Driver) -> None:
    window = driver.window
    driver.press("Home", "Ctrl+Shift+3")
    driver.press("F6", "F6", "F6")
    assert window.focused_pane() is window.main
    assert view_here(driver).part is Part.SCORES
    driver.press("Ctrl+2", "Ctrl+3")
    assert window.focused_pane() is window.main
    driver.press("Esc")
    assert window.pane.list.hasFocus()
    assert window.overlooking
    driver.press("Ctrl+3", "Shift+F9", "Ctrl+3", "Esc")
    assert not window.overlooking


def test_what_is_selected_or_compared_is_overlooked(driver: Driver) -> None:
    window = driver.window
    driver.press("Ctrl+2", "End", "Shift+Up", "Ctrl+Shift+3")
    assert len(window.overview.reviews) == 2
    assert "2 of 5" in window.overview.note
    driver.press("Ctrl+2", "Home", "Shift+Down", "Shift+Down", "Ctrl+Return", "Ctrl+Shift+3")
    assert window.overlooking
    assert len(window.overview.reviews) == 3


def test_compare_from_an_overview_is_of_what_it_shows(driver: Driver) -> None:
    window = driver.window
    driver.press("Ctrl+2", "End", "Shift+Up", "Shift+Up", "Ctrl+Shift+3", "Ctrl+2", "Home", "Ctrl+Shift+2")
    assert window.comparing
    assert window.compare.reviews == window.overview.reviews


def test_finding_and_copying_mean_the_overview_and_not_the_hidden_page(driver: Driver) -> None:
    window = driver.window
    driver.press("Home", "Ctrl+Shift+3", "Ctrl+F")
    assert window.overlooking
    assert window.overview.isAncestorOf(driver.focus)
    driver.press("Esc", "Ctrl+Shift+C")
    assert QApplication.clipboard().text() == window.overview.spoken() != ""


def test_reading_the_folder_again_keeps_the_place(driver: Driver) -> None:
    window = driver.window
    driver.press("Home", "Ctrl+Shift+3", "Ctrl+Down", "Down")
    before = window.overview.place()
    driver.press("F5")
    driver.until(lambda: not driver.program.loader.busy)
    assert window.overlooking
    assert window.overview.place() == before


def test_an_overview_is_saved_by_its_key(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "overview.svg"
    monkeypatch.setattr("desktop.ui.exporting.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    driver.press("Ctrl+Shift+S")
    assert not path.exists()
    driver.press("Home", "Ctrl+Shift+3", "Ctrl+Shift+S")
    assert "Ballerina" in path.read_text("utf-8")
    path.unlink()
    driver.press("Ctrl+S")
    assert path.exists()


def test_pages_that_name_no_work_have_an_overview_each(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text("The acting is superb.\n\nThe story is terrible.\n")
    driver = open_program(folder)
    driver.press("Home", "Ctrl+Shift+3")
    window = driver.window
    assert [review.id for review in window.overview.reviews] == ["one"]
    # The words of a cell are in the one review there is.
    driver.press("Ctrl+Down", "Return")
    assert not window.comparing
    assert not window.overlooking
    assert driver.program.session.current is not None
    assert driver.program.session.current.id == "one"


def test_an_overview_makes_room_and_gives_it_back(open_program: Callable[..., Driver]) -> None:
    driver = open_program(width=900)
    window = driver.window
    assert window.filters.isVisible()
    driver.press("Home", "Ctrl+Shift+3")
    assert not window.filters.isVisible()
    driver.press("Ctrl+Shift+1")
    assert window.filters.isVisible()


def test_find_goes_through_the_marks_by_keys_alone(driver: Driver) -> None:
    window = driver.window
    driver.press("Home", "Ctrl+Shift+3", "Ctrl+F")
    driver.write("aluna")
    count = len(window.overview.finding.places)
    assert count > 2
    driver.press("F3", "Return")  # Return in the bar is the next hit, as everywhere, and opens nothing
    assert window.overlooking
    driver.press("Esc")
    view = view_here(driver)
    mark = view.current_mark()
    assert mark is not None
    assert not any(each.hits for each in window.overview.findChildren(SheetView))
    driver.press("F3")
    assert isinstance(driver.focus, QLineEdit)
