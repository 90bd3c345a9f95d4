from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.comparison.rows import Comparison, compare
from desktop.export.citation import quoted
from desktop.paths import write_whole
from desktop.review import Found, Span
from desktop.ui.comparison_pdf import comparison_pdf, paper_of
from desktop.ui.exporting import FORMS
from desktop.ui.paper import PROSE, Paper, Row, plain, to_pdf
from tests.export.test_comparison_exports import HOSTILE
from tests.helpers.pdf import Pdf
from tests.helpers.timing import within
from tests.ui.comparing import chatty, long_review, made, three

if TYPE_CHECKING:
    from desktop.review import Review

pytestmark = pytest.mark.usefixtures("qapp")


def words(text: str) -> str:
    """The text without the ends of lines and pages, which stand wherever there was no more room."""
    return "".join(text.split())


def on_paper(comparison: Comparison) -> Pdf:
    return Pdf(comparison_pdf(comparison))


def test_every_passage_is_on_a_page_in_words_that_can_be_copied() -> None:
    comparison = compare((*three(), long_review("cy", "Cy")))
    pdf = on_paper(comparison)
    pages = pdf.pages()
    assert len(pages) > 1
    told = words("".join(pages))
    for column in comparison.columns:
        for passage in column.review.passages:
            # Columns that stand beside each other are painted line by line: no other cell's words come between.
            assert words(quoted(column.review, passage.span)) in told
    assert "no passage found" in " ".join(" ".join(pages).split())
    assert pdf.fonts_inside


def test_copied_words_have_their_spaces_and_letters() -> None:
    found = compare((made("x", ["story+ The film finds its final office."]), three()[1]))
    page = "".join(on_paper(found).pages())
    assert "\t" not in page
    assert "The film finds its final office." in " ".join(page.split("\n"))


def test_every_page_says_who_speaks_and_which_page_it_is() -> None:
    comparison = compare((long_review("ann", "Ann Lee"), long_review("bo", "Bo Dee")))
    pages = on_paper(comparison).pages()
    for number, text in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in text
        assert "Ann Lee" in text
        assert "Bo Dee" in text
        assert "2 reviews side by side" in text


def test_many_reviews_stand_below_each_other_with_their_names() -> None:
    reviews = [made(f"r{n}", [f"story+ Review {n} loved the plot."], critic=f"Critic {n}") for n in range(8)]
    paper = paper_of(compare(reviews))
    assert not paper.wide
    assert paper.columns == 1
    told = words("".join(on_paper(compare(reviews)).pages()))
    for n in range(8):
        assert f"Critic{n}" in told
        assert f"Review{n}lovedtheplot." in told


@pytest.mark.parametrize("text", [*HOSTILE, "a ) b ( c \\ /URI (x)", "\x00\x08\u202e evil \ud800"])
def test_hostile_words_stay_words(text: str) -> None:
    def bad(review: Review) -> Review:
        return replace(
            review, critic=Found(text, None, "test"), headline=Found(text, Span(0, 1), "test"), work=Found(text, None, "test")
        )

    pdf = on_paper(compare([bad(made("x", [f"story+ It says {text.strip() or 'nothing'}."])), three()[1]]))
    assert not pdf.actions
    plain_words = "".join(c for c in text if c.isascii() and c.isalnum())
    assert plain_words in "".join(c for c in words("".join(pdf.pages())) if c.isascii() and c.isalnum())


def test_a_row_that_would_be_cut_goes_to_the_next_page() -> None:
    line = plain("One line.", PROSE)
    first = Row((line,), ((line,) * 40,))
    second = Row((line,), (tuple(plain(f"Kept {n}.", PROSE) for n in range(12)),))
    pages = Pdf(to_pdf(Paper("Title", (first, second)))).pages()
    pages_with = [number for number, text in enumerate(pages) if "Kept" in text]
    assert len(pages_with) == 1


def test_what_is_longer_than_a_page_goes_on_and_says_so() -> None:
    label = plain("Story", PROSE)
    pages = Pdf(to_pdf(Paper("Title", (Row((label,), (tuple(plain(f"Line {n}.", PROSE) for n in range(300)),)),)))).pages()
    assert len(pages) > 2
    assert all("Story" in text for text in pages)
    assert all("continued" in text for text in pages[1:])
    assert words("".join(pages)).count("Line") == 300


def test_one_paragraph_longer_than_a_page_is_cut_between_lines() -> None:
    text = " ".join(f"word{n}" for n in range(6_000))
    pages = Pdf(to_pdf(Paper("Title", (Row((plain("Story", PROSE),), ((plain(text, PROSE),),)),)))).pages()
    assert len(pages) > 2
    told = words("".join(pages)).replace("Titlecontinued", "")
    assert all(f"word{n}" in told for n in range(0, 6_000, 500))


def test_a_word_of_a_hundred_thousand_letters_is_set() -> None:
    pdf = Pdf(to_pdf(Paper("Title", (Row((plain("x" * 100_000, PROSE),)),))))
    assert words("".join(pdf.pages())).count("x") == 100_000


def test_a_name_of_ten_thousand_letters_leaves_room_for_the_words() -> None:
    endless = replace(
        made("x", ["story+ It says what it says."], critic="y" * 10_000), headline=Found("z" * 10_000, None, "test")
    )
    for others in (three()[:1], [made(f"r{n}", ["story Here, too."]) for n in range(7)]):
        pages = on_paper(compare((endless, *others))).pages()
        assert len(pages) < 12  # the sources name it once in full
        assert "Itsayswhatitsays." in words("".join(pages))


def test_nothing_to_compare_is_a_page_that_says_so() -> None:
    assert len(Pdf(to_pdf(Paper("Nothing", ()))).pages()) == 1


def test_twenty_long_reviews_are_on_paper_soon() -> None:
    comparison = compare([chatty(f"r{n}", f"Critic {n}", passages=60) for n in range(20)])
    assert within(3.0, lambda: comparison_pdf(comparison))


@pytest.mark.parametrize("ending", FORMS)
def test_every_form_is_saved_whole(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    target = folder / f"comparison{ending}"
    write_whole(target, FORMS[ending][1](compare(three())))
    assert target.stat().st_size > 500
    assert list(folder.iterdir()) == [target]


@pytest.mark.parametrize("broken", ["write", "fsync", "replace"])
def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    target = folder / "comparison.pdf"
    target.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    class Full(io.FileIO):
        write = fail  # type: ignore[assignment]  # a disk that is full

    if broken == "write":
        monkeypatch.setattr(os, "fdopen", Full)
    elif broken == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert list(folder.iterdir()) == [target]
