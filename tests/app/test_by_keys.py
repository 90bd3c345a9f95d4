"""One reading session by keys alone: filter, read, find, compare, jump to a passage and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMenu

from desktop.ui import marking
from desktop.ui.chosen import Chosen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.app.conftest import Driver

SEEDS = [
    "000_fd16d79966d3a298",
    "001_13185d55af5d5b3b",
    "002_db8d471b5b461476",
    "003_aac41312e441cadf",
    "004_2e5206008a39f530",
]


def test_a_session_by_keys_alone(driver: Driver) -> None:
    window = driver.window
    assert driver.shown_ids() == SEEDS
    assert window.pane.list.hasFocus()

    # filter: a query typed into the search field
    driver.press("/")
    driver.write("score:>=75")
    assert driver.shown_ids() == [SEEDS[2], SEEDS[4]]
    driver.press("Return")
    driver.until(window.pane.list.hasFocus)
    driver.press("Home")

    # read
    driver.press("Down", "Return")
    assert driver.program.session.current is not None
    driver.until(lambda: window.focused_pane() is window.main)
    current = driver.program.session.current
    assert current is not None
    assert current.id in (SEEDS[2], SEEDS[4])
    assert current.id in driver.program.browsing.marks.read

    # find
    driver.press("Ctrl+F")
    driver.write("revenge")
    assert window.reader.page.marks.hit_count >= 3
    driver.press("F3", "F3")
    assert window.reader.page.step_hit(0) >= 1
    driver.press("Esc")
    assert window.reader.page.marks.hit_count == 0
    assert window.focused_pane() is window.main

    # all reviews again, three of them side by side
    driver.press("Ctrl+Shift+L")
    assert driver.shown_ids() == SEEDS
    driver.press("Ctrl+2")
    driver.press("End", "Shift+Up", "Shift+Up")
    assert len(window.pane.list.selected_rows()) == 3
    driver.press("Ctrl+Return")
    assert window.comparing
    assert len(window.compare.reviews) == 3
    driver.until(lambda: window.focused_pane() is window.main)

    # a passage in its full text, and back to where it was
    driver.press("Ctrl+Down", "Down", "Down")
    before = window.compare.place()
    assert window.compare.mode == "topics"
    driver.press("Return")
    assert window.compare.mode == "full_text"
    driver.press("Alt+Left")
    assert window.compare.mode == "topics"
    assert window.compare.place() == before

    # back to the one review
    driver.press("Alt+Left")
    assert not window.comparing


def test_space_pages_and_stops_before_the_next_review(driver: Driver) -> None:
    window = driver.window
    driver.press("Home", "Ctrl+3")
    first = driver.program.session.current
    bar = window.reader.page.verticalScrollBar()
    for _ in range(40):
        if bar.value() == bar.maximum():
            break
        driver.press("Space")
    assert bar.value() == bar.maximum()
    assert driver.program.session.current is first
    driver.press("Space")
    assert driver.program.session.current is first
    driver.press("Space")
    assert driver.program.session.current is not first
    assert bar.value() == 0


def test_j_and_k_go_through_the_list_from_the_text(driver: Driver) -> None:
    driver.press("Home", "Ctrl+3", "J")
    assert driver.program.session.current is not None
    second = driver.program.session.current.id
    driver.press("J", "K")
    assert driver.program.session.current.id == second
    assert driver.window.focused_pane() is driver.window.main


def test_letters_in_the_list_are_type_ahead_not_commands(driver: Driver) -> None:
    driver.press("Home")
    driver.write("film")
    assert driver.program.session.current is not None
    assert driver.program.session.current.id == SEEDS[3]
    assert not driver.window.tag_popup.isVisible()


def test_original_keeps_the_place_and_comes_back(driver: Driver) -> None:
    page = driver.window.reader.page
    driver.press("End", "Ctrl+3", "Space")
    place = page.place()
    assert place > 0
    driver.press("Ctrl+U")
    assert driver.window.reader.original
    assert abs(page.place() - place) < 120
    driver.press("Ctrl+U")
    assert not driver.window.reader.original
    assert abs(page.place() - place) < 120


def test_the_place_is_kept_when_text_grows(driver: Driver) -> None:
    page = driver.window.reader.page
    driver.press("End", "Ctrl+3", "Space")
    place = page.place()
    driver.press("Ctrl++", "Ctrl++")
    assert driver.program.look.scale > 1
    assert abs(page.place() - place) < 120
    driver.press("Ctrl+0")
    assert abs(page.place() - place) < 120


def test_panes_in_turn_and_hidden_ones_skipped(driver: Driver) -> None:
    window = driver.window
    driver.press("Ctrl+2")
    seen = []
    for _ in range(3):
        driver.press("F6")
        seen.append(window.focused_pane())
    assert seen == [window.main, window.filters, window.pane]
    driver.press("F9")
    assert not window.filters.isVisible()
    driver.press("F6", "F6")
    assert window.focused_pane() is window.pane
    driver.press("Ctrl+1")
    assert window.filters.isVisible()
    assert window.focused_pane() is window.filters


def test_the_ladder_of_escape(driver: Driver) -> None:
    window = driver.window
    driver.press("/")
    driver.write("score:>=75 revenge")
    driver.press("Return", "Ctrl+3", "Ctrl+F")
    driver.write("film")
    driver.press("Ctrl+Shift+P")
    assert window.palette_popup.isVisible()
    driver.press("Esc")
    assert not window.palette_popup.isVisible()
    assert window.reader.page.marks.hit_count > 0
    driver.press("Esc")
    assert window.reader.page.marks.hit_count == 0
    driver.press("Esc")
    assert window.pane.list.hasFocus()
    driver.press("/", "Esc")
    assert "revenge" not in str(driver.program.browsing.query)
    driver.press("Esc", "Esc", "Esc")
    assert str(driver.program.browsing.query) == "score:>=75"
    assert window.isVisible()


def test_marks_are_undone(driver: Driver) -> None:
    driver.press("Home", "Ctrl+D")
    assert SEEDS[0] in driver.program.browsing.marks.starred
    driver.press("Ctrl+Z")
    assert SEEDS[0] not in driver.program.browsing.marks.starred
    driver.press("Ctrl+Shift+Z")
    assert SEEDS[0] in driver.program.browsing.marks.starred


def test_tags_are_put_on_and_filtered_by(driver: Driver) -> None:
    driver.press("Home", "Ctrl+T")
    driver.write("to cite")
    driver.press("Return", "Esc")
    assert driver.program.browsing.marks.tags[SEEDS[0]] == {"to cite"}
    driver.press("/")
    driver.write('tag:"to cite"')
    assert driver.shown_ids() == [SEEDS[0]]


def test_a_fold_opens_by_keyboard(driver: Driver) -> None:
    page = driver.window.reader.page
    driver.press("Home", "Ctrl+3")
    for _ in range(60):
        driver.press("Tab")
        if page.anchor_at_cursor().startswith("fold:"):
            break
    assert page.anchor_at_cursor().startswith("fold:")
    driver.press("Return")
    assert page.setting.unfolded


def test_a_scattered_selection_by_keys(driver: Driver) -> None:
    driver.press("Home", "Ctrl+Down", "Ctrl+Down", "Ctrl+Space", "Ctrl+Down", "Ctrl+Down", "Ctrl+Space")
    chosen = [review.id for review in driver.program.session.chosen]
    assert chosen == [SEEDS[0], SEEDS[2], SEEDS[4]]
    driver.press("Ctrl+Return")
    assert [review.id for review in driver.window.compare.reviews] == chosen


def test_sections_of_a_column_never_move_the_hidden_reader(driver: Driver) -> None:
    driver.press("End", "Shift+Up", "Ctrl+Return", "Shift+F8", "Ctrl+Tab")
    place = driver.window.reader.page.place()
    for _ in range(12):
        driver.press("Ctrl+Down")
    assert driver.window.reader.page.place() == place


def test_back_from_the_original_is_the_clean_page(driver: Driver) -> None:
    driver.press("End", "Ctrl+3", "Ctrl+I")
    assert driver.window.why.isVisible()
    driver.press("Return")
    assert driver.window.reader.original
    driver.press("Alt+Left")
    assert not driver.window.reader.original


def test_typing_a_query_reads_nothing(driver: Driver) -> None:
    driver.press("/")
    driver.write("ballerina")
    assert not driver.program.marking.dwelling
    driver.press("Return")
    assert driver.program.marking.dwelling


def test_another_folder_begins_without_a_filter(driver: Driver, tmp_path: Path) -> None:
    driver.press("/")
    driver.write("score:>=75")
    (tmp_path / "one.txt").write_text("A film review of some length, with a sentence or two about the story and the music.\n")
    driver.program.opening.open([tmp_path / "one.txt"])
    driver.until(lambda: driver.shown_ids() == ["one"])
    assert str(driver.program.browsing.query) == ""


def test_the_context_menu_by_key(driver: Driver) -> None:
    driver.press("Home", "Shift+F10")
    menus = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
    assert len(menus) == 1
    assert any(a.objectName() == "compare_work" for a in menus[0].actions())
    menus[0].close()


def test_all_reviews_are_starred_tagged_and_unstarred_at_once(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "_MANY", 3)
    everything = set(driver.shown_ids())
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+D")
    assert driver.program.browsing.marks.starred == everything
    assert QApplication.overrideCursor() is None
    driver.press("Ctrl+D")
    assert driver.program.browsing.marks.starred == set()
    driver.press("Ctrl+Z")
    assert driver.program.browsing.marks.starred == everything


def test_very_many_reviews_that_are_still_to_be_understood_are_not_waited_for(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "_PENDING", 2)
    monkeypatch.setattr(Chosen, "pending", 3)
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+D")
    assert "3 of these reviews are still to be understood" in driver.window.status.currentMessage()
    assert driver.program.browsing.marks.starred == set()
