"""When a review was published."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.bylines import LONGEST, byline_in, is_date, name_at_start, parts_of
from desktop.reading.dates import WrittenDate, find_dates
from desktop.reading.lines import is_paragraph
from desktop.reading.people import is_person
from desktop.reading.vocabulary import every_language, table, tokens_of
from desktop.review import Found, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_STAMP = 24  # characters of a line of the site that is nothing but a date
_SHORT = 45  # characters of a line that has a date near its start and no more than two other words
_NEAR = 14  # characters before a date that is near the start
_NAMED = 90  # characters of a line with a person's name before the date
_SITE = 160  # characters of a line of the site that says when the page was published

_Published = tuple[Found["date"], "Line"]


@cache
def _date_words() -> frozenset[str]:
    return frozenset(every_language(table("bylines")["date_words"]))


@cache
def _publishing() -> frozenset[str]:
    return frozenset(every_language(table("bylines")["publishing"]))


def find_published(every: Sequence[Line], own: Sequence[Line], labelled: Sequence[Labelled]) -> _Published | None:
    """The day, by the surest rule: a label, a byline or a line of its own, a line among the site's."""
    for entry in labelled:
        for written in find_dates(entry.value) if entry.field == "published" else ():
            start = entry.span.start + written.span.start
            span = Span(start, start + len(written.span))
            return Found(written.value, span, f"published.{entry.rule}", 0.9), entry.lines[-1]
    others = {line.span for entry in labelled if entry.field != "published" for line in entry.lines}
    for line, written in _dated(line for line in own if line.span not in others):
        return _found(line, written, "published.line", 0.9 if written.certain else 0.7)
    return _of_the_site(every)


def _of_the_site(every: Sequence[Line]) -> _Published | None:
    """A date among the site's lines: above the text, alone below it, or behind a word such as ``posted``."""
    head = next((number for number, line in enumerate(every) if not line.chrome and is_paragraph(line)), 0)
    for line, written in _dated(line for line in every[:head] if line.chrome):
        return _found(line, written, "published.site", 0.7)
    below = [line for line in every[head:] if line.chrome]
    alone = list(_dated(line for line in below if len(line.text) <= _STAMP))
    if len(alone) == 1:  # several are those of comments or of other pages
        return _found(*alone[0], "published.site", 0.6)
    for line in below:
        if len(line.text) <= _SITE and _publishing() & set(tokens_of(line.text[:40]).words[:2]):
            for written in find_dates(line.text):
                return _found(line, written, "published.site", 0.65)
    return None


def _found(line: Line, written: WrittenDate, rule: str, confidence: float) -> _Published:
    return Found(written.value, line.part(written.span.start, written.span.end), rule, confidence), line


def _dated(lines: Iterable[Line]) -> Iterator[tuple[Line, WrittenDate]]:
    """The lines that are a date, with the few words that stand beside dates, or a byline with one."""
    for line in lines:
        written = next(iter(find_dates(line.text)), None) if len(line.text) <= LONGEST else None
        if written is not None and is_stamp(line.text, written):
            yield line, written


def is_stamp(text: str, written: WrittenDate) -> bool:
    """Whether a line with a date says when something was published, and is not a sentence with a date in it."""
    rest = tokens_of(text[: written.span.start] + " " + text[written.span.end :]).words
    others = [word for word in rest if word not in _date_words() and any(map(str.isalpha, word)) and len(word) > 1]
    if not others or byline_in(text) is not None:
        return True
    if tokens_of(text[: written.span.start]).words[-1:] and tokens_of(text[: written.span.start]).words[-1] in _publishing():
        return True
    if len(others) <= 2 and len(text) <= _SHORT and written.span.start <= _NEAR:
        return True
    if len(text) <= _NAMED and (is_person(name_at_start(text[: written.span.start])) or rest[0] in _publishing()):
        return True
    return any(is_date(part) for part, _ in parts_of(text))
