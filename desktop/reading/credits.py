"""Who made the work and who is in it: credits in labelled lines, in sentences and in brackets behind a character."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from desktop.names import same_person
from desktop.reading.people import is_name, split_names
from desktop.reading.vocabulary import Hit, Terms, every_language, table
from desktop.review import Credit, Job, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_JOBS: dict[str, tuple[Job, ...]] = {
    **{job.value: (job,) for job in Job},
    "both": (Job.DIRECTOR, Job.WRITER),
}
_NAME_WORD = r"(?!(?:The|A|An|And|But|For|In|On|At|With|His|Her|It|Its|This|That|He|She|They|As|From|To|Is|Was)\b)[^\W\d_a-zß-öø-ÿ][\w'’‐‑-]{0,24}\.?"
_FULL_NAME = re.compile(rf"[ \xa0,]{{1,3}}(?P<name>{_NAME_WORD}(?:[ \xa0](?:(?:de|van|von|der|den|la|le|del|da|di|dos|bin|al|el|ter|st\.)[ \xa0]){{0,3}}{_NAME_WORD}){{1,3}})")
_NEXT_NAME = re.compile(rf"(?:,|,? and| &|,? und|,? et)(?=[ \xa0])")
_BRACKET = re.compile(r"(?P<before>[^\s()\[\]]{1,30})[ \xa0]?\((?P<inner>[^()]{2,60})\)")


@cache
def _prose() -> Terms[tuple[Job, ...]]:
    jobs: dict[str, list[Job]] = {}
    for name, languages in table("prose").items():
        for term in every_language(languages):
            jobs.setdefault(term, []).append(Job(name))
    return Terms((term, tuple(found)) for term, found in jobs.items())


def labelled_credits(labelled: Iterable[Labelled]) -> Iterator[Credit]:
    """The credits that labels announce."""
    for entry in labelled:
        jobs = _JOBS.get(entry.field)
        if jobs is None:
            continue
        names = list(split_names(entry.value, entry.span.start))
        for job in jobs:
            for named in names:
                yield Credit(job, named.name, named.span, f"credits.{entry.rule}", 0.95 if entry.certain else 0.8, named.character)


def prose_credits(lines: Sequence[Line]) -> Iterator[Credit]:
    """Credits in sentences: ``Directed by A, Written by B & C, Starring D and E.``, ``director F``.

    Actors named in prose are unlisted, except where the whole line is a credit sentence.
    """
    for line in lines:
        hits = list(_prose().find(line.text))
        is_credit_line = _is_credit_line(line.text, hits)
        for hit in hits:
            for name, span in _names_behind(line, hit):
                for job in hit.value:
                    listed = is_credit_line or job is not Job.CAST
                    yield Credit(job, name, span, "credits.sentence" if is_credit_line else "credits.prose", 0.9 if listed else 0.6, listed=listed)


def _is_credit_line(text: str, hits: Sequence[Hit[tuple[Job, ...]]]) -> bool:
    """Whether a line is nothing but credits: it begins with one and has two, or is short."""
    return bool(hits) and hits[0].start <= 12 and (len(hits) >= 2 or len(text) <= 120) and text[:1].isupper() and len(text) < 400


def _names_behind(line: Line, hit: Hit[tuple[Job, ...]]) -> Iterator[tuple[str, Span]]:
    """The full names that follow a word such as ``director``, as far as the list of names goes."""
    at = hit.end
    while (match := _FULL_NAME.match(line.text, at)) is not None:
        name = re.sub(r"['’]s$", "", match["name"])
        start = match.start("name")
        if not is_name(name, words=2):
            return
        end = start + len(name)
        name = name if re.search(r"\b(?:Jr|Sr)\.$", name) else name.rstrip(".")
        yield name, line.part(start, start + len(name))
        joint = _NEXT_NAME.match(line.text, end)
        if joint is None:
            return
        at = joint.end()


def bracketed_cast(lines: Sequence[Line], known: Iterable[Credit]) -> Iterator[Credit]:
    """Actors in brackets behind their character: ``Jang Ok-ju (Jeon Jong-seo)``.

    A bracket behind a credited person is another work, one behind a known actor is the character.
    """
    makers = {credit.name.casefold() for credit in known}
    for line in lines:
        for match in _BRACKET.finditer(line.text):
            inner = match["inner"].strip("[] \xa0")
            character = _name_before(line.text, match.end("before"))
            if not character or character.casefold() in makers or not is_name(inner, words=2):
                continue
            if any(maker.endswith(character.casefold()) for maker in makers):
                continue
            start = match.start("inner") + match["inner"].find(inner)
            yield Credit(Job.CAST, inner, line.part(start, start + len(inner)), "credits.bracket", 0.8, character)


def _name_before(text: str, end: int) -> str:
    """The capitalised words right before a place in a line."""
    head = text[max(0, end - 60) : end]
    match = re.search(r"(?:^|[\s“\"‘(,;:–—])((?:[^\W\d_a-z][\w'’.‐‑-]{0,24}[ \xa0]){0,3}[^\W\d_a-z][\w'’.‐‑-]{0,24})$", head)
    return match[1].strip(" ,") if match else ""


def merged(credits: Iterable[Credit]) -> tuple[Credit, ...]:
    """The credits in the order of the page, each spelling of a name once for each job.

    Where a job has several spellings of one name, the surest is the page's own credit and the others are unlisted: they help to
    know the person again.
    """
    best: dict[tuple[Job, str], Credit] = {}
    for credit in sorted(credits, key=lambda c: (not c.listed, -c.confidence)):
        key = (credit.job, credit.name.casefold())
        kept = best.get(key)
        if kept is None:
            doubled = any(job is credit.job and same_person(other.name, credit.name) for (job, _), other in best.items())
            best[key] = replace(credit, listed=credit.listed and not doubled)
        elif credit.character and not kept.character:
            best[key] = replace(kept, character=credit.character)
    return tuple(sorted(best.values(), key=lambda credit: (credit.span, credit.job)))
