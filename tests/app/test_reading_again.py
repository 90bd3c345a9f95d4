"""What the reader decides about a file is taken up at once, kept through reading again, and never touches the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox

from desktop.reading.reader import columns_of
from desktop.review import Role
from desktop.ui.panes.columns_dialog import ColumnsDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.review import Review
    from tests.app.conftest import Driver

PAGE = """Alpha (2020) – review

The camera work is gorgeous and the story never drags, which is more than can be said of most.

The music is another matter: it is loud, and there is far too much of it in every scene.

Leave a Reply

Your email address will not be published. Required fields are marked *
"""


def current(driver: Driver) -> Review:
    review = driver.program.session.current
    assert review is not None
    return review


def roles(review: Review) -> dict[str, Role]:
    return {b.span.of(review.text): b.role for b in review.blocks if b.role is not Role.GAP}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "alpha.txt"
    path.write_text(PAGE)
    return path


def test_a_fold_is_put_back_by_keys_and_stays_so(page: Path, open_program: Callable[..., Driver]) -> None:
    driver = open_program(page)
    assert roles(current(driver))["Leave a Reply"] is Role.CHROME
    driver.press("Ctrl+3")
    for _ in range(30):
        if driver.window.reader.page.anchor_at_cursor().startswith("fold:"):
            break
        driver.press("Tab")
    driver.press("Ctrl+B")
    assert roles(current(driver))["Leave a Reply"] is Role.BODY
    driver.press("F5")
    driver.until(lambda: not driver.program.loader.busy)
    assert roles(current(driver))["Leave a Reply"] is Role.BODY
    assert page.read_text() == PAGE


def test_a_paragraph_is_folded_by_keys(page: Path, open_program: Callable[..., Driver]) -> None:
    driver = open_program(page)
    music = next(text for text in roles(current(driver)) if text.startswith("The music"))
    assert roles(current(driver))[music] is Role.BODY
    driver.press("Ctrl+3", "Ctrl+F")
    driver.write("music")
    driver.press("Esc")
    driver.window.reader.page.select_span(next(b.span for b in current(driver).blocks if b.span.of(PAGE) == music))
    driver.press("Ctrl+Shift+B")
    assert roles(current(driver))[music] is Role.CHROME


def test_another_encoding(tmp_path: Path, open_program: Callable[..., Driver], monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kino.txt"
    path.write_bytes("Фильм хорош, и музыка тоже.\n".encode("koi8-r"))
    driver = open_program(path)
    assert "Фильм" not in current(driver).text
    monkeypatch.setattr("desktop.ui.rereading.QInputDialog.getItem", lambda *_args, **_named: ("koi8-r", True))
    driver.program.dispatch.run("encoding", False)
    assert "Фильм хорош" in current(driver).text


def test_letter_grades_on_another_scale(
    tmp_path: Path, open_program: Callable[..., Driver], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graded.txt"
    path.write_text(PAGE.replace("Leave a Reply", "Grade: B\n\nLeave a Reply"))
    driver = open_program(path)
    verdict = current(driver).verdict
    assert verdict is not None
    assert verdict.normalised == 83
    monkeypatch.setattr("desktop.ui.rereading.QInputDialog.getItem", lambda *_args, **_named: ("even: as it says", True))
    driver.program.dispatch.run("grades", False)
    verdict = current(driver).verdict
    assert verdict is not None
    assert verdict.normalised == 67


def test_garbled_letters_are_mended_and_put_back(tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    path = tmp_path / "cafe.txt"
    path.write_text("A review of the cafÃ© scene: itâ€™s lovely, and the clichÃ©s are few.\n", encoding="utf-8")
    driver = open_program(path)
    assert [p.rule for p in current(driver).problems] == ["decode.mojibake"]
    driver.press("Ctrl+3", "Tab")
    assert driver.window.reader.page.anchor_at_cursor() == "do:mend"
    driver.press("Return")
    assert "café scene: it’s lovely" in current(driver).text
    driver.program.dispatch.run("mend", False)
    assert "cafÃ©" in current(driver).text


def test_columns_of_a_table(qtbot: QtBot, tmp_path: Path, open_program: Callable[..., Driver]) -> None:
    path = tmp_path / "two.csv"
    rows = [f"Ann Bell,{'The camera is gorgeous and the story never drags. ' * 2},{n % 10}" for n in range(6)]
    path.write_text("\n".join(["who,review,figure", *rows]))
    driver = open_program(path)
    assert len(driver.program.browsing.library) == 6
    columns = columns_of(path)
    assert columns is not None
    dialog = ColumnsDialog(driver.program.look, columns, driver.window)
    qtbot.addWidget(dialog)
    assert dialog.mapping() == {}
    box = next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Column of the author")
    box.setCurrentText("who")
    assert dialog.mapping() == {"author": "who"}
    driver.program.rereading.take_columns(current(driver), dialog.mapping())
    critic = current(driver).critic
    assert critic is not None
    assert critic.value == "Ann Bell"
