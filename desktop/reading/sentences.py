"""Sentences: a stretch of prose as spans, every character that is not white space inside one of them.

A sentence ends at ``. ! ? …`` with whatever quotes and brackets close behind it, before white space and a new beginning;
at an empty line; and before and after a row of stars that stands on its own. A stop inside a figure, after an abbreviation
(``resources/lexicons/sentences.toml``) or after an initial does not end one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from desktop.paths import RESOURCES
from desktop.review import Span

# A possible end: stops with what closes behind them; a stop to which the next sentence is glued; an empty line; a row of stars.
_END = re.compile(
    r"[.!?…。！？]{1,10}+[\"'”’»)\]*_]{0,4}(?=\s|$)"
    r"|(?<=[a-zà-ÿ)\d”’\" ][.!?])(?=[“‘’]?[A-Z][a-z’])"
    r"|\n[ \t]*\n"
    r"|(?<=[★☆⭐✩✭✰½])[ \t]*\n|(?<=[★☆⭐✩✭✰])\s(?=[A-Z“‘\"])"
)
_WORD_BEFORE = re.compile(r"[^\s(\[“\"'‘—–]+$")
_REACH = 24  # no abbreviation is longer


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """All abbreviations, and those of them that may end a sentence, of all languages."""
    with (RESOURCES / "lexicons" / "sentences.toml").open("rb") as file:
        data = tomllib.load(file)
    words = frozenset(word for table in data.values() for word in table["abbreviations"])
    closing = frozenset(word for table in data.values() for word in table.get("closing", ()))
    return words, closing


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of ``span``, in order, without white space at their ends; what lies between them is white space only."""
    found: list[Span] = []
    begin = span.start
    for end in _END.finditer(text, span.start, span.end):
        if end.end() <= begin or not _ends_sentence(text, Span(begin, span.end), end.start(), end.end()):
            continue
        _add(found, text, begin, end.end())
        begin = end.end()
    _add(found, text, begin, span.end)
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        found.append(Span(start + left, start + left + len(piece)))


def _ends_sentence(text: str, span: Span, start: int, end: int) -> bool:
    """Whether the stops in ``text[start:end]`` end the sentence that begins with ``span``."""
    stop = text[start:end].strip()
    following = text[end : min(end + _REACH, span.end)].lstrip()
    if not stop or not following:
        return True
    first = following.lstrip("\"'“‘«([*_¿¡")[:1]
    if first.islower():
        return False
    if stop[0] != ".":
        return True
    before = _WORD_BEFORE.search(text[max(span.start, start - _REACH) : start])
    word = before[0].lower() if before else ""
    known, closing = _abbreviations()
    if word in known:
        return word in closing and first.isupper()
    initial = len(word) == 1 and word.isalpha() and word != "i"
    numbering = word.isdigit() and len(word) < 3 and text[span.start : start].strip() == word
    return not initial and not numbering
