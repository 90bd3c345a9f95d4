from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from desktop.meaning import cache as cache_module
from desktop.meaning.cache import VectorCache, key_of
from desktop.meaning.model import UnavailableError
from desktop.meaning.process import StoppedError
from desktop.meaning.vectors import vectors
from tests.helpers.sentences import SmallEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = st.lists(st.sampled_from(["dull", "boring", "fast", "quick", "dull fast", ""]), max_size=100)


def encoder() -> SmallEncoder:
    return SmallEncoder("dull boring", "fast quick")


def test_close_meanings_have_close_vectors() -> None:
    dull, boring, fast, both, nothing = vectors(["dull", "boring", "fast", "dull fast", "xyz"], encoder())
    assert dull @ boring == pytest.approx(1)
    assert dull @ fast == pytest.approx(0)
    assert dull @ both == pytest.approx(0.7071, abs=0.001)
    assert nothing @ dull == 0


@given(WORDS)
def test_a_vector_for_each_text_in_order_with_a_cache_or_without(texts: list[str]) -> None:
    plain = vectors(texts, encoder())
    assert len(plain) == len(texts)
    with tempfile.TemporaryDirectory() as folder:
        cache = VectorCache(Path(folder), "m")
        first, again = encoder(), encoder()
        told: list[tuple[int, int]] = []
        assert np.array_equal(vectors(texts, first, cache=cache, progress=lambda *at: told.append(at)), plain)
        assert np.array_equal(vectors(texts, again, cache=cache), plain)
        cache.close()
    assert sorted(first.asked) == sorted(set(texts))
    assert again.asked == []
    assert told == sorted(told)
    assert told[-1] == (len(set(texts)), len(set(texts)))


def test_what_was_made_before_it_was_stopped_is_kept(tmp_path: Path) -> None:
    texts = [f"dull {n:03}" for n in range(100)]
    cache, begun = VectorCache(tmp_path, "m"), encoder()
    with pytest.raises(StoppedError):
        vectors(texts, begun, cache=cache, cancelled=lambda: bool(begun.asked))
    assert 0 < len(begun.asked) < len(texts)
    rest = encoder()
    vectors(texts, rest, cache=cache)
    assert sorted(begun.asked + rest.asked) == texts
    cache.close()


def test_vectors_of_different_lengths_are_refused() -> None:
    class Odd(SmallEncoder):
        @override
        def encode(self, texts: Sequence[str]) -> list[bytes]:
            return [b"\0\0", b"\0\0\0\0"]

    with pytest.raises(UnavailableError, match="different lengths"):
        vectors(["a", "b"], Odd())


def test_a_damaged_cache_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "meaning-m.sqlite").write_bytes(b"no database at all" * 100)
    cache = VectorCache(tmp_path, "m")
    cache.put({b"k": b"v"})
    assert cache.get([b"k", b"other"]) == {b"k": b"v"}
    cache.close()


def test_without_a_folder_to_write_in_vectors_are_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = VectorCache(tmp_path / "file" / "below", "m")
    assert len(vectors(["dull"], encoder(), cache=cache)) == 1
    cache.close()


def test_a_locked_cache_is_done_without(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, "m")
    cache.put({key_of("dull"): b"\0\x3c\0\0"})
    other = sqlite3.connect(tmp_path / "meaning-m.sqlite", isolation_level=None)
    assert cache._connection is not None
    cache._connection.execute("PRAGMA busy_timeout = 1")
    other.execute("BEGIN EXCLUSIVE")
    assert cache.get([key_of("dull")]) == {}
    cache.put({key_of("fast"): b"\0\0\0\x3c"})
    other.close()
    cache.close()


def test_models_that_were_not_used_lately_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_MODELS", 2)
    for name in ("a", "b", "c", "d"):
        VectorCache(tmp_path, name).close()
    left = {path.name for path in tmp_path.glob("*.sqlite")}
    assert "meaning-d.sqlite" in left
    assert len(left) == 2


def test_a_cache_that_is_read_is_used(tmp_path: Path) -> None:
    VectorCache(tmp_path, "a").close()
    path = tmp_path / "meaning-a.sqlite"
    os.utime(path, (0, 0))
    VectorCache(tmp_path, "a").close()
    assert path.stat().st_mtime > 0


def test_texts_with_lone_surrogates_have_keys() -> None:
    assert key_of("\ud800") != key_of("?")
