"""Closing while work runs is safe: whatever is being read, no thread and no process is left, and nothing falls over."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from desktop.ui.application import build

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

RUNS = int(os.environ.get("DIPTYCH_TEST_RUNS", "6"))
# A program on a disk that answers until `{when}`, and then never again.
DEAD_DISK = """
import os, sys, threading
from PySide6.QtCore import QTimer
from desktop.ui import start

dead, asked, (never, _) = threading.Event(), threading.Event(), os.pipe()

def on_the_disk(call):
    def answer(path, *rest, **named):
        if dead.is_set() and os.fsdecode(path).startswith(sys.argv[1]):
            asked.set()
            os.read(never, 1)
        return call(path, *rest, **named)
    return answer

os.{call} = on_the_disk(os.{call})

class Reader(start.Start):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.built.connect(self.die)
        self.timer = QTimer(interval=10)
        self.timer.timeout.connect(self.close_once_it_hangs)
        self.timer.start()
        QTimer.singleShot(30_000, self._first.window.close)  # nothing has hung

    def die(self, program):
        if "{when}" == "it is opened":
            dead.set()
        else:
            program.loader.idle.connect(dead.set)

    def close_once_it_hangs(self):
        if asked.is_set():
            self.timer.stop()
            print("closing", flush=True)
            self._first.window.close()

start.Start = Reader
sys.exit(start.main(sys.argv[1:]))
"""
SENTENCE = "The camera work is gorgeous and the story never drags, which is more than can be said of most films."


def fill(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(f"Alpha {number} (2020) – review\n\n{SENTENCE}\n\n{number % 10}/10\n")
    return folder


def children() -> set[int]:
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            if int((process / "stat").read_text("utf-8", "replace").rsplit(")", 1)[1].split()[1]) == os.getpid():
                found.add(int(process.name))
    return found


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """A few files, which are read in a thread; many, which are read by processes; and a table."""
    table = tmp_path / "table"
    table.mkdir()
    rows = [f"Ann Bell,Film {number},{SENTENCE} {SENTENCE},{number % 10}" for number in range(300)]
    (table / "table.csv").write_text("\n".join(["critic,title,review,score", *rows, ""]))
    return [fill(tmp_path / "few", 20), fill(tmp_path / "many", 150), table]


def test_closing_at_any_moment(folders: list[Path], qtbot: QtBot, qapp: QApplication) -> None:
    draw = Random(RUNS)  # noqa: S311 - moments, not secrets
    threads, processes = set(threading.enumerate()), children()
    for run in range(RUNS):
        program = build(qapp)
        folder = folders[run % len(folders)]
        closed: list[bool] = []
        program.window.closing.connect(partial(closed.append, True))
        program.start([folder])
        # Over a second: in the midst of the scan, of listing, of understanding, of the first look, or of doing nothing.
        QTimer.singleShot(int(1200 * draw.random() ** 2), program.window, program.window.close)
        if run % 2:  # and while what has changed is read
            program.loader.idle.connect(partial((folder / "new.txt").write_text, SENTENCE))
        qtbot.waitUntil(partial(bool, closed), timeout=20_000)
        assert not program.loader.busy
        assert not program.watch.running
        program.window.deleteLater()
        (folder / "new.txt").unlink(missing_ok=True)
        assert {each for each in threading.enumerate() if each.name == "reading"} <= threads
        assert children() <= processes


@pytest.mark.parametrize(
    ("call", "when"),
    [("scandir", "it is opened"), ("open", "it is opened"), ("scandir", "it has been read")],
    ids=["the folders are listed", "a file is read", "it is looked for changes"],
)
def test_closing_does_not_wait_for_a_disk_that_does_not_answer(tmp_path: Path, call: str, when: str) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", DEAD_DISK.format(call=call, when=when), str(fill(tmp_path / "few", 3))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "closing\n"
        output, errors = program.communicate(timeout=20)  # far above what it takes: only waiting for ever is a fault
    finally:
        program.kill()
    lines = [line for line in errors.splitlines() if "propagateSizeHints" not in line]  # which Qt says without a display
    assert (program.returncode, output, lines) == (0, "", [])
