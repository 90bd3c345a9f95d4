from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.comparison.passage_map import PassageMap
from desktop.comparison.rows import compare
from desktop.ui.panes import compare_map
from desktop.ui.panes.compare import ComparePane
from desktop.ui.panes.compare_map import MapMaker
from tests.ui.comparing import long_review, three
from tests.ui.stage import set_stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.comparison.rows import Comparison


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    del qapp  # signals between threads need an application
    return QObject()


def test_a_few_reviews_are_linked_at_once(owner: QObject) -> None:
    assert isinstance(MapMaker(owner).make(compare(three())), PassageMap)


def test_many_are_linked_off_the_gui_thread(owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_map, "_AT_ONCE", 10)
    maker = MapMaker(owner)
    with qtbot.waitSignal(maker.ready) as ready:
        assert maker.make(compare(three())) is None
    assert ready.args
    assert isinstance(ready.args[0], PassageMap)


def test_what_was_asked_for_before_never_comes(owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_map, "_AT_ONCE", 10)
    maker = MapMaker(owner)
    came: list[PassageMap] = []
    maker.ready.connect(came.append)
    maker.make(compare([long_review("a", "Ann"), long_review("b", "Bo")]))
    newest = compare(three())
    maker.make(newest)
    qtbot.waitUntil(lambda: bool(came))
    qtbot.waitUntil(lambda: not maker.children())
    assert len(came) == 1
    assert came[0].answers(0, three()[0].passages[1])[0].column in (1, 2)


def test_an_owner_may_go_while_a_map_is_made(owner: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_map, "_AT_ONCE", 10)
    maker = MapMaker(owner)
    maker.make(compare([long_review("a", "Ann", paragraphs=100), long_review("b", "Bo", paragraphs=100)]))
    owner.deleteLater()


def test_what_was_opened_before_answers_were_known_is_answered_then(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_map, "_AT_ONCE", 10)
    stage = set_stage(qtbot, width=1500, height=700)
    pane = ComparePane(stage.look, stage.commands, stage.window)
    layout = stage.window.layout()
    assert layout is not None
    layout.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.width() > 1000)
    pane.show_reviews([long_review("a", "Ann"), long_review("b", "Bo", turn=2)])
    pane.focus_in()
    place = pane.table.cells.find("topic:sound", 0)
    assert place is not None
    pane.table.stand(*place, 0)
    assert pane.run("open_passage")
    assert not pane.texts.mapped
    assert pane.texts.scrolled(1) == 0
    here = pane.texts.scrolled(0)
    assert here > 0
    qtbot.waitUntil(lambda: pane.texts.mapped)
    assert pane.texts.scrolled(0) == here
    assert [pane.texts.topic_at(column) for column in (0, 1)] == ["sound", "sound"]
    assert pane.texts.scrolled(1) > 0


class SameClose:
    """Every passage is as close to every other."""

    def __init__(self, comparison: Comparison, close: float) -> None:
        self._figures = [[close] * len(column.review.passages) for column in comparison.columns]

    def closeness(self, column: int, number: int) -> Sequence[Sequence[float]]:
        del column, number
        return self._figures


def test_meaning_is_asked_for_where_it_is_to_count_and_never_else(owner: QObject) -> None:
    maker, comparison = MapMaker(owner), compare(three())
    wanted: list[Comparison | None] = []
    weighed: list[PassageMap] = []
    maker.wanted.connect(wanted.append)
    maker.weighed.connect(weighed.append)
    maker.make(comparison)
    assert wanted == []
    maker.count_meaning(on=True)
    assert wanted == [comparison]
    assert not maker.by_meaning
    maker.take_closeness(comparison, SameClose(comparison, 0.5))
    assert maker.by_meaning
    maker.count_meaning(on=False)
    assert not maker.by_meaning
    assert [passages.by_meaning for passages in weighed] == [True, False]
    maker.count_meaning(on=True)
    assert maker.by_meaning
    assert len(wanted) == 1


def test_closeness_of_the_same_reviews_is_not_asked_for_twice(owner: QObject) -> None:
    maker, reviews = MapMaker(owner), three()
    comparison = compare(reviews)
    wanted: list[Comparison | None] = []
    maker.count_meaning(on=True)
    maker.wanted.connect(wanted.append)
    maker.make(comparison)
    maker.take_closeness(comparison, SameClose(comparison, 0.5))
    moved = maker.make(compare(reviews, moved={(0, reviews[0].passages[0].span): None}))
    assert moved is not None
    assert moved.by_meaning
    assert wanted == [comparison]
    other = compare(reviews[:2])
    passages = maker.make(other)
    assert passages is not None
    assert not passages.by_meaning
    assert wanted == [comparison, other]
    maker.take_closeness(comparison, SameClose(comparison, 0.5))
    assert not maker.by_meaning
    maker.forget()
    assert wanted[-1] is None
    maker.forget_closeness()
    maker.make(compare(reviews))
    assert not maker.by_meaning
