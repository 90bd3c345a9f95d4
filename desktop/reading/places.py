"""Countries, platforms and genres: from labels, from tag lines, and from sentences where they are the work's own."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.vocabulary import Terms, every_language, table, tokens_of
from desktop.review import Found, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_LIST = re.compile(r"\s*[,/;|•·&]\s*|\s+and\s+|\s+und\s+|\s+et\s+")


@cache
def _countries() -> Terms[str]:
    return Terms((term, country) for country, terms in table("countries")["countries"].items() for term in terms)


@cache
def _works() -> tuple[Terms[bool], frozenset[str]]:
    entry = table("countries")["works"]
    return Terms((term, True) for language in ("en", "de", "fr") for term in entry[language]), frozenset(entry["between"])


@cache
def _platforms(*, shared: bool) -> Terms[str]:
    groups = ("general", "shared") if shared else ("general",)
    return Terms((term, name) for group in groups for name, terms in table("platforms")[group].items() for term in terms)


@cache
def _where() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("platforms")["where"]))


@cache
def _belongs() -> frozenset[str]:
    return frozenset(every_language(table("platforms")["belongs"]))


def _labelled(entries: Iterable[Labelled], field: str) -> Iterable[tuple[str, Span, Labelled]]:
    for entry in entries:
        if entry.field != field:
            continue
        at = 0
        for match in [*_LIST.finditer(entry.value), None]:
            end = match.start() if match else len(entry.value)
            piece = entry.value[at:end].strip(" .*_()[]\"“”")
            if piece and len(piece) <= 60:
                start = entry.span.start + entry.value.find(piece, at)
                yield piece, Span(start, start + len(piece)), entry
            at = match.end() if match else end


def find_countries(lines: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[Found[str], ...]:
    """The work's countries: a label's, else the first adjective before a word for the work (``Korean thriller``)."""
    found: dict[str, Found[str]] = {}
    for piece, span, entry in _labelled(labelled, "country"):
        name = _countries().exact(piece)
        if name is not None:
            found.setdefault(name, Found(name, span, f"country.{entry.rule}", 0.95))
    if found:
        return tuple(found.values())
    for line in lines:
        for hit in _countries().find(line.text):
            if _before_the_work(line.text[hit.end : hit.end + 60]):
                return (Found(hit.value, line.part(hit.start, hit.end), "country.prose", 0.7),)
    return ()


def _before_the_work(behind: str) -> bool:
    if behind[:1] not in {" ", "\xa0", "-"}:
        return False
    works, between = _works()
    tokens = tokens_of(behind)
    for at in range(min(4, len(tokens))):
        if at and behind[tokens.ends[at - 1] : tokens.starts[at]].strip(" \xa0-/"):
            return False
        if works.exact(tokens.words[at]):
            return True
        if tokens.words[at] not in between:
            return False
    return False


def find_platforms(lines: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[Found[str], ...]:
    """Where the work is to be seen or played: a label's, else what a sentence says of the work."""
    found: dict[str, Found[str]] = {}
    for piece, span, entry in _labelled(labelled, "platform"):
        name = _platforms(shared=True).exact(piece)
        if name is not None:
            found.setdefault(name, Found(name, span, f"platform.{entry.rule}", 0.95))
    if found:
        return tuple(found.values())
    for line in lines:
        for hit in _platforms(shared=False).find(line.text):
            if _is_where(line.text, hit.start, hit.end):
                found.setdefault(hit.value, Found(hit.value, line.part(hit.start, hit.end), "platform.prose", 0.7))
    return tuple(found.values())


def _is_where(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 30) : start].rstrip("“\"'‘ \xa0")
    if any(hit.end == len(before) for hit in _where().find(before)):
        return True
    if before.endswith((" by", " By")):
        return True
    following = tokens_of(text[end : end + 40]).words[:4]
    return any(word in _belongs() for word in following)


def find_genres(lines: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[Found[str], ...]:
    """The work's genres as its label or its tag line gives them."""
    found: dict[str, Found[str]] = {}
    for piece, span, entry in _labelled(labelled, "genre"):
        found.setdefault(piece.casefold(), Found(piece, span, f"genre.{entry.rule}", 0.95))
    return tuple(found.values())
