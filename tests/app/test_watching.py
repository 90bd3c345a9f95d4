"""Changes on the disk while the program runs: seen, told, and nothing that the reader has before the eyes jumps or vanishes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QToolButton

from desktop.library.watching import ROUNDS, SETTLING
from desktop.library.weaving import Kind
from desktop.ui.models.reviews_model import Data
from desktop.ui.panes.changes import ChangesDialog
from desktop.ui.watching import EVERY, pause_after

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.library.weaving import Change
    from tests.app.conftest import Driver


def write(path: Path, title: str, paragraphs: int = 60) -> Path:
    """A review that is no copy of any other."""
    draw = Random(f"{path.name} {title}")  # noqa: S311 - nothing secret: words without meaning
    words = ["".join(draw.choices("abcdefghiklmnoprstuvwy", k=6)) for _ in range(300)]
    lines = [
        "Paragraph {} says that the {} is gorgeous, and the {} of the {} never {} into {}.".format(number, *words[number * 5 :])
        for number in range(paragraphs)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join([f"{title} (2020) – review", "By Ann Bell", *lines, "7/10"]) + "\n", "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reviews"
    for name in ("alpha", "beta", "gamma", "delta", "epsilon"):
        write(place / f"{name}.txt", "Alpha")
    return place


@pytest.fixture
def driver(folder: Path, open_program: Callable[..., Driver]) -> Driver:
    return open_program(folder)


def said(driver: Driver) -> str:
    return driver.window.status.currentMessage()


def text(driver: Driver, review_id: str) -> str:
    library = driver.program.browsing.library
    return library.reviews[library.row_of(review_id)].text


def button(driver: Driver, words: str) -> QToolButton:
    buttons = driver.window.banner.findChildren(QToolButton)
    return next(each for each in buttons if each.text() == words)


def test_looks_are_close_enough_together_to_see_a_change_within_two_seconds() -> None:
    assert EVERY + ROUNDS * SETTLING < 2 * 0.85


def test_looks_at_very_many_files_are_further_apart() -> None:
    assert pause_after(0.01, 0.005, in_use=True) == pause_after(0.01, 0.005, in_use=False) == EVERY
    assert 2 < pause_after(0.3, 0.25, in_use=True) < 4  # of 50,000 files
    assert 10 < pause_after(0.3, 0.25, in_use=False) < 15
    assert pause_after(5, 0.1, in_use=True) == 10  # far away: the processor has little to do with them
    assert pause_after(60, 10, in_use=False) <= 30


def test_a_file_that_is_added_appended_to_replaced_and_written_anew(driver: Driver, folder: Path) -> None:
    write(folder / "new.txt", "New")
    driver.until(lambda: "new" in driver.shown_ids())
    driver.until(lambda: said(driver) == "1 review added")
    with (folder / "beta.txt").open("a") as file:
        file.write("\nA word more.\n")
    driver.until(lambda: text(driver, "beta").endswith("A word more.\n"))
    write(folder.parent / "other.txt", "Other").replace(folder / "gamma.txt")
    driver.until(lambda: text(driver, "gamma").startswith("Other"))
    (folder / "delta.txt").unlink()
    write(folder / "delta.txt", "Anew")
    driver.until(lambda: text(driver, "delta").startswith("Anew"))
    assert driver.window.banner.sentences == []


def test_a_folder_that_is_made_anew(driver: Driver, folder: Path) -> None:
    shutil.rmtree(folder)
    for name in ("alpha", "zeta"):
        write(folder / f"{name}.txt", f"{name} again")
    driver.until(lambda: "zeta" in driver.shown_ids() and text(driver, "alpha").startswith("alpha again"))
    with (folder / "zeta.txt").open("a") as file:
        file.write("\nA word more.\n")
    driver.until(lambda: text(driver, "zeta").endswith("A word more.\n"))


def test_nothing_jumps(driver: Driver, folder: Path) -> None:
    driver.press("Ctrl+2", "Home", "Down", "Shift+Down", "Shift+Down")
    page, reviews = driver.window.reader.page, driver.window.pane.list
    current = driver.program.session.current
    assert current is not None
    assert len(driver.program.session.chosen) == 3
    chosen = [review.id for review in driver.program.session.chosen]
    page.go_to(current.text.index("Paragraph 20"))
    top = page.verticalScrollBar().value()
    assert top
    shown = page.document()
    write(folder / "aaa.txt", "Before all others")
    driver.until(lambda: "aaa" in driver.shown_ids())
    assert driver.program.session.current is current
    assert [review.id for review in driver.program.session.chosen] == chosen
    assert reviews.current_row() == driver.program.browsing.library.row_of(current.id)
    assert page.verticalScrollBar().value() == top
    assert page.document() is shown  # not even set anew


def test_the_open_review_is_replaced_with_the_place_kept(driver: Driver, folder: Path) -> None:
    driver.press("Ctrl+2", "Home")
    page = driver.window.reader.page
    current = driver.program.session.current
    assert current is not None
    page.go_to(current.text.index("Paragraph 20"))
    path = folder / f"{current.id}.txt"
    path.write_text(path.read_text().replace("Paragraph 3 ", "\n\n".join(["A new paragraph."] * 12) + "\n\nParagraph 3 "))
    driver.until(lambda: driver.program.session.current is not current)
    now = driver.program.session.current
    assert now is not None
    assert now.id == current.id
    assert now.text.count("A new paragraph.") == 12
    assert driver.window.reader.review is now
    assert now.text[page.place() :].startswith("Paragraph 20")


def test_an_open_comparison_goes_on_at_its_place(driver: Driver, folder: Path) -> None:
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+Return")
    compare = driver.window.compare
    ids = [review.id for review in compare.reviews]
    assert len(ids) == 5
    place = compare.place()
    (folder / "beta.txt").unlink()
    with (folder / "alpha.txt").open("a") as file:
        file.write("\nThe music is loud.\n")
    driver.until(lambda: any("music is loud" in review.text for review in compare.reviews))
    driver.until(lambda: any(review.problems for review in compare.reviews if review.id == "beta"))
    assert driver.window.comparing
    assert [review.id for review in compare.reviews] == ids
    assert compare.place() == place


def test_full_texts_side_by_side_go_on_at_the_words_that_were_read(driver: Driver, folder: Path) -> None:
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+Return", "Shift+F8")
    compare = driver.window.compare
    assert compare.mode == "full_text"
    driver.until(lambda: bool(compare.place().places))
    before = {review.id: review for review in compare.reviews}
    compare.restore(replace(compare.place(), places={name: before[name].text.index("Paragraph 20") for name in before}))
    driver.until(lambda: compare.place().places.get("alpha", 0) > 0)
    path = folder / "alpha.txt"
    path.write_text(path.read_text().replace("Paragraph 3 ", "\n\n".join(["A new paragraph."] * 12) + "\n\nParagraph 3 "))
    driver.until(lambda: any("A new paragraph" in review.text for review in compare.reviews))
    now = {review.id: review for review in compare.reviews}
    driver.until(lambda: now["alpha"].text[compare.place().places["alpha"] :].startswith("Paragraph 20"))


def test_a_folder_that_is_gone_keeps_its_reviews_and_their_marks(driver: Driver, folder: Path) -> None:
    driver.press("Ctrl+2", "Home", "Ctrl+D")
    starred = driver.program.browsing.marks.starred
    shown = driver.shown_ids()
    assert len(starred) == 1
    away = folder.rename(folder.with_name("away"))
    driver.until(lambda: driver.window.banner.sentences != [])
    (sentence,) = driver.window.banner.sentences
    assert sentence.startswith(f"Source missing: {folder} is not there any more. Its 5 reviews are shown as last read")
    assert driver.window.banner.isVisible()
    assert driver.shown_ids() == shown
    assert driver.program.browsing.marks.starred == starred
    card = driver.window.pane.list.currentIndex().data(Data.CARD)
    assert card.source.startswith("source missing  ·  Ann Bell")
    current = driver.program.session.current
    assert current is not None
    assert current.text
    assert current.problems[0].rule == "watching.missing"
    folder.mkdir()  # swapped for an empty one
    driver.press("F5")
    driver.until(lambda: "5 files" in "".join(driver.window.banner.sentences))
    assert driver.shown_ids() == shown
    folder.rmdir()
    away.rename(folder)
    driver.until(lambda: driver.window.banner.sentences == [])
    assert not driver.window.banner.isVisible()
    assert driver.program.browsing.marks.starred == starred
    driver.until(lambda: said(driver) == "5 reviews back")


def test_missing_reviews_are_taken_off_the_list_when_the_reader_says_so(driver: Driver, folder: Path) -> None:
    (folder / "beta.txt").unlink()
    (folder / "gamma.txt").write_text("")
    driver.until(lambda: len(driver.program.browsing.library.on_disk.missing) == 2)
    assert driver.window.banner.sentences[0].startswith("Source missing: 2 files.")
    driver.press("F5")
    driver.until(lambda: said(driver) == "Nothing has changed on the disk")
    assert len(driver.shown_ids()) == 5
    button(driver, "Take off the list").click()
    driver.until(lambda: len(driver.shown_ids()) == 3)
    assert driver.window.banner.sentences == []
    driver.program.dispatch.run("forget_missing", False)
    assert said(driver) == "No file is missing"


def test_a_line_that_was_hidden_comes_again_only_for_something_new(driver: Driver, folder: Path) -> None:
    (folder / "beta.txt").unlink()
    driver.until(driver.window.banner.isVisible)
    button(driver, "Hide").click()
    assert not driver.window.banner.isVisible()
    write(folder / "new.txt", "New")
    driver.until(lambda: "new" in driver.shown_ids())
    assert not driver.window.banner.isVisible()
    (folder / "gamma.txt").unlink()
    driver.until(driver.window.banner.isVisible)


def test_which_reviews_changed_is_listed_and_each_can_be_gone_to(driver: Driver, folder: Path) -> None:
    write(folder / "new.txt", "New")
    (folder / "beta.txt").rename(folder / "omega.txt")
    driver.until(lambda: said(driver) == "1 review added, 1 renamed")
    driver.press("Ctrl+2", "Home")
    driver.program.dispatch.run("changes", False)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ChangesDialog))
    listed = dialog.findChild(QListWidget)
    assert isinstance(listed, QListWidget)
    lines = [listed.item(row).text() for row in range(listed.count())]
    assert len(lines) == 2
    assert any(line.endswith("  added  new.txt") for line in lines)
    renamed = next(row for row, line in enumerate(lines) if "renamed" in line)
    assert lines[renamed].endswith("was beta.txt")
    driver.until(dialog.isActiveWindow)
    assert listed.hasFocus()
    listed.setCurrentRow(renamed)
    driver.press("Return")
    driver.until(lambda: driver.program.session.current is not None and driver.program.session.current.id == "omega")


def test_coming_back_to_the_window_looks_at_once(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[bool] = []
    monkeypatch.setattr("desktop.ui.watching._Looking.look", lambda _self, *, asked=False: looks.append(asked))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert looks == []
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert looks == [False]
    driver.press("F5")
    assert looks == [False, True]


@pytest.mark.parametrize("by_key", [True, False])
def test_a_reading_that_was_stopped_is_begun_again(driver: Driver, folder: Path, by_key: bool) -> None:
    def stop() -> None:
        if by_key:
            driver.press("Ctrl+.")
        else:
            driver.window.status.cancel_requested.emit()

    stop()
    assert driver.window.status.currentMessage() == "Nothing is being read"
    driver.press("F5")
    assert not driver.program.loader.busy
    for number in range(70):
        write(folder / f"{number:02}.txt", f"Film {number}", 2)
    driver.program.opening.open((folder,))
    stop()
    assert "stopped" in driver.window.status.currentMessage()
    driver.until(lambda: not driver.program.loader.busy)
    driver.press("F5")
    assert driver.program.loader.busy
    driver.until(lambda: len(driver.shown_ids()) == len(list(folder.iterdir())) and not driver.program.loader.busy)


def test_an_error_while_looking_is_told_and_looking_can_be_begun_again(
    driver: Driver, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    with monkeypatch.context() as patched, qtbot.captureExceptions() as caught:
        patched.setattr("desktop.ui.watching.Lookout.look", stumble)
        driver.press("F5")
        driver.until(lambda: not driver.program.watch.running)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    write(folder / "new.txt", "New")
    driver.press("F5")
    driver.until(lambda: "new" in driver.shown_ids() and driver.program.watch.running)


def test_a_folder_that_is_not_there_yet(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    driver = open_program(tmp_path / "later")
    assert driver.shown_ids() == []
    write(tmp_path / "later" / "alpha.txt", "Alpha")
    driver.until(lambda: driver.shown_ids() == ["alpha"])
    driver.until(lambda: driver.program.session.current is not None)


def test_many_files_at_once(driver: Driver, folder: Path) -> None:
    told: list[Change] = []
    words: list[str] = []

    def hear(changes: tuple[Change, ...]) -> None:
        told.extend(changes)
        words.append(said(driver))  # now: what is said goes by while a busy machine keeps the test waiting

    driver.program.watch.told.connect(hear)
    elsewhere = folder.parent / "many"
    for number in range(70):
        write(elsewhere / f"{number:02}.txt", f"Film {number}", 2)
    elsewhere.rename(folder / "many")  # at once: in parts, each too small for processes, they would not be many
    driver.until(lambda: bool(told))
    assert {change.kind for change in told} == {Kind.ADDED}
    assert words == ["70 reviews added"]
    assert len(driver.shown_ids()) == 75
    assert not any(entry.pending for entry in driver.program.browsing.library.entries)
