from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QRawFont, QTextCharFormat, QTextCursor

from desktop.paths import SEEDS
from desktop.reading.reader import read_file, read_text
from desktop.review import Block, Found, Review, Role, Span, WorkKind
from desktop.ui.breaking import UNBROKEN, alike
from desktop.ui.theme import Look, ThemeChoice
from desktop.ui.typesetter import Mode, Setting
from desktop.ui.typesetting import typeset
from desktop.ui.units import shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.page_map import Page

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=400)


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Look:  # noqa: ARG001 - a look needs an application
    return Look(ThemeChoice.LIGHT)


def seed(number: int) -> Review:
    return read_file(sorted(SEEDS.glob("*.txt"))[number])[0]


def at(page: Page, start: int, end: int) -> str:
    """The text of the page between two of its own positions."""
    raw = alike(page.document.toPlainText()).encode("utf-16-le", "surrogatepass")
    return raw[start * 2 : end * 2].decode("utf-16-le", "replace").replace("\u00a0", " ").replace("\n", " ")


@hypothesis_settings(max_examples=60)
@given(text=TEXTS)
@pytest.mark.parametrize("mode", list(Mode))
def test_every_segment_stands_where_the_map_says(look: Look, mode: Mode, text: str) -> None:
    review = read_text(text)
    page = typeset(review, look, Setting(mode=mode, unfold_all=True))
    for segment in page.segments:
        source = shown(text[segment.offset : segment.offset + segment.length]).replace("\u00a0", " ")
        assert at(page, segment.position, segment.position + segment.width) == alike(source)
        if segment.length:
            assert page.to_source(segment.position) == segment.offset


@hypothesis_settings(max_examples=60)
@given(text=TEXTS | st.text(alphabet="ab-\u2010\u2011 \n\U0001f600", max_size=200))
@pytest.mark.parametrize("mode", list(Mode))
def test_what_is_taken_off_a_page_is_as_the_review_has_it(look: Look, mode: Mode, text: str) -> None:
    review = read_text(text)
    page = typeset(review, look, Setting(mode=mode, unfold_all=True))
    for segment in page.segments:
        source = shown(text[segment.offset : segment.offset + segment.length]).replace("\u00a0", " ")
        assert page.words(text, segment.position, segment.position + segment.width) == source
    whole = page.document.characterCount() - 1
    assert alike(page.words(text, 0, whole)) == alike(page.document.toPlainText())


@pytest.mark.parametrize("width", range(150, 420, 15))
def test_no_line_of_a_page_parts_a_short_name(look: Look, width: int) -> None:
    if not QRawFont.fromFont(look.serif()).supportsCharacter(ord(UNBROKEN)):
        pytest.skip("the fonts of this machine have no such hyphen")
    page = typeset(seed(0), look, Setting())
    page.document.setTextWidth(width)
    page.document.size()  # lays all of it out
    block = page.document.begin()
    while block.isValid():
        layout, text = block.layout(), alike(block.text())
        ends = [layout.lineAt(i).textStart() + layout.lineAt(i).textLength() for i in range(layout.lineCount())]
        assert not [text[end - 8 : end + 8] for end in ends if text[:end].endswith(("Ok-", "Min-", "Yu-", "Ji-"))]
        block = block.next()


@hypothesis_settings(max_examples=60)
@given(text=TEXTS)
def test_the_original_shows_every_word(look: Look, text: str) -> None:
    review = read_text(text)
    page = typeset(review, look, Setting(mode=Mode.ORIGINAL))
    covered: set[int] = set()
    for segment in page.segments:
        covered.update(range(segment.offset, segment.offset + segment.length))
    missing = [i for i, c in enumerate(text) if i not in covered and not c.isspace()]
    assert not missing, (text, list(review.blocks))


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("heading", [True, False])
def test_the_clean_page_hides_nothing_without_a_fold(look: Look, number: int, heading: bool) -> None:
    review = seed(number)
    page = typeset(review, look, Setting(heading=heading))
    folded = {b.span.start for blocks in page.folds.values() for b in blocks}
    for block in review.blocks:
        if block.role is Role.GAP:
            continue
        on_page = page.to_page(block.span.start) is not None or block.span.start in folded
        told = block.role in (Role.HEADLINE, Role.STANDFIRST, Role.PRO, Role.CON, Role.RATING, Role.BYLINE)
        assert on_page or told, block


def test_unfolding_shows_the_lines(look: Look) -> None:
    review = seed(0)
    closed = typeset(review, look, Setting())
    start = next(iter(closed.folds))
    span = closed.folds[start][0].span
    assert closed.to_page(span.start) is None
    opened = typeset(review, look, Setting(unfolded=frozenset({start})))
    position = opened.to_page(span.start)
    assert position is not None
    assert at(opened, position, position + len(span)) == span.of(review.text)


def test_a_place_in_a_fold_has_a_place_nearby(look: Look) -> None:
    review = seed(0)
    page = typeset(review, look, Setting())
    start = next(iter(page.folds))
    assert page.to_page(start) is None
    assert 0 <= page.nearest(start) < page.document.characterCount()


def test_values_answer_with_their_evidence(look: Look) -> None:
    review = seed(2)
    page = typeset(review, look, Setting())
    assert review.verdict is not None
    assert page.evidence["verdict"].span == review.verdict.span
    assert page.evidence["headline"].value == review.headline.value if review.headline else False


def test_markup_in_a_review_stays_text(look: Look) -> None:
    review = read_text(
        '<b>Bold</b> title review\n\nA sentence with <img src="file:///etc/passwd"> and <a href="http://x">x</a>.\n'
    )
    for mode in Mode:
        page = typeset(review, look, Setting(mode=mode, unfold_all=True))
        assert "<img src=" in page.document.toPlainText()
        assert "\ufffc" not in page.document.toPlainText()


def test_a_line_of_a_million_characters_is_broken_for_display(look: Look) -> None:
    review = read_text("word " * 200_000)
    page = typeset(review, look, Setting(mode=Mode.ORIGINAL))
    longest = max(segment.length for segment in page.segments)
    assert longest <= 4_000
    assert sum(len(list(page.ranges(Span(i, i + 1)))) for i in (0, 4_000, 999_998)) == 3


def test_what_is_not_understood_of_a_very_long_text_is_folded_but_for_its_beginning(look: Look) -> None:
    review = read_text("The story never drags.\n\n" * 110_000)
    page = typeset(review, look, Setting())
    assert 500_000 < page.document.characterCount() < 900_000
    (start,) = page.folds
    assert start + sum(len(block.span) for block in page.folds[start]) > 2_500_000
    assert "lines folded: the rest of a very long text" in page.document.toPlainText()
    shorter = typeset(read_text("The story never drags.\n\n" * 60_000), look, Setting())
    assert not shorter.folds


def test_outline_of_the_sections(look: Look) -> None:
    titles = [mark.title for mark in typeset(seed(3), look, Setting()).outline]
    assert titles[0].startswith("Film Review")
    assert titles[1:] == ["Warning", "Synopsis", "Review", "Memorable Scene", "Memorable Dialogue", "Ending", "Recommendation"]


def test_no_path_is_needed(look: Look) -> None:
    assert typeset(read_text("", path=Path("x")), look, Setting()).document.characterCount() > 0


MARKED = """# A *wet* one

*By Nora Quill*

The sea is *cold* and **very `deep`**, see [the map](http://a.example/<b>) of Ok-ju.

## The good

- A *lovely* sea

> The sea *is* the sea,
> says the press kit.
"""


def forms(page: Page, words: str) -> QTextCharFormat:
    """The form of the words on the page."""
    cursor = page.document.find(words)
    assert not cursor.isNull()
    probe = QTextCursor(page.document)
    probe.setPosition(cursor.selectionStart() + 1)
    return probe.charFormat()


@pytest.mark.parametrize("mode", list(Mode))
def test_what_a_writer_set_off_is_set_off_on_the_page(look: Look, mode: Mode) -> None:
    review = read_text(MARKED, path=Path("a.md"))
    page = typeset(review, look, Setting(mode=mode, unfold_all=True))
    shown = page.document.toPlainText()
    assert not set("*`#[]") & set(shown)
    assert forms(page, "cold").fontItalic()
    assert not forms(page, "The sea").fontItalic()
    assert forms(page, "wet").fontItalic()
    assert forms(page, "Nora Quill").fontItalic() == (mode is Mode.ORIGINAL), "in the head, a name is a value"
    assert forms(page, "very").fontWeight() == QFont.Weight.Bold
    assert forms(page, "deep").fontFamilies() != forms(page, "cold").fontFamilies()
    link = forms(page, "the map")
    assert link.toolTip() == "<qt>http://a.example/%3Cb%3E</qt>"
    assert not link.isAnchor(), "nothing is followed"
    assert ("http://a.example" in shown) == (mode is Mode.ORIGINAL), "the original hides no address"
    assert forms(page, "says the press").fontItalic()
    assert not forms(page, "is the sea").fontItalic(), "what is emphasised in a quotation stands upright"
    quotation = page.document.find("says the press").block()
    assert quotation.text() == "The sea is the sea, says the press kit."
    assert (quotation.blockFormat().leftMargin() > 0) == (mode is Mode.CLEAN)
    assert forms(page, "lovely").fontItalic(), "what is listed as praise"
    start = review.text.index("and very")
    assert list(page.ranges(Span(start, start + 9))) == [(page.nearest(start), page.nearest(start) + 9)]


def test_of_a_page_that_is_not_understood_yet_nothing_is_claimed(look: Look) -> None:
    text = "Sand Castles\n\nA fierce film about the sea."
    blocks = (Block(Span(0, len(text)), Role.BODY, "shelf.glimpse", 0.0),)
    kind = Found(WorkKind.OTHER, None, "shelf.glimpse", 0.0)
    page = Review(id="a", path=Path("a.txt"), text=text, encoding="utf-8", kind=kind, blocks=blocks, shallow=True)
    shown = typeset(page, look, Setting()).document.toPlainText()
    assert shown.startswith("Sand Castles\nNot understood yet")
    for claim in ("Untitled", "No critic", "Unscored", "Kind"):
        assert claim not in shown
        assert claim in typeset(replace(page, shallow=False), look, Setting()).document.toPlainText()
