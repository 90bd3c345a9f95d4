"""Folders searched: everything is read or named with a reason, and nothing hangs, follows a circle or is written."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.scanning import Skipped, natural_key, scan, why_not_text


def reasons(skipped: tuple[Skipped, ...]) -> dict[str, str]:
    return {each.path.name: each.reason for each in skipped}


def write(path: Path, text: str = "A review.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_files_stand_in_natural_order_each_folder_in_its_place(tmp_path: Path) -> None:
    names = ["review 10.txt", "Review 9.txt", "b/2.txt", "b/10.txt", "a.txt", "zz.txt"]
    for name in names:
        write(tmp_path / name)
    found = scan([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found.files] == [
        "a.txt",
        "b/2.txt",
        "b/10.txt",
        "Review 9.txt",
        "review 10.txt",
        "zz.txt",
    ]
    assert found.skipped == ()


def test_paths_are_read_in_the_order_given_and_once(tmp_path: Path) -> None:
    second, first = write(tmp_path / "b" / "2.txt"), write(tmp_path / "a" / "1.txt")
    found = scan([second, tmp_path, first, tmp_path / "a" / ".." / "b"])
    assert found.files == (second, first)
    assert {each.reason for each in found.skipped} == {f"the same folder as {tmp_path / 'b'}"}
    assert all(each.ignored for each in found.skipped)


def test_what_nobody_expects_to_be_read_is_passed_over_in_folders_only(tmp_path: Path) -> None:
    for name in (
        ".hidden.txt",
        "review.txt~",
        "review.bak",
        "#review.txt#",
        "style.CSS",
        ".git/config",
        "page_files/ad.html",
        "page.html",
    ):
        write(tmp_path / name)
    write(tmp_path / "notes_files" / "kept.txt")  # no page of that name beside it
    found = scan([tmp_path])
    assert [path.name for path in found.files] == ["kept.txt", "page.html"]
    assert reasons(found.skipped) == {
        ".hidden.txt": "hidden",
        ".git": "hidden",
        "review.txt~": "a backup copy or an unfinished download",
        "review.bak": "a backup copy or an unfinished download",
        "#review.txt#": "a backup copy or an unfinished download",
        "style.CSS": "not a page, by its name",
        "page_files": "the parts of a saved page",
    }
    assert all(each.ignored for each in found.skipped)
    assert scan([tmp_path / ".hidden.txt"]).files == (tmp_path / ".hidden.txt",)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")
def test_one_of_every_odd_thing_is_named_and_nothing_hangs(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "again.txt").symlink_to(good)
    (tmp_path / "empty").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's whole path may be too long for its name
        try:
            listening.bind("socket")
        finally:
            os.chdir(here)
        found = scan([tmp_path])
    assert [path.name for path in found.files] == ["again.txt"]
    assert reasons(found.skipped) == {
        "pipe.txt": "a pipe, not a file",
        "loop": "a symbolic link that leads back to itself",
        "dangling": "a symbolic link to nothing",
        "circle": f"the same folder as {tmp_path}",
        "device": "a device, not a file",
        "good.txt": f"the same file as {tmp_path / 'again.txt'}",
        "socket": "a socket, not a file",
    }


def test_missing_empty_and_impossible_paths(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = scan([tmp_path / "empty", tmp_path / "missing", Path("a\0b"), tmp_path / ("n" * 5000)])
    assert found.files == ()
    assert [each.reason for each in found.skipped] == [
        "an empty folder",
        "does not exist",
        "not a possible file name",
        "file name too long",
    ]
    assert not any(each.ignored for each in found.skipped)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may read everything")
def test_folders_and_files_without_permission_are_named(tmp_path: Path) -> None:
    write(tmp_path / "locked" / "review.txt")
    (tmp_path / "locked").chmod(0)
    try:
        assert reasons(scan([tmp_path]).skipped) == {"locked": "no permission to read it"}
    finally:
        (tmp_path / "locked").chmod(0o700)


def test_a_folder_too_deep_for_a_path_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2000):
        Path("dddd").mkdir()
        os.chdir("dddd")
    try:
        found = scan([tmp_path])
    finally:
        # Longer than a path can be, and deeper than Python's own way of removing it.
        for _ in range(2000):
            os.chdir("..")
            Path("dddd").rmdir()
    assert [each.reason for each in found.skipped] == ["file name too long"]


def test_a_scan_can_be_stopped(tmp_path: Path) -> None:
    for number in range(20):
        write(tmp_path / f"{number}" / "review.txt")
    asked = iter([False] * 5 + [True] * 100)
    assert len(scan([tmp_path], lambda: next(asked)).files) < 20


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"A review.", ""),
        ("Caf\xe9, d\xe9j\xe0 vu".encode("latin-1"), ""),
        ("\ufeffA review".encode("utf-16"), ""),
        ("A review of a film".encode("utf-16-le"), ""),
        ("A review of a film".encode("utf-32"), ""),
        (b"A line with one \x00 odd byte" + b" and much more text" * 20, ""),
        (b"\x1b[31mcoloured\x1b[0m", ""),
        (b"", "an empty file"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document, not text"),
        (b"PK\x03\x04word", "a ZIP archive or an office document, not text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image, not text"),
        (bytes(range(256)), "not text"),
        (b"\x00" * 100, "not text"),
    ],
)
def test_text_is_told_from_what_is_none(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert why_not_text(path) == reason


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders on Windows")
def test_a_file_that_has_become_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert why_not_text(tmp_path / "pipe") == "a pipe, not a file"


@given(st.text(max_size=40), st.text(max_size=40))
def test_natural_keys_can_always_be_compared(a: str, b: str) -> None:
    assert (natural_key(a) < natural_key(b)) + (natural_key(a) == natural_key(b)) + (natural_key(a) > natural_key(b)) == 1


def test_natural_order() -> None:
    names = ["10", "9", "a", "A10", "a9", "a09b", "a9a", ""]
    assert sorted(names, key=natural_key) == ["", "9", "10", "a", "a9", "a9a", "a09b", "A10"]
