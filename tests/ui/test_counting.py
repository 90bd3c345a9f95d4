"""Facets are counted behind the list: in turns, and for the newest query only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.facets import Facet, count
from desktop.library.query import parse
from desktop.ui.browsing import Browsing
from tests.ui.stage import MARKS, library

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def told(facets: tuple[Facet, ...]) -> list[tuple[str, list[object], object]]:
    return [(facet.field, list(facet.values), facet.spread) for facet in facets]


def test_the_newest_query_is_counted_once(qapp: QApplication, qtbot: QtBot) -> None:
    browsing = Browsing(qapp)
    browsing.take_library(library(people=40), MARKS)
    counted: list[tuple[Facet, ...]] = []
    browsing.facets_counted.connect(counted.append)
    browsing.count_facets()
    browsing.take_query(parse("genre:drama"))
    with qtbot.waitSignal(browsing.facets_counted):
        browsing.count_facets()
        assert browsing.busy
        assert counted == []
    assert not browsing.busy
    assert [told(facets) for facets in counted] == [told(count(browsing.library, browsing.query, MARKS))]
