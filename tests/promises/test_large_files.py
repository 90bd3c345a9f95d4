"""A file of a gigabyte is opened at once, says how much of it was read, and takes little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.library.loading import load
from desktop.paths import RESOURCES
from tests.helpers.timing import within

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 1 << (30 if "DIPTYCH_TEST_RUNS" in os.environ else 26)  # beyond what is read of a page, all sizes are alike
MOST = 200  # MiB
PARAGRAPH = "The camera work is gorgeous and the story never drags, which is more than can be said of most films. " * 4

# Opens the samples, then a file, and tells by how much the memory grew while that was shown, and what the page says of it.
PROGRAM = """
import resource, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop import paths
from desktop.ui.application import build

def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

application = QApplication(["diptych"])
program = build(application)
before = []

def idle():
    if not before:
        before.append(memory())
        program.opening.open([Path(sys.argv[1])])
    else:
        QTimer.singleShot(500, end)  # painted, and looked at for changes

def end():
    grown = memory() - before[0]
    review = program.session.current
    print(grown, len(review.text), "|", "; ".join(problem.message for problem in review.problems))
    program.window.close()

program.loader.idle.connect(idle)
program.start([paths.SEEDS])
application.exec()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
@pytest.mark.parametrize(("ending", "before", "after"), [(".txt", "", "\n\n"), (".html", "<p>", "</p>\n")])
def test_a_large_page_takes_little_memory(tmp_path: Path, ending: str, before: str, after: str) -> None:
    path = tmp_path / f"large{ending}"
    piece = (before + PARAGRAPH + after).encode() * 1000
    with path.open("wb") as file:
        file.write(b"<html><body><h1>A film (2020)</h1>" if before else b"A film (2020) - review\n\n")
        while file.tell() < SIZE:
            file.write(piece)
    run = [sys.executable, "-c", PROGRAM, str(path)]
    told = subprocess.run(run, cwd=RESOURCES.parent, capture_output=True, text=True, check=True, timeout=300).stdout
    path.unlink()
    numbers, _, problems = told.partition("|")
    grown, length = map(int, numbers.split())
    assert grown < MOST
    assert length > 5_000_000
    assert f"only its first 8 MiB of {SIZE >> 20:,} were read" in problems
    assert "is shown and not understood" in problems


@pytest.mark.parametrize("ending", [".txt", ".html", ".md", ".csv", ".jsonl", ".json"])
def test_a_gigabyte_of_nothing_is_no_text(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"sparse{ending}"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    assert [each.reason for each in load([path]).skipped] == ["not text"]
    assert within(0.2, lambda: load([path]))
