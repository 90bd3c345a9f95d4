"""A search is saved, found again, renamed, updated and deleted without a mouse, and is there at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.saved import SavedFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Driver


def _names() -> list[str]:
    return [search.name for search in SavedFile().load().searches]


def test_from_saving_to_deleting(driver: Driver) -> None:
    everything = driver.shown_ids()
    driver.press("/")
    driver.write("score:>=80 ")
    best = driver.shown_ids()
    assert len(best) < len(everything)
    driver.press("Ctrl+Shift+J")
    driver.write("Best")
    driver.press("Return")
    assert _names() == ["Best"]  # kept at once
    assert [word.accessibleName() for word in driver.window.filters.saved.words] == ["Best, saved search, in force"]
    driver.press("Ctrl+Shift+L")
    assert driver.shown_ids() == everything
    driver.press("Ctrl+J", "Return")
    assert driver.shown_ids() == best
    driver.press("Ctrl+Shift+L", "Ctrl+Shift+P")
    driver.write("best")
    driver.press("Return")
    assert driver.shown_ids() == best
    driver.press("Ctrl+Shift+F")
    driver.write("score:<80 ")
    driver.press("Ctrl+J", "Ctrl+Return")  # updated to what is searched for now
    found = SavedFile().load().find("best")
    assert found is not None
    assert found.query == "score:<80"
    driver.press("Ctrl+J", "F2")
    driver.write("Others")
    driver.press("Return")
    assert _names() == ["Others"]
    driver.press("Del")
    assert _names() == []
    driver.press("Ctrl+Z")
    assert _names() == ["Others"]
    driver.press("Esc")


def test_saved_searches_are_there_at_the_next_start(open_program: Callable[..., Driver]) -> None:
    file = SavedFile()
    file.save(file.load().saving("Slow ones", "slow").saving("Broken", "score:high"))
    driver = open_program()
    menu = driver.program.session.searching.menu
    assert [action.text() for action in menu.actions()] == ["Broken", "Slow ones"]
    before = driver.shown_ids()
    menu.actions()[0].trigger()
    assert driver.shown_ids() == before
    menu.actions()[1].trigger()
    assert str(driver.program.browsing.query) == "slow"


def test_nothing_searched_for_is_nothing_to_save(driver: Driver) -> None:
    driver.press("Ctrl+Shift+J")
    driver.write("Nothing")
    driver.press("Return", "Esc")
    assert _names() == []


def test_what_another_window_saves_meanwhile_is_not_lost(driver: Driver) -> None:
    file = SavedFile()
    file.save(file.load().saving("Of the other window", "slow"))
    driver.press("/")
    driver.write("score:>=80 ")
    driver.press("Ctrl+Shift+J")
    driver.write("Mine")
    driver.press("Return")
    assert _names() == ["Mine", "Of the other window"]
