"""What the reader corrects is so after a restart as well, is taken back with Ctrl+Z, and is never said of another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.review import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.review import Review
    from tests.app.conftest import Driver

MUSIC = "The music is loud, and the story is thin, but nobody minds."
PAGE = f"""Alpha (2020) – review

By Ann Bell

Director: Lee Chung-hyun

The camera work is gorgeous and the story never drags, which is more than can be said of most.

{MUSIC}

Grade: B

Leave a Reply
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "pages" / "alpha.txt"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    other = path.with_name("beta.txt")
    other.write_text(PAGE.replace("Ann Bell", "Bob Cole").replace("gorgeous", "dull"), encoding="utf-8")
    return path


def review(driver: Driver, review_id: str = "alpha") -> Review:
    library = driver.program.browsing.library
    return library.reviews[library.row_of(review_id)]


def role(driver: Driver, words: str) -> Role:
    found = review(driver)
    return next(block.role for block in found.blocks if words in block.span.of(found.text))


def fold_music(driver: Driver) -> None:
    driver.program.session.read("alpha")
    found = review(driver)
    driver.window.reader.page.select_span(next(b.span for b in found.blocks if MUSIC in b.span.of(found.text)))
    driver.press("Ctrl+Shift+B")
    assert role(driver, MUSIC) is Role.CHROME


def test_a_block_is_what_the_reader_says_after_a_restart(open_program: Callable[..., Driver], page: Path) -> None:
    driver = open_program(page.parent)
    fold_music(driver)
    assert "Ctrl+Z" in driver.window.status.currentMessage()
    driver.window.close()
    driver = open_program(page.parent)
    assert role(driver, MUSIC) is Role.CHROME
    assert role(driver, "The camera work") is Role.BODY
    driver.press("Ctrl+Z")
    assert role(driver, MUSIC) is Role.BODY
    assert driver.window.status.currentMessage() == f"Undone: “{MUSIC}” is not the critic’s text"
    driver.press("Ctrl+Shift+Z")
    assert role(driver, MUSIC) is Role.CHROME
    assert page.read_text(encoding="utf-8") == PAGE


def test_the_word_follows_a_changed_file_and_is_listed_where_its_words_are_gone(
    open_program: Callable[..., Driver], page: Path
) -> None:
    driver = open_program(page.parent)
    fold_music(driver)
    driver.window.close()
    page.write_text(PAGE.replace("By Ann Bell", "By Ann Bell\n\nThis text was put in later, and moves all that follows."))
    driver = open_program(page.parent)
    assert role(driver, MUSIC) is Role.CHROME
    assert not [problem for problem in review(driver).problems if problem.rule == "corrections.lost"]
    driver.window.close()
    page.write_text(PAGE.replace("music is loud", "music was soft"))
    driver = open_program(page.parent)
    assert role(driver, "music was soft") is Role.BODY
    (problem,) = [problem for problem in review(driver).problems if problem.rule == "corrections.lost"]
    assert problem.message == "1 correction of yours no longer fits this text"


def test_a_moved_passage_stands_where_it_was_put_after_a_restart(open_program: Callable[..., Driver], page: Path) -> None:
    def moved(driver: Driver) -> dict[tuple[int, str], str | None]:
        pane = driver.window.compare
        return {(at, span.of(pane.review(at).text)): topic for (at, span), topic in pane.mover.of(pane.reviews).items()}

    def compare() -> Driver:
        driver = open_program(page.parent)
        driver.press("Ctrl+2", "Ctrl+A", "Ctrl+Return")
        assert driver.window.comparing
        return driver

    driver = compare()
    place = driver.window.compare.table.cells.find("topic:look", 0)
    assert place is not None
    driver.window.compare.table.stand(*place, 0)
    driver.press("M")
    driver.write("sound")
    driver.press("Return")
    ((passage, topic),) = moved(driver).items()
    assert topic == "sound"
    driver.press("Ctrl+D")  # a star comes after it, so that it is taken back first
    driver.window.close()
    driver = compare()
    assert moved(driver) == {passage: "sound"}
    assert driver.window.compare.comparison is not None
    rows = {row.topic.id: row for row in driver.window.compare.comparison.topics}
    assert any(passage[1] == p.span.of(driver.window.compare.review(passage[0]).text) for p in rows["sound"].cells[passage[0]])
    driver.press("Ctrl+Z")
    assert moved(driver) == {passage: "sound"}
    driver.press("Ctrl+Z")
    assert moved(driver) == {}
    assert "Undone" in driver.window.status.currentMessage()
    driver.press("Ctrl+Shift+Z")
    assert moved(driver) == {passage: "sound"}
    driver.press("Shift+M")
    assert driver.window.status.currentMessage() == "No passage was moved"


def test_an_overview_counts_a_passage_where_it_was_put(open_program: Callable[..., Driver], page: Path) -> None:
    def said(driver: Driver, topic: str) -> int:
        overview = driver.window.overview.overview
        assert overview is not None
        return sum(cell.stance.said for row in overview.topics if row.topic.id == topic for cell in row.cells)

    driver = open_program(page.parent)
    driver.press("Ctrl+2", "Ctrl+A", "Ctrl+Shift+3")
    before = said(driver, "sound")
    driver.press("Ctrl+Shift+2")
    place = driver.window.compare.table.cells.find("topic:look", 0)
    assert place is not None
    driver.window.compare.table.stand(*place, 0)
    driver.press("M")
    driver.write("sound")
    driver.press("Return", "Ctrl+Shift+3")
    assert said(driver, "sound") == before + 1
    driver.press("Ctrl+Z")
    assert said(driver, "sound") == before
    assert driver.window.overlooking


def choose(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("desktop.ui.rereading.QInputDialog.getItem", lambda *_args, **_named: (answer, True))


def test_an_encoding_is_kept_and_marks_follow_the_text(
    open_program: Callable[..., Driver], page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.write_bytes("Фильм хорош, и музыка тоже.\n".encode("koi8-r"))
    driver = open_program(page)
    driver.press("Ctrl+D")
    choose(monkeypatch, "koi8-r")
    driver.program.dispatch.run("encoding", False)
    assert "Фильм хорош" in review(driver).text
    assert driver.program.browsing.marks.starred == {"alpha"}
    driver.window.close()
    driver = open_program(page)
    assert "Фильм хорош" in review(driver).text
    assert driver.program.browsing.marks.starred == {"alpha"}
    driver.press("Ctrl+Z")
    assert "Фильм" not in review(driver).text
    assert driver.program.browsing.marks.starred == {"alpha"}
    driver.press("Ctrl+Shift+Z")
    assert "Фильм хорош" in review(driver).text


def test_letter_grades_are_kept(open_program: Callable[..., Driver], page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def score(driver: Driver) -> float | None:
        verdict = review(driver).verdict
        return verdict.normalised if verdict else None

    driver = open_program(page)
    assert score(driver) == 83
    choose(monkeypatch, "even: as it says")
    driver.program.dispatch.run("grades", False)
    assert score(driver) == 67
    driver.window.close()
    driver = open_program(page)
    assert score(driver) == 67
    driver.press("Ctrl+Z")
    assert score(driver) == 83


def test_columns_are_kept_for_all_rows_of_a_table(open_program: Callable[..., Driver], tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    names = ["Ann Bell", "Bob Cole", "Cem Dorn", "Dora Ende"]
    rows = [f"{name},{'The camera is gorgeous and the story never drags. ' * 2} {name},{len(name)}" for name in names]
    path.write_text("\n".join(["who,review,figure", *rows]))

    def critics(driver: Driver) -> list[str]:
        return [entry.critic for entry in driver.program.browsing.library.entries]

    driver = open_program(path)
    assert critics(driver) == [""] * 4
    driver.press("Ctrl+2", "End")
    current = driver.program.session.current
    assert current is not None
    driver.program.rereading.take_columns(current, {"author": "who"})
    assert critics(driver) == names
    driver.window.close()
    driver = open_program(path)
    assert critics(driver) == names
    driver.press("Ctrl+Z")
    assert critics(driver) == [""] * 4


def test_a_block_of_one_row_of_a_table_is_that_rows_alone(open_program: Callable[..., Driver], tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    text = "The camera is gorgeous and the story never drags.\n\nThe music is loud, and nobody minds it much."
    path.write_text(f'author,review\nAnn Bell,"{text}"\nBob Cole,"{text} Not much."\n')
    driver = open_program(path)
    library = driver.program.browsing.library
    first, second = library.reviews
    block = next(b.span for b in second.blocks if "music" in b.span.of(second.text))
    assert driver.program.rereading.correct(second, block, Role.CHROME)

    def roles(at: int) -> list[Role]:
        found = driver.program.browsing.library.reviews[at]
        return [b.role for b in found.blocks if "music" in b.span.of(found.text)]

    assert roles(0) == [Role.BODY]
    assert roles(1) == [Role.CHROME]
    assert driver.program.browsing.library.reviews[1].critic == second.critic
    assert driver.program.browsing.library.reviews[0] == first


def test_corrections_are_listed_gone_to_and_taken_away(open_program: Callable[..., Driver], page: Path) -> None:
    driver = open_program(page.parent)
    popup = driver.window.corrections_popup
    driver.press("Ctrl+Shift+K")
    assert popup.isVisible()
    assert popup.hint == "Nothing was corrected here."
    driver.press("Esc")
    fold_music(driver)
    driver.press("Ctrl+Shift+K")
    (line,) = popup.lines
    assert (line.text, line.note, line.lost) == (f"“{MUSIC}”", "is not the critic’s text", False)
    driver.press("Return")
    assert not popup.isVisible()
    driver.until(lambda: driver.window.focused_pane() is driver.window.main)
    driver.press("Ctrl+Shift+K", "Del")
    assert not popup.lines
    assert role(driver, MUSIC) is Role.BODY
    driver.press("Ctrl+Z")
    assert list(popup.lines) == [line]
    driver.press("Esc")
    driver.window.close()

    page.write_text(PAGE.replace("music is loud", "music was soft"))
    driver = open_program(page.parent)
    driver.program.session.read("alpha")
    driver.press("Tab")
    assert driver.window.reader.page.anchor_at_cursor() == "do:corrections"
    driver.press("Return")
    assert popup is not driver.window.corrections_popup
    popup = driver.window.corrections_popup
    (lost,) = popup.lines
    assert lost.lost
    assert popup.hint.startswith("1 correction does not fit this text any more and is applied nowhere.")
    driver.press("Return")
    assert popup.isVisible()
    driver.press("Del")
    assert not popup.lines
    assert not [problem for problem in review(driver).problems if problem.rule == "corrections.lost"]


def test_all_that_was_corrected_is_listed(
    open_program: Callable[..., Driver], page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.write_text(PAGE.replace("Lee Chung-hyun", "Lee Chung-hyun\nCast: Kim Ji-hoon, Park Yu-rim"))
    driver = open_program(page.parent)
    fold_music(driver)
    choose(monkeypatch, "even: as it says")
    driver.program.dispatch.run("grades", False)
    driver.press("Ctrl+Shift+N", "Down", "Down", "Up", "Space", "Up", "Space", "Return", "Esc")
    driver.press("Ctrl+Shift+K")
    notes = [line.note for line in driver.window.corrections_popup.lines]
    assert notes == ["is not the critic’s text", "by the mapping even", "are one person"]
    for _ in notes:
        driver.press("Del")
    assert not driver.window.corrections_popup.lines
    driver.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert [line.note for line in driver.window.corrections_popup.lines] == notes


def test_letter_grades_of_the_whole_library(
    open_program: Callable[..., Driver], page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scores(driver: Driver) -> list[int | None]:
        return [entry.score for entry in driver.program.browsing.library.entries]

    driver = open_program(page.parent)
    assert scores(driver) == [83, 83]
    choose(monkeypatch, "even: as it says")
    driver.program.dispatch.run("usual_grades", False)
    assert scores(driver) == [67, 67]
    verdict = review(driver, "beta").verdict
    assert verdict is not None
    assert verdict.conversion == "grade B = 67"
    # What is said of one file is said of that one still.
    driver.program.session.read("beta")
    choose(monkeypatch, "default: as it says")
    driver.program.dispatch.run("grades", False)
    assert scores(driver) == [67, 83]
    driver.window.close()
    driver = open_program(page.parent)
    assert scores(driver) == [67, 83]
    driver.press("Ctrl+Z")
    assert scores(driver) == [67, 67]


def test_places_put_together_are_kept_for_that_pair(open_program: Callable[..., Driver]) -> None:
    def compare() -> Driver:
        driver = open_program(width=1800)
        driver.press("Ctrl+2", "Home", "Down", "Ctrl+A", "Ctrl+Return", "Shift+F8")
        driver.until(lambda: len(driver.window.compare.texts.columns) >= 2)
        return driver

    driver = compare()
    texts = driver.window.compare.texts
    assert texts.pins == {}
    # Three notches are one thing to take back.
    driver.press("Alt+Down", "Alt+Down", "Alt+Down")
    driver.until(lambda: "together" in driver.program.notebook.next_undo)
    pins = texts.pins
    assert pins
    driver.window.close()

    driver = compare()
    texts = driver.window.compare.texts
    assert texts.pins == pins
    driver.press("Ctrl+Shift+K")
    driver.press("Esc", "Ctrl+3", "Ctrl+Z")
    assert not any(texts.pins.values())
    assert not driver.program.notebook.next_undo
    driver.press("Ctrl+Shift+Z")
    assert texts.pins == pins
    # Closed at once, what was put together last is kept as well.
    driver.press("Ctrl+F7")
    after = texts.pins
    driver.window.close()
    driver = compare()
    assert driver.window.compare.texts.pins == after
