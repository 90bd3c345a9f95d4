"""No test reads or writes the user's own folders, settings or locale: each has folders of its own under ``tmp_path``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FOLDERS = {
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
}
# What a desktop sets to change the look or the size of Qt programs.
_LOOK = ("QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_QPA_PLATFORMTHEME")

_OUTER = dict(os.environ)


@pytest.fixture(scope="session")
def outer_environment() -> Mapping[str, str]:
    """The environment that the tests were started in, for the few that call other programs (uv, git)."""
    return _OUTER


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point HOME, the XDG folders and QSettings below ``tmp_path`` and return the folder that holds them.

    The folders do not exist yet, except the runtime folder, which a desktop always provides.
    """
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for variable, name in _FOLDERS.items():
        monkeypatch.setenv(variable, str(home / name))
    (home / "runtime").mkdir(parents=True)
    (home / "runtime").chmod(0o700)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    for variable in _LOOK:
        monkeypatch.delenv(variable, raising=False)
    if "PySide6.QtCore" in sys.modules:
        # QSettings looks the environment up once a process; without this all tests would share the first one's settings.
        from PySide6.QtCore import QSettings  # noqa: PLC0415 - tests that need no Qt must not load it

        for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, str(home / "config"))
    return home
