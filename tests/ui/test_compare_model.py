from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.comparison.rows import compare
from desktop.comparison.voices import voice
from desktop.review import Stance
from desktop.ui.models.compare_heads import heads_of
from desktop.ui.models.compare_model import CompareModel, Kind
from tests.ui.comparing import made, three

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel

    from tests.helpers.models import ModelValidator

ROLE = Qt.ItemDataRole


@pytest.fixture
def model() -> CompareModel:
    model = CompareModel()
    model.compare(compare(three()), (0, 1, 2))
    return model


def keys(model: CompareModel) -> list[str]:
    return [model.cell(row, 0).key for row in range(model.rowCount())]


def test_rows_are_facts_then_topics_then_what_is_unplaced_then_the_silence(model: CompareModel) -> None:
    assert keys(model) == [
        "fact:Verdict",
        "topic:verdict",
        "topic:story",
        "topic:performances",
        "topic:look",
        "topic:pacing",
        "unplaced",
        "silent",
    ]
    note = model.cell(model.rowCount() - 1, 0)
    assert note.kind is Kind.NOTE
    assert "sound and music" in note.text
    assert "story" not in note.text


def test_every_passage_stands_somewhere_word_for_word(model: CompareModel) -> None:
    reviews = three()
    for column, review in enumerate(reviews):
        shown = "\n".join(str(model.index(row, column).data() or "") for row in range(model.rowCount()))
        for passage in review.passages:
            assert passage.span.of(review.text) in shown


def test_silence_is_said_in_words(model: CompareModel) -> None:
    place = model.find("topic:look", 0)
    assert place is not None
    assert model.index(*place).data() == "no passage found"
    fact = model.find("fact:Verdict", 1)
    assert fact is not None
    assert model.index(*fact).data() == "not given"


def test_columns_are_those_asked_for_in_that_order(model: CompareModel) -> None:
    model.arrange((2, 0), stacked=False)
    assert model.columnCount() == 2
    assert [model.headerData(i, Qt.Orientation.Horizontal) for i in range(2)] == ["plain", "Ann Lee"]
    assert model.find("topic:story", 1) is None
    assert model.find("topic:story", 0) == (2, 1)


def test_the_changes_of_the_model_pass_the_tester(model_validator: Callable[[QAbstractItemModel], ModelValidator]) -> None:
    model = CompareModel()
    watch = model_validator(model)
    watch.expect([], by=[])
    model.compare(compare(three()), (0, 1, 2))
    assert model.rowCount() == 8
    model.arrange((1, 0), stacked=False)
    model.arrange((0, 1, 2), stacked=True)
    assert model.columnCount() == 1
    model.arrange((0, 1, 2), stacked=True)
    assert watch.signals == ["modelReset"] * 3
    model.compare(None)
    watch.expect([], by=["modelReset"] * 4)


def test_stacked_rows_have_a_heading_a_card_per_critic_and_name_the_silent(model: CompareModel) -> None:
    model.arrange((0, 1, 2), stacked=True)
    kinds = [(model.cell(row, 0).kind, model.cell(row, 0).review) for row in range(model.rowCount())]
    assert kinds[:3] == [(Kind.HEAD, 0), (Kind.HEAD, 1), (Kind.HEAD, 2)]
    start = keys(model).index("topic:story")
    assert kinds[start : start + 4] == [(Kind.HEADING, -1), (Kind.PASSAGES, 0), (Kind.PASSAGES, 1), (Kind.NOTE, -1)]
    assert model.cell(start + 3, 0).text == "plain: no passage found"


def test_screen_readers_hear_who_speaks_of_what_and_how(model: CompareModel) -> None:
    place = model.find("topic:story", 0)
    assert place is not None
    said = model.index(*place).data(ROLE.AccessibleTextRole)
    assert said.startswith("Ann Lee, Story and writing: 2 passages.")
    assert "Complaint: The plot of it is thin." in said
    assert "Also under Pacing." in said
    assert model.index(*place).data(ROLE.AccessibleDescriptionRole)
    head = model.headerData(0, Qt.Orientation.Horizontal, ROLE.AccessibleTextRole)
    assert "score 80 of 100" in head
    assert "paragraphs placed" in head
    assert model.headerData(place[0], Qt.Orientation.Vertical) == "Story and writing"


def test_a_review_is_named_by_critic_else_outlet_else_file_and_two_of_a_name_are_told_apart() -> None:
    one, two = made("one", ["story A."], critic="Ann"), made("two", ["story B."], critic="Ann")
    assert voice(made("file", ["story C."])) == "file"
    heads = heads_of(compare((one, two)).columns)
    assert [head.name for head in heads] == ["Ann (one)", "Ann (two)"]


def test_unscored_is_no_nought() -> None:
    nought = made("nought", ["story A."], score=0)
    unscored = made("unscored", ["story B."])
    heads = heads_of(compare((nought, unscored)).columns)
    assert [head.score for head in heads] == [0, None]
    assert "unscored" in heads[1].spoken


def test_a_head_counts_placed_passages_by_stance() -> None:
    heads = heads_of(compare(three()).columns)
    assert heads[0].stances == {Stance.PRAISE: 1, Stance.COMPLAINT: 1, Stance.MIXED: 1}
    assert heads[1].stances == {Stance.PRAISE: 2, Stance.COMPLAINT: 1}


def test_line_ends_and_controls_of_a_page_do_not_reach_the_cell() -> None:
    odd = made("odd", ["story One\nline \u202e and\x00 more."])
    model = CompareModel()
    model.compare(compare((odd, three()[1])), (0, 1))
    place = model.find("topic:story", 0)
    assert place is not None
    assert model.index(*place).data() == "One line \ufffd and\ufffd more."


def test_tips_are_escaped() -> None:
    model = CompareModel()
    model.compare(compare((made("<b>x</b>", ["story A."]), three()[1])), (0, 1))
    tip = model.headerData(0, Qt.Orientation.Horizontal, ROLE.ToolTipRole)
    assert "<b>" not in tip
    assert "&lt;b&gt;" in tip


def test_what_only_waiting_reviews_speak_of_is_told_and_takes_no_row(model: CompareModel) -> None:
    model.arrange((0, 1), stacked=False)
    assert model.find("topic:look", 0) is None
    note = model.cell(model.rowCount() - 1, 0).text
    assert note.endswith("Only reviews that wait for room speak of: look (plain).")
    assert "sound and music" in note
