"""An acknowledged mark survives the death of the program, and two programs at once lose nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from desktop.library.library import Library
from desktop.notebook.notebook import Notebook
from tests.helpers.project import ROOT
from tests.notebook import reviews

if TYPE_CHECKING:
    from pathlib import Path

RUNS = int(os.environ.get("DIPTYCH_TEST_RUNS", "10"))

# Tags one review after the other, and says each number when the notebook has it.
_WRITER = """
import sys
from pathlib import Path
from desktop.notebook.notebook import Notebook
from tests.notebook import reviews
path, tag, start, count = sys.argv[1:]
with Notebook.open(Path(path)) as notebook:
    for number, review in enumerate(reviews(int(start) + int(count))[int(start):], int(start)):
        notebook.tag([review], tag)
        print(number, flush=True)
"""


def start_writer(path: Path, tag: str, start: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(path), tag, str(start), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_an_acknowledged_mark_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "notebook.sqlite3"
    acknowledged = 0
    for run in range(RUNS):
        with start_writer(path, "kept", acknowledged, 1_000) as writer:
            assert writer.stdout is not None
            # Killed in the middle of one of the writes that follow: a few more each time.
            for _ in range(1 + run % 9):
                line = writer.stdout.readline()
                acknowledged = int(line) + 1
            writer.kill()
            rest = writer.stdout.read().split()
            acknowledged = max([acknowledged, *(int(number) + 1 for number in rest)])
        with Notebook.open(path) as notebook:
            assert notebook.notice == ""
            expected = reviews(acknowledged)
            tagged = notebook.marks(Library.of(reviews(acknowledged + 1))).tags
            assert tagged.keys() >= {review.id for review in expected}


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notebook.sqlite3"
    count = min(20 * RUNS, 500)
    with start_writer(path, "left", 0, count) as left, start_writer(path, "right", 0, count) as right:
        assert len(left.communicate()[0].split()) == len(right.communicate()[0].split()) == count
    both = reviews(count)
    with Notebook.open(path) as notebook:
        assert notebook.notice == ""
        assert notebook.marks(Library.of(both)).tags == {review.id: {"left", "right"} for review in both}
        for _ in range(2 * count):
            assert notebook.undo()
        assert notebook.undo() is None
        assert notebook.marks(Library.of(both)).tags == {}
