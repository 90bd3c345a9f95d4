"""Many selected reviews stay the selected ones, and no others become so, whatever passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Driver


@pytest.fixture
def driver(tmp_path: Path, open_program: Callable[..., Driver]) -> Driver:
    for number in range(160):
        words = "odd" if number % 2 else "even"
        head = f"Film {number // 4} (2020) – review\n\nBy Critic {number % 5}"
        text = f"{head}\n\nAn {words} film, with splendid songs.\n\n{number % 10}/10\n"
        (tmp_path / f"{number:03}.txt").write_text(text, "utf-8")
    return open_program(tmp_path)


def selected(driver: Driver) -> set[str]:
    library = driver.program.browsing.library
    return {library.entries[row].id for row in driver.window.pane.list.selected_rows()}


def search(driver: Driver, query: str) -> None:
    driver.press("/", "Ctrl+A")
    driver.write(query)
    driver.press("Return")


def test_all_that_pass_are_selected_and_stay_so_when_more_pass(driver: Driver) -> None:
    search(driver, "odd")
    wanted = set(driver.shown_ids())
    assert len(wanted) == 80
    driver.press("Ctrl+A")
    assert selected(driver) == wanted
    driver.press("Ctrl+Shift+L")
    assert len(driver.shown_ids()) == 160
    assert selected(driver) == wanted
    driver.press("Ctrl+2", "Ctrl+D")
    assert driver.program.browsing.marks.starred == wanted


def test_what_is_left_out_is_not_selected_and_the_rest_stays(driver: Driver) -> None:
    driver.press("Ctrl+2", "Ctrl+A")
    assert len(selected(driver)) == 160
    search(driver, "even")
    assert selected(driver) == set(driver.shown_ids())
    assert len(selected(driver)) == 80


@pytest.mark.parametrize("by", ["critic", "score", "none"])
def test_other_groups_and_orders_move_what_is_selected(driver: Driver, by: str) -> None:
    search(driver, "odd")
    driver.press("Ctrl+A", "Ctrl+Shift+L")
    wanted = selected(driver)
    driver.program.session.group_by(by)
    assert selected(driver) == wanted
    driver.program.browsing.take_order(*driver.program.browsing.order[::-1])
    assert selected(driver) == wanted
    assert len(wanted) == 80


def test_another_snapshot_of_the_library_keeps_them(driver: Driver, tmp_path: Path) -> None:
    search(driver, "odd")
    driver.press("Ctrl+A", "Ctrl+Shift+L")
    wanted = selected(driver)
    (tmp_path / "000.txt").write_text("Quite another film.\n", "utf-8")
    (tmp_path / "002 more.txt").write_text("One more film.\n", "utf-8")
    driver.press("F5")
    driver.until(lambda: len(driver.shown_ids()) == 161)
    assert selected(driver) == wanted
