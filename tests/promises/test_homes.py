"""A home that is missing, or that nothing can be written to, stops nobody: the program says so and works."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.ui.application import build
from desktop.ui.exporting import save_comparison
from tests.app.conftest import Driver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_HOMES = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")


@pytest.fixture(params=["a file in its place", "a kernel's folder", "read-only"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home in which nothing can be made."""
    place = tmp_path / "nobody"
    if request.param == "a file in its place":
        place.write_text("not a folder")
    elif request.param == "a kernel's folder":
        place = Path("/proc/diptych")
        if not place.parent.is_dir():
            pytest.skip("no such folder here")
    else:
        if os.geteuid() == 0:
            pytest.skip("whoever runs this may write everywhere")
        place.mkdir(mode=0o500)
    for name in _HOMES:
        monkeypatch.setenv(name, str(place / name.lower()))
    monkeypatch.setenv("HOME", str(place))
    yield place
    if place.is_dir():
        place.chmod(0o700)


def test_the_program_opens_says_so_and_exports(
    home: Path, open_program: Callable[..., Driver], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_program()
    assert len(driver.shown_ids()) == 5
    assert driver.window.banner.isVisible()
    (sentence,) = [each for each in driver.window.banner.sentences if "notebook" in each]
    assert str(home) in sentence
    assert "marks made now are lost when Diptych is closed" in sentence
    driver.press("Ctrl+2", "Home", "Ctrl+D")
    assert len(driver.program.browsing.marks.starred) == 1  # for this session
    driver.press("Ctrl+A", "Ctrl+Return")
    target = tmp_path / "comparison.md"
    monkeypatch.setattr(
        "desktop.ui.exporting.QFileDialog.getSaveFileName", lambda *_args, **_named: (str(target), "Markdown (*.md)")
    )
    said: list[str] = []
    save_comparison(driver.window, driver.window.compare, said.append)
    assert said
    assert target.read_text("utf-8").startswith("#")


def test_what_was_open_last_is_looked_for_where_it_is_gone(
    tmp_path: Path, open_program: Callable[..., Driver], qtbot: QtBot, qapp: QApplication
) -> None:
    folder = tmp_path / "reviews"
    folder.mkdir()
    (folder / "alpha.txt").write_text("Alpha (2020) – review\n\nThe camera work is gorgeous.\n")
    open_program(folder).window.close()
    away = folder.rename(tmp_path / "away")
    program = build(qapp)
    qtbot.addWidget(program.window)
    with qtbot.waitSignal(program.loader.idle, timeout=20_000):
        program.start(())
    driver = Driver(program, qtbot)
    assert driver.shown_ids() == []
    assert f"{folder}: does not exist\n\nWhat comes there is shown at once." in driver.window.pane.list.empty_sentence
    away.rename(folder)
    driver.until(lambda: driver.shown_ids() == ["alpha"])
    program.window.close()
