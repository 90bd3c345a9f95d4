"""Loading: all that can be read is, whatever happens to the processes that read; nothing of the folder is touched."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.library import loading, processes, studying, worker
from desktop.library.loading import load, read_in_order, stream
from desktop.reading import reader
from desktop.reading.reader import read_file
from desktop.review import Role, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.review import Review

MANY = 20


@pytest.fixture(autouse=True)
def twenty_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FEW", MANY - 8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reviews"
    place.mkdir()
    for number in range(MANY):
        (place / f"review {number}.txt").write_text(f"A fine film, number {number}\n\nIt is long.\n", "utf-8")
    return place


def test_a_few_files_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b 10.txt", "b 9.txt", "a.md"):
        (tmp_path / name).write_text("A fine film.", "utf-8")
    (tmp_path / "image.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    told: list[tuple[int, int]] = []
    library = load([tmp_path], progress=lambda done, total: told.append((done, total)))
    assert [review.id for review in library.reviews] == ["a", "b 9", "b 10"]
    assert [(each.path.name, each.reason) for each in library.skipped] == [("image.jpg", "a JPEG image, not text")]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert library.roots == (tmp_path,)


def test_many_files_are_read_in_processes_to_the_same_end(folder: Path) -> None:
    library = load([folder])
    assert [review.id for review in library.reviews] == [f"review {number}" for number in range(MANY)]
    assert library.reviews[7] == read_file(folder / "review 7.txt")[0]
    assert library.skipped == ()


def test_one_name_in_two_folders(tmp_path: Path) -> None:
    for place in ("guardian", "times"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "review.txt").write_text("A fine film.", "utf-8")
    assert [review.id for review in load([tmp_path]).reviews] == ["guardian/review", "times/review"]


def test_reading_can_be_stopped_and_keeps_what_was_read(folder: Path) -> None:
    done: list[int] = []
    library = load([folder], progress=lambda read, _: done.append(read), cancelled=lambda: len(done) >= 2)
    assert 2 <= len(library) < MANY
    library = load([folder], cancelled=lambda: True)
    assert len(library) == 0


def test_a_page_on_which_the_program_stumbles_is_still_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(path: Path) -> Iterator[Review]:
        if path.stem == "bad":
            raise ZeroDivisionError("a fault of ours")
        yield from read_file(path)

    monkeypatch.setattr(reader, "reviews_of", stumbles)
    (tmp_path / "bad.txt").write_text("A page that\n\nis too much.", "utf-8")
    (tmp_path / "good.txt").write_text("A fine film.", "utf-8")
    bad, good = load([tmp_path]).reviews
    assert good.id == "good"
    assert bad.text == "A page that\n\nis too much."
    assert [block.role for block in bad.blocks] == [Role.BODY]
    assert bad.problems[0].severity is Severity.ERROR
    assert "ZeroDivisionError: a fault of ours" in bad.problems[0].message


def test_a_file_that_goes_while_it_is_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> Iterator[Review]:
        path.unlink()
        yield from read_file(path)

    monkeypatch.setattr(reader, "reviews_of", gone)
    (tmp_path / "review.txt").write_text("A fine film.", "utf-8")
    library = load([tmp_path])
    assert len(library) == 0
    assert [each.reason for each in library.skipped] == ["does not exist"]


def table_of(path: Path, rows: int) -> Path:
    path.write_text("title,text\n" + "".join(f"sand {n},A fierce film with splendid songs {n}\n" for n in range(rows)), "utf-8")
    return path


def test_the_rows_of_a_table_come_in_portions_that_are_the_whole(tmp_path: Path) -> None:
    path = table_of(tmp_path / "many.csv", 450)
    parts = list(worker.portions(path))
    assert len(parts) > 1
    assert tuple(review for part in parts for review in part.outcome) == worker.read_one(path) == read_file(path)


def test_the_first_rows_of_a_table_stand_in_the_list_before_the_last_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table_of(tmp_path / "many.csv", 450)
    monkeypatch.setattr(loading, "_SOON", 0.0)
    reading = stream([path])
    first = next(reading)
    assert len(first) == 200
    assert [entry.title for entry in first.entries][:2] == ["sand 0", "sand 1"]
    *_, last = reading
    assert len(last) == 450
    assert [entry.id for entry in first.entries] == [entry.id for entry in last.entries][:200]


def test_a_table_on_which_the_program_stumbles_midway_is_shown_as_one_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table_of(tmp_path / "many.csv", 450)

    rows = read_file(path)

    def stumbles(_: Path) -> Iterator[Review]:
        yield from rows[:300]
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(reader, "reviews_of", stumbles)
    (only,) = load([path]).reviews
    assert only.text == path.read_text("utf-8")
    assert "ZeroDivisionError" in only.problems[0].message
    assert [review.id for review in load([path]).reviews] == ["many"]


def test_a_table_whose_reading_is_stopped_keeps_the_rows_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table_of(tmp_path / "many.csv", 450)
    monkeypatch.setattr(loading, "_SOON", 0.0)
    stopped: list[bool] = []
    reading = stream([path], cancelled=lambda: bool(stopped))
    shown = [next(reading)]
    stopped.append(True)
    shown.extend(reading)
    assert 200 <= len(shown[-1]) < 450
    assert [entry.id for entry in shown[0].entries] == [entry.id for entry in shown[-1].entries][:200]


# What a reading process does on these files, in its own process: die, or never answer.
DEADLY = """
import sys
sys.path.insert(0, sys.argv[1])
import os, signal, time
from desktop.library import worker
honest = worker.read_one
def read_one(path):
    if "killed" in path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "stuck" in path.name:
        time.sleep(3600)
    if "chatty" in path.name:
        print("something that is no answer", flush=True)
    return honest(path)
worker.read_one = read_one
worker.serve()
"""


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading processes that die, hang or talk on files with such names."""
    ordinary = worker.command()
    monkeypatch.setattr(processes, "command", lambda: (sys.executable, "-c", DEADLY, ordinary[-1]))
    # A busy machine takes its time to start a process, which counts as well.
    monkeypatch.setattr(processes, "_PATIENCE", 6.0)


@pytest.mark.usefixtures("deadly")
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_process_that_dies_takes_only_its_own_file_with_it(folder: Path) -> None:
    for name in ("killed 1.txt", "review 5 killed.txt", "stuck.txt", "chatty.txt", "zz killed.txt"):
        (folder / name).write_text("A fine film.", "utf-8")
    library = load([folder])
    assert len(library) == MANY + 1
    assert {each.path.name: each.reason for each in library.skipped} == {
        "killed 1.txt": "the reading process died on it",
        "review 5 killed.txt": "the reading process died on it",
        "zz killed.txt": "the reading process died on it",
        "stuck.txt": "took longer than 6 seconds to read",
    }


def test_where_no_process_can_be_started_all_is_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ((sys.executable, "-c", "import sys; sys.exit(3)"), (str(folder / "no such program"),)):
        monkeypatch.setattr(processes, "command", lambda command=command: command)
        assert len(load([folder])) == MANY


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no list of processes here")
def test_stopping_leaves_no_process_behind(folder: Path) -> None:
    reading = read_in_order(sorted(folder.iterdir()))
    next(reading)
    children = set(running_children())
    reading.close()  # type: ignore[attr-defined]  # a generator
    assert children
    assert not children & set(running_children())
    assert not [thread for thread in threading.enumerate() if thread.name == "reading"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("command", [worker.command(), studying._command()], ids=["reading", "studying"])
def test_a_process_whose_program_is_gone_ends_without_a_word(command: Sequence[str]) -> None:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        pickle.dump(None, process.stdin)  # nothing to study: it answers at once
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, -signal.SIGPIPE)


def running_children() -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            parent = int((process / "stat").read_text("utf-8", "replace").rsplit(")", 1)[1].split()[1])
            found += [int(process.name)] if parent == os.getpid() else []
    return found


def test_nothing_in_the_folder_is_touched(folder: Path) -> None:
    def state() -> list[tuple[str, int, int, str]]:
        paths = [folder, *sorted(folder.iterdir())]
        return [
            (str(p), p.stat().st_mtime_ns, p.stat().st_mode, hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "")
            for p in paths
        ]

    before = state()
    opened: list[tuple[str, object]] = []
    watching = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open" and str(arguments[0]).startswith(str(folder)):
            opened.append((str(arguments[0]), arguments[2]))

    sys.addaudithook(hook)
    load(sorted(folder.iterdir())[:5])
    load([folder])
    watching.clear()
    assert state() == before
    assert opened
    assert all(
        isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC) == 0 for _, flags in opened
    )


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no list of processes here")
def test_interrupting_the_program_is_left_to_the_program(folder: Path) -> None:
    reading = read_in_order(sorted(folder.iterdir()))
    next(reading)
    for child in running_children():
        os.kill(child, signal.SIGINT)
    assert len(list(reading)) == MANY - 1
