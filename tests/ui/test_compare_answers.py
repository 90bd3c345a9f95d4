from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.ui.panes.compare_answers import ASKED
from desktop.ui.panes.compare_delegate import more_line
from desktop.ui.panes.compare_head import Chip
from tests.ui.comparing import chatty, long_review, made
from tests.ui.comparing_pane import open_pane
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from desktop.review import Review
    from desktop.ui.panes.compare import ComparePane

KEY = Qt.Key
HELD = Qt.KeyboardModifier


def reviews() -> Sequence[Review]:
    ann = made(
        "ann",
        ["story+ The lighthouse keeper hides a ledger under the staircase."],
        ["look+ Every lantern glows."],
        critic="Ann Lee",
    )
    bo = made(
        "bo",
        ["story- A ledger under a staircase is no plot at all."],
        ["sound+ The foghorn is splendid."],
        critic="Bo Dee",
    )
    cy = made("cy", ["story,look~ That lighthouse staircase with its ledger looks cheap."], critic="Cy Fox")
    return ann, bo, cy


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1500, height=700)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    return open_pane(stage, qtbot, reviews())


def stand(pane: ComparePane, key: str, review: int) -> None:
    place = pane.table.cells.find(key, review)
    assert place is not None
    pane.table.stand(*place, 0)


def here(pane: ComparePane) -> tuple[str, int]:
    cell = pane.table.current_cell()
    assert cell is not None
    return cell.key, cell.review


def press(*keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key, held in keys:
        QTest.keyClick(focus(), key, held)


NEXT = KEY.Key_F4, HELD.NoModifier
PREVIOUS = KEY.Key_F4, HELD.ShiftModifier


def test_resting_at_a_passage_marks_what_answers_it_in_the_other_reviews(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    qtbot.waitUntil(lambda: pane.answers.round is not None)
    for review, cell_key in ((1, "topic:story"), (2, "topic:story"), (2, "topic:look")):
        place = pane.table.cells.find(cell_key, review)
        assert place is not None
        assert pane.table.rank_in(pane.table.cells.cell(*place), 0) > 0
    place = pane.table.cells.find("topic:sound", 1)
    assert place is not None
    assert pane.table.rank_in(pane.table.cells.cell(*place), 0) == 0
    chip = pane.findChild(Chip, "next_answer")
    assert chip is not None
    assert chip.text() == "Answers: 2"


def test_f4_goes_round_the_answers_and_back_to_what_was_asked(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0)
    seen = []
    for _ in range(3):
        press(NEXT)
        seen.append(here(pane))
    assert set(seen[:2]) == {("topic:story", 1), ("topic:story", 2)}
    assert seen[2] == ("topic:story", 0)
    press(PREVIOUS)
    assert here(pane) == seen[1]
    press(PREVIOUS)
    assert here(pane) == seen[0]


def test_the_status_line_says_why(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    stand(pane, "topic:story", 0)
    press(NEXT)
    assert said[-1].startswith("Answer 1 of 2: ")
    assert "“ledger”" in said[-1]
    assert "“staircase”" in said[-1]
    assert "both on Story and writing" in said[-1]
    assert "Answer 1 of 2." in pane.table.spoken()


def test_why_says_what_an_answer_shares(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    press(NEXT)
    with qtbot.waitSignal(pane.status_said) as said:
        pane.run("why")
    assert said.args
    assert ". Answer 1 of 2: shares " in said.args[0]


def test_going_to_an_answer_can_be_gone_back_from(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    before = pane.place()
    with qtbot.waitSignal(pane.passage_opened):
        press(NEXT)
    pane.restore(before)
    assert here(pane) == ("topic:story", 0)


def test_moving_by_oneself_asks_anew(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    press(NEXT)
    stand(pane, "topic:sound", 1)
    qtbot.waitUntil(lambda: pane.answers.round is not None and pane.answers.round.passage is pane.review(1).passages[1])
    assert pane.answers.round is not None
    assert pane.answers.round.at == ASKED


def test_columns_that_come_into_view_are_asked_too(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    stage.window.resize(1000, 700)
    qtbot.waitUntil(lambda: len(pane.table.cells.columns) == 2)
    stand(pane, "topic:story", 0)
    press(NEXT)
    now = pane.answers.round
    assert now is not None
    assert [answer.column for answer in now.answers] == [1]
    stage.window.resize(1500, 700)
    qtbot.waitUntil(lambda: pane.answers.round is not None and len(pane.answers.round.answers) == 2)
    assert pane.answers.round is not None
    assert pane.answers.round.answers[pane.answers.round.at].column == 1
    assert here(pane)[1] == 1


def test_marks_can_be_turned_off_and_f4_turns_them_on(pane: ComparePane, stage: Stage) -> None:
    stand(pane, "topic:story", 0)
    pane.answers.find()
    press((KEY.Key_A, HELD.NoModifier))
    action = stage.commands["answers"]
    assert not action.isChecked()
    assert pane.answers.round is None
    assert pane.answers.words == "Answers: off"
    press(NEXT)
    assert action.isChecked()
    assert pane.answers.words == "Answer 1 of 2"


def test_where_nothing_answers_it_says_so_and_stays(pane: ComparePane) -> None:
    said: list[str] = []
    pane.status_said.connect(said.append)
    stand(pane, "topic:sound", 1)
    press(NEXT)
    assert here(pane) == ("topic:sound", 1)
    assert said[-1] == "No passage of the other reviews shown answers this one"


def test_answers_that_are_folded_away_are_named_on_the_line_that_opens_the_cell(pane: ComparePane) -> None:
    pane.show_reviews([chatty("a", "Ann", 3), chatty("b", "Bo", 12)])
    place = pane.table.cells.find("topic:story", 1)
    assert place is not None
    cell, laid = pane.table.cells.cell(*place), pane.table.laid(*place)
    spans = [passage.span for passage in cell.passages]
    assert laid.shown < 10
    assert more_line(pane.table, cell, laid) == laid.more
    pane.table.set_ranks({(1, spans[0]): 2, (1, spans[11]): 3, (1, spans[10]): 1}, None)
    assert more_line(pane.table, cell, laid) == f"{laid.more} · answers 1, 3"


def test_a_click_on_the_chip_goes_on(pane: ComparePane) -> None:
    stand(pane, "topic:story", 0)
    chip = pane.findChild(Chip, "next_answer")
    assert chip is not None
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert here(pane)[1] != 0


# full text


def in_full(pane: ComparePane) -> None:
    pane.show_reviews([long_review(name, name.title(), turn=turn) for turn, name in enumerate(("ann", "bo", "cy"))])
    pane.set_mode("full_text")
    pane.focus_in()


def test_in_full_text_the_others_move_and_the_column_that_is_read_does_not(pane: ComparePane) -> None:
    in_full(pane)
    texts = pane.texts
    texts.page(0).verticalScrollBar().setValue(900)
    here = texts.scrolled(0)
    columns = set()
    for _ in range(8):
        before = {column: texts.scrolled(column) for column in (1, 2)}
        press(NEXT)
        now = pane.answers.round
        assert now is not None
        answer = now.answers[now.at]
        columns.add(answer.column)
        assert texts.scrolled(0) == here
        assert texts.lead == 0
        moved = {column for column in (1, 2) if texts.scrolled(column) != before[column]}
        assert moved <= {answer.column}
        page = texts.page(answer.column)
        words = answer.passage.span.of(pane.review(answer.column).text)
        assert words in [mark.cursor.selectedText() for mark in page.extraSelections()]
    assert columns <= {1, 2}


def test_a_click_into_a_sentence_asks_about_it(pane: ComparePane, qtbot: QtBot) -> None:
    in_full(pane)
    texts = pane.texts
    page = texts.page(1)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(120, page.viewport().height() - 60))
    assert texts.lead == 1
    asked = texts.passage_here()
    assert asked is not None
    qtbot.waitUntil(lambda: pane.answers.round is not None and pane.answers.round.passage is asked)
    assert pane.answers.round is not None
    assert {answer.column for answer in pane.answers.round.answers} <= {0, 2}
    page.verticalScrollBar().setValue(400)
    assert texts.passage_here() is not asked


def test_a_text_alone_says_that_the_others_wait(pane: ComparePane, stage: Stage, qtbot: QtBot) -> None:
    in_full(pane)
    stage.window.resize(520, 700)
    qtbot.waitUntil(lambda: len(pane.texts.columns) == 1)
    said: list[str] = []
    pane.status_said.connect(said.append)
    press(NEXT)
    assert said[-1].startswith("No passage of the other reviews shown answers this one; 8 in reviews that wait")
