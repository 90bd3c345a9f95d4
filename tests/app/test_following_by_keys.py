"""Other reviews are selected while some are shown; sentences go with their page; Return presses buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QToolButton

if TYPE_CHECKING:
    from tests.app.conftest import Driver


def offer(driver: Driver) -> str:
    button = driver.window.compare.findChild(QAbstractButton, "compare")
    assert button is not None
    return button.text() if button.isVisible() else ""


def test_other_reviews_are_offered_and_nothing_moves_by_itself(driver: Driver) -> None:
    window = driver.window
    driver.press("Ctrl+2", "End", "Shift+Up", "Ctrl+Return")
    driver.until(lambda: window.focused_pane() is window.main)
    first = window.compare.reviews
    assert len(first) == 2
    assert offer(driver) == ""
    driver.press("Ctrl+2", "Home", "Shift+Down", "Shift+Down")
    assert window.comparing
    assert window.compare.reviews == first
    assert offer(driver) == "Compare these 3 instead (Ctrl+Return)"
    driver.press("Ctrl+Return")
    assert len(window.compare.reviews) == 3
    assert offer(driver) == ""
    driver.press("Ctrl+W")  # which is no longer all that is selected
    assert offer(driver) == "Compare these 3 instead (Ctrl+Return)"
    driver.press("Ctrl+2", "Home")
    assert offer(driver) == ""
    driver.press("Alt+Left")
    assert window.compare.reviews == first


def test_an_overview_of_other_reviews_is_offered(driver: Driver) -> None:
    window = driver.window
    driver.press("Ctrl+2", "Home", "Ctrl+Shift+3")
    assert len(window.overview.reviews) == 5
    assert not window.overview.offering
    driver.press("Ctrl+Shift+3")
    assert len(window.overview.reviews) == 5
    driver.press("Ctrl+2", "Shift+Down")
    assert window.overview.offering
    assert len(window.overview.reviews) == 5
    driver.press("Ctrl+Shift+3")
    assert len(window.overview.reviews) == 2
    assert not window.overview.offering


def test_what_a_comparison_said_does_not_stay_when_it_is_left(driver: Driver) -> None:
    window = driver.window
    driver.press("Ctrl+2", "Home", "Shift+Down", "Ctrl+Return")
    driver.until(lambda: window.focused_pane() is window.main)
    driver.press("Down")
    assert window.status.currentMessage()
    driver.press("Ctrl+Shift+1")
    assert not window.comparing
    assert window.status.currentMessage() == ""
    driver.press("Ctrl+Shift+3", "Down")
    assert window.status.currentMessage()
    driver.press("Alt+Left")
    assert window.status.currentMessage() == ""


def test_return_presses_the_button_that_has_the_focus(driver: Driver) -> None:
    window = driver.window
    driver.press("Ctrl+3")
    original = driver.program.commands["original"]
    button = next(b for b in window.reader.findChildren(QToolButton) if b.defaultAction() is original)
    button.setFocus()
    driver.press("Return")
    assert window.reader.original
    assert original.isChecked()
    driver.press("Return")
    assert not window.reader.original
    assert driver.focus is button
    driver.press("Space")
    assert window.reader.original
