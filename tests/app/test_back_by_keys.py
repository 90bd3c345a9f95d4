"""Back and forward lead to the words that were read, also where the file has changed since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.app.test_watching import text, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Driver


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reviews"
    for name in ("alpha", "beta"):
        write(place / f"{name}.txt", "Alpha")
    return place


@pytest.fixture
def driver(folder: Path, open_program: Callable[..., Driver]) -> Driver:
    return open_program(folder)


def add_to(path: Path, driver: Driver) -> None:
    """Write twelve paragraphs into the third of a review, and wait until they are seen."""
    path.write_text(path.read_text().replace("Paragraph 3 ", "\n\n".join(["A new paragraph."] * 12) + "\n\nParagraph 3 "))
    driver.until(lambda: "A new paragraph." in text(driver, path.stem))


def test_back_to_a_review_that_has_changed(driver: Driver, folder: Path) -> None:
    session, page = driver.program.session, driver.window.reader.page
    session.read("alpha")
    page.go_to(text(driver, "alpha").index("Paragraph 20"))
    before = page.place()
    session.read("beta")
    add_to(folder / "alpha.txt", driver)
    driver.press("Alt+Left")
    assert session.current is not None
    assert session.current.id == "alpha"
    assert text(driver, "alpha")[page.place() :].startswith("Paragraph 20")
    assert page.place() != before
    driver.press("Alt+Right", "Alt+Left")
    assert text(driver, "alpha")[page.place() :].startswith("Paragraph 20")


def test_back_to_full_texts_one_of_which_has_changed(driver: Driver, folder: Path) -> None:
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+Return", "Shift+F8")
    compare = driver.window.compare
    driver.until(lambda: bool(compare.place().places))
    places = {name: text(driver, name).index("Paragraph 20") for name in ("alpha", "beta")}
    compare.restore(replace(compare.place(), places=places))
    driver.until(lambda: compare.place().places.get("alpha", 0) > 0)
    driver.program.session.read("beta")
    assert not driver.window.comparing
    add_to(folder / "alpha.txt", driver)
    driver.press("Alt+Left")
    assert driver.window.comparing
    driver.until(lambda: text(driver, "alpha")[compare.place().places["alpha"] :].startswith("Paragraph 20"))
    assert text(driver, "beta")[compare.place().places["beta"] :].startswith("Paragraph 20")
