from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from desktop.ui.exporting import FORMS, ask_path

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def asked(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, chosen: Path | str, picked: str) -> tuple[Path | None, list[str]]:
    """What is to be written where the reader chooses a name and a form, and what is said."""
    window = QWidget()
    qtbot.addWidget(window)
    said: list[str] = []
    monkeypatch.setattr("desktop.ui.exporting.QFileDialog.getSaveFileName", lambda *_: (str(chosen), picked))
    return ask_path(window, "Save", "comparison", FORMS, said.append), said


@pytest.mark.parametrize(
    ("name", "picked", "saved"),
    [
        ("a.md", "Markdown (*.md)", "a.md"),
        ("a.HTML", "Markdown (*.md)", "a.HTML"),
        ("a.csv", "Markdown (*.md)", "a.csv"),
        ("a", "Markdown (*.md)", "a.md"),
        ("a", "PDF (*.pdf)", "a.pdf"),
        ("a.b", "PDF (*.pdf)", "a.b.pdf"),
        ("comparison.md", "PDF (*.pdf)", "comparison.pdf"),
        ("a.pdf", "PDF (*.pdf)", "a.pdf"),
        ("a.md", "", "a.md"),
    ],
)
def test_the_ending_decides_unless_another_form_was_picked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, picked: str, saved: str
) -> None:
    path, said = asked(qtbot, monkeypatch, tmp_path / name, picked)
    assert path == tmp_path / saved
    assert not said


def test_a_file_about_which_nobody_was_asked_is_not_overwritten(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    for name in ("a", "a.md"):
        path, said = asked(qtbot, monkeypatch, tmp_path / name, "PDF (*.pdf)")
        assert path is None
        assert said == ["a.pdf is there already: choose another name"]


def test_nothing_chosen_is_nothing_saved(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(qtbot, monkeypatch, "", "") == (None, [])
