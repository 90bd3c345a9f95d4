"""Who made the work and who is in it: credits in labelled lines, in sentences and in brackets behind a character."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from desktop.names import same_person
from desktop.reading.lines import sentence_at
from desktop.reading.people import is_name, is_person, split_names
from desktop.reading.places import is_place
from desktop.reading.vocabulary import Hit, Terms, alternatives, every_language, table
from desktop.review import Credit, Job, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_JOBS: dict[str, tuple[Job, ...]] = {
    **{job.value: (job,) for job in Job},
    "both": (Job.DIRECTOR, Job.WRITER),
    "author": (Job.WRITER,),
}
_SCREEN = frozenset({WorkKind.FILM, WorkKind.TV, WorkKind.STAGE, WorkKind.OTHER})
_BRACKET = re.compile(r"[(\[](?P<inner>[^()\[\]]{4,60})[)\]]")
_THIS = re.compile(r"\b(?:this|dieser|dieses|diese|ce|cette)\b")
_LONGEST_CHARACTER = 60  # characters before a bracket in which its character is looked for
_LONGEST_OWNER = 70  # characters before a title in which its owner is looked for
_NAMES_SHARE = 0.35  # of a line of credits is names
_LONGEST_CREDITS = 400  # characters of a line of nothing but credits
_HABIT = 3  # so many actors in brackets are a page's habit
_NAME_AT_END = re.compile(r"(?:^|[\s“\"‘(,;:–—])(?P<name>(?:[^\W\d_a-z][\w'’.‐‑-]{0,24} ){0,3}[^\W\d_a-z][\w'’.‐‑-]{0,24})$")


@cache
def _name_patterns() -> tuple[str, str]:
    """Patterns of one word of a name, and of a full name: two to four words with particles between."""
    people = table("people")
    capital = r"[^\W\d_a-zß-öø-ÿ]"
    word = rf"(?!(?:{alternatives(people['no_name'])})\b)(?:{capital}\.|[JS]r\.|{capital}[\w'’‐‑-]{{0,24}})"
    return word, rf"{word}(?: (?:(?:{alternatives(people['particles'])}) ){{0,3}}{word}){{1,3}}"


@cache
def _full_name() -> re.Pattern[str]:
    """A full name behind a word such as ``director``."""
    return re.compile(rf"(?:(?<=\b[Dd]ir)\.)?[ ,:]{{1,3}}(?P<name>{_name_patterns()[1]})")


@cache
def _next_name() -> re.Pattern[str]:
    """What parts one name of a list in a sentence from the next."""
    return re.compile(rf"(?:,? (?:{alternatives(table('people')['joints'])})|,? &|,)(?= )")


@cache
def _directs() -> re.Pattern[str]:
    """A name before a verb of directing: ``Mark Mylod directs``."""
    verbs = alternatives(table("people")["directs"])
    return re.compile(rf"(?<!\S)(?P<name>{_name_patterns()[1]}) (?:{verbs})\b")


@cache
def _stars() -> re.Pattern[str]:
    """A name before words for acting: ``Ann Lee is the star of``."""
    verbs = alternatives(table("people")["stars"])
    return re.compile(rf"(?<!\S)(?P<name>{_name_patterns()[1]}) (?:{verbs})\b")


@cache
def _possessive() -> re.Pattern[str]:
    """A name as the owner of what follows: ``Gillian Flynn’s``."""
    word, full = _name_patterns()
    return re.compile(rf"(?:^|[\s“\"‘(:☆★])(?P<name>{full}|{word})['’]s? {{1,2}}[“\"‘'*_]{{0,2}}$")


@cache
def _owned_writing() -> re.Pattern[str]:
    """A full name as the owner of a piece of writing: ``Ernest Cline’s first novel``."""
    writings = alternatives(table("people")["writings"])
    return re.compile(rf"(?<!\S)(?P<name>{_name_patterns()[1]})['’]s? (?:[\w-]{{1,15}} ){{0,3}}(?:{writings})\b")


@cache
def _by_author() -> re.Pattern[str]:
    """What stands between a title and its author: ``, a novel by``."""
    by = alternatives(table("people")["by"])
    return re.compile(rf"[”\"’'*_,]{{0,3}} (?:\([^()]{{1,40}}\) )?(?:an? [\w -]{{3,30}} )?(?:{by})(?= )")


@cache
def _prose(*, book: bool) -> Terms[tuple[Job, ...]]:
    jobs: dict[str, list[Job]] = {}
    for name, languages in table("prose").items():
        if name == "author" and not book:
            continue
        for term in every_language(languages):
            filed = jobs.setdefault(term, [])
            if (job := _JOBS[name][0]) not in filed:
                filed.append(job)
    return Terms((term, tuple(found)) for term, found in jobs.items())


def labelled_credits(labelled: Iterable[Labelled]) -> Iterator[Credit]:
    """The credits that labels announce."""
    for entry in labelled:
        names = list(split_names(entry.value, entry.span.start)) if entry.field in _JOBS else []
        for job in _JOBS.get(entry.field, ()):
            for named in names:
                if is_place(named.name):
                    break  # ``Dir: Paulina Reyes, Chile, 2013``
                yield Credit(
                    job, named.name, named.span, f"credits.{entry.rule}", 0.95 if entry.certain else 0.8, named.character
                )


def prose_credits(lines: Sequence[Line], kind: WorkKind, title: str) -> Iterator[Credit]:
    """Credits in sentences: ``Directed by A, Written by B & C, Starring D and E.``, ``director F``.

    Actors named in prose are unlisted, except where the whole line is a credit sentence; so is everybody who makes films in the
    review of a book, and so are the makers of other works, where sentences about this one name somebody else.
    """
    book = kind is WorkKind.BOOK
    terms = _prose(book=book)
    found: list[tuple[Credit, bool]] = []  # with whether the sentence speaks of this work
    for line in lines:
        hits = list(terms.find(line.text))
        credited = _is_credit_line(line.text, hits)
        for hit in hits:
            for name, span in _names_behind(line, hit.end):
                own = credited or _is_of_this_work(line.text, hit, title)
                for job in hit.value:
                    listed = credited or (job is Job.WRITER if book else job is not Job.CAST and kind in _SCREEN)
                    rule = "credits.sentence" if credited else "credits.prose"
                    sure = 0.9 if credited else 0.75 if listed else 0.5
                    found.append((Credit(job, name, span, rule, sure, listed=listed), own))
        for match in _directs().finditer(line.text):
            if is_name(match["name"], words=2):
                credit = Credit(
                    Job.DIRECTOR, match["name"], line.part(*match.span("name")), "credits.prose", 0.75, listed=kind in _SCREEN
                )
                found.append((credit, True))
        for match in _stars().finditer(line.text) if kind in _SCREEN else ():
            if is_name(match["name"], words=2):
                span = line.part(*match.span("name"))
                found.append((Credit(Job.CAST, match["name"], span, "credits.prose", 0.5, listed=False), True))
    for credit, own in found:
        others = any(other.job is credit.job and others_own for other, others_own in found)
        yield credit if own or not others else replace(credit, listed=False, confidence=0.5)


def _is_of_this_work(text: str, hit: Hit[tuple[Job, ...]], title: str) -> bool:
    """Whether the sentence of a credit names the work, or says "this" of it."""
    start, end = sentence_at(text, hit.start, hit.end)
    sentence = text[start:end].casefold()
    return (bool(title) and title.casefold() in sentence) or _THIS.search(sentence) is not None


def is_credit_line(line: Line) -> bool:
    """Whether a line is nothing but credits with their names."""
    if len(line.text) >= _LONGEST_CREDITS:
        return False
    hits = list(_prose(book=False).find(line.text))
    if not _is_credit_line(line.text, hits):
        return False
    names = sum(len(name) for hit in hits for name, _ in _names_behind(line, hit.end))
    return names >= _NAMES_SHARE * len(line.text)


def _is_credit_line(text: str, hits: Sequence[Hit[tuple[Job, ...]]]) -> bool:
    """Whether a line is nothing but credits: it begins with one and has two, or is short."""
    return (
        bool(hits)
        and hits[0].start <= 12
        and (len(hits) >= 2 or len(text) <= 120)
        and text[:1].isupper()
        and len(text) < _LONGEST_CREDITS
    )


def _names_behind(line: Line, at: int) -> Iterator[tuple[str, Span]]:
    """The full names that follow a word such as ``director``, as far as the list of names goes."""
    while (match := _full_name().match(line.text, at)) is not None:
        name = match["name"].removesuffix("'s").removesuffix("’s")
        job = _prose(book=False).first(name)
        if not is_name(name, words=2) or (job is not None and job.start == 0):
            return
        start = match.start("name")
        end = start + len(name)
        name = name if name.endswith(("Jr.", "Sr.")) else name.rstrip(".")
        yield name, line.part(start, start + len(name))
        joint = _next_name().match(line.text, end)
        if joint is None:
            return
        at = joint.end()


def bracketed_cast(lines: Sequence[Line], known: Iterable[Credit], kind: WorkKind) -> Iterator[Credit]:
    """Actors in brackets behind their character: ``Jang Ok-ju (Jeon Jong-seo)``; only works that are acted have them.

    A bracket behind a credited person is another work of theirs.
    """
    if kind not in _SCREEN:
        return
    makers = {credit.name.casefold() for credit in known}
    named: list[Credit] = []
    unnamed: list[Credit] = []  # ``a movie star (John Leguizamo)``
    for line in lines:
        for match in _BRACKET.finditer(line.text):
            inner = match["inner"].strip()
            if not is_name(inner, words=2) or inner.isupper() or is_place(inner):
                continue
            character = _name_before(line.text[: match.start()].rstrip(" ")[-_LONGEST_CHARACTER:])
            if any(maker.endswith(character.casefold()) for maker in makers if character):
                continue
            start = match.start("inner") + match["inner"].find(inner)
            span = line.part(start, start + len(inner))
            credit = Credit(Job.CAST, inner, span, "credits.bracket", 0.8 if character else 0.7, character)
            (named if character else unnamed).append(credit)
    yield from named
    # Without a character before it a bracket may hold anything: it takes a known given name, or a page that has the habit.
    likely = len(named) + sum(is_person(credit.name) for credit in unnamed)
    yield from (credit for credit in unnamed if likely >= _HABIT or (likely >= 2 and is_person(credit.name)))


def _name_before(head: str) -> str:
    """The capitalised words at the end of a text."""
    match = _NAME_AT_END.search(head)
    return match["name"].strip(" ,") if match else ""


def owners_of(lines: Sequence[Line], headline: Line | None, title: str, kind: WorkKind) -> Iterator[Credit]:
    """The maker by the title: ``Gillian Flynn’s Gone Girl``, ``Gone Girl by Gillian Flynn``.

    For a book that is its author, in the headline with a surname alone too; for what is directed, it is as likely the author of
    what it is based on, and stays unlisted.
    """
    if not title or kind not in {WorkKind.BOOK, WorkKind.FILM, WorkKind.TV}:
        return
    book = kind is WorkKind.BOOK
    job = Job.WRITER if book else Job.DIRECTOR
    for line in [*([headline] if headline else []), *lines]:
        at = line.text.casefold().find(title.casefold())
        if at < 0:
            continue
        found = _owner_before(line, at, alone=book and line is headline)
        if found is None and book:
            found = next(_names_by(line, at + len(title)), None)
        if found is not None:
            yield Credit(job, found[0], found[1], "credits.title_owner", 0.75 if book else 0.5, listed=book)
    if book:
        yield from _owners_of_writing(lines)


def _owners_of_writing(lines: Sequence[Line]) -> Iterator[Credit]:
    """The author by the writing, named in full: ``Ernest Cline’s first novel``."""
    for line in lines:
        match = _owned_writing().search(line.text)
        if match is not None and is_name(match["name"], words=2):
            span = line.part(*match.span("name"))
            yield Credit(Job.WRITER, match["name"], span, "credits.writing_owner", 0.65)
            return


def _owner_before(line: Line, at: int, *, alone: bool) -> tuple[str, Span] | None:
    begin = max(0, at - _LONGEST_OWNER)
    match = _possessive().search(line.text[begin:at])
    if match is None or not is_name(match["name"], words=1 if alone else 2):
        return None
    start = begin + match.start("name")
    return match["name"], line.part(start, start + len(match["name"]))


def _names_by(line: Line, at: int) -> Iterator[tuple[str, Span]]:
    match = _by_author().match(line.text, at)
    if match is not None:
        yield from _names_behind(line, match.end())


def merged(credits_: Iterable[Credit]) -> tuple[Credit, ...]:
    """The credits in the order of the page, each spelling of a name once for each job.

    Where a job has several spellings of one name, the surest is the page's own credit and the others are unlisted: they help to
    know the person again.
    """
    best: dict[tuple[Job, str], Credit] = {}
    for credit in sorted(credits_, key=lambda c: (not c.listed, -c.confidence)):
        key = (credit.job, credit.name.casefold())
        kept = best.get(key)
        if kept is None:
            doubled = any(job is credit.job and same_person(other.name, credit.name) for (job, _), other in best.items())
            best[key] = replace(credit, listed=credit.listed and not doubled)
        elif credit.character and not kept.character:
            best[key] = replace(kept, character=credit.character)
    return tuple(sorted(best.values(), key=lambda credit: (credit.span, credit.job)))
