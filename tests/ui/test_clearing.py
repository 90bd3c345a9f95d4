"""Libraries that were replaced are let go of piece by piece, and nothing that anybody else holds goes with them."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.ui import clearing as clearing_module
from desktop.ui.browsing import Browsing
from desktop.ui.clearing import Clearing
from tests.library.reviews import review

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def nothing_is_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clearing_module, "_LARGE", 1)


def library() -> Library:
    made = Library.of([review(f"r{n}", f"Text {n}.", work=f"Work {n % 3}", genres=("Drama",)) for n in range(9)])
    made.prepare()
    return made


def test_the_parts_go_after_the_library(qapp: QApplication, qtbot: QtBot) -> None:
    clearing, made = Clearing(qapp), library()
    itself, part = weakref.ref(made), weakref.ref(made.columns["genre"])
    clearing.take(made)
    del made
    gc.collect()
    assert itself() is None
    assert part() is not None, "it does not go with the library"
    qtbot.waitUntil(lambda: not clearing.busy, timeout=5_000)
    assert part() is None


def test_what_others_hold_stays_whole(qapp: QApplication, qtbot: QtBot) -> None:
    clearing, made, expected = Clearing(qapp), library(), library()
    columns, rows = made.columns, made._rows_by_id
    clearing.take(made)
    assert clearing.busy
    assert made.find_row("r3") == 3
    del made
    qtbot.waitUntil(lambda: not clearing.busy, timeout=5_000)
    assert rows == expected._rows_by_id
    assert [list(held) for held in columns["work"].rows] == [list(held) for held in expected.columns["work"].rows]


def test_nothing_of_a_library_is_left_once_another_is_browsed(qapp: QApplication, qtbot: QtBot) -> None:
    browsing = Browsing(qapp)
    browsing.take_library(library(), Marks())
    part = weakref.ref(browsing.library.columns["genre"])
    browsing.take_library(library(), Marks())
    qtbot.waitUntil(lambda: part() is None, timeout=5_000)
