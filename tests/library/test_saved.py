from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.saved import LONGEST_NAME, MOST, SavedFile, SavedSearch, SavedSearches

if TYPE_CHECKING:
    from pathlib import Path


def some(*pairs: tuple[str, str]) -> SavedSearches:
    searches = SavedSearches()
    for name, query in pairs:
        searches = searches.saving(name, query)
    return searches


def test_they_stand_in_the_order_of_their_names() -> None:
    searches = some(("Zeal", "z"), ("ärger", "a"), ("  Best   of all ", "score:>=80"))
    assert [search.name for search in searches.searches] == ["ärger", "Best of all", "Zeal"]
    assert searches.find("BEST OF ALL") == SavedSearch("Best of all", "score:>=80")


def test_one_of_the_same_name_is_replaced() -> None:
    searches = some(("Café", "a"), ("cafe", "b"))
    assert searches.searches == (SavedSearch("cafe", "b"),)


def test_a_name_is_changed_but_never_taken_from_another() -> None:
    searches = some(("one", "a"), ("two", "b"))
    assert searches.renaming("one", "Three").searches == (SavedSearch("Three", "a"), SavedSearch("two", "b"))
    assert searches.renaming("one", "ONE").find("one") == SavedSearch("ONE", "a")
    with pytest.raises(ValueError, match="another search is called “two”"):
        searches.renaming("one", "Two")
    with pytest.raises(ValueError, match="needs a name"):
        searches.renaming("one", "  ")
    assert searches.renaming("nothing", "x") == searches
    assert searches.without("TWO") == some(("one", "a"))


def test_there_is_an_end_to_them() -> None:
    searches = some(*((f"n{n:03}", "") for n in range(MOST)))
    with pytest.raises(ValueError, match="delete one first"):
        searches.saving("one more", "")
    assert searches.saving("n007", "other").find("n007") == SavedSearch("n007", "other")
    assert len(some(("x" * 500, "")).searches[0].name) == LONGEST_NAME


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "searches.json"
    assert SavedFile(path).load() == SavedSearches()
    searches = some(("Best", 'score:>=80 "slow burn"'), ("★", "café"))
    assert SavedFile(path).save(searches)
    assert SavedFile(path).load() == searches


@pytest.mark.parametrize("damage", [b"{", b"[]", b"\xff\xfe\x00", b'{"other": 1}', b"null", b"[" * 100_000])
def test_a_damaged_file_is_set_aside(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "searches.json"
    path.write_bytes(damage)
    file = SavedFile(path)
    assert file.load() == SavedSearches()
    assert "searches.damaged.json" in file.notice
    assert (tmp_path / "searches.damaged.json").read_bytes() == damage


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_damaged_search_is_left_out(tmp_path_factory: pytest.TempPathFactory, junk: object) -> None:
    path = tmp_path_factory.mktemp("saved") / "searches.json"
    path.write_text(json.dumps({"searches": [junk, {"name": "Good", "query": "slow"}]}))
    file = SavedFile(path)
    assert file.load().find("good") == SavedSearch("Good", "slow")
    assert not file.notice


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_the_file_is_the_old_one_where_the_new_one_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "config" / "searches.json"
    SavedFile(path).save(some(("Old", "a")))
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail) if step == "fsync" else monkeypatch.setattr("pathlib.Path.replace", fail)
    file = SavedFile(path)
    assert not file.save(some(("New", "b")))
    assert "No space left" in file.notice
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["searches.json"]
