"""What the reader corrected in a review, in words: one line for each, with where it stands and what takes it away."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.library.naming import Naming
from desktop.notebook.corrections import Change, Kind, fitted, same_or_apart
from desktop.reading.topics import topics_for
from desktop.review import Role
from desktop.ui.units import quoted, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.library.works import Work
    from desktop.notebook.corrections import Kept
    from desktop.review import Review, Span


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction: what it is about, what was said, and where; ``lost`` where its words are not in the text any more.

    ``away`` are the changes that take it away, and ``told`` what that step is called.
    """

    text: str
    note: str
    away: tuple[Change, ...]
    told: str
    span: Span | None = None
    lost: bool = False


def correction_lines(
    review: Review, kept: Sequence[Kept], as_read: Review, of_file: Sequence[Kept], first: Review, work: Work | None
) -> tuple[CorrectionLine, ...]:
    """The lines of a review, what does not fit first.

    Args:
        review: the review as it is now.
        kept: its corrections.
        as_read: the review as it was read, by which the notebook knows it.
        of_file: the corrections of the first review of its file, among which are those of the file's reading.
        first: that first review, as it was read.
        work: its work.
    """
    lines = [*_of_stretches(review, kept, as_read), *_of_places(kept, as_read), *_of_reading(of_file, first)]
    lines += _of_names(work) if work else ()
    return tuple(sorted(lines, key=lambda line: not line.lost))


def _of_stretches(review: Review, kept: Sequence[Kept], as_read: Review) -> Iterable[CorrectionLine]:
    names = {topic.id: topic.name for topic in topics_for(review.kind.value)}
    for kind in (Kind.ROLE, Kind.MOVE):
        fitting, lost = fitted(review, kept, kind)
        for span, what in [*fitting, *((None, what) for what in lost)]:
            if kind is Kind.MOVE:
                note = f"stands under {names.get(what.value, what.value) if what.value else 'no topic'}"
            else:
                note = "is the critic’s text" if what.value == Role.BODY else "is not the critic’s text"
            words = quoted(what.quote.exact)
            away = (Change(as_read, kind, what.name, None),)
            yield CorrectionLine(words, note, away, f"{words} is as it was found", span, span is None)


def _of_places(kept: Sequence[Kept], as_read: Review) -> Iterable[CorrectionLine]:
    for each in kept:
        if each.kind is Kind.PLACES:
            away = (Change(as_read, Kind.PLACES, each.name, None),)
            yield CorrectionLine("Places in the full text", "kept together with another review", away, "Places as found")


_CALLED = {"encoding": "Encoding", "grades": "Letter grades", "mended": "Garbled letters", "columns": "Columns of the table"}


def _of_reading(of_file: Iterable[Kept], first: Review) -> Iterable[CorrectionLine]:
    for each in of_file:
        if each.kind is Kind.READING and each.name in _CALLED:
            text = _CALLED[each.name]
            away = (Change(first, Kind.READING, each.name, None),)
            yield CorrectionLine(text, _reading_in_words(each), away, f"{text} as found")


def _reading_in_words(kept: Kept) -> str:
    if kept.name == "columns":
        try:
            columns = json.loads(kept.value)
        except ValueError:
            columns = None
        return ", ".join(f"{field} in {shown(str(name)) or 'none'}" for field, name in dict(columns or {}).items())
    words = {"encoding": f"read as {kept.value}", "grades": f"by the mapping {kept.value}"}
    return shown(words.get(kept.name, "put right where they could be"))


def _of_names(work: Work) -> Iterable[CorrectionLine]:
    said = work.naming
    for pairs, how in ((said.same, "are one person"), (said.apart, "are two people")):
        for one, other in sorted(pairs):
            left = Naming(said.same - {(one, other)}, said.apart - {(one, other)})
            text = f"{shown(one)} and {shown(other)}"
            yield CorrectionLine(text, how, tuple(same_or_apart(work, left)), f"{text} as found")
