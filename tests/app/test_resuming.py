"""The program begins where it was left, if the same folder is open, and leaves alone a reader who went elsewhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.paths import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Driver


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SEEDS, tmp_path / "reviews")


def current(driver: Driver) -> str:
    review = driver.program.session.current
    return review.id if review is not None else ""


def test_the_review_and_the_place_in_it(open_program: Callable[..., Driver], folder: Path) -> None:
    driver = open_program(folder)
    last = driver.shown_ids()[3]
    driver.program.session.read(last)
    driver.press("Space", "Space")
    place = driver.window.reader.page.place()
    assert place > 0
    driver.window.close()
    driver = open_program(folder)
    assert current(driver) == last
    assert driver.window.reader.page.place() == place
    assert driver.window.pane.list.hasFocus()
    assert not driver.window.comparing


@pytest.mark.parametrize("key", ["Ctrl+Return", "Ctrl+Shift+3"])
def test_a_comparison_or_an_overview(open_program: Callable[..., Driver], folder: Path, key: str) -> None:
    driver = open_program(folder)
    driver.press("Ctrl+2", "End", "Shift+Up", "Shift+Up", key)
    window = driver.window
    pane = window.compare if window.comparing else window.overview
    shown = [review.id for review in pane.reviews]
    assert len(shown) == 3
    view = (window.comparing, window.overlooking)
    window.close()
    driver = open_program(folder)
    window = driver.window
    assert (window.comparing, window.overlooking) == view
    assert [review.id for review in (window.compare if window.comparing else window.overview).reviews] == shown
    driver.until(lambda: window.focused_pane() is window.main)
    driver.press("Ctrl+Shift+1")
    assert not window.comparing
    assert not window.overlooking


def test_another_folder_begins_at_its_beginning(open_program: Callable[..., Driver], folder: Path, tmp_path: Path) -> None:
    driver = open_program(folder)
    driver.program.session.read(driver.shown_ids()[3])
    driver.window.close()
    other = shutil.copytree(SEEDS, tmp_path / "others")
    driver = open_program(other)
    assert current(driver) == driver.shown_ids()[0]


def test_a_review_that_is_gone_and_one_that_the_reader_went_to_meanwhile(
    open_program: Callable[..., Driver], folder: Path
) -> None:
    driver = open_program(folder)
    first, *_, last = driver.shown_ids()
    driver.program.session.read(last)
    driver.window.close()
    driver = open_program(folder)
    assert current(driver) == last
    driver.press("Ctrl+2", "Home", "Down")
    here = current(driver)
    driver.press("F5")
    assert current(driver) == here
    driver.program.session.read(last)
    driver.window.close()
    next(folder.glob(f"{last}*")).unlink()
    driver = open_program(folder)
    assert current(driver) == first


def test_a_reader_who_does_something_while_files_are_still_read_is_let_alone(
    open_program: Callable[..., Driver], folder: Path
) -> None:
    driver = open_program(folder)
    first, *_, last = driver.shown_ids()
    driver.program.session.read(last)
    driver.window.close()
    driver = open_program(folder)
    resuming, opening = driver.program.resuming, driver.program.opening
    for keys in (("/",), ("Ctrl+2", "Home", "Down", "Return"), ("Ctrl+2", "Home", "Down", "Down")):
        driver.program.session.go(first)
        driver.press("Ctrl+2")
        resuming.begin(opening.paths)
        driver.press(*keys)
        here = current(driver)
        opening.opened.emit(driver.program.browsing.library)
        assert current(driver) == here != last
