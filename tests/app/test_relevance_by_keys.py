"""The order of what answers a search best, asked for in the menu or in the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.marks import Marks
from desktop.library.query import evaluate, parse
from desktop.ui.models.reviews_model import ReviewsModel

if TYPE_CHECKING:
    from tests.app.conftest import Driver


def _ranked(driver: Driver, query: str) -> list[str]:
    library = driver.program.browsing.library
    return [library.entries[row].id for row in evaluate(parse(query), library, Marks())]


def _headings(driver: Driver) -> int:
    model = driver.window.pane.list.model()
    assert isinstance(model, ReviewsModel)
    return sum(model.group_at(row) is not None for row in range(model.rowCount()))


def test_the_menu_puts_the_best_answers_first(driver: Driver) -> None:
    order = driver.shown_ids()
    driver.program.commands["sort_relevance"].trigger()
    assert driver.shown_ids() == order  # nothing is searched for yet
    assert _headings(driver) == 1
    driver.press("/")
    driver.write("revenge ")
    assert driver.shown_ids() == _ranked(driver, "revenge sort:relevance")
    assert driver.shown_ids() != [each for each in order if each in driver.shown_ids()]
    assert _headings(driver) == 0  # a group would part the best from the next best
    driver.press("Ctrl+Shift+D")
    assert driver.shown_ids() == _ranked(driver, "revenge sort:-relevance")
    driver.program.commands["sort_file"].trigger()
    assert _headings(driver) == 1


def test_the_query_asks_for_it_too(driver: Driver) -> None:
    driver.press("/")
    driver.write("revenge sort:relevance ")
    assert driver.shown_ids() == _ranked(driver, "revenge sort:relevance")
    assert _headings(driver) == 0


def test_it_is_remembered(driver: Driver) -> None:
    driver.program.commands["sort_relevance"].trigger()
    driver.window.close()
    assert driver.program.settings_file.load().sort == "relevance"
