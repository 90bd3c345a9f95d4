"""Who wrote the review, and when it was published."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.dates import WrittenDate, find_dates
from desktop.reading.headlines import is_category, is_paragraph
from desktop.reading.people import is_handle, is_name, is_person
from desktop.reading.vocabulary import Terms, alternatives, every_language, table, tokens_of
from desktop.review import Found, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_LONGEST = 240  # characters of a line that may be a byline
_HEAD = 60  # characters in which the words before the name must stand
_SEPARATOR = re.compile(r"\s{1,3}[|·•/–—~»]\s{1,3}|[|·•]")
_SIGNED = "([–—~-"
_SIGNATURE = re.compile(r"^(?:[(\[–—~-]{1,3}\s?)?(?P<name>[^()\[\]\d,.:;]{2,40}?)\s?[)\]]?\.?$")
_HANDLE = re.compile(r"^(?P<name>[^,|@\d]{4,40}?)\s{0,2}[,|]?\s{0,2}@\w{2,30}$")


@cache
def _by() -> tuple[tuple[str, ...], ...]:
    terms = {tokens_of(term).words for term in every_language(table("bylines")["by"])}
    return tuple(sorted(terms, key=len, reverse=True))


@cache
def _in_text() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("bylines")["in_text"]))


@cache
def _site_by() -> Terms[bool]:
    """What stands before a name in the site's own parts; True where one word behind it is a name too."""
    entries = table("bylines")
    posted = set(every_language(entries["posted"]))
    return Terms((term, term in posted) for term in [*every_language(entries["site"]), *posted])


@cache
def _bio_words() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("bylines")["bio"]))


@cache
def _date_words() -> frozenset[str]:
    return frozenset(every_language(table("bylines")["date_words"]))


@cache
def _name_end() -> re.Pattern[str]:
    """Where a name must end: a separator, a figure, a small word such as ``on``."""
    words = alternatives(every_language(table("bylines")["behind_name"]))
    return re.compile(rf"\s{{0,2}}[|·•,;–—(\[@/<:]|\s-\s|\s(?:{words})\s|\s?\d|\s?$|(?<![A-Z])\.(?=\s|$)")


@cache
def _role() -> re.Pattern[str]:
    """What a writer is, behind the name: ``, Senior Film Critic``."""
    roles = alternatives(every_language(table("bylines")["roles"]))
    return re.compile(rf"^\s?[,|–—-]\s?(?:[\w ]{{2,20}}\s)?(?:{roles})\b", re.IGNORECASE)


@cache
def _rights_of() -> re.Pattern[str]:
    """Who holds the rights of a page: ``© 2024 Jane Doe``, ``Copyright 2019-2024 Jane D. Doe``."""
    signs = rf"(?i:{alternatives(every_language(table('bylines')['rights']))})"
    years = r"\d{4}\s?(?:[-–—,]\s?\d{4}\s?)?"
    name = r"(?P<name>(?:[^\d|·•,.©\n]|(?<=[A-Z])\.){4,40}?)"
    return re.compile(rf"{signs}\s?(?:{years})?(?:{signs}\s)?(?:by\s)?{name}\s?(?:[|·•,]|(?<![A-Z])\.|\d{{4}}|$)")


def find_critic(
    every: Sequence[Line], own: Sequence[Line], headline: Line | None, labelled: Sequence[Labelled]
) -> tuple[Found[str], Line] | None:
    """The critic and the line that says so, by the surest rule that finds one."""
    return (
        _labelled(labelled)
        or _byline(own)
        or _among_separators(own)
        or _beside_the_date(own, headline)
        or _signature(own)
        or _bio(every)
        or _in_the_site(every)
        or _site_of_a_person(every)
        or _rights(every)
    )


def _labelled(labelled: Sequence[Labelled]) -> tuple[Found[str], Line] | None:
    for entry in labelled:
        if entry.field not in {"critic", "author"}:
            continue
        name = _cut(entry.value)
        if name and (is_name(name) or (entry.rule == "label_above" and is_handle(name))):
            span = Span(entry.span.start, entry.span.start + len(name))
            return Found(name, span, f"critic.{entry.rule}", 0.9 if entry.certain else 0.8), entry.lines[-1]
    return None


def _cut(text: str) -> str:
    """The text up to where a name must end."""
    end = _name_end().search(text)
    return (text[: end.start()] if end else text).strip(" .:*_“”\"'")


def byline_name(text: str) -> tuple[str, int] | None:
    """The name in a line such as ``Posted by Jane Doe on May 1, 2020``, and where it starts."""
    if len(text) > _LONGEST:
        return None
    stamp = next(iter(find_dates(text[:_HEAD])), None)
    begins = [0] if stamp is None or stamp.span.start > _HEAD / 2 else [0, stamp.span.end]
    for begin in begins:
        for term, start, end in _bys(text, begin):
            if begin == 0 and start > 0 and text[:start].strip(" [(–—-~*_"):
                continue
            name = _cut(text[end : end + 60].lstrip(" :"))
            sentence = len(term) == 1 and len(text) - end - len(name) > _HEAD
            if is_name(name) and not sentence:
                return name, text.find(name, end)
    return _in_the_middle(text)


def _bys(text: str, begin: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The words before a name that stand near a place of a line: the words, where they start and where they end."""
    stretch = text[begin : begin + _HEAD]
    tokens = tokens_of(stretch)
    for first in range(min(len(tokens), 5)):
        for term in _by():
            stop = first + len(term)
            if tokens.words[first:stop] == term:
                yield term, begin + tokens.starts[first], begin + tokens.ends[stop - 1]
                break


def _in_the_middle(text: str) -> tuple[str, int] | None:
    """The name in a byline that stands behind facts: ``… until Sunday. Review by Jane Doe.`` and where it starts."""
    for hit in _in_text().find(text):
        if text[: hit.start].rstrip().endswith((".", "|", "•", "·", "–", "—", "/", ")")):
            name = _cut(text[hit.end : hit.end + 60].lstrip(" :"))
            if is_name(name, words=2):
                return name, text.find(name, hit.end)
    return None


def _byline(own: Sequence[Line]) -> tuple[Found[str], Line] | None:
    for line in own:
        found = byline_name(line.text)
        if found is not None:
            name, at = found
            sure = 0.9 if len(name.split()) > 1 else 0.75
            return Found(name, line.part(at, at + len(name)), "critic.byline", sure), line
    return None


def _parts(text: str) -> list[tuple[str, int]]:
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


def _is_date(text: str) -> bool:
    """Whether a text is a date and next to nothing else."""
    written = next(iter(find_dates(text)), None)
    return written is not None and len(text) - len(written.span) <= 6


def _among_separators(own: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """The name on a line of parts of which one is the date.

    A nickname counts where one more part, the category, stands behind it.
    """
    for line in own:
        parts = _parts(line.text) if len(line.text) <= _LONGEST else []
        others = [part for part in parts if not _is_date(part[0])]
        if len(others) == len(parts):
            continue
        for number, (name, at) in enumerate(others):
            nickname = number + 1 < len(others) and is_name(name) and not is_category(name)
            if is_person(name) or nickname:
                return Found(
                    name, line.part(at, at + len(name)), "critic.among_separators", 0.8 if is_person(name) else 0.7
                ), line
    return None


def _beside_the_date(own: Sequence[Line], headline: Line | None) -> tuple[Found[str], Line] | None:
    """A person's name alone on a line below the headline, or with a handle, or on the line of the date."""
    at = next((number for number, line in enumerate(own) if line is headline), -1)
    for number in range(at + 1, min(at + 7, len(own))):
        line = own[number]
        if len(line.text) > 90:
            continue
        handle = _HANDLE.match(line.text)
        if handle is not None and is_name(handle["name"], words=2):
            return Found(handle["name"], line.part(*handle.span("name")), "critic.handle", 0.85), line
        stamp = next(iter(find_dates(line.text)), None)
        name = _cut(line.text[: stamp.span.start] if stamp else line.text)
        if stamp is not None and not is_person(name):
            name = _cut(line.text[stamp.span.end :].lstrip(" |·•,–—-/"))
        if _role().search(line.text[len(name) :]) and line.text.startswith(name) and is_name(name, words=2):
            return Found(name, line.part(0, len(name)), "critic.with_role", 0.8), line
        beside = stamp is not None or any(
            next(iter(find_dates(own[other].text[:60])), None)
            for other in (number - 1, number + 1)
            if at < other < len(own) and len(own[other].text) <= 60
        )
        if beside and is_person(name) and len(line.text) - len(name) <= (40 if stamp else 4):
            start = line.text.find(name)
            return Found(name, line.part(start, start + len(name)), "critic.beside_date", 0.75), line
    return None


def _signature(own: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """``(Aluna)``, ``– Jane Doe`` or a person's name alone on one of the review's last lines."""
    text = next((number for number, line in enumerate(own) if is_paragraph(line)), len(own))
    for line in own[max(text + 1, len(own) - 4) :]:
        match = _SIGNATURE.match(line.text)
        if match is None:
            continue
        marked = line.text[0] in _SIGNED or line.bullet in {"–", "—", "-", "--"}
        if (marked and is_name(match["name"])) or is_person(match["name"]):
            return Found(match["name"], line.part(*match.span("name")), "critic.signature", 0.7), line
    return None


def _bio(every: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """A line about the writer in the page's foot, or a name alone above one."""
    half = len(every) // 2
    for at, line in enumerate(every):
        if at < half and not line.chrome:
            continue
        if len(line.text) <= 40 and is_name(line.text, words=2) and at + 1 < len(every):
            first = line.text.split()[0]
            for below in every[at + 1 : at + 4]:
                if len(below.text) > 60 and below.text.startswith(first) and _bio_words().first(below.text[:160]):
                    return Found(line.text, line.span, "critic.bio", 0.75), line
        if line.chrome and 30 <= len(line.text) <= 1200:
            name = _leading_name(line.text)
            if name and _bio_words().first(line.text[len(name) : len(name) + 60]):
                return Found(name, line.part(0, len(name)), "critic.bio", 0.65), line
    return None


def _leading_name(text: str) -> str:
    """The person's name that begins a text, of two or three words."""
    words = text[:60].split()
    for count in (3, 2):
        name = " ".join(words[:count]).rstrip(",")
        if len(words) > count and text.startswith(name) and is_person(name):
            return name
    return ""


def _in_the_site(every: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """``View all posts by Jane Doe`` and its like in the site's own parts."""
    for at, line in enumerate(every):
        if not line.chrome or len(line.text) > 120:
            continue
        hit = _site_by().first(line.text)
        if hit is None or hit.start > 3:
            continue
        name = _cut(line.text[hit.end :].lstrip(" :"))
        if is_name(name, words=2) or (is_name(name) and hit.value):
            start = line.text.find(name, hit.end)
            return Found(name, line.part(start, start + len(name)), "critic.site", 0.65), line
        below = every[at + 1] if at + 1 < len(every) else None
        if not name and below is not None and len(below.text) <= 40 and is_person(below.text):
            return Found(below.text, below.span, "critic.site", 0.6), below
    return None


def _site_of_a_person(every: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """A site that is called by a person's name is written by that person."""
    for number, line in enumerate(every[:3]):
        if (
            line.chrome
            and is_person(line.text)
            and any(line.text in other.text for other in every[number + 1 :] if other.chrome)
        ):
            return Found(line.text, line.span, "critic.site_name", 0.6), line
    return None


def _rights(every: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """A person who holds the rights of the page writes it."""
    for line in every[-12:]:
        match = _rights_of().search(line.text[:160])
        if match is not None and is_person(match["name"]):
            return Found(match["name"], line.part(*match.span("name")), "critic.rights", 0.55), line
    return None


def find_published(every: Sequence[Line], own: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[Found[date], Line] | None:
    """When the review was published, by the surest rule: a label, a byline, a line of its own, one among the site's lines."""
    for entry in labelled:
        if entry.field == "published":
            for written in find_dates(entry.value):
                start = entry.span.start + written.span.start
                return Found(
                    written.value, Span(start, start + len(written.span)), f"published.{entry.rule}", 0.9
                ), entry.lines[-1]
    others = {line.span for entry in labelled if entry.field != "published" for line in entry.lines}
    for line, written in _dated(line for line in own if line.span not in others):
        sure = 0.9 if written.certain else 0.7
        return Found(written.value, line.part(written.span.start, written.span.end), "published.line", sure), line
    head = next((number for number, line in enumerate(every) if not line.chrome and len(line.text) > 200), 0)
    for line, written in _dated(line for line in every[:head] if line.chrome):
        return Found(written.value, line.part(written.span.start, written.span.end), "published.site", 0.7), line
    alone = [(line, written) for line, written in _dated(line for line in every[head:] if line.chrome and len(line.text) <= 24)]
    if len(alone) == 1:
        line, written = alone[0]
        return Found(written.value, line.part(written.span.start, written.span.end), "published.site", 0.6), line
    for line in every[head:]:
        words = tokens_of(line.text[:40]).words[:2]
        if line.chrome and len(line.text) <= 160 and {"posted", "published", "veröffentlicht", "publié", "filed"} & set(words):
            for written in find_dates(line.text):
                return Found(written.value, line.part(written.span.start, written.span.end), "published.site", 0.65), line
    return None


def _dated(lines: Iterable[Line]) -> Iterator[tuple[Line, WrittenDate]]:
    """The lines that are a date, with the few words that stand beside dates, or a byline with one."""
    for line in lines:
        if len(line.text) > _LONGEST:
            continue
        written = next(iter(find_dates(line.text)), None)
        if written is None:
            continue
        rest = line.text[: written.span.start] + " " + line.text[written.span.end :]
        others = [word for word in tokens_of(rest).words if word not in _date_words() and not word.isdigit() and len(word) > 1]
        if (
            not others
            or byline_name(line.text) is not None
            or (len(others) <= 2 and len(line.text) <= 45 and written.span.start <= 14)
        ):
            yield line, written
            continue
        name = _cut(line.text[: written.span.start])
        if (is_person(name) and len(line.text) <= 90) or any(_is_date(part) for part, _ in _parts(line.text)):
            yield line, written
