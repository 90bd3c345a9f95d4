"""Files as nobody would make them on purpose: each is shown or named with a reason, and nothing waits for them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.library.loading import load
from desktop.ui.application import build
from desktop.ui.theme import Look, ThemeChoice
from desktop.ui.typesetter import Setting
from desktop.ui.typesetting import typeset
from tests.helpers.timing import within
from tests.promises.test_closing import children, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Path]:
    """One of each in a folder."""
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "good.txt").write_text("Alpha (2020) – review\n\nThe camera work is gorgeous.\n")
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "loop").symlink_to("loop")
    (folder / "circle").symlink_to(folder)
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "locked.txt").write_text("nobody may read this")
    (folder / "locked.txt").chmod(0)
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # a socket's whole path may be too long for its name
        try:
            listening.bind("socket.txt")
        finally:
            os.chdir(here)
        yield folder


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_one_of_each_is_shown_or_named(odd: Path) -> None:
    library = load([odd])
    shown = {Path(entry.file).name for entry in library.entries}
    named = {each.path.name: each.reason for each in library.skipped}
    assert shown | named.keys() == {path.name for path in odd.iterdir()}
    assert not shown & named.keys()
    assert all(named.values())
    assert "good.txt" in shown
    begun = time.monotonic()  # the clock's own time: waiting for a pipe takes nothing of the processor's
    load([odd])
    assert time.monotonic() - begun < 10  # a pipe is waited for without end
    assert within(1, lambda: load([odd]))


def test_a_line_of_a_million_characters_is_opened(tmp_path: Path, qapp: QApplication) -> None:
    look = Look(ThemeChoice.LIGHT)
    look.setParent(qapp)
    path = tmp_path / "line.txt"
    path.write_text("The camera work is gorgeous " * 36_000)

    def opened() -> None:
        (review,) = load([path]).reviews
        page = typeset(review, look, Setting())
        assert page.document.characterCount() > 100_000
        page.document.deleteLater()

    assert within(1.5, opened)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no list of processes here")
def test_processes_that_are_killed_while_they_read_take_no_other_file_with_them(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    folder = fill(tmp_path / "many", 200)
    program = build(qapp)
    qtbot.addWidget(program.window)
    before = children()
    killed: list[int] = []

    def kill() -> None:
        for process in children() - before if len(killed) < 5 else ():
            with contextlib.suppress(OSError):  # it has ended meanwhile
                os.kill(process, signal.SIGKILL)
                killed.append(process)

    program.loader.progressed.connect(kill)
    with qtbot.waitSignal(program.loader.idle, timeout=60_000):
        program.start([folder])
    library = program.browsing.library
    assert killed
    named = [each.path.name for each in library.skipped]
    assert all(each.reason == "the reading process died on it" for each in library.skipped)
    assert len(library) + len(named) == 200
    assert len(named) <= len(killed)
    assert not any(entry.pending for entry in library.entries)
    program.window.close()
