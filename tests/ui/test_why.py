from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextEdit

from desktop.review import Credit, Found, Job, Span
from desktop.ui.panes.why import WhyPopup, confidence_in_words, in_context
from tests.helpers.timing import within
from tests.ui.stage import Stage, focus, set_stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key
TEXT = "A headline\n\nReview by Ann Bell, of the house.\n\nThe first line.\nThe second."
ANN: Found[object] = Found("Ann Bell", Span(22, 30), "critic.byline", 0.85)


class Why:
    """The answer to "why?", and where it was asked to go."""

    def __init__(self, stage: Stage, found: Found[object] = ANN, label: str = "critic", text: str = TEXT) -> None:
        self.stage = stage
        self.gone: list[Span] = []
        self.popup = WhyPopup(stage.look, stage.window)
        self.popup.source_requested.connect(self.gone.append)
        self.popup.open_for(label, found, text, stage.window.mapToGlobal(QPoint(40, 60)))

    @property
    def words(self) -> list[str]:
        return [label.text() for label in self.popup.findChildren(QLabel)]

    @property
    def source(self) -> QTextEdit:
        return self.popup.findChildren(QTextEdit)[0]


@pytest.fixture
def why(qtbot: QtBot) -> Why:
    return Why(set_stage(qtbot))


def test_value_rule_confidence_and_source(why: Why) -> None:
    assert why.words == [
        "Critic",
        "Ann Bell",
        "Taken because it stands in a line that says who wrote the review.",
        "Very likely (85 %) · rule critic.byline",
    ]
    assert why.source.toPlainText() == "A headline\nReview by Ann Bell, of the house.\nThe first line."
    washed = [
        fragment.text()
        for block in blocks(why.source)
        for fragment in block
        if fragment.charFormat().background().color() == why.stage.look.colours.wash
    ]
    assert washed == ["Ann Bell"]
    assert "Ann Bell" in focus().accessibleDescription()


def blocks(source: QTextEdit) -> list[list]:  # type: ignore[type-arg]  # QTextFragments, by block
    found = []
    block = source.document().begin()
    while block.isValid():
        at = block.begin()
        fragments = []
        while not at.atEnd():
            fragments.append(at.fragment())
            at += 1
        found.append(fragments)
        block = block.next()
    return found


def test_return_jumps(why: Why) -> None:
    why.stage.press(KEY.Key_Return)
    assert why.gone == [Span(22, 30)]
    assert why.popup.isHidden()


def test_esc_and_close_do_not(why: Why) -> None:
    why.stage.press(KEY.Key_Escape)
    assert why.gone == []
    assert focus() is why.stage.elsewhere
    why.popup.open_for("critic", ANN, TEXT, QPoint())
    why.stage.press(KEY.Key_Tab)
    assert focus().accessibleName() == "Close"
    why.stage.press(KEY.Key_Return)
    assert why.gone == []
    assert why.popup.isHidden()


def test_keys_that_come_to_the_window_are_none_of_its_own(why: Why) -> None:
    why.popup.hide()
    QTest.keyClick(why.stage.window, KEY.Key_Return)
    assert why.gone == []


def test_tab_goes_round_inside(why: Why) -> None:
    names = []
    for _ in range(4):
        names.append(focus().accessibleName())
        why.stage.press(KEY.Key_Tab)
    assert sorted(set(names)) == ["Close", "Show in the original", "Source"]


def test_a_value_that_does_not_stand_in_the_text(qtbot: QtBot) -> None:
    why = Why(set_stage(qtbot), Found("film", None, "kinds.vocabulary", 0.5), "kind")
    assert "does not stand in the text" in why.words[-1]
    assert not why.source.isVisible()
    assert focus().accessibleName() == "Close"
    why.stage.press(KEY.Key_Return)
    assert why.gone == []


@pytest.mark.parametrize(
    ("label", "value", "shown"),
    [
        ("runtime", 93, "93 minutes"),
        ("verdict", 80.0, "80 of 100"),
        ("published", date(2023, 10, 6), "6 October 2023"),
        ("work_year", 2023, "2023"),
        ("cast", Credit(Job.CAST, "Jun", Span(0, 1), "r", character="Ok-ju"), "Jun as Ok-ju"),
        ("headline", "<b>Bold</b>\u202e", "<b>Bold</b>\ufffd"),
    ],
)
def test_values_in_words(qtbot: QtBot, label: str, value: object, shown: str) -> None:
    why = Why(set_stage(qtbot), Found(value, Span(0, 1), "x.y"), label)
    assert why.words[1] == shown
    assert why.popup.findChildren(QLabel)[1].textFormat() is Qt.TextFormat.PlainText


def test_confidence_in_words() -> None:
    assert [confidence_in_words(each) for each in (1.0, 0.95, 0.8, 0.6, 0.55, 0.0)] == [
        "Sure (100 %)",
        "Sure (95 %)",
        "Very likely (80 %)",
        "Likely (60 %)",
        "Unsure (55 %)",
        "Unsure (0 %)",
    ]


@given(st.text(alphabet="ab \n\r\u2028é", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_context_is_the_text_around(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, value, after = in_context(text, Span(start, end))
    assert value == text[start:end]
    squeezed = "".join(text.split())
    assert "".join((before + value + after).split()) in squeezed


def test_a_line_of_any_length_costs_nothing() -> None:
    text = "word " * 200_000
    assert within(0.05, lambda: in_context(text, Span(500_000, 500_004)))
    before, value, after = in_context(text, Span(500_000, 500_004))
    assert value == "word"
    assert before.startswith("… word")
    assert after.endswith("word …")
    assert len(before) < 300
    _, value, _ = in_context("x" * 10_000, Span(0, 10_000))
    assert len(value) < 1_000


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.5])
def test_it_stays_inside_the_window_and_shows_all_its_text(qtbot: QtBot, scale: float) -> None:
    stage = set_stage(qtbot)
    stage.look.set_scale(scale)
    why = Why(stage)
    assert stage.window.rect().contains(why.popup.geometry())
    assert why.source.verticalScrollBar().maximum() == 0
    for label in why.popup.findChildren(QLabel):
        assert label.heightForWidth(label.width()) <= label.height()
