"""Files in the cache that are sealed: they come back as they were written, or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library import sealed
from desktop.library.sealed import SealedFiles

PARTS = [b"", b"A fierce film.", bytes(range(256)) * 3]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


@pytest.fixture
def files(place: Path) -> SealedFiles:
    return SealedFiles(place, "study", "rules", 2)


@given(st.lists(st.binary(max_size=40), max_size=4), st.integers(1, 9))
def test_parts_come_back_as_they_were(parts: list[bytes], piece: int) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "_PIECE", piece)
        kept = SealedFiles(Path(name), "study", "rules", 2)
        kept.write(b"one", parts)
        assert kept.read(b"one") == parts
        assert kept.read(b"other") is None


@given(st.data())
def test_what_is_damaged_is_not_used(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        kept = SealedFiles(Path(name), "study", "rules", 2)
        kept.write(b"one", PARTS)
        (path,) = Path(name).iterdir()
        whole = path.read_bytes()
        place = data.draw(st.integers(0, len(whole) - 1))
        bit = 1 << data.draw(st.integers(0, 7))
        damaged = whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
        path.write_bytes(data.draw(st.sampled_from([whole[:place], damaged, whole + b"x"])))
        assert kept.read(b"one") is None


def test_files_of_other_rules_and_unfinished_ones_go(files: SealedFiles, place: Path) -> None:
    files.write(b"one", PARTS)
    (place / ".study-rules-00.sealed-x").write_bytes(b"begun")
    (place / "library-rules-00.sealed").write_bytes(b"of another kind")
    assert SealedFiles(place, "study", "rules", 2).read(b"one") == PARTS
    assert SealedFiles(place, "study", "others", 2).read(b"one") is None
    assert [path.name for path in place.iterdir()] == ["library-rules-00.sealed"]


def test_the_latest_are_kept(files: SealedFiles, place: Path) -> None:
    for name in (b"one", b"two", b"three"):
        files.write(name, PARTS)
        for path in place.iterdir():
            os.utime(path, (path.stat().st_mtime - 100,) * 2)
    assert [files.read(name) is not None for name in (b"one", b"two", b"three")] == [False, True, True]


def test_what_cannot_be_written_leaves_what_was_there(files: SealedFiles, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write(b"one", PARTS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed, "_write", full)
    files.write(b"one", [b"new"])
    assert files.read(b"one") == PARTS
    assert len(list(place.iterdir())) == 1
