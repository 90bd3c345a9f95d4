"""What a page's own data states: front matter, ``<meta>``, JSON-LD, the columns of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.reading.dates import find_dates
from desktop.reading.durations import find_durations
from desktop.reading.people import split_names
from desktop.review import Credit, Found, Job, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.reading.stages import PageMetadata

SURE = 0.95
_NOWHERE = Span(0, 0)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_JOBS = {"director": Job.DIRECTOR, "writer": Job.WRITER, "actor": Job.CAST}
_SITE = re.compile(r"\s[|–—·»-]\s[^|–—·»]{2,60}$")


def rule(metadata: PageMetadata, name: str) -> str:
    """The rule by which a value is known that the page's data states: ``critic.front_matter``."""
    return f"{name}.{metadata.source or 'metadata'}"


def values(metadata: PageMetadata, field: str, name: str) -> tuple[Found[str], ...]:
    """The values of a field, with the rule named after ``name``."""
    span = metadata.spans.get(field)
    given = metadata.fields.get(field, ())
    return tuple(Found(value, span, rule(metadata, name), SURE) for value in given if value.strip())


def first(metadata: PageMetadata, field: str, name: str) -> Found[str] | None:
    """The first value of a field."""
    return next(iter(values(metadata, field, name)), None)


def headline(metadata: PageMetadata) -> Found[str] | None:
    """The headline, without the site's name that titles of documents carry at their end."""
    found = first(metadata, "headline", "headline")
    if found is not None or not metadata.title:
        return found
    title = _SITE.sub("", metadata.title) or metadata.title
    return Found(title, None, rule(metadata, "headline"), 0.7)


def published(metadata: PageMetadata) -> Found[date] | None:
    """The day of publication."""
    for found in values(metadata, "date", "published"):
        for written in find_dates(found.value):
            return Found(written.value, found.span, found.rule, found.confidence)
    return None


def year(metadata: PageMetadata) -> Found[int] | None:
    """The year of the work."""
    for found in values(metadata, "item_year", "work_year"):
        match = _YEAR.search(found.value)
        if match is not None:
            return Found(int(match.group()), found.span, found.rule, found.confidence)
    return None


def runtime(metadata: PageMetadata) -> Found[int] | None:
    """The running time in minutes."""
    for found in values(metadata, "duration", "runtime"):
        for duration in find_durations(found.value, labelled=True):
            return Found(duration.minutes, found.span, found.rule, found.confidence)
        if found.value.strip().isdigit() and 0 < int(found.value) <= 900:
            return Found(int(found.value), found.span, found.rule, found.confidence)
    return None


def credited(metadata: PageMetadata) -> Iterator[Credit]:
    """The people whom the data credits."""
    for field, job in _JOBS.items():
        for found in values(metadata, field, "credits"):
            for named in split_names(found.value):
                yield Credit(job, named.name, found.span or _NOWHERE, found.rule, SURE, named.character)
