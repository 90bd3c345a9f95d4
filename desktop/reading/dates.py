"""Dates in every written form: ``2023-10-06``, ``6 October 2023``, ``Oct. 6th, 2023``, ``10/06/2023``, ``11.03.17``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.vocabulary import alternatives, every_language, table
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_YEAR, _LAST_YEAR = 1895, 2100  # from the first public film show on


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as a page writes it; ``certain`` is False where day and month could be exchanged."""

    value: date
    span: Span
    certain: bool = True


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in table("dates")["months"].values():
        for number, spellings in enumerate(language, 1):
            names.update(dict.fromkeys(spellings, number))
    return names


@cache
def _pattern() -> re.Pattern[str]:
    months = alternatives(_months())
    weekdays = alternatives(every_language(table("dates")["weekdays"]))
    return re.compile(
        r"(?<![\d/.-])(?:"
        r"(?<!\w)(?P<iso_y>\d{4})[-/.](?P<iso_m>\d{1,2})[-/.](?P<iso_d>\d{1,2})(?=T\d|\b)"
        rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[ \xa0-]{{1,2}}(?:of |(?:{weekdays}),? )?"
        rf"(?P<m1>{months})\b\.?[,]?[ \xa0-]{{1,2}}(?P<y1>\d{{4}})\b"
        rf"|(?<!\w)(?P<m2>{months})\b\.?[ \xa0]{{1,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[ \xa0]{{1,2}}(?P<y2>\d{{4}})\b"
        r"|(?<!\w)(?P<n1>\d{1,2})(?P<sep>[/.-])(?P<n2>\d{1,2})(?P=sep)(?P<ny>\d{4}|\d{2})\b(?![/.-]\d)"
        r")",
        re.IGNORECASE,
    )


def find_dates(text: str) -> Iterator[WrittenDate]:
    """Every full date in the text, in order; what is no real day (``31/02/2020``) is left out."""
    for match in _pattern().finditer(text):
        found = _numeric(match) if match["n1"] else _named(match)
        if found is not None:
            value, certain = found
            yield WrittenDate(value, Span(*match.span()), certain)


def _named(match: re.Match[str]) -> tuple[date, bool] | None:
    if match["iso_y"]:
        value = _day(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
    elif match["m1"]:
        value = _day(int(match["y1"]), _months()[match["m1"].lower()], int(match["d1"]))
    else:
        value = _day(int(match["y2"]), _months()[match["m2"].lower()], int(match["d2"]))
    return None if value is None else (value, True)


def _numeric(match: re.Match[str]) -> tuple[date, bool] | None:
    """Day first after dots with a four-figure year (the continental form), otherwise month first unless that is no day."""
    one, two, year = int(match["n1"]), int(match["n2"]), int(match["ny"])
    if year < 100:
        year += 1900 if year > 60 else 2000
    day_first = match["sep"] == "." and len(match["ny"]) == 4
    orders = ((two, one), (one, two)) if day_first else ((one, two), (two, one))
    days = [value for month, day in orders if (value := _day(year, month, day)) is not None]
    if not days:
        return None
    return days[0], len(set(days)) == 1 or day_first


def _day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
