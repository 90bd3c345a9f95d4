"""What a byline looks like: the words before a name, where the name ends, parts beside a date."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from desktop.reading.dates import find_dates
from desktop.reading.people import is_handle, is_name
from desktop.reading.vocabulary import Terms, alternatives, every_language, table, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters of the longest line that is taken for a byline.
LONGEST = 240
_HEAD = 60  # characters in which the words before the name must stand
_WORDS = 5  # words before them, such as a weekday
_SEPARATOR = re.compile(r"\s{1,3}[|·•‧∙/–—~»]\s{1,3}|[|·•‧]")
_ENDS_FACTS = (".", "|", "•", "·", "–", "—", "/", ")")


class Byline(NamedTuple):
    """The name in a byline: where it starts in the line, and whether more than a bare "by" says that it is the critic's."""

    name: str
    start: int
    sure: bool


@cache
def _by() -> dict[str, list[tuple[str, ...]]]:
    """The words before a name, by their first one, the longest first."""
    known: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted({tokens_of(term).words for term in every_language(table("bylines")["by"])}, key=len, reverse=True):
        known.setdefault(words[0], []).append(words)
    return known


@cache
def _in_text() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("bylines")["in_text"]))


@cache
def _name_end() -> re.Pattern[str]:
    """Where a name must end: a separator, a figure, a small word such as ``on``."""
    words = alternatives(every_language(table("bylines")["behind_name"]))
    roles = alternatives(every_language(table("bylines")["roles"]))
    ranks = alternatives(every_language(table("bylines")["ranks"]))
    days = alternatives(every_language(table("dates")["weekdays"]))
    stamps = alternatives(every_language(table("bylines")["publishing"]))
    return re.compile(
        rf"\s{{0,2}}[|·•‧,;–—(\[@/<:]|\s-\s|\s(?:{words})\s|\s(?i:(?:(?:{ranks})\s){{0,3}}(?:{roles})|{days})\b|\s(?:last\s)?(?:{stamps})\b|\s?\d|\s?$|(?<![A-Z])\.(?=\s|$)"
    )


def name_at_start(text: str) -> str:
    """The text up to where a name must end."""
    end = _name_end().search(text)
    return (text[: end.start()] if end else text).strip(" .:*“”\"'")


@lru_cache(maxsize=512)  # the headline's, the critic's and the date's rules ask about the same lines
def byline_in(text: str) -> Byline | None:
    """The name in a line such as ``Posted by Jane Doe on May 1, 2020``."""
    if len(text) > LONGEST:
        return None
    stamp = next(iter(find_dates(text[: 2 * _HEAD])), None)
    begins = [0] if stamp is None or stamp.span.start > _HEAD / 2 else [0, stamp.span.end]
    for begin in begins:
        for words, start, end in _bys(text, begin):
            if begin == 0 and start > 0 and text[:start].strip(" [(–—-~*_"):
                continue
            stop = stamp.span.start if stamp is not None and stamp.span.start > end else end + _HEAD
            name = name_at_start(text[end:stop].lstrip(" :"))
            signed = (
                stamp is not None and stamp.span.end <= start and end + len(name) + 2 >= len(text)
            )  # Posted on <date> by <handle>
            sure = len(words) > 1 or signed
            sentence = not sure and len(text) - end - len(name) > _HEAD
            if not sentence and (is_name(name) or (sure and is_handle(name))):
                return Byline(name, text.find(name, end), sure)
    return _behind_facts(text)


def _bys(text: str, begin: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The words before a name that stand near a place of a line: the words, where they start and where they end."""
    tokens = tokens_of(text[begin : begin + _HEAD])
    for first in range(min(len(tokens), _WORDS)):
        for words in _by().get(tokens.words[first], ()):
            stop = first + len(words)
            if tokens.words[first:stop] == words:
                yield words, begin + tokens.starts[first], begin + tokens.ends[stop - 1]
                break


def _behind_facts(text: str) -> Byline | None:
    """The name in a byline that stands behind facts: ``… until Sunday. Review by Jane Doe.``."""
    for hit in _in_text().find(text):
        if text[: hit.start].rstrip().endswith(_ENDS_FACTS):
            name = name_at_start(text[hit.end : hit.end + _HEAD].lstrip(" :"))
            if is_name(name, words=2):
                return Byline(name, text.find(name, hit.end), sure=True)
    return None


def parts_of(text: str) -> list[tuple[str, int]]:
    """The parts of a line between separators, ``March 30, 2016 · Jane · Film``, each with where it starts; one part is none."""
    parts: list[tuple[str, int]] = []
    at = 0
    for match in [*_SEPARATOR.finditer(text), None]:
        end = match.start() if match else len(text)
        part = text[at:end]
        if part.strip():
            parts.append((part.strip(), at + len(part) - len(part.lstrip())))
        at = match.end() if match else end
    return parts if len(parts) > 1 else []


def is_date(text: str) -> bool:
    """Whether a text is a date and next to nothing else."""
    written = next(iter(find_dates(text[:_HEAD])), None)
    return written is not None and len(text) - len(written.span) <= 6
