"""Opening again what was open before: it is there at once, and what has changed since is read."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from desktop.library import intake, reopening
from desktop.library.intake import Intake
from desktop.library.loading import load, stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.library.library import Library
    from desktop.library.store import Store

MANY = 9
LONG_AGO = time.time() - 3600
pytestmark = pytest.mark.usefixtures("few_are_many")


def write(path: Path, text: str, *, settled: bool = True) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, "utf-8")
    if settled:
        os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reviews"
    for number in range(MANY):
        below = ("guardian", "times", "")[number % 3]
        write(
            place / below / f"review {number // 2}.txt",
            f"Sand {number}\n\nA fierce film, number {number}.\n\nRating: 4/5 stars\n",
        )
    return place


def whole(paths: list[Path], cache: Store) -> Library | None:
    """The library as it comes from its image alone."""
    return Intake(paths, None, lambda: False, cache).reopened()


def same(one: Library, other: Library) -> bool:
    """Whether two libraries hold the same, and were read from the same files."""
    return (
        one.entries == other.entries
        and list(one.reviews) == list(other.reviews)
        and (one.works, one.skipped, one.on_disk, one.roots) == (other.works, other.skipped, other.on_disk, other.roots)
        and [one.text.words(row) for row in range(len(one))] == [other.text.words(row) for row in range(len(other))]
    )


def test_what_has_not_changed_is_there_at_once(folder: Path, cache: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    *_, first = stream([folder], store=cache)
    monkeypatch.setattr(intake, "look", None)  # no file is opened
    (again,) = stream([folder], store=cache)
    monkeypatch.undo()
    assert same(again, first)
    assert same(again, load([folder]))


def test_a_library_that_was_loaded_without_a_window_is_kept_as_well(folder: Path, cache: Store) -> None:
    first = load([folder], store=cache)
    again = whole([folder], cache)
    assert again is not None
    assert same(again, first)


CHANGES: dict[str, Callable[[Path], object]] = {
    "changed": lambda folder: write(folder / "review 1.txt", "Dune\n\nQuite another film.\n"),
    "longer": lambda folder: write(folder / "review 1.txt", "Sand 2\n\nA fierce film, number 2, and more of it.\n"),
    "added": lambda folder: write(folder / "between.txt", "Dune\n\nQuite another film.\n"),
    "removed": lambda folder: (folder / "review 1.txt").unlink(),
    "renamed": lambda folder: (folder / "review 1.txt").rename(folder / "zebra.txt"),
    "emptied": lambda folder: write(folder / "review 1.txt", ""),
    "no id its own": lambda folder: write(folder / "guardian" / "review 2.txt", "Dune\n\nQuite another film.\n"),
    "a table": lambda folder: write(folder / "many.csv", "title,text\n" + "sand,A fierce film with splendid songs\n" * 50),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_read_and_the_rest_is_as_it_was(folder: Path, cache: Store, change: str) -> None:
    for _ in stream([folder], store=cache):
        pass
    CHANGES[change](folder)
    assert whole([folder], cache) is None
    *_, again = stream([folder], store=cache)
    *_, alone = stream([folder])
    assert same(again, alone)
    third = whole([folder], cache)
    assert third is not None
    assert same(third, alone)


def test_a_file_that_had_only_just_changed_is_looked_at_again(folder: Path, cache: Store) -> None:
    write(folder / "review 1.txt", "Sand\n\nA film.\n", settled=False)
    for _ in stream([folder], store=cache):
        pass
    assert whole([folder], cache) is None
    *_, again = stream([folder], store=cache)
    assert same(again, load([folder]))


def test_why_a_file_is_not_shown_is_found_out_anew(folder: Path, cache: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "empty.txt", "")
    *_, first = stream([folder], store=cache)
    assert [each.reason for each in first.skipped] == ["an empty file"]
    again = whole([folder], cache)
    assert again is not None
    assert again.skipped == first.skipped
    monkeypatch.setattr(reopening, "why_not_text", lambda _: "")
    assert whole([folder], cache) is None


def test_an_image_without_the_reviews_reads_them_from_the_files(folder: Path, cache: Store) -> None:
    for _ in stream([folder], store=cache):
        pass
    assert cache._connection is not None
    cache._connection.execute("DELETE FROM reviews")
    again = whole([folder], cache)
    assert again is not None
    assert list(again.reviews) == list(load([folder]).reviews)


def test_the_rows_of_a_table_are_there_at_once(tmp_path: Path, cache: Store) -> None:
    write(tmp_path / "many.csv", "title,text\n" + "".join(f"sand {n},A fierce film with splendid songs\n" for n in range(60)))
    *_, first = stream([tmp_path / "many.csv"], store=cache)
    again = whole([tmp_path / "many.csv"], cache)
    assert again is not None
    assert same(again, first)


def test_what_is_not_complete_is_not_kept_whole(folder: Path, cache: Store) -> None:
    done: list[int] = []
    for _ in stream([folder], store=cache, progress=lambda read, _: done.append(read), cancelled=lambda: len(done) >= 2):
        pass
    assert whole([folder], cache) is None
    few = folder / "times"
    for _ in stream([few], store=cache):
        pass
    assert whole([few], cache) is None  # reading so few files is as fast
