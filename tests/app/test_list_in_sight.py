"""What the list shows stays where the eye is, whatever comes to stand around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.library.query import parse
from desktop.ui.models.reviews_model import Column

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Driver

WORKS = 26


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reviews each of twenty-six films; every second film is about ships."""
    folder = tmp_path / "reviews"
    folder.mkdir()
    for number in range(2 * WORKS):
        work = number // 2
        about = "A ship sails" if work % 2 else "A train leaves"
        head = f"Film: Voyage {chr(65 + work)}\nMy rating: {1 + number % 10}/10\n"
        (folder / f"{number:02}.txt").write_text(f"{head}\n{about}, and number{number} is told of it at length.\n", "utf-8")
    return folder


def top_of(driver: Driver, review_id: str) -> int:
    """How far below the upper edge of the list a review stands, in pixels."""
    row = driver.program.browsing.library.find_row(review_id)
    assert row is not None
    view = driver.window.pane.list
    return view.rowViewportPosition(view.model().index_of(row).row())  # type: ignore[attr-defined]  # it is a ReviewsModel


def test_what_is_read_stays_where_it_stands_when_the_list_is_narrowed_and_widened(lister: Driver) -> None:
    lister.program.session.go("47")
    before = top_of(lister, "47")
    assert 0 < before < lister.window.pane.list.viewport().height()
    lister.press("/")
    lister.write("ship")
    assert len(lister.shown_ids()) == WORKS
    room = lister.window.pane.list.viewport().height()
    assert 0 <= top_of(lister, "47") < room
    lister.press("Esc")
    assert len(lister.shown_ids()) == 2 * WORKS
    assert 0 <= top_of(lister, "47") < room


def test_what_was_scrolled_to_stays_when_rows_go_above_it(lister: Driver) -> None:
    view = lister.window.pane.list
    lister.program.session.go("02")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    lister.program.session.take_query(parse("ship"))
    assert lister.window.pane.list.current_row() == lister.program.browsing.library.find_row("02")
    assert 0 <= top_of(lister, "51") < view.viewport().height(), "the current review, far above, does not take the list away"


def test_the_first_of_another_list_stands_under_its_heading(lister: Driver) -> None:
    view = lister.window.pane.list
    lister.program.session.go("48")  # of a train
    lister.program.session.take_query(parse("ship"))
    assert lister.program.session.current is not None
    assert lister.program.session.current.id == "02"
    assert view.verticalScrollBar().value() == 0


def test_what_answers_best_is_shown_first_wherever_the_current_review_stands(lister: Driver) -> None:
    bar = lister.window.pane.list.verticalScrollBar()
    lister.program.session.go("47")
    lister.program.session.take_query(parse("ship sort:relevance"))
    assert lister.window.pane.list.current_row() is not None
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    lister.program.session.fold_copies(on=False)
    assert bar.value() == bar.maximum(), "the same answers leave the list where it is"
    lister.program.session.take_query(parse("sails sort:relevance"))
    assert bar.value() == 0


def test_the_current_review_is_in_sight_as_a_card_and_as_a_row(lister: Driver) -> None:
    view = lister.window.pane.list
    for review in ("02", "31", "51"):
        lister.program.session.go(review)
        for on in (True, False):
            view.show_table(on=on)
            row = view.currentIndex().row()
            assert 0 <= top_of(lister, review) <= view.viewport().height() - view.rowHeight(row), (review, on)


def test_rows_of_a_table_have_all_their_cells_after_headings_have_stood_there(lister: Driver) -> None:
    view = lister.window.pane.list
    lister.press("Ctrl+Shift+T")
    lister.program.session.group_by("none")
    for row in range(view.model().rowCount()):
        assert view.columnSpan(row, Column.SCORE) == 1
    lister.program.session.group_by("work")
    heights = {view.rowHeight(row) for row in range(view.model().rowCount())}
    assert len(heights) == 2, "headings have a height of their own, rows have one"


def test_what_is_selected_is_known_whatever_stands_between(lister: Driver) -> None:
    view, find = lister.window.pane.list, lister.program.browsing.library.find_row
    lister.press("Ctrl+A")
    assert len(view.selected_rows()) == 2 * WORKS
    view.select_all_of([row for name in ("05", "06", "02", "48") if (row := find(name)) is not None])
    assert view.selected_rows() == [find(name) for name in ("02", "05", "06", "48")]
    assert view.current_row() == find("05")
    lister.program.session.go("06")
    view.tree.close_groups(on=True)
    lister.press("Ctrl+A")
    assert view.selected_rows() == [], "headings are no reviews"


def test_the_first_review_of_a_group_comes_into_sight_with_its_heading(lister: Driver) -> None:
    bar = lister.window.pane.list.verticalScrollBar()
    lister.press("End", "Home")
    assert lister.window.pane.list.current_row() == lister.program.browsing.library.find_row("00")
    assert bar.value() == 0
    lister.press("End")
    assert bar.value() == bar.maximum()
    for _ in range(WORKS + 1):  # to the first of its work
        lister.press("Up")
    group = lister.window.pane.list.model().index(lister.window.pane.list.currentIndex().row() - 1, 0)
    assert lister.window.pane.list.visualRect(group).top() >= 0


def test_letters_go_to_the_next_headline_that_begins_with_them(lister: Driver, folder: Path) -> None:
    view, browsing = lister.window.pane.list, lister.program.browsing
    page = "Zebras on the screen\n\nBy Ann Bell\n\nA film of stripes and dust, and of zebras.\n"
    (folder / "own.txt").write_text(page, "utf-8")
    lister.until(lambda: browsing.library.find_row("own") is not None)
    find = browsing.library.find_row
    lister.program.session.go("02")
    view.keyboardSearch("zebra")
    assert view.current_row() == find("own")
    view.keyboardSearch("")
    lister.program.session.go("51")
    view.keyboardSearch("ZEB")
    assert view.current_row() == find("own"), "from the end on to the beginning, whatever the case"
    view.keyboardSearch("")
    view.keyboardSearch("nothing begins so")
    assert view.current_row() == find("own")
    view.keyboardSearch("")
    lister.press("Ctrl+Shift+T")
    lister.program.session.go("02")
    view.keyboardSearch("zeb")
    assert view.current_row() == find("own")
    view.keyboardSearch("")
    view.setCurrentIndex(view.currentIndex().siblingAtColumn(Column.FILE))
    view.keyboardSearch("30")
    assert view.current_row() == find("30"), "in another column, what stands there"


def test_the_current_review_stays_in_sight_when_the_list_gets_lower(lister: Driver) -> None:
    view = lister.window.pane.list
    lister.program.session.go("51")
    assert view.visualRect(view.currentIndex()).bottom() < view.viewport().height()
    before = view.viewport().height()
    lister.press("Ctrl+A")  # how many are selected is said below the list
    lister.until(lambda: view.viewport().height() < before)
    assert view.visualRect(view.currentIndex()).bottom() < view.viewport().height()
