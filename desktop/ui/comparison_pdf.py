"""A comparison on paper: topics as rows and reviews as columns, or one review below the other where there are many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.comparison.voices import voices
from desktop.export.citation import quoted_runs, score, source
from desktop.review import Face, Stance, italic
from desktop.ui.paper import HEADING, NAME, PROSE, SILENCE, SMALL, VALUE, Paper, Paragraph, Row, Style, plain, to_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.comparison.facts_rows import FactCell
    from desktop.comparison.rows import Column, Comparison
    from desktop.review import Passage, Review

_ABREAST = 5  # reviews that stand side by side on a page that is turned; more would be columns of words
_LONGEST = 160  # code points of a name or a title; the sources at the end have all of them
_TINTS = {
    stance: Style(SMALL.size, colour=colour)
    for stance, colour in (
        (Stance.PRAISE, "praise"),
        (Stance.COMPLAINT, "complaint"),
        (Stance.MIXED, "mixed"),
        (Stance.NEUTRAL, "neutral"),
    )
}


def comparison_pdf(comparison: Comparison) -> bytes:
    """The whole comparison as a PDF: facts, every passage under each of its topics, what is unplaced, and the sources."""
    return to_pdf(paper_of(comparison))


def paper_of(comparison: Comparison) -> Paper:
    """What stands on the pages."""
    reviews = [column.review for column in comparison.columns]
    work = _short(next((review.work.value for review in reviews if review.work), ""))
    title = f"{work}: {len(reviews)} reviews side by side" if work else f"{len(reviews)} reviews side by side"
    told = tuple(plain(source(review), SMALL, space=2) for review in reviews)
    sources = Row((plain("Sources", HEADING), *told))
    if len(reviews) <= _ABREAST:
        heads = tuple(_head(column, name) for column, name in zip(comparison.columns, voices(reviews), strict=True))
        return Paper(title, (*_abreast(comparison, reviews), sources), len(reviews), heads, wide=True)
    return Paper(title, (*_below(comparison, reviews), sources))


def _abreast(comparison: Comparison, reviews: Sequence[Review]) -> Iterator[Row]:
    for fact in comparison.facts:
        label = (plain(fact.label, NAME), *((plain("differs", _TINTS[Stance.COMPLAINT]),) if fact.differs else ()))
        yield Row(label, tuple(_fact(cell) for cell in fact.cells))
    for row in comparison.topics:
        label = (plain(row.topic.name, NAME), plain(row.topic.about, SMALL, space=2))
        yield Row(label, tuple(_cell(review, cell) for review, cell in zip(reviews, row.cells, strict=True)))
    label = (plain("Unplaced", NAME), plain("What stands under no topic.", SMALL, space=2))
    cells = zip(reviews, comparison.unplaced, strict=True)
    yield Row(label, tuple(_cell(review, cell, "nothing left over") for review, cell in cells))


def _below(comparison: Comparison, reviews: Sequence[Review]) -> Iterator[Row]:
    names = [_short(name) for name in voices(reviews)]
    for column, name in zip(comparison.columns, names, strict=True):
        head, *told = _head(column, name)
        yield Row((head,), (tuple(told),))
    if comparison.facts:
        yield Row((plain("Facts", HEADING, space=6),), keep=True)
    for fact in comparison.facts:
        label = (plain(fact.label, NAME), *((plain("differs", _TINTS[Stance.COMPLAINT]),) if fact.differs else ()))
        given = (
            Paragraph(((f"{name}: ", SMALL), *_fact(cell)[0].runs))
            for name, cell in zip(names, fact.cells, strict=True)
            if cell
        )
        yield Row(label, (tuple(given),))
    for row in comparison.topics:
        yield Row((plain(row.topic.name, HEADING, space=6), plain(row.topic.about, SMALL)), keep=True)
        silent = [name for name, cell in zip(names, row.cells, strict=True) if not cell]
        for review, name, cell in zip(reviews, names, row.cells, strict=True):
            if cell:
                yield Row((plain(name, NAME),), (_cell(review, cell),))
        if silent:
            yield Row((plain(f"{', '.join(silent)}: no passage found", SILENCE),))
    yield Row((plain("Unplaced", HEADING, space=6), plain("What stands under no topic.", SMALL)), keep=True)
    for review, name, cell in zip(reviews, names, comparison.unplaced, strict=True):
        yield Row((plain(name, NAME),), (_cell(review, cell, "nothing left over"),))


def _short(text: str) -> str:
    """What every page repeats, at a length that leaves room for the page."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _head(column: Column, name: str) -> tuple[Paragraph, ...]:
    """Who speaks, under which headline, with which score, and how much of it stands in the rows."""
    review = column.review
    headline = (plain(_short(review.headline.value), SMALL),) if review.headline else ()
    covered = f"{column.placed} of {column.total} {'paragraph' if column.total == 1 else 'paragraphs'} placed"
    return (plain(_short(name), NAME), *headline, plain(f"{_short(score(review))}; {covered}", SMALL))


def _fact(cell: FactCell) -> tuple[Paragraph, ...]:
    if not cell:
        return (plain("not given", SILENCE),)
    value = f"  {cell.normalised}" if cell.normalised not in {"", cell.text} else ""
    return (Paragraph(((cell.text, VALUE), *(((value, SMALL),) if value else ()))),)


def _cell(review: Review, passages: Sequence[Passage], nothing: str = "no passage found") -> tuple[Paragraph, ...]:
    if not passages:
        return (plain(nothing, SILENCE),)
    return tuple(_passage(review, passage) for passage in passages)


def _passage(review: Review, passage: Passage) -> Paragraph:
    """The words of a passage; a stance that is none but neutral stands behind them in words."""
    words = tuple(
        (text, replace(PROSE, bold=Face.STRONG in faces, italic=italic(faces)) if faces else PROSE)
        for text, faces in quoted_runs(review, passage.span)
    )
    if passage.stance is not Stance.NEUTRAL:
        words = (*words, (f"\N{NO-BREAK SPACE} {passage.stance.value}", _TINTS[passage.stance]))
    return Paragraph(words, passage.stance, space=3)
