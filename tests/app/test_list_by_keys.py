"""Copies, groups, orders and what is alike: found and shown by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.library.kinship import Kinship
from desktop.library.query_parts import SortKey
from desktop.paths import SEEDS
from desktop.ui.models.cards import Card, Heading
from desktop.ui.models.reviews_model import Column, Data

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Driver

SAND = "Sand, spice and worms: the desert planet looks gorgeous, but the story drags and the characters stay cold for hours."


def page(work: str, critic: str, score: int, words: str) -> str:
    return f"{work} - review\n\nBy {critic}\n\n{words}\n\nMy rating: {score}/10\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The five sample reviews, a copy and a shortened copy of the first, and two works with a review each."""
    folder = tmp_path / "reviews"
    folder.mkdir()
    seeds = sorted(SEEDS.glob("*.txt"))
    for seed in seeds:
        (folder / seed.name).write_bytes(seed.read_bytes())
    first = seeds[0].read_text("utf-8")
    (folder / "copy.txt").write_text(first, "utf-8")
    lines = first.splitlines()
    (folder / "cut.txt").write_text("\n".join(lines[:22]), "utf-8")
    (folder / "dune.txt").write_text(page("Dune (2021)", "Cy Young", 6, SAND), "utf-8")
    (folder / "call.txt").write_text(
        page("The Call (2020)", "Ann Lee", 8, "Jun Jong-seo is terrifying on the telephone."), "utf-8"
    )
    return folder


def lines(driver: Driver) -> list[str]:
    """The list as it is shown: ids of reviews, names of groups in brackets."""
    model = driver.window.pane.list.model()
    shown = []
    for row in range(model.rowCount()):
        content = model.index(row, 0).data(Data.CARD)
        if isinstance(content, Heading):
            shown.append(f"[{content.label}]" if not content.closed else f"[{content.label} …]")
        elif isinstance(content, Card):
            shown.append(content.review_id[:4])
    return shown


def counts(driver: Driver) -> str:
    return driver.window.status._counts.text()


def said(driver: Driver) -> str:
    return driver.window.status.currentMessage()


BALLERINA = ["000_", "001_", "002_", "003_", "004_"]


def test_copies_are_folded_and_counted_and_shown_by_a_key(lister: Driver) -> None:
    assert lines(lister) == ["[Ballerina (2023)]", *BALLERINA, "[One review each]", "call", "dune"]
    assert counts(lister) == "7 of 9 reviews  ·  2 copies folded"
    card = lister.window.pane.list.currentIndex().data(Data.CARD)
    assert (card.copies, card.unfolded) == (2, False)
    lister.press("Right")
    assert lines(lister)[:4] == ["[Ballerina (2023)]", "000_", "copy", "cut"]
    assert counts(lister) == "9 of 9 reviews"
    lister.press("Down", "Left", "Left")
    assert lines(lister)[:3] == ["[Ballerina (2023)]", "000_", "001_"]
    lister.press("Ctrl+Shift+I")
    assert "copy" in lines(lister)
    lister.press("Down", "Ctrl+Shift+I")
    assert "copy" not in lines(lister)
    assert lister.program.session.current is not None
    assert lister.program.session.current.id.startswith("000_"), "whoever was at the copy is at what is kept"


def test_what_is_read_does_not_vanish_when_it_turns_out_to_be_a_copy(lister: Driver) -> None:
    browsing, known = lister.program.browsing, lister.program.browsing.library.kinship
    browsing.take_kinship(Kinship())
    lister.program.session.read("copy")
    browsing.take_kinship(known)
    assert lister.program.session.current is not None
    assert lister.program.session.current.id == "copy"
    assert lines(lister)[1:4] == ["000_", "copy", "cut"]


def test_a_click_on_the_number_of_copies_shows_them(lister: Driver) -> None:
    reviews = lister.window.pane.list
    for _ in range(2):  # as cards, then as a table
        index = reviews.model().index(1, Column.HEADLINE if reviews.table else Column.CARD)
        place = reviews._delegate.copies_rect(reviews.visualRect(index), index.data(Data.CARD))
        QTest.mouseClick(reviews.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
        assert "copy" in lines(lister)
        QTest.mouseClick(reviews.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
        assert "copy" not in lines(lister)
        lister.press("Ctrl+Shift+T")


def test_copies_can_be_listed_for_good_and_asked_for(lister: Driver) -> None:
    lister.program.commands["fold_copies"].trigger()
    assert counts(lister) == "9 of 9 reviews"
    assert lister.program.preferences.settings.fold_copies is False
    lister.program.commands["fold_copies"].trigger()
    assert counts(lister) == "7 of 9 reviews  ·  2 copies folded"
    lister.press("/")
    lister.write("is:copy")
    lister.until(lambda: [line for line in lines(lister) if not line.startswith("[")] == ["copy", "cut"])
    assert counts(lister) == "2 of 9 reviews"


def test_a_comparison_of_the_work_leaves_copies_out_and_says_so(lister: Driver) -> None:
    lister.press("Ctrl+Shift+Return")
    assert [review.id[:4] for review in lister.window.compare.reviews] == BALLERINA
    assert "2 copies left out" in said(lister)
    lister.program.session.show_read()
    lister.press("Ctrl+2", "Ctrl+Shift+3")
    assert [review.id[:4] for review in lister.window.overview.reviews] == BALLERINA
    assert lister.window.overview.note == "5 reviews, 2 copies left out"


def test_why_tells_what_copies_share(lister: Driver) -> None:
    lister.press("Ctrl+I")
    popup = lister.focus.parentWidget()
    assert popup is not None
    told = popup.accessibleDescription()
    assert "2 copies" in told
    assert "copy.txt — all of its" in told
    assert "60 %" in told
    lister.press("Return")
    assert "copy" in lines(lister)
    lister.press("End")
    lister.program.commands["why_copies"].trigger()
    assert "No copy of this review" in said(lister)


def test_more_like_this_ranks_with_reasons_and_goes_back(lister: Driver) -> None:
    before = lines(lister)
    lister.press("Ctrl+Shift+M")
    assert lines(lister)[0] == "000_"
    assert sorted(lines(lister)[1:5]) == BALLERINA[1:]
    assert "dune" not in lines(lister)
    assert lister.program.session.current is not None
    assert lister.program.session.current.id.startswith("000_")
    card = lister.window.pane.list.model().index(1, 0).data(Data.CARD)
    assert card.shares
    assert card.words.startswith("Both: ")
    assert "like it, the nearest first" in said(lister)
    lister.press("Down")
    assert lister.window.reader.page.marks.spans, "what both share is marked in the text"
    near = lister.window.pane.list.currentIndex().data(Data.REVIEW_ID)
    lister.press("Ctrl+Shift+M")
    assert lines(lister)[0] == near[:4], "from there on to what is like that one"
    lister.press("Ctrl+Shift+M")
    assert lines(lister) == before


def test_more_like_a_passage(lister: Driver) -> None:
    lister.press("Ctrl+3", "Ctrl+Alt+M")
    assert "#" in lister.program.browsing.query.liked
    assert lines(lister)[0] == "000_"
    chip = lister.window.pane.chips._chips[0]
    assert chip.term.label == "Like a passage of “Untitled review”"


def test_groups_close_and_open_and_keep_the_current_review_in_sight(lister: Driver) -> None:
    lister.press("Down", "Left")
    heading = lister.window.pane.list.currentIndex().data(Data.CARD)
    assert isinstance(heading, Heading)
    assert heading.label == "Ballerina (2023)"
    lister.press("Left")
    assert lines(lister) == ["[Ballerina (2023) …]", "[One review each]", "call", "dune"]
    heading = lister.window.pane.list.currentIndex().data(Data.CARD)
    assert heading.here
    assert "closed over the review that is read" in heading.spoken
    lister.press("Down", "Up")
    assert lister.window.pane.list.currentIndex().data(Data.CARD) == lister.window.pane.list.model().index(0, 0).data(Data.CARD)
    lister.press("Right", "Right")
    assert lister.program.session.current is not None
    assert lister.program.session.current.id.startswith("000_")
    lister.press("Ctrl+Shift+Up")
    assert lines(lister) == ["[Ballerina (2023) …]", "[One review each …]"]
    lister.program.session.read("dune")
    assert lines(lister) == ["[Ballerina (2023) …]", "[One review each]", "call", "dune"]
    lister.press("Ctrl+2", "Ctrl+Shift+Down")
    assert "000_" in lines(lister)


def test_a_closed_group_stays_closed_when_other_rows_pass(lister: Driver) -> None:
    lister.press("Left", "Left")
    lister.press("/")
    lister.write("ballerina")
    lister.until(lambda: "dune" not in lines(lister))
    assert lines(lister)[0] == "[Ballerina (2023) …]"


def test_open_headings_are_no_stops(lister: Driver) -> None:
    lister.press(*["Down"] * 5)
    assert lister.window.pane.list.currentIndex().data(Data.REVIEW_ID) == "call"
    lister.press("Up")
    assert lister.window.pane.list.currentIndex().data(Data.REVIEW_ID).startswith("004_")
    lister.press("Home", "Up")
    assert lister.window.pane.list.currentIndex().data(Data.REVIEW_ID).startswith("000_")


def test_a_group_is_selected_and_compared(lister: Driver) -> None:
    lister.press("Down", "Ctrl+Shift+A")
    assert len(lister.window.pane.list.selected_rows()) == 5
    lister.press("Alt+Return")
    assert [review.id[:4] for review in lister.window.compare.reviews] == BALLERINA


def test_the_first_of_each_group_is_compared(lister: Driver) -> None:
    lister.program.commands["sort_score"].trigger()
    lister.program.commands["sort_descending"].trigger()
    lister.program.commands["group_score"].trigger()
    lister.press("Alt+Shift+Return")
    assert [review.verdict and review.verdict.normalised for review in lister.window.compare.reviews] == [80, 70, None]


def test_the_list_is_sorted_by_several_fields(lister: Driver) -> None:
    commands, browsing = lister.program.commands, lister.program.browsing
    commands["sort_score"].trigger()
    commands["then_critic"].trigger()
    assert list(browsing.order) == [SortKey("score"), SortKey("critic")]
    assert said(lister) == "Sorted by score, lowest first, then by critic, A to Z"
    commands["then_critic"].trigger()
    assert list(browsing.order) == [SortKey("score"), SortKey("critic", descending=True)]
    model = lister.window.pane.list.model()
    assert model.headerData(Column.CRITIC, Qt.Orientation.Horizontal) == "Critic  2 ▼"
    assert lister.program.preferences.settings.sort_then == ("-critic",)
    assert commands["then_critic"].isChecked()
    commands["then_critic"].trigger()
    assert list(browsing.order) == [SortKey("score")]
    assert not commands["then_critic"].isChecked()


def test_a_click_on_a_heading_of_the_table_sorts_and_with_shift_it_sorts_next(lister: Driver) -> None:
    lister.press("Ctrl+Shift+T")
    header = lister.window.pane.list.horizontalHeader()
    viewport = header.viewport()

    def click(column: Column, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = viewport.rect().center()
        at.setX(header.sectionViewportPosition(column) + 12)
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, held, at)

    click(Column.SCORE)
    click(Column.SCORE)
    assert list(lister.program.browsing.order) == [SortKey("score", descending=True)]
    click(Column.HEADLINE, Qt.KeyboardModifier.ShiftModifier)
    assert list(lister.program.browsing.order) == [SortKey("score", descending=True), SortKey("title")]
    head = lister.window.pane.list.columns.head
    assert head.order == {Column.SCORE: ("1", True), Column.HEADLINE: ("2", False)}
    lister.press("/")
    lister.write("sort:title")
    lister.until(lambda: head.order == {Column.HEADLINE: ("", False)})
    click(Column.SCORE)
    assert lister.program.browsing.order == (SortKey("score"),), "the heads showed another order"
    assert not lister.program.browsing.query.sort, "an order that was typed gives way to one that is clicked"


def test_what_is_like_a_review_stays_listed_while_a_changed_library_is_studied_again(lister: Driver, folder: Path) -> None:
    lister.program.session.go("call")
    lister.press("Ctrl+Shift+M")
    before = lister.shown_ids()
    assert len(before) > 1
    listed: list[list[str]] = []
    browsing = lister.program.browsing
    browsing.library_changed.connect(lambda: listed.append(lister.shown_ids()))
    more = page("The Call (2020)", "Bo Lang", 9, "Jun Jong-seo, terrifying on telephones.")
    (folder / "more.txt").write_text(more, "utf-8")
    lister.until(lambda: browsing.library.find_row("more") is not None and browsing.library.kinship.current)
    assert listed[0] == before, "what is known of the others is told meanwhile"
    assert "more" in lister.shown_ids(), "and then what is new"
