from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.ui.command_table import COMMANDS
from desktop.ui.panes.choices import ChoiceList
from desktop.ui.panes.palette import CommandPalette
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key


class Palette:
    """An open palette, and what was asked of it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.asked: list[str] = []
        self.read: list[str] = []
        stage.commands.asked.connect(self._ask)
        self.palette = CommandPalette(stage.look, stage.commands, stage.window)
        self.palette.set_reviews(lambda: [("a", "Fierce and fearless", "Ann Bell"), ("b", "<b>Slow</b> café", "Cy Dee")])
        self.palette.review_chosen.connect(self.read.append)
        self.palette.open()

    def _ask(self, command_id: str, _checked: bool) -> None:
        self.asked.append(command_id)

    @property
    def texts(self) -> list[str]:
        return [choice.text for choice in self.palette.choices]

    @property
    def current(self) -> str:
        current = self.palette.findChildren(ChoiceList)[0].current
        return current.text if current else ""


@pytest.fixture
def palette(qtbot: QtBot) -> Palette:
    return Palette(set_stage(qtbot))


def test_a_few_letters_and_return_run_a_command(palette: Palette) -> None:
    assert isinstance(focus(), QLineEdit)
    palette.stage.write("nxt pane")
    assert palette.current == "Next pane"
    palette.stage.press(KEY.Key_Return)
    assert palette.asked == ["next_pane"]
    assert palette.palette.isHidden()
    assert focus() is palette.stage.elsewhere


def test_every_command_is_there_once_with_its_key(palette: Palette) -> None:
    texts = palette.texts
    assert len(texts) == len(set(texts))
    assert set(texts) == {command.text for command in COMMANDS if command.id != "palette"}
    folder = next(choice for choice in palette.palette.choices if choice.text == "Open folder…")
    assert (folder.note, folder.right) == ("File", "Ctrl+O")


def test_what_was_used_last_comes_first(palette: Palette) -> None:
    palette.stage.write("larger text")
    palette.stage.press(KEY.Key_Return)
    palette.palette.open()
    assert palette.texts[0] == "Larger text"
    palette.palette.set_recent(["quit", "gone", "quit", "find"])
    assert palette.palette.recent == ("quit", "find")


def test_forbidden_commands_stand_last_and_cannot_be_chosen(palette: Palette) -> None:
    palette.stage.commands.enable(False, "compare", "quit")
    palette.palette.open()
    assert {choice.text for choice in palette.palette.choices[-2:]} == {"Compare the selected reviews", "Quit"}
    palette.stage.write("quit")
    assert "Quit" in palette.texts
    assert palette.current != "Quit"
    quit_line = next(choice for choice in palette.palette.choices if choice.text == "Quit")
    assert quit_line.said().endswith("not available now")


def test_a_checkable_command_says_its_state(palette: Palette) -> None:
    palette.stage.commands.check("sidebar")
    palette.palette.open()
    assert {choice.text: choice.note for choice in palette.palette.choices}["Filters pane"] == "View, on"


def test_reviews_are_found_by_their_headline(palette: Palette) -> None:
    palette.stage.write("slow CAFE")
    assert palette.texts == ["<b>Slow</b> café"]
    palette.palette.open()
    palette.stage.write("fear bell")
    assert palette.texts == ["Fierce and fearless"]
    palette.stage.press(KEY.Key_Return)
    assert palette.read == ["a"]
    assert palette.asked == []


def test_nothing_found_is_said_and_return_does_nothing(palette: Palette) -> None:
    palette.stage.write("qqqq")
    assert palette.texts == ["No command, search or review of that name"]
    palette.stage.press(KEY.Key_Return)
    assert palette.palette.isVisible()
    assert (palette.asked, palette.read) == ([], [])


def test_arrows_go_round_and_pages_stop(palette: Palette) -> None:
    first = palette.current
    palette.stage.press(KEY.Key_Up)
    assert palette.current == palette.texts[-1]
    palette.stage.press(KEY.Key_Down)
    assert palette.current == first
    palette.stage.press(KEY.Key_PageDown, KEY.Key_PageUp, KEY.Key_PageUp)
    assert palette.current == first


def test_esc_closes_and_gives_the_focus_back(palette: Palette, qtbot: QtBot) -> None:
    with qtbot.waitSignal(palette.palette.closed):
        palette.stage.press(KEY.Key_Escape)
    assert palette.palette.isHidden()
    assert focus() is palette.stage.elsewhere
    assert not palette.palette.escape()


@pytest.mark.parametrize("way", ["close", "hide", "escape"])
def test_every_way_to_close_gives_the_focus_back(palette: Palette, way: str) -> None:
    getattr(palette.palette, way)()
    assert focus() is palette.stage.elsewhere


def test_it_closes_when_the_reader_turns_elsewhere(palette: Palette) -> None:
    palette.stage.elsewhere.setFocus()
    assert palette.palette.isHidden()
    assert focus() is palette.stage.elsewhere


def test_tab_stays_inside(palette: Palette) -> None:
    palette.stage.press(KEY.Key_Tab, KEY.Key_Tab)
    assert palette.palette.isAncestorOf(focus())


def test_a_click_runs_too(palette: Palette) -> None:
    palette.stage.write("normal text")
    lines = palette.palette.findChildren(ChoiceList)[0]
    at = lines.visualRect(lines.model().index(0, 0)).center()
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert palette.asked == ["text_normal"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.5])
def test_it_stays_inside_the_window(palette: Palette, scale: float) -> None:
    palette.stage.look.set_scale(scale)
    for typed in ("", "t", "text"):
        palette.palette.findChildren(QLineEdit)[0].setText(typed)
        assert palette.stage.window.rect().contains(palette.palette.geometry())


def test_it_stays_inside_a_window_that_shrinks(palette: Palette) -> None:
    palette.stage.window.resize(420, 240)
    assert palette.stage.window.rect().contains(palette.palette.geometry())


def test_keys_that_come_to_the_window_are_none_of_its_own(palette: Palette) -> None:
    palette.palette.hide()
    QTest.keyClick(palette.stage.window, KEY.Key_Return)
    assert palette.asked == []
