from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from desktop.comparison.rows import compare
from desktop.reading.reader import read_text
from desktop.ui.models.compare_model import Cell, CompareModel
from desktop.ui.panes.compare_laid import CONTEXT, Laid
from desktop.ui.panes.compare_layout import CLAMP, CellSetter
from desktop.ui.theme import Look, ThemeChoice
from desktop.ui.units import shown
from tests.ui.comparing import chatty, made, three

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.review import Review

WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs"]), min_size=1, max_size=12)
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=30), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Look:
    del qapp  # fonts need an application
    return Look(ThemeChoice.LIGHT)


def setting(look: Look, *reviews: Review) -> tuple[CellSetter, CompareModel]:
    model = CompareModel()
    model.compare(compare(reviews), range(len(reviews)))
    return CellSetter(look, model), model


def cell_of(model: CompareModel, key: str, review: int) -> Cell:
    place = model.find(key, review)
    assert place is not None
    return model.cell(*place)


def source_of(laid: Laid, review: Review, stop: int) -> str:
    return "".join(piece.span.of(review.text) for piece in laid.pieces if piece.stop == stop and piece.span)


def test_a_long_cell_is_clamped_and_says_how_much_more_there_is(look: Look) -> None:
    review = chatty("ann", "Ann", passages=12)
    setter, model = setting(look, review, three()[1])
    cell = cell_of(model, "topic:story", 0)
    laid = setter.lay(cell, 360)
    lines = sum(piece.lines for piece in laid.pieces)
    assert 1 <= lines <= CLAMP + 2
    hidden = len(cell.passages) - laid.shown
    assert hidden > 0
    assert laid.more == f"▾ {hidden} more passages"
    assert laid.stops == laid.shown + 1


def test_what_a_writer_set_off_is_set_off_in_a_cell(look: Look) -> None:
    text = "A film\n\n\U0001f3ac The *acting* is **superb** throughout.\n"
    review = read_text(text, path=Path("a.md"), id="a")
    setter, model = setting(look, review, three()[1])
    cell = next(cell for row in model._grid for cell in row if cell.review == 0 and cell.passages)
    piece = setter.lay(cell, 360).pieces[0]
    shown_in = piece.layout.text().encode("utf-16-le")
    italic, bold = set(), set()
    for each in piece.layout.formats():
        words = shown_in[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le")
        italic |= {words} if each.format.fontItalic() else set()
        bold |= {words} if each.format.fontWeight() == QFont.Weight.Bold else set()
    assert (italic, bold) == ({"acting"}, {"superb"})


def test_an_opened_cell_holds_every_passage_and_what_stands_round_it(look: Look) -> None:
    review = chatty("ann", "Ann", passages=12)
    setter, model = setting(look, review, three()[1])
    cell = cell_of(model, "topic:story", 0)
    laid = setter.lay(cell, 360, opened=True)
    for number, passage in enumerate(cell.passages):
        assert source_of(laid, review, number) == passage.span.of(review.text)
    context = [piece.span.of(review.text) for piece in laid.pieces if piece.stop == CONTEXT and piece.span]
    assert context == [f"{where} number {n}." for n in range(12) for where in ("Before", "After")]
    assert not any(piece.cut for piece in laid.pieces)


def test_a_short_cell_offers_nothing_to_open(look: Look) -> None:
    setter, model = setting(look, *three())
    laid = setter.lay(cell_of(model, "topic:story", 1), 360)
    assert laid.more == ""
    assert laid.stops == 1


def test_one_passage_longer_than_the_clamp_is_cut_and_says_so(look: Look) -> None:
    review = made("long", ["story " + "word " * 300 + "end."])
    setter, model = setting(look, review, three()[1])
    cell = cell_of(model, "topic:story", 0)
    laid = setter.lay(cell, 360)
    assert laid.pieces[0].lines <= CLAMP + 2
    assert laid.more == "▾ the rest of this passage"
    assert source_of(setter.lay(cell, 360, opened=True), review, 0) == cell.passages[0].span.of(review.text)


def test_a_passage_in_two_topics_is_marked_and_its_stance_has_a_word(look: Look) -> None:
    setter, model = setting(look, *three())
    laid = setter.lay(cell_of(model, "topic:story", 0), 500)
    texts = [piece.layout.text() for piece in laid.pieces]
    assert texts[0] == "The plot of it is thin.\N{NO-BREAK SPACE} complaint"
    assert texts[1].endswith("mixed · also Pacing")
    neutral = setter.lay(cell_of(model, "topic:performances", 2), 500)
    assert neutral.pieces[0].layout.text() == "A page without a name speaks of the cast."


def test_the_sign_of_a_list_item_is_left_out_and_the_words_are_not(look: Look) -> None:
    plain = made("list", ["story+ • It is good.", "story And long."], ["story - is how a sentence may begin."])
    items = tuple(replace(block, listed=block.span.of(plain.text).startswith("•")) for block in plain.blocks)
    setter, model = setting(look, replace(plain, blocks=items), three()[1])
    cell = cell_of(model, "topic:story", 0)
    for opened in (False, True):
        texts = [piece.layout.text() for piece in setter.lay(cell, 500, opened=opened).pieces]
        assert texts == ["It is good.\N{NO-BREAK SPACE} praise", "And long.", "- is how a sentence may begin."]
    assert model.passage_spoken(cell, 0) == "Praise: It is good."
    assert source_of(setter.lay(cell, 500), plain, 0) == "It is good."


def test_larger_text_takes_more_room(look: Look) -> None:
    setter, model = setting(look, *three())
    cell = cell_of(model, "topic:story", 0)
    before = setter.lay(cell, 360).height, setter.least_width
    look.set_scale(1.5)
    setter.refresh()
    after = setter.lay(cell, 360).height, setter.least_width
    look.set_scale(1.0)
    assert after[0] > before[0] * 1.3
    assert after[1] > before[1] * 1.3


def test_a_column_holds_about_34_characters(look: Look) -> None:
    setter, _ = setting(look, *three())
    assert setter.least_width > 34 * 6


@hypothesis_settings(max_examples=60)
@given(sentences=SENTENCES, width=st.integers(120, 900), opened=st.booleans())
def test_stops_follow_each_other_down_the_cell(look: Look, sentences: list[list[str]], *, width: int, opened: bool) -> None:
    review = made("any", *([f"story+ {' '.join(words)}"] for words in sentences))
    setter, model = setting(look, review, three()[1])
    cell = cell_of(model, "topic:story", 0)
    laid = setter.lay(cell, width, opened=opened)
    bottom = 0.0
    for stop in range(laid.stops):
        top, below = laid.extent(stop)
        assert bottom <= top < below <= laid.height
        assert laid.stop_at((top + below) / 2) == stop
        bottom = below
    for piece in laid.pieces:
        assert piece.span is not None
        assert piece.layout.text().startswith(shown(piece.span.of(review.text)))
        assert piece.units.to_units(len(piece.span)) <= len(piece.layout.text().encode("utf-16-le")) // 2


def test_a_cell_of_a_hundred_thousand_characters_is_laid_out_in_parts(look: Look) -> None:
    review = made("huge", ["story " + "x" * 100_000])
    setter, model = setting(look, review, three()[1])
    cell = cell_of(model, "topic:story", 0)
    assert setter.lay(cell, 360).pieces[0].lines <= CLAMP + 2
    opened = setter.lay(cell, 360, opened=True)
    assert source_of(opened, review, 0) == "x" * 100_000
    assert max(len(piece.layout.text()) for piece in opened.pieces) < 4_000
