"""A library is studied behind the window: once, given up when it changes, and nothing is left when the window closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.library import studying as study
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query, parse
from desktop.ui.background import Loader
from desktop.ui.browsing import Browsing
from desktop.ui.studying import Studying
from tests.library.reviews import review
from tests.library.test_copies import prose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def library(seeds: range) -> Library:
    """Reviews of which the first stands in it twice."""
    pages = [review(f"r{seed}", " ".join(prose(seed, 300)), work="Ballerina") for seed in seeds]
    return Library.of([*pages, review("again", pages[0].text, work="Ballerina")])


SMALL, LARGE, OTHER = library(range(3)), library(range(80)), library(range(50, 120))


@pytest.fixture
def browsing(qapp: QApplication) -> Browsing:
    return Browsing(qapp)


@pytest.fixture
def studying(browsing: Browsing, qapp: QApplication) -> Iterator[Studying]:
    made = Studying(browsing, Loader(None, qapp), None, qapp)
    yield made
    made.end()


@pytest.mark.parametrize("given", [SMALL, LARGE], ids=["here", "in a process"])
def test_copies_are_folded_once_they_are_found(browsing: Browsing, studying: Studying, qtbot: QtBot, given: Library) -> None:
    given = given.with_reviews({})
    with qtbot.waitSignal(studying.found, timeout=20_000):
        browsing.take_library(given, Marks())
        assert len(browsing.rows) == len(given), "the rows are there before"
    assert dict(browsing.under) == {0: (len(given) - 1,)}
    assert len(browsing.rows) == len(given) - 1
    browsing.take_query(parse("is:copy"))
    assert list(browsing.rows) == [len(given) - 1]
    browsing.take_query(Query.empty)
    browsing.fold_copies(on=False)
    assert len(browsing.rows) == len(given)


def test_what_is_alike_comes_when_it_is_known(browsing: Browsing, studying: Studying, qtbot: QtBot) -> None:
    browsing.take_query(parse("like:r0"))
    with qtbot.waitSignal(studying.found, timeout=20_000):
        browsing.take_library(SMALL.with_reviews({}), Marks())
        assert [browsing.library.entries[row].id for row in browsing.rows] == ["r0"]
    assert len(browsing.rows) >= 1


def test_another_library_gives_the_study_up(browsing: Browsing, studying: Studying, qtbot: QtBot) -> None:
    browsing.take_library(LARGE.with_reviews({}), Marks())
    qtbot.waitUntil(lambda: studying._work is not None, timeout=5_000)
    other = OTHER.with_reviews({})
    with qtbot.waitSignal(studying.found, timeout=20_000):
        browsing.take_library(other, Marks())
    assert browsing.library is other
    assert dict(browsing.under) == {0: (len(other) - 1,)}


def test_the_same_texts_are_not_studied_again(browsing: Browsing, studying: Studying, qtbot: QtBot) -> None:
    with qtbot.waitSignal(studying.found, timeout=20_000):
        browsing.take_library(SMALL.with_reviews({}), Marks())
    browsing.take_library(SMALL.with_reviews({}), Marks())
    assert not studying.busy
    assert browsing.library.kinship.copies


def test_closing_in_the_middle_leaves_nothing(browsing: Browsing, studying: Studying, qtbot: QtBot) -> None:
    browsing.take_library(LARGE.with_reviews({}), Marks())
    qtbot.waitUntil(lambda: studying._work is not None, timeout=5_000)
    studying.end()
    assert not studying.busy
    assert not browsing.library.kinship.copies


def test_a_process_that_dies_is_told_and_the_list_stays(
    browsing: Browsing, studying: Studying, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "_COMMAND", "pass")
    with qtbot.waitSignal(studying.said, timeout=20_000) as said:
        browsing.take_library(LARGE.with_reviews({}), Marks())
    assert said.args == ["Copies are not shown: the process that looked for copies died"]
    assert len(browsing.rows) == len(LARGE)


def test_words_are_found_without_looking_through_the_texts_from_then_on(
    browsing: Browsing, studying: Studying, qtbot: QtBot
) -> None:
    given = SMALL.with_reviews({})
    with qtbot.waitSignal(studying.found, timeout=20_000):
        browsing.take_library(given, Marks())
        assert given.text.vocabulary is None
    assert given.text.vocabulary is not None
    assert given.with_reviews({0: given.reviews[0]}).text.vocabulary is given.text.vocabulary


def test_a_library_is_studied_once(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    processes: list[study.Study | None] = []
    honest = study.Student.study

    def counted(student: study.Student) -> study.Study | None:
        processes.append(honest(student))
        return processes[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study.Student, "study", counted)
        for given in (LARGE, LARGE, OTHER):
            browsing = Browsing(qapp)
            made = Studying(browsing, Loader(None, qapp), study.Studies(tmp_path), qapp)
            with qtbot.waitSignal(made.found, timeout=20_000):
                browsing.take_library(given.with_reviews({}), Marks())
            assert dict(browsing.under) == {0: (len(given) - 1,)}
            assert browsing.library.text.vocabulary is not None
            made.end()
    assert len(processes) == 2
