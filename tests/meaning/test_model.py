from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.meaning import model as module
from desktop.meaning.model import DEFAULT_MODEL, NO_EXTRA, UnavailableError, full_name, identity, locate
from tests.helpers.sentence_library import made_model


def test_a_folder_with_a_model_is_found(sentence_library: Path, tmp_path: Path) -> None:
    del sentence_library
    folder = made_model(tmp_path / "mine")
    assert locate(str(folder)) == folder
    assert locate(f"{tmp_path}/packages/../mine") == folder


@pytest.mark.parametrize("missing", ["modules.json", "model.safetensors", "all"])
def test_a_folder_without_a_model_is_named(sentence_library: Path, tmp_path: Path, missing: str) -> None:
    del sentence_library
    folder = tmp_path / "mine"
    if missing != "all":
        (made_model(folder) / missing).unlink()
    with pytest.raises(UnavailableError, match="mine is not a folder with a sentence model") as told:
        locate(str(folder))
    assert not told.value.fetchable


def test_a_model_that_other_programs_fetched_is_found(sentence_library: Path) -> None:
    home = sentence_library / "models--sentence-transformers--all-MiniLM-L6-v2"
    folder = made_model(home / "snapshots" / "abc")
    with pytest.raises(UnavailableError):
        locate(DEFAULT_MODEL)
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text("abc", "ascii")
    assert locate(DEFAULT_MODEL) == locate("all-MiniLM-L6-v2") == folder


def test_a_model_that_is_not_here_can_be_fetched(sentence_library: Path) -> None:
    del sentence_library
    with pytest.raises(UnavailableError, match="sentence-transformers/other is not on this machine") as told:
        locate("other")
    assert told.value.fetchable == "sentence-transformers/other"


@pytest.mark.parametrize("name", ["", "a/b/c", "a b", "../x", "https://host/model", "x" * 200])
def test_what_is_no_name_is_said(name: str) -> None:
    with pytest.raises(UnavailableError, match="neither a folder nor the name"):
        full_name(name)


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"HF_HUB_CACHE": "/c"}, "/c"),
        ({"HF_HOME": "/h"}, "/h/hub"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/huggingface/hub"),
        ({}, "~/.cache/huggingface/hub"),
    ],
)
def test_the_cache_of_models_is_where_the_hub_has_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], folder: str
) -> None:
    for name in ("HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert module._hub_cache() == Path(folder).expanduser()


def test_without_the_extra_there_is_one_line_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _name: None)
    with pytest.raises(UnavailableError) as told:
        locate(DEFAULT_MODEL)
    assert str(told.value) == NO_EXTRA
    assert "\n" not in NO_EXTRA


def test_a_model_is_the_same_wherever_it_lies_and_another_if_its_weights_differ(tmp_path: Path) -> None:
    one, same = made_model(tmp_path / "a"), made_model(tmp_path / "b" / "c")
    other = made_model(tmp_path / "d", "dies")
    (same / "README.md").write_text("about", "utf-8")
    assert identity(one) == identity(same) != identity(other)


def test_nothing_heavy_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys, desktop.cli, desktop.ui.application, desktop.meaning.model, desktop.meaning.process;"
        "print([name for name in ('numpy', 'torch', 'sentence_transformers', 'huggingface_hub') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert done.stdout.strip() == "[]"
