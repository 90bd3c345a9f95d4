"""A file that changes while it is read gives what it was, what it is, or a problem: never parts of both."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.library.loading import load
from desktop.library.watching import Lookout
from desktop.library.weaving import woven
from desktop.reading.reader import CAP, _bytes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RUNS = int(os.environ.get("DIPTYCH_TEST_RUNS", "25"))
LINE = "Version {} line {} says that the camera work is gorgeous."

# Writes one version after the other, each line with the version's number, until it is ended: into the file itself, in pieces;
# as another file put in its place; as a new file after the old one is gone.
WRITER = """
import itertools, os, sys
path, lines, line = sys.argv[1], int(sys.argv[2]), sys.argv[3]
for version in itertools.count(1):
    whole = "".join(line.format(version, number) + "\\n\\n" for number in range(lines)).encode()
    if version % 3 == 0:
        with open(path + ".new~", "wb") as file:
            file.write(whole)
        os.replace(path + ".new~", path)
    else:
        if version % 3 == 1:
            os.unlink(path)
        with open(path, "wb", buffering=0) as file:
            for at in range(0, len(whole), 8192):
                file.write(whole[at : at + 8192])
    if version == 1:
        print("begun", flush=True)
"""


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Lets another process write a file of so many lines all the time."""
    writers = []

    def begin(lines: int) -> Path:
        path = tmp_path / "reviews" / "changing.txt"
        path.parent.mkdir()
        path.write_text(LINE.format(0, 0))
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(lines), LINE], stdout=subprocess.PIPE, text=True
        )
        writers.append(writer)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        return path

    yield begin
    for writer in writers:
        writer.kill()
        writer.communicate()


def versions(text: str) -> set[str]:
    """The versions that lines of a text are of; the last line may be cut off."""
    return {line.split()[1] for line in text.splitlines() if len(line.split()) > 2}


def test_what_is_loaded_is_no_mixture(changing: Callable[[int], Path]) -> None:
    path = changing(20)
    loads = 0
    while loads < RUNS:
        library = load([path.parent])
        if not len(library):  # between two versions there is no file, or an empty one
            assert all(each.reason for each in library.skipped)
            continue
        loads += 1
        (review,) = library.reviews
        changed = any(problem.rule == "reader.changing" for problem in review.problems)
        assert changed or len(versions(review.text)) <= 1


def test_a_long_file_is_read_from_one_state(changing: Callable[[int], Path]) -> None:
    path = changing(40_000)  # megabytes: more than is read at once
    reads = 0
    while reads < RUNS:
        try:
            data, problems = _bytes_of(path, CAP)
        except FileNotFoundError:
            continue
        reads += 1
        assert problems or len(versions(data.decode("utf-8", "ignore"))) <= 1


def test_a_watched_file_is_no_mixture_either(changing: Callable[[int], Path]) -> None:
    path = changing(20)
    library = load([path.parent])
    lookout = Lookout([path.parent], library.on_disk.scan)
    for _ in range(max(5, RUNS // 5)):
        difference = lookout.look()
        if difference is not None:
            library, _ = woven(library, difference, load(difference.to_read))
        for review in library.reviews:
            rules = {problem.rule for problem in review.problems}
            assert "reader.changing" in rules or len(versions(review.text)) <= 1
