"""Who wrote the review and when it was published."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from desktop.reading.dates import find_dates
from desktop.reading.people import is_name
from desktop.review import Found, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_BYLINE = re.compile(
    r"^(?:(?:posted|reviewed|written|published|words|review|text|article|film review|book review|a review|contributed|submitted|verfasst|geschrieben|kritik|publié)[ \xa0]"
    r"(?:(?:by|von|par):?)|by:?|von|par)[ \xa0]+(?P<name>[^\n|·•,]{2,60}?)"
    r"(?P<rest>[ \xa0]*(?:[|·•,–—(@-]|[ \xa0]on[ \xa0]|[ \xa0]in[ \xa0]|[ \xa0]am[ \xa0]|[ \xa0]le[ \xa0]|[ \xa0]at[ \xa0]|$).{0,120})$",
    re.IGNORECASE,
)
_WORDS_BY = re.compile(r"\b(?:[Ww]ords|[Rr]eview(?:ed)?|[Ww]ritten|[Pp]osted)[ \xa0]by:?[ \xa0]+(?P<name>[^\n|·•,.]{2,40})$")
_SIGNATURE = re.compile(r"^[(\[–—~-]{1,3}[ \xa0]?(?P<name>[^()\[\]\d]{2,40}?)[ \xa0]?[)\]]?$")


def find_critic(lines: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[Found[str], Line | None] | None:
    """The critic and the line that names them."""
    for entry in labelled:
        if entry.field == "critic" and is_name(entry.value):
            return Found(entry.value, entry.span, f"critic.{entry.rule}", 0.9), entry.lines[-1]
    for line in lines:
        if line.chrome or len(line.text) > 180:
            continue
        match = _BYLINE.match(line.text) or _WORDS_BY.search(line.text)
        if match is not None:
            name = match["name"].strip(" .:-–—*_")
            if is_name(name):
                start = match.start("name") + match["name"].find(name)
                return Found(name, line.part(start, start + len(name)), "critic.byline", 0.9), line
    return _signature(lines) or _bio(lines)


def _signature(lines: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """``(Aluna)`` or ``– Jane Doe`` on the last line of the review."""
    own = [line for line in lines if not line.chrome]
    for line in own[-4:]:
        match = _SIGNATURE.match(line.text)
        if match is not None and is_name(match["name"]):
            return Found(match["name"], line.part(*match.span("name")), "critic.signature", 0.75), line
    return None


def _bio(lines: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """A name alone on a line, and below it a paragraph about the writer that begins with that name."""
    for at, line in enumerate(lines[:-1]):
        if len(line.text) > 40 or not is_name(line.text, words=2):
            continue
        first = line.text.split()[0]
        for below in lines[at + 1 : at + 4]:
            if len(below.text) > 60 and re.match(rf"{re.escape(first)}\b", below.text):
                return Found(line.text, line.span, "critic.bio", 0.7), line
    return None


def find_published(lines: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[Found[date], Line] | None:
    """When the review was published: a labelled date, one in a byline, or one alone on a short line."""
    for entry in labelled:
        if entry.field == "published":
            for written in find_dates(entry.value):
                start = entry.span.start + written.span.start
                return Found(written.value, Span(start, start + len(written.span)), f"published.{entry.rule}", 0.9), entry.lines[-1]
    for line in lines:
        if line.chrome or len(line.text) > 120:
            continue
        for written in find_dates(line.text):
            rest = len(line.text) - len(written.span)
            if rest <= 20 or _BYLINE.match(line.text):
                confidence = 0.9 if written.certain else 0.7
                return Found(written.value, line.part(written.span.start, written.span.end), "published.line", confidence), line
    return None
