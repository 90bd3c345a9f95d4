"""A comparison as Markdown: facts as a table, topics as headings, passages as lists. Data is escaped: it stays text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.export.citation import byline, quoted_runs, score, source
from desktop.review import Face, italic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Review

# What Markdown (with tables, bare links and formulas) could take for markup anywhere, and at the beginning of a line only.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$@]|&(?=[#\w])|:(?=//)|(?<=www)\.")
_AT_THE_START = re.compile(r"(?:[-+=#]|(?<=\d)[.)])")
_JOINING = ":.)"  # 1. and 1) begin lists, http: and www. addresses
_START = 12  # characters in which a list's number may stand


def escape(text: str) -> str:
    """Text on one line that Markdown shows as it is, at the start of a line as well."""
    line = " ".join(text.split())
    start = _AT_THE_START.search(line, 0, _START)
    if start and (start.start() == 0 or line[: start.start()].isdigit()):
        return f"{line[: start.start()]}\\{start[0]}{_SPECIAL.sub(_escaped, line[start.end() :])}"
    return _SPECIAL.sub(_escaped, line)


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def to_markdown(comparison: Comparison) -> str:
    """The whole comparison; every passage of every review is in it once under each of its topics."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    reviews = [column.review for column in comparison.columns]
    names = [escape(byline(review)) for review in reviews]
    work = next((review.work.value for review in reviews if review.work), "")
    yield f"# {escape(work)}: {len(reviews)} reviews side by side" if work else f"# {len(reviews)} reviews side by side"
    yield ""
    for column, name in zip(comparison.columns, names, strict=True):
        coverage = f"{column.placed} of {column.total} paragraphs placed"
        yield f"- **{name}**: {escape(source(column.review))}; {escape(score(column.review))}; {coverage}"
    yield ""
    if comparison.facts:
        yield from ("## Facts", "", f"| |{'|'.join(names)}|", f"|---|{'|'.join('---' for _ in names)}|")
        for fact in comparison.facts:
            cells = "|".join(_fact(cell.text, cell.normalised) for cell in fact.cells)
            yield f"|{escape(fact.label)}{' (differs)' if fact.differs else ''}|{cells}|"
        yield ""
    for row in comparison.topics:
        yield from (f"## {escape(row.topic.name)}", "", f"_{escape(row.topic.about)}_", "")
        for review, name, cell in zip(reviews, names, row.cells, strict=True):
            yield from _cell(review, name, cell)
    if any(comparison.unplaced):
        yield from ("## Unplaced", "")
        for review, name, passages in zip(reviews, names, comparison.unplaced, strict=True):
            if passages:
                yield from _cell(review, name, passages)


def _fact(text: str, normalised: str) -> str:
    return escape(f"{text} ({normalised})" if normalised not in {"", text} else text)


def in_markdown(review: Review, passage: Passage) -> str:
    """The words of a passage; what is strong or emphasised is set so where Markdown can tell the signs from the words."""
    runs = list(quoted_runs(review, passage.span))
    told = ""
    for number, (words, faces) in enumerate(runs):
        bare = words.lstrip()
        told += words[: len(words) - len(bare)]
        sign = "**" * (Face.STRONG in faces) + "*" * italic(faces)
        after = runs[number + 1][0] if number + 1 < len(runs) else " "
        stands_free = (not told or told[-1].isspace()) and after[0].isspace()
        if not (stands_free or (bare[0].isalnum() and bare[-1].isalnum() and not told.endswith("*"))):
            sign = ""
        told += sign + (escape(bare) if not (told or sign) else _inner(bare, "" if sign else told)) + sign
    return told


def _inner(words: str, before: str) -> str:
    """Words within a line; what could be markup only together with the words right before or behind them is none either."""
    inner = _SPECIAL.sub(_escaped, words)
    if inner.endswith("&"):
        inner = f"{inner[:-1]}\\&"
    return f"\\{inner}" if inner[0] in _JOINING and before[-1:].isalnum() else inner


def _cell(review: Review, name: str, passages: tuple[Passage, ...]) -> Iterator[str]:
    yield from (f"### {name}", "")
    for passage in passages:
        yield f"- {in_markdown(review, passage)} _({passage.stance.value})_"
    if not passages:
        yield "_no passage found_"
    yield ""
