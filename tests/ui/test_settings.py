from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.settings import Settings, SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "new" / "settings.json")
    kept = Settings(opened=("/a", "/b"), scale=1.5, width=1000, sidebar=False, group="critic")
    file.save(kept)
    assert SettingsFile(tmp_path / "new" / "settings.json").load() == kept
    assert not file.notice


@pytest.mark.parametrize("name", ["/caf\xe9", "/\udcff of bytes, \ud800 of damage", "/\U0001f600", "/a\nb"])
def test_any_name_of_a_file_comes_back(tmp_path: Path, name: str) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.save(Settings(opened=(name,)))
    assert file.load().opened == (name,)
    assert file.notice == ""


def test_nothing_kept_is_the_default(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    assert file.load() == Settings()
    assert not file.notice


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"null", b"[" * 200_000, b"9" * 9_999])
def test_damage_never_stops_the_start(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    assert SettingsFile(path).load() == Settings()


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"{")
    file = SettingsFile(path)
    file.load()
    assert "defaults" in file.notice
    assert (tmp_path / "settings.damaged.json").read_bytes() == b"{"


@given(st.dictionaries(st.sampled_from(sorted(asdict(Settings()))), JSON))
def test_any_value_gives_usable_settings(tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]) -> None:
    path = tmp_path_factory.mktemp("s") / "settings.json"
    path.write_text(json.dumps(values))
    settings = SettingsFile(path).load()
    assert 480 <= settings.width <= 20_000
    assert settings.theme in {"system", "light", "dark", "contrast"}
    assert all(isinstance(name, str) for name in settings.opened)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    file = SettingsFile(blocked / "settings.json")
    file.save(Settings())
    assert "could not be kept" in file.notice


def test_a_failed_write_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    file = SettingsFile(path)
    file.save(Settings(width=900))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.ui.settings.os.fsync", full)
    file.save(Settings(width=1000))
    assert "No space left" in file.notice
    assert SettingsFile(path).load().width == 900
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["settings.json"]
