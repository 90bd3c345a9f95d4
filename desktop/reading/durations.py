"""Running times in every written form: ``93 minutes``, ``1h 32m``, ``1:32:00``, ``an hour and 30 minutes``, ``128'``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.vocabulary import alternatives, every_language, table
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 900  # minutes: the longest film in a cinema is shorter, a series is longer but counts by episodes


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as a page writes it."""

    minutes: int
    span: Span


@cache
def _numbers() -> dict[str, int]:
    return {word: number for language in table("durations")["numbers"].values() for word, number in language.items()}


@cache
def _pattern() -> re.Pattern[str]:
    units = table("durations")
    hours, minutes = alternatives(every_language(units["hours"])), alternatives(every_language(units["minutes"]))
    # Behind a number in words the unit must be written out: "a h" is no hour.
    long_hours = alternatives(unit for unit in every_language(units["hours"]) if len(unit) > 3)
    words = alternatives(_numbers())
    joint = r"[ \xa0,.]{0,2}(?:and |und |et |& )?[ \xa0]?"
    return re.compile(
        rf"(?<![\w.,:$£€/])(?:(?:(?P<h>\d{{1,2}}(?:\.\d{{1,2}})?)[ \xa0-]?(?:{hours})"
        rf"|(?P<w>{words})[ \xa0-](?:{long_hours}))(?![a-z])\.?"
        rf"(?:{joint}(?:(?P<hm>\d{{1,2}})[ \xa0-]?(?:(?:{minutes})(?![a-z])|(?!\w))|(?P<half>a half|half)))?"
        rf"|(?P<m>\d{{1,3}})[ \xa0-]{{0,2}}(?:(?:{minutes})(?![\w/])|['’′](?!\w))"
        r"|PT(?=\d)(?:(?P<ih>\d{1,2})H)?(?:(?P<im>\d{1,3})M)?\b"
        r"|(?P<ch>\d):(?P<cm>[0-5]\d)(?::(?P<cs>[0-5]\d))?(?![\w:]))",
        re.IGNORECASE,
    )


def find_durations(text: str, *, labelled: bool = False) -> Iterator[Duration]:
    """Every duration of at least a minute in the text, in order.

    ``labelled`` says that the text is the value of a label such as "Runtime": then ``93'`` and ``1:32`` are durations too,
    which in prose are as likely to be anything else.
    """
    for match in _pattern().finditer(text):
        if not labelled and (match["ch"] or match.group().endswith(("'", "’", "′"))):
            continue
        minutes = _minutes(match)
        if 1 <= minutes <= LONGEST:
            yield Duration(minutes, Span(*match.span()))


def _minutes(match: re.Match[str]) -> int:
    if match["ch"]:
        return int(match["ch"]) * 60 + int(match["cm"])
    if match["ih"] or match["im"]:
        return int(match["ih"] or 0) * 60 + int(match["im"] or 0)
    if match["m"]:
        return int(match["m"])
    whole = float(match["h"]) if match["h"] else float(_numbers()[match["w"].lower()])
    return round(whole * 60) + (30 if match["half"] else int(match["hm"] or 0))
