"""The library is kept in step with the disk: what is told of is looked at soon, whenever the next look at all would be."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from desktop.library.loading import load
from desktop.ui import watching
from desktop.ui.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PAGE = "Alpha (2020) – review\n\nBy Ann Bell\n\nThe camera work is gorgeous and the story never drags.\n\n7/10\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reviews" / "sub").mkdir(parents=True)
    for name in ("alpha.txt", "sub/beta.txt"):
        (tmp_path / "reviews" / name).write_text(PAGE)
    return tmp_path / "reviews"


@pytest.fixture
def watch(qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """A watch that has looked once, and will not look at all files again by itself."""
    monkeypatch.setattr(watching, "pause_after", lambda *_, **__: 3_600.0)
    watch = Watch()
    with qtbot.waitSignal(watch.unchanged):
        watch.begin(load([folder]))
        watch.look()
    yield watch
    watch.end()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell nothing of what is written into a file")
@pytest.mark.parametrize("name", ["alpha.txt", "sub/beta.txt", "sub/new.txt", "new/gamma.txt"])
def test_what_happens_anywhere_is_seen_without_a_look_at_all_files(qtbot: QtBot, folder: Path, watch: Watch, name: str) -> None:
    with qtbot.waitSignal(watch.told, timeout=20_000) as told:
        (folder / name).parent.mkdir(exist_ok=True)
        with (folder / name).open("a") as file:
            file.write(PAGE + "One more thing.\n")
    (changes,) = told.args
    assert [change.file for change in changes] == [str(folder / name)]
    with qtbot.waitSignal(watch.told, timeout=20_000) as told:  # what has come is watched, too
        (folder / name).write_text(PAGE + "Another thing altogether.\n")
    (changes,) = told.args
    assert [change.file for change in changes] == [str(folder / name)]


def test_what_is_on_the_screen_is_looked_at_however_many_files_there_are(
    qtbot: QtBot, folder: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.end()
    monkeypatch.setattr(sys, "platform", "one that tells nothing")
    with qtbot.waitSignal(watch.unchanged):
        watch.begin(load([folder]))
        watch.look()
    watch.attend([folder / "sub" / "beta.txt"])
    with qtbot.waitSignal(watch.told, timeout=20_000) as told:
        (folder / "sub" / "beta.txt").write_text(PAGE + "One more thing.\n")
    (changes,) = told.args
    assert [change.file for change in changes] == [str(folder / "sub" / "beta.txt")]
