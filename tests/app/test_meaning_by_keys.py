"""Answers by meaning, chosen, fetched, stopped and kept, by keys; the sentence model is a stand-in."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QToolButton

from desktop.meaning import model as model_module
from desktop.meaning.model import NO_EXTRA
from desktop.ui.panes.compare_head import Chip
from desktop.ui.panes.work_strip import WorkStrip
from tests.helpers.sentence_library import made_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Driver


def compare_all(driver: Driver) -> None:
    """Compare the sample reviews and stand at a passage."""
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+Return")
    driver.until(lambda: driver.window.focused_pane() is driver.window.main)
    driver.press("Ctrl+Down", "Ctrl+Down")
    driver.until(lambda: driver.window.compare.answers.round is not None)


def engine(driver: Driver) -> str:
    chip = driver.window.compare.findChild(Chip, "answers_by_meaning")
    assert chip is not None
    return chip.text()


def strip(driver: Driver) -> WorkStrip:
    found = driver.window.status.findChild(WorkStrip)
    assert isinstance(found, WorkStrip)
    return found


def closeness(driver: Driver) -> list[float | None]:
    now = driver.window.compare.answers.round
    assert now is not None
    return [answer.closeness for answer in now.answers]


def use_model(driver: Driver, folder: Path) -> None:
    driver.program.meaning.take_model(str(folder))


def test_without_the_extra_one_line_says_what_is_needed(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "find_spec", lambda _name: None)
    compare_all(driver)
    driver.press("Shift+A")
    assert driver.window.banner.sentences == [NO_EXTRA]
    assert engine(driver) == "By words"
    assert not driver.program.commands["answers_by_meaning"].isChecked()
    driver.press("F4")
    assert closeness(driver)[0] is None


def test_a_model_is_fetched_when_it_is_asked_for_and_then_counts(driver: Driver, sentence_library: Path) -> None:
    compare_all(driver)
    by_words = closeness(driver)
    driver.press("Shift+A")
    assert not driver.program.meaning.on
    assert not sentence_library.exists()
    [sentence] = driver.window.banner.sentences
    assert sentence.startswith("The model sentence-transformers/all-MiniLM-L6-v2 is not on this machine")
    driver.press("Ctrl+Shift+P")
    driver.write("fetch the model")
    driver.press("Return")
    driver.until(lambda: engine(driver) == "By meaning" and not driver.program.meaning.busy)
    assert driver.window.banner.sentences == []
    assert strip(driver).isHidden()
    driver.until(lambda: None not in closeness(driver))
    assert by_words
    assert set(by_words) == {None}
    driver.press("Shift+A")
    assert engine(driver) == "By words"
    assert set(closeness(driver)) == {None}


def test_the_choice_and_the_vectors_are_kept(
    open_program: Callable[..., Driver], sentence_library: Path, tmp_path: Path, own_folders: Path
) -> None:
    del sentence_library
    driver = open_program()
    folder = made_model(tmp_path / "model")
    use_model(driver, folder)
    compare_all(driver)
    driver.until(lambda: None not in closeness(driver))
    driver.window.close()
    kept = json.loads((own_folders / "config" / "diptych" / "settings.json").read_text("utf-8"))
    assert kept["answers_by_meaning"] is True
    assert kept["meaning_model"] == str(folder)
    # What was read once is not read again: a model that hangs is never asked.
    [cache] = (own_folders / "cache" / "diptych").glob("meaning-*.sqlite")
    (folder / "model.safetensors").write_text("hangs", "utf-8")
    cache.rename(cache.with_name(f"meaning-{model_module.identity(folder)}.sqlite"))
    again = open_program()
    compare_all(again)
    assert engine(again).startswith("By")
    again.until(lambda: None not in closeness(again))
    assert engine(again) == "By meaning"


@pytest.fixture
def hanging(sentence_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A model that never answers, and the pipe that it opens once it is asked."""
    del sentence_library
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    monkeypatch.setenv("STARTED", str(begun))
    return made_model(tmp_path / "model", "hangs"), begun


def test_reading_for_meaning_is_shown_and_stopped(driver: Driver, hanging: tuple[Path, Path]) -> None:
    folder, begun = hanging
    compare_all(driver)
    use_model(driver, folder)
    assert engine(driver) == "By words, reading…"
    begun.open("rb").close()
    driver.until(lambda: strip(driver).words == "Loading the sentence model")
    assert set(closeness(driver)) == {None}
    stop = strip(driver).findChild(QToolButton)
    assert stop is not None
    assert stop.accessibleName().startswith("Stop: Loading the sentence model")
    stop.click()
    driver.until(lambda: not driver.program.meaning.busy)
    assert engine(driver) == "By words"
    assert strip(driver).isHidden()
    assert not driver.window.banner.sentences


def test_the_window_closes_in_the_middle_of_reading(driver: Driver, hanging: tuple[Path, Path]) -> None:
    folder, begun = hanging
    compare_all(driver)
    use_model(driver, folder)
    begun.open("rb").close()
    driver.window.close()
    assert not driver.program.meaning.busy


@pytest.mark.parametrize(("does", "told"), [("fails", "the weights are of another model"), ("dies", "died")])
def test_a_model_that_cannot_be_used_is_named_and_answers_go_by_words(
    driver: Driver, sentence_library: Path, tmp_path: Path, does: str, told: str
) -> None:
    del sentence_library
    compare_all(driver)
    use_model(driver, made_model(tmp_path / "model", does))
    driver.until(lambda: bool(driver.window.banner.sentences) and not driver.program.meaning.busy)
    assert told in driver.window.banner.sentences[0]
    assert engine(driver) == "By words"
    driver.press("Shift+A")
    driver.until(lambda: bool(driver.window.banner.sentences) and not driver.program.meaning.busy)
    assert engine(driver) == "By words"


def test_a_folder_that_holds_no_model_is_not_taken(driver: Driver, sentence_library: Path, tmp_path: Path) -> None:
    del sentence_library
    use_model(driver, tmp_path)
    assert "is not a folder with a sentence model" in driver.window.banner.sentences[0]
    assert driver.program.preferences.settings.meaning_model == ""
    assert not driver.program.meaning.on


def test_what_is_like_a_review_goes_by_meaning_too(driver: Driver, sentence_library: Path, tmp_path: Path) -> None:
    del sentence_library
    browsing = driver.program.browsing
    driver.until(lambda: browsing.library.kinship.likener is not None)
    use_model(driver, made_model(tmp_path / "model"))
    driver.press("Ctrl+2")
    driver.program.dispatch.run("more_like", False)
    value = browsing.query.liked
    assert value

    def figures() -> list[float | None]:
        return [like.closeness for like in browsing.library.like(value)[1:]]

    driver.until(lambda: bool(figures()) and None not in figures())
    assert [like.row for like in browsing.library.like(value)] == list(browsing.rows)
    driver.until(lambda: not driver.program.meaning.busy)
    driver.program.meaning.turn()
    assert set(figures()) == {None}
    driver.program.meaning.turn()
    driver.until(lambda: None not in figures())
