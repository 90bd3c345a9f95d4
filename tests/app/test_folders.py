"""Folders as they come: missing, empty, odd, large, closed in the middle, changed and read again; never written to."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QListWidget

from desktop.ui.application import build
from desktop.ui.panes.skipped import SkippedDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Driver

RUNS = int(os.environ.get("DIPTYCH_TEST_RUNS", "4"))
SENTENCE = "The camera work is gorgeous and the story never drags, which is more than can be said of most films."


def fill(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(
            f"Alpha {number} (2020) – review\n\nBy Ann Bell\n\n{SENTENCE}\n\n{number % 10}/10\n"
        )
    return folder


def state(folder: Path) -> str:
    """The content and the times of everything in a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(f"{path}{path.stat().st_mtime_ns}".encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def said(driver: Driver) -> str:
    return driver.window.pane.list.empty_sentence


def test_a_folder_that_does_not_exist_says_so(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    driver = open_program(tmp_path / "nowhere")
    assert driver.shown_ids() == []
    assert "nowhere" in said(driver)
    assert [each.path.name for each in driver.program.browsing.library.skipped] == ["nowhere"]


def test_an_empty_folder_says_what_to_do(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    (tmp_path / "empty").mkdir()
    driver = open_program(tmp_path / "empty")
    assert "Ctrl+O" in said(driver)


def test_odd_files_are_listed_with_reasons_and_the_rest_opens(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    folder = fill(tmp_path / "odd", 3)
    os.mkfifo(folder / "pipe.txt")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "loop").symlink_to(folder)
    (folder / "wide.txt").write_text(SENTENCE, encoding="utf-16")
    (folder / "empty.txt").write_text("")
    driver = open_program(folder)
    assert {"0000", "0001", "0002", "wide"} <= set(driver.shown_ids())
    reasons = {each.path.name: each.reason for each in driver.program.browsing.library.skipped}
    assert {"pipe.txt", "picture.png", "loop"} <= set(reasons)
    assert all(reasons.values())
    driver.program.dispatch.run("show_skipped", False)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SkippedDialog))
    listed = dialog.findChild(QListWidget)
    assert isinstance(listed, QListWidget)
    assert listed.count() == len(reasons)
    dialog.close()


def test_an_empty_result_says_why_and_how_to_go_on(driver: Driver) -> None:
    driver.press("/")
    driver.write("score:>=90")
    assert driver.shown_ids() == []
    assert "score:>=90" in said(driver)
    driver.press("Ctrl+Shift+L")
    assert len(driver.shown_ids()) == 5
    assert said(driver) == ""


def test_the_folder_is_never_written(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    folder = fill(tmp_path / "kept", 4)
    before = state(folder)
    driver = open_program(folder)
    driver.press("Ctrl+2", "Home", "Ctrl+D", "Ctrl+A", "Ctrl+Return", "Alt+Left", "F5")
    driver.until(lambda: not driver.program.loader.busy)
    assert state(folder) == before


def test_reading_again_takes_up_what_changed(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    folder = fill(tmp_path / "living", 4)
    driver = open_program(folder)
    driver.press("Ctrl+2", "Home", "Down", "Down", "Ctrl+D")
    starred = driver.program.browsing.marks.starred
    assert len(starred) == 1
    (here,) = starred
    (folder / f"{here}.txt").rename(folder / "moved.txt")
    (folder / "9999.txt").write_text(SENTENCE)
    driver.press("F5")
    driver.until(lambda: "9999" in driver.shown_ids())
    assert here not in driver.shown_ids()
    assert driver.program.browsing.marks.starred == {"moved"}


def test_many_files_arrive_and_are_understood(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    driver = open_program(fill(tmp_path / "many", 150))
    assert len(driver.shown_ids()) == 150
    library = driver.program.browsing.library
    assert not any(entry.pending for entry in library.entries)
    assert {entry.score for entry in library.entries} == set(range(0, 100, 10))


@pytest.mark.parametrize("moment", range(RUNS))
def test_closing_in_the_middle_of_loading(tmp_path: Path, qtbot: QtBot, qapp: QApplication, moment: int) -> None:
    folder = fill(tmp_path / "many", 120)
    program = build(qapp)
    qtbot.addWidget(program.window)
    told: list[int] = []
    program.loader.progressed.connect(lambda done, _total: told.append(done))
    program.start([folder])
    if moment:
        qtbot.waitUntil(lambda: len(told) >= moment or not program.loader.busy, timeout=20_000)
    program.window.close()
    assert not program.loader.busy
