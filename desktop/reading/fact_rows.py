"""Rows of bare facts without a label: ``France, 1h38``, ``108 minutes ‧ PG-13 ‧ 2017``, ``(Denmark, 2019, 97 min.)``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop.reading.durations import find_durations
from desktop.reading.labels import Labelled, is_category, is_labelled
from desktop.reading.notations import find_notations
from desktop.reading.places import country_of, is_genre
from desktop.reading.verdicts import age_signs
from desktop.reading.vocabulary import every_language, table, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.reading.lines import Line

_LONGEST = 110  # characters of a row
_SHORTEST_WORK = 15  # minutes: what is shorter is the time that the reading takes
_LENGTH = 40  # minutes: what is shorter may be the length of anything
_LONGEST_LENGTH = 24
_HEAD = 10  # lines among which the work is named with a row in brackets
_LEAST = 2  # different facts that make a row
_MOST_PARTS = 12
_PART = re.compile(r"[^|•·‧∙/,;–—()\[\]]{1,60}")
_BRACKET = re.compile(r"\S\s\((?P<row>[^()]{6,60})\)$")
_COMMA = re.compile(r"[,.]\s")
_LONGEST_ALONE = 24
_DASH = re.compile(r"\s-\s")
_WORD = re.compile(r"\S+")
_YEAR_AT_END = re.compile(r"(?P<before>[^\d]{2,40}?)\s(?P<year>(?:19|20)\d\d)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TELLING = frozenset({"runtime", "year", "country"})  # a genre and an age rating alone are not yet a row of facts

_Fact = tuple[str, int, int]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(every_language(table("rows")[name]))


def is_fact_row(text: str) -> bool:
    """Whether a line is nothing but facts of a work: its length, year, country, genre, age rating."""
    return bool(_row(text))


def is_length(text: str) -> bool:
    """Whether a line is nothing but the length of a work (``126 min.``)."""
    if len(text) > _LONGEST_LENGTH or not text[:1].isdigit():
        return False
    return any(d.minutes >= _LENGTH and len(d.span) >= len(text.strip(" .")) for d in find_durations(text))


def find_rows(lines: Sequence[Line]) -> Iterator[Labelled]:
    """The facts of the rows among some lines, each as if its label stood before it.

    A row in brackets behind a title, ``Harbour of Glass (Norway, 2010)``, counts at the head of the page only: further down it
    may be another work's.
    """
    bracketed = False
    for number, line in enumerate(lines):
        bracket = _BRACKET.search(line.text) if number < _HEAD and not bracketed and len(line.text) <= _LONGEST else None
        for field, start, end in _row(bracket["row"]) if bracket is not None else ():
            bracketed = True
            if field != "age" and bracket is not None:
                place = line.part(bracket.start("row") + start, bracket.start("row") + end)
                yield Labelled(field, field, bracket["row"][start:end], place, "fact_row", (), certain=False)
        first = line.text.partition(". ")[0] if number < _HEAD else ""  # ``Belgium, 2009. Director - …``
        row = _row(line.text) or _row(first) or _behind_a_label(line.text) or _alone(lines, number)
        for field, start, end in row:
            if field != "age":
                value = line.text[start:end]
                yield Labelled(field, field, value, line.part(start, end), "fact_row", (line,), certain=False)


def _behind_a_label(text: str) -> tuple[_Fact, ...]:
    """The row at the end of a line that begins with a label: ``Dir: Paulina Reyes, Chile, 2013, 103mins``."""
    if len(text) > _LONGEST or not is_labelled(text):
        return ()
    for comma in _COMMA.finditer(text):
        row = _row(text[comma.end() :])
        if row:
            return tuple((field, start + comma.end(), end + comma.end()) for field, start, end in row)
    return ()


def _alone(lines: Sequence[Line], number: int) -> tuple[_Fact, ...]:
    """A country or a genre alone on a line at the head of a page, beside a line of facts or a score."""
    text = lines[number].text
    if number >= _HEAD or len(text) > _LONGEST_ALONE or is_category(text):
        return ()
    field = "country" if country_of(text) is not None else "genre" if is_genre(text) and text[0].isupper() else ""
    beside = (lines[other].text for other in (number - 1, number + 1) if 0 <= other < len(lines)) if field else ()
    return ((field, 0, len(text)),) if any(_tells_of_work(other) for other in beside) else ()


def _tells_of_work(text: str) -> bool:
    """Whether a line is a labelled fact, a row of facts, a length or nothing but a score."""
    if is_labelled(text) or is_fact_row(text) or is_length(text):
        return True
    return any(len(text) - len(notation.span) <= 1 for notation in find_notations(text[:_LONGEST]))


@lru_cache(maxsize=512)  # folding and facts ask about the same lines
def _row(text: str) -> tuple[_Fact, ...]:
    """The facts of a line that is nothing else, with their places; empty for any other line."""
    if not 6 <= len(text) <= _LONGEST or not any(map(str.isdigit, text)):
        return ()
    facts: list[_Fact] = []
    rest = _DASH.sub(" – ", text).replace(". ", ", ")
    for duration in find_durations(text, labelled=True):
        if duration.minutes < _SHORTEST_WORK:
            return ()
        start, end = duration.span.start, duration.span.end
        facts.append(("runtime", start, end))
        rest = rest[:start] + "|" * (end - start) + rest[end:]
    for number, match in enumerate(_PART.finditer(rest)):
        part = match.group().strip(" .:*_\xa0\t")
        if not part:
            continue
        start = match.start() + match.group().find(part)
        fields = _fields_of(part)
        if fields is None or number > _MOST_PARTS:
            return ()
        facts += ((field, start + begin, start + end) for field, begin, end in fields)
    kinds = {field for field, _, _ in facts}
    if len(kinds) < _LEAST or kinds.isdisjoint(_TELLING) or sum(field == "year" for field, _, _ in facts) > 1:
        return ()
    return tuple(facts)


def _fields_of(part: str) -> list[_Fact] | None:
    """The facts of a part of a row: one, a country and its year, or several words that are a fact each; else None."""
    field = _field_of(part)
    if field is not None:
        return [(field, 0, len(part))] if field else []
    dated = _YEAR_AT_END.match(part)
    if dated is not None and (before := _field_of(dated["before"])) is not None:
        year = ("year", *dated.span("year"))
        return [(before, 0, dated.end("before")), year] if before else [year]
    facts: list[_Fact] = []
    for word in _WORD.finditer(part):
        field = _field_of(word.group())
        if field is None:
            return None
        if field:
            facts.append((field, *word.span()))
    return facts


def _field_of(part: str) -> str | None:
    """What a part of a row says: the field's name, empty for nothing of its own, None for what stands in no such row."""
    if _YEAR.fullmatch(part):
        return "year"
    if country_of(part) is not None:
        return "country"
    if is_genre(part):
        return "genre"
    words = part.casefold()
    if words in _words("beside"):
        return ""
    if words in age_signs():
        return "age"
    tokens = tokens_of(words)
    if len(tokens) > 1:
        for number in range(len(tokens) - 1, 0, -1):
            if words[: tokens.ends[number - 1]] in _words("rated") and words[tokens.starts[number] :].strip() in age_signs():
                return "age"
    return None
