"""Damaged settings never block the start: whatever the file holds, the window comes up and can be used."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields
from random import Random
from typing import TYPE_CHECKING

from desktop import paths
from desktop.ui.application import build
from desktop.ui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

RUNS = int(os.environ.get("DIPTYCH_TEST_RUNS", "5"))
_ODD: tuple[object, ...] = (
    *(None, True, -1, 0, 1e308, 10**30, float("nan")),
    *("", "dark", "\ud800", "\x00", "score:>"),
    *([], ["\x00", "/"], [1], {}, {"a": 1}),
)


def damaged(run: int) -> bytes:
    """Settings in which values are odd, bytes are other ones, or the end is missing."""
    draw = Random(run)  # noqa: S311 - damage, not secrets
    values: dict[str, object] = dict(asdict(Settings()))
    for field in draw.sample([field.name for field in fields(Settings)], 6):
        values[field] = draw.choice(_ODD)
    data = bytearray(json.dumps(values).encode())
    if run % 3 == 1:
        for _ in range(4):
            data[draw.randrange(len(data))] = draw.randrange(256)
    if run % 3 == 2:
        del data[draw.randrange(len(data)) :]
    return bytes(data)


def test_the_program_starts_with_any_settings(qtbot: QtBot, qapp: QApplication) -> None:
    file = paths.user_config() / "settings.json"
    file.parent.mkdir(parents=True)
    for run in range(RUNS):
        file.write_bytes(damaged(run))
        program = build(qapp)
        with qtbot.waitSignal(program.loader.idle, timeout=20_000):
            program.start([paths.SEEDS])
        assert len(program.browsing.library) == 5
        assert program.window.isVisible()
        program.window.close()
        program.window.deleteLater()
        assert json.loads(file.read_bytes())["opened"] == [str(paths.SEEDS)]  # and whole settings are kept again
