"""Words in a comparison: found, washed, quoted, and why they stand where they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.comparing import chatty, three
from tests.ui.comparing_pane import heads, here, open_pane, stand, words_at
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.review import Span
    from desktop.ui.panes.compare import ComparePane

KEY = Qt.Key


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot, width=1500, height=700)


@pytest.fixture
def pane(stage: Stage, qtbot: QtBot) -> ComparePane:
    return open_pane(stage, qtbot, three())


def test_one_find_over_all_columns_with_a_count_for_each(pane: ComparePane) -> None:
    QTest.keyClick(pane.table, KEY.Key_Home)
    pane.run("find")
    QTest.keyClicks(focus(), "OF")
    assert [pane.finding.count(column) for column in range(3)] == [1, 1, 1]
    names = [head.accessibleName() for head in heads(pane)]
    assert all(name.endswith("1 hit") for name in names)
    assert words_at(pane) == "The plot of it is thin."
    pane.run("find_next")
    assert words_at(pane) == "But one of them is not."
    pane.run("find_previous")
    assert here(pane)[:2] == ("topic:story", 0)
    hits = pane.finding.hits
    assert [at for _, at in hits] == [True, False, False]
    assert pane.escape()
    assert pane.table.hasFocus()
    assert not pane.finding.active
    assert not heads(pane)[0].accessibleName().endswith("hit")


def test_find_opens_the_cell_in_which_a_hit_is_folded_away(pane: ComparePane) -> None:
    pane.show_reviews([chatty("a", "Ann"), chatty("b", "Bo")])
    pane.focus_in()
    pane.run("find")
    QTest.keyClicks(focus(), "number 11 of Bo")
    assert here(pane) == ("topic:story", 1, 11)
    assert words_at(pane).startswith("Here is passage number 11 of Bo")


def test_hits_of_the_library_are_washed_in_both_modes(pane: ComparePane) -> None:
    text = pane.review(1).text
    span: Span = pane.review(1).passages[0].span
    pane.mark_hits({"bo": [span]})
    cell = next(row.cells[1] for row in pane.table.cells.rows if row.key == "topic:story")
    assert pane.table.hits_in(cell) == [(span, pane.table.hits_in(cell)[0][1])]
    pane.set_mode("full_text")
    marks = [mark.cursor.selectedText() for mark in pane.texts.page(1).extraSelections()]
    assert marks == [span.of(text)]


def test_a_quote_names_who_says_it(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    with qtbot.waitSignal(pane.quote_ready) as quote:
        assert pane.run("copy_quote")
    assert quote.args == ["“The plot of it is thin.” (Ann Lee, “A fine evening”, ann)"]
    pane.set_mode("full_text")
    with qtbot.waitSignal(pane.quote_ready) as quote:
        assert pane.run("copy_quote")
    assert quote.args
    assert "Ann Lee" in quote.args[0]


def test_why_names_the_words_that_placed_and_judged_a_passage(pane: ComparePane, qtbot: QtBot) -> None:
    stand(pane, "topic:story", 0)
    with qtbot.waitSignal(pane.status_said) as said:
        assert pane.run("why")
    assert said.args == ["Under Story and writing for “The”. Complaint for “The”"]
    stand(pane, "fact:Verdict", 0)
    with qtbot.waitSignal(pane.status_said) as said:
        assert pane.run("why")
    assert said.args
    assert said.args[0].startswith("Taken because ")
