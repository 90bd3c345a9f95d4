from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.reading.reader import read_text
from desktop.review import Span
from desktop.ui.panes.page import ReviewPage
from tests.ui.stage import Stage, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = "A headline\n\nBy Ann Bell\n\nOk-ju and Min-hee\u00a0are friends. \U0001f3ac Ok\u2011ju is fierce.\n\nIt ends.\n"


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return set_stage(qtbot)


@pytest.fixture
def page(stage: Stage) -> ReviewPage:
    page = ReviewPage(stage.look, stage.window)
    page.resize(600, 400)
    page.show_review(read_text(TEXT))
    page.show()
    return page


def select(page: ReviewPage, words: str) -> None:
    start = TEXT.index(words)
    page.select_span(Span(start, start + len(words)))


@pytest.mark.parametrize("words", ["Ok-ju and Min-hee", "\U0001f3ac Ok\u2011ju is", "Ok-ju"])
def test_what_is_copied_are_the_words_of_the_review(page: ReviewPage, words: str) -> None:
    select(page, words)
    data = page.createMimeDataFromSelection()
    assert data.text() == words
    assert data.formats() == ["text/plain"]
    assert page.selected_span() == Span(TEXT.index(words), TEXT.index(words) + len(words))


def test_all_of_a_page_is_copied_with_its_paragraphs(page: ReviewPage) -> None:
    page.selectAll()
    assert page.selected_words().endswith("Ok-ju and Min-hee are friends. \U0001f3ac Ok\u2011ju is fierce.\nIt ends.")


def test_any_hyphen_is_found_by_any(page: ReviewPage) -> None:
    assert page.search("ok-ju") == 2
    assert page.search("OK\u2011JU") == 2
    assert page.search("min\u2010h") == 1


def test_nothing_is_selected_on_an_empty_page(page: ReviewPage) -> None:
    page.show_review(None)
    page.selectAll()
    assert page.selected_words() == ""
