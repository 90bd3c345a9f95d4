"""What the system tells of folders: where something has happened, and only there."""

from __future__ import annotations

import os
import struct
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from desktop.library import tidings as module
from desktop.library.tidings import Tidings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOR_EVER = 60.0  # seconds: whoever waits so long is woken by what the test is about

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems tell nothing of this kind")


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    made = {name: tmp_path / name for name in ("one", "other")}
    for folder in made.values():
        folder.mkdir()
        (folder / "page.txt").write_text("A page.")
    return made


@pytest.fixture
def tidings(folders: dict[str, Path]) -> Iterator[Tidings]:
    tidings = Tidings()
    tidings.watch(map(str, folders.values()))
    yield tidings
    tidings.end()


@on_linux
def test_each_style_of_edit_is_told_of_in_its_folder(tidings: Tidings, folders: dict[str, Path]) -> None:
    one = folders["one"]
    page = one / "page.txt"

    def append() -> None:
        with page.open("a") as file:
            file.write("More.")

    def replace() -> None:
        (one / "new").write_text("Another page.")
        (one / "new").replace(page)

    assert tidings.told() == set()
    for edit in (append, replace, page.unlink, (one / "sub").mkdir, page.touch):
        edit()
        tidings.wait(FOR_EVER)
        assert tidings.told() == {str(one)}
    (folders["other"] / "page.txt").write_text("Other words.")
    tidings.wait(FOR_EVER)
    assert tidings.told() == {str(folders["other"])}
    page.read_text()
    assert tidings.told() == set(), "reading is nothing that happens"


@on_linux
def test_a_folder_that_is_made_anew_can_be_asked_for_again(tidings: Tidings, folders: dict[str, Path]) -> None:
    one = folders["one"]
    (one / "page.txt").unlink()
    one.rmdir()
    one.mkdir()
    assert tidings.told() == {str(one)}
    tidings.watch([str(one)])
    (one / "page.txt").write_text("A page again.")
    tidings.wait(FOR_EVER)
    assert tidings.told() == {str(one)}


@on_linux
def test_what_cannot_be_watched_is_passed_over(tidings: Tidings, folders: dict[str, Path], tmp_path: Path) -> None:
    tidings.watch([str(tmp_path / "nowhere"), str(folders["one"] / "page.txt")])
    (folders["one"] / "page.txt").write_text("Changed.")
    assert tidings.told() == {str(folders["one"])}


@on_linux
def test_too_much_to_tell_says_that_it_may_be_anywhere(tidings: Tidings, monkeypatch: pytest.MonkeyPatch) -> None:
    events = iter([struct.pack("iIII", -1, 0x4000, 0, 0), b""])
    monkeypatch.setattr(os, "read", lambda *_: next(events))
    assert tidings.told() is None


@on_linux
def test_no_more_is_asked_for_than_there_is_room_for(
    folders: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = tmp_path / "most"
    monkeypatch.setattr(module, "_MOST", most)
    most.write_text("4\n")  # of which one in four is ours
    tidings = Tidings()
    tidings.watch(map(str, folders.values()))
    for folder in folders.values():
        (folder / "page.txt").write_text("Changed.")
    assert tidings.told() == {str(folders["one"])}
    tidings.end()


@pytest.mark.parametrize("system", [sys.platform, "other"])
def test_whoever_waits_can_be_woken(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    tidings = Tidings()
    ringing = threading.Thread(target=tidings.wake)
    begun = time.monotonic()
    ringing.start()
    tidings.wait(FOR_EVER)
    ringing.join()
    assert time.monotonic() - begun < FOR_EVER
    assert tidings.told() == set()
    tidings.watch(["."])
    tidings.end()
    tidings.wake()  # by somebody who does not know that all is over


@on_linux
def test_whoever_is_deaf_is_only_woken(tidings: Tidings, folders: dict[str, Path]) -> None:
    (folders["one"] / "page.txt").write_text("Changed.")
    begun = time.monotonic()
    tidings.wait(0.05, deaf=True)
    assert time.monotonic() - begun >= 0.04
    ringing = threading.Thread(target=tidings.wake)
    ringing.start()
    tidings.wait(FOR_EVER, deaf=True)
    ringing.join()
    assert tidings.told() == {str(folders["one"])}, "it was told all the same"
