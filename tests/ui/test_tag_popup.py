from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from desktop.ui.panes.controls import Box
from desktop.ui.panes.tag_popup import TagPopup
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytestqt.qtbot import QtBot

KEY = Qt.Key
ON = {"festival": 2, "essay": 0, "slow burn": 1, "zine": 0}
RECENT = ("slow burn", "gone", "essay")


class Tags:
    """A tag popup open for two reviews, and what it said."""

    def __init__(
        self, stage: Stage, on: Mapping[str, int] = ON, recent: Sequence[str] = ("slow burn", "gone", "essay")
    ) -> None:
        self.stage = stage
        self.said: list[str] = []
        self.popup = TagPopup(stage.look, stage.window)
        self.popup.tag_added.connect(self._added)
        self.popup.tag_removed.connect(self._removed)
        self.popup.open_for(on, recent, 2, stage.window.mapToGlobal(QPoint(450, 100)))

    def _added(self, tag: str) -> None:
        self.said.append(f"+{tag}")

    def _removed(self, tag: str) -> None:
        self.said.append(f"-{tag}")

    @property
    def lines(self) -> list[tuple[str, Box | None, str]]:
        return [(choice.text, choice.mark, choice.right) for choice in self.popup.choices]

    @property
    def field(self) -> QLineEdit:
        return self.popup.findChildren(QLineEdit)[0]


@pytest.fixture
def tags(qtbot: QtBot) -> Tags:
    return Tags(set_stage(qtbot))


def test_recent_tags_stand_first_with_numbers_then_the_alphabet(tags: Tags) -> None:
    assert tags.lines == [
        ("slow burn", Box.SOME, "1"),
        ("essay", Box.EMPTY, "2"),
        ("festival", Box.CHECKED, ""),
        ("zine", Box.EMPTY, ""),
    ]
    assert tags.popup.choices[0].said() == "slow burn, on 1 of 2, key 1"


def test_numbers_put_on_and_take_off(tags: Tags) -> None:
    tags.stage.press(KEY.Key_1)
    tags.stage.press(KEY.Key_1)
    tags.stage.press(KEY.Key_2)
    assert tags.said == ["+slow burn", "-slow burn", "+essay"]  # some of them have it: first all, then none
    assert tags.lines[0][1] is Box.EMPTY
    assert tags.popup.isVisible()


def test_numbers_belong_to_a_tag_that_is_being_typed(tags: Tags) -> None:
    tags.stage.press(KEY.Key_9)  # no such recent tag: a letter like others
    tags.stage.press(KEY.Key_1)
    assert tags.field.text() == "91"
    assert tags.said == []


def test_return_adds_what_is_typed(tags: Tags) -> None:
    tags.stage.write("  fes  tive ")
    assert [line[0] for line in tags.lines] == ["Add “fes tive”"]
    tags.stage.press(KEY.Key_Return)
    assert tags.said == ["+fes tive"]
    assert tags.field.text() == ""
    assert tags.lines[0] == ("fes tive", Box.CHECKED, "")
    assert tags.popup.isVisible()


def test_a_tag_that_exists_is_not_made_twice(tags: Tags) -> None:
    tags.stage.write("ESSAY")
    assert [line[0] for line in tags.lines] == ["essay"]
    tags.stage.press(KEY.Key_Return)
    assert tags.said == ["+essay"]


def test_completion_by_tab_and_by_arrows(tags: Tags) -> None:
    tags.stage.write("zi")
    tags.stage.press(KEY.Key_Tab)
    assert tags.field.text() == "zine"
    tags.field.setText("es")  # in essay and in festival
    tags.stage.press(KEY.Key_Down, KEY.Key_Return)
    assert tags.said == ["+essay"]


def test_a_tag_of_signs_alone_is_refused(tags: Tags) -> None:
    tags.stage.write("!!!")
    tags.stage.press(KEY.Key_Return)
    assert tags.said == []
    assert tags.popup.hint == "A tag needs a letter or a figure."


def test_return_with_nothing_typed_is_done(tags: Tags) -> None:
    tags.stage.press(KEY.Key_Return)
    assert tags.popup.isHidden()
    assert focus() is tags.stage.elsewhere


def test_esc_closes(tags: Tags) -> None:
    tags.stage.write("half")
    tags.stage.press(KEY.Key_Escape)
    assert tags.popup.isHidden()
    assert tags.said == []
    assert focus() is tags.stage.elsewhere


def test_the_first_tag_ever(qtbot: QtBot) -> None:
    tags = Tags(set_stage(qtbot), {}, ())
    assert tags.popup.hint == "No tags yet"
    tags.stage.write("first")
    tags.stage.press(KEY.Key_Return)
    assert tags.said == ["+first"]


@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_many_tags_stay_inside_the_window(qtbot: QtBot, scale: float) -> None:
    stage = set_stage(qtbot, width=420, height=360)
    stage.look.set_scale(scale)
    tags = Tags(stage, {f"tag {i}": 0 for i in range(50)})
    assert stage.window.rect().contains(tags.popup.geometry())
