"""Which work a page reviews, and its year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.headlines import review_words
from desktop.reading.lines import sentence_at
from desktop.reading.mentions import Mentions
from desktop.reading.notations import find_notations
from desktop.reading.titles import QUOTES, YEAR, YEAR_BEHIND, author_behind, may_be_title, title_in
from desktop.reading.vocabulary import alternatives, every_language, table
from desktop.review import Found, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_LONGEST_TITLE = 100
_LONGEST_FORM = 120  # characters of a line that names the work by its form
_SHORT = 50  # characters of a line that names a label or a country and the year
_MAKERS = frozenset({"director", "both", "cast", "writer"})  # labels of the people of a work
_THINGS = frozenset({WorkKind.PRODUCT, WorkKind.OTHER, WorkKind.RESTAURANT})  # films may be called "A Week with the Smiths"
_LONGEST_THING = 7  # words
_WEAK = 0.6  # a title from the headline that is less sure gives way to one from the text
_FIRST_LINES = 6
_NEAR = 80  # characters behind such a name in which a word for a work must stand
_AGAIN = 2  # mentions of a title that stands with its year
_BEGINNING = 3  # words that may begin a sentence before a title
_OFTEN = 4  # mentions of a name that begins a sentence at the head of the text
_NUMBERED = re.compile(r"\d{1,3}[.)]\s{1,3}(?=\S)")
_BRACKETED_YEAR = re.compile(rf"\({YEAR}\)")
_TITLE_WORD = r"(?:[^\W_a-z][^\s()]{0,30}|&)"
# Capitalised words, with small ones between, at the end of a text.
_TITLE_AT_END = re.compile(
    rf"(?<!\S)[“\"‘'*_]{{0,2}}(?P<title>{_TITLE_WORD}(?:\s(?:[a-z]{{1,4}}\s){{0,3}}{_TITLE_WORD}){{0,8}})$"
)
_YEAR_BEHIND_TITLE = re.compile(r"(?<=\w)\s(?P<year>(?:19\d\d|20[0-3]\d))$")  # The Ninth Ferry 2018
_SMALL_TITLE = re.compile(rf"(?P<title>[^A-Z()]{{2,60}}?)\s\({YEAR}\)")
_PARTING = frozenset(":–—-|")
_NAME_YEAR = re.compile(rf"\(?[^\d|•·,()]{{2,40}}\s?[•·|,]\s?{YEAR}\)?$")  # Interscope • 2023; (Denmark, 2019)
_YEAR_AT_END = re.compile(rf"\s{{0,3}}\(?{YEAR}\)\s{{0,3}}$")
_ARTIST_TITLE = re.compile(
    r"[\s:–—|-]{0,4}(?P<artist>[^\s:–—|-][^:–—|]{0,40}?)(?:\s[–—-]\s|:\s)"
    r"(?P<title>[^–—|:]{1,60}?)\s?(?:[–—|([].{0,100}|\b[Rr]eview.{0,100})?$"
)


@dataclass(frozen=True, slots=True)
class Work:
    """The work under review: its title, its year and, where the title is written with it, its author."""

    title: Found[str]
    year: Found[int] | None = None
    author: Found[str] | None = None


@cache
def _this_year() -> re.Pattern[str]:
    """``this 2018 film``, ``the 2018 film``: the latter needs the title behind it."""
    works = alternatives(every_language(table("titles")["works"]))
    return re.compile(rf"\b(?:(?P<this>this)|the)\s{YEAR}\s(?:[a-z-]{{1,20}}\s){{0,3}}(?:{works})\b", re.IGNORECASE)


@cache
def _from_year() -> re.Pattern[str]:
    """``a series from 2004``."""
    works = alternatives(every_language(table("titles")["works"]))
    return re.compile(rf"\b(?:{works})\s(?:from|aus|de)\s{YEAR}\b")


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str, float], ...]:
    """Lines that name the work by their form, with their rule and how sure it is: the surest first."""
    asked = table("titles")["asked"]
    before, behind = alternatives(asked["before"]), alternatives(asked["behind"])
    trailers = alternatives(every_language(table("titles")["trailers"]))
    return (
        (re.compile(rf"^(?P<title>[^|\n]{{1,80}}?)\s{{0,3}}\|\s{{0,3}}{YEAR}\b"), "work.facts_line", 0.85),
        (re.compile(rf"^(?:{before})\s(?P<title>.{{1,60}}?)\s(?:{behind})\??$", re.IGNORECASE), "work.heading", 0.7),
        (re.compile(rf"^(?P<title>[^\n()]{{1,60}}?)\s\({YEAR}\)\s?[-–—|]\s?\w.{{1,40}}$"), "work.caption", 0.65),
        (
            re.compile(rf"^(?P<title>.{{1,60}}?)(?:\s?[-–—|:])?\s\(?(?:{trailers})\b.{{0,20}}$", re.IGNORECASE),
            "work.trailer",
            0.6,
        ),
    )


def find_work(
    every: Sequence[Line], own: Sequence[Line], headline: Line | None, labelled: Sequence[Labelled], kind: WorkKind
) -> Work | None:
    """The work under review with its year, or None where the page does not make it sure enough.

    ``own`` are the lines in which the critic may speak of it: not those known for facts or bylines, which repeat the headline.
    """
    text = Mentions([line for line in own if line is not headline])
    found = _labelled(labelled)
    if found is None and headline is not None:
        credited = any(entry.field in _MAKERS for entry in labelled)
        site = Mentions([line for line in every if line.chrome and headline.text not in line.text])
        found = (
            (_artist_and_title(headline, text) if kind is WorkKind.MUSIC else None)
            or _tried(headline, text, kind)
            or _in_headline(headline, text, site, credited=credited)
        )
    if found is None or found.title.confidence < _WEAK:
        found = _by_form(every) or _in_text(own, headline, text) or found
    if found is None:
        return None
    year = found.year or _labelled_year(labelled) or _year_of(found.title.value, every, own, text)
    return Work(found.title, year, found.author)


def _labelled(labelled: Sequence[Labelled]) -> Work | None:
    for entry in labelled:
        if entry.field == "title" and entry.certain and len(entry.value) <= _LONGEST_TITLE and not _is_score(entry.value):
            return _taken_apart(entry.value, entry.span, f"work.{entry.rule}", 0.9)
    return None


def _is_score(value: str) -> bool:
    """Whether a value is a score and not a title: ``Movie: 4/5``."""
    return any(len(value) - len(notation.span) <= 2 for notation in find_notations(value))


def _taken_apart(value: str, span: Span, rule: str, confidence: float) -> Work:
    """A title as written, parted from its year and its author: ``Dune (1965)``, ``Dune by Frank Herbert``."""
    author = None
    for space in re.finditer(r"(?<=\S)(?=,?\s)", value):
        by = author_behind(value, space.start())
        if by is not None:
            place = Span(span.start + by.start("author"), span.start + by.end("author"))
            author = Found(by["author"], place, rule, confidence)
            value = value[: by.start()]
            break
    year = None
    match = _YEAR_AT_END.search(value)
    if match is not None and match.start() > 0:
        place = Span(span.start + match.start("year"), span.start + match.end("year"))
        year = Found(int(match["year"]), place, rule, confidence)
        value = value[: match.start()]
    title = value.strip(f" \t:,;*_{QUOTES}")
    start = span.start + max(0, value.find(title))
    return Work(Found(title, Span(start, start + len(title)), rule, confidence), year, author)


def _in_headline(line: Line, text: Mentions, site: Mentions, *, credited: bool) -> Work | None:
    title = title_in(line.text, text, site, credited=credited)
    if title is None:
        return _any_case(line, text)
    value, span = line.text[title.start : title.end], line.part(title.start, title.end)
    dated = _YEAR_BEHIND_TITLE.search(value)
    if dated is not None and not text.count(value):
        end = title.start + dated.start()
        stated = Found(int(dated["year"]), line.part(title.start + dated.start("year"), title.end), "work_year.headline", 0.7)
        return Work(Found(line.text[title.start : end], line.part(title.start, end), "work.headline", title.confidence), stated)
    numbered = _NUMBERED.match(value)  # ``3. The Tin Choir``
    if numbered is not None:
        value, span = value[numbered.end() :], Span(span.start + numbered.end(), span.end)
    work = _taken_apart(value, span, "work.headline", title.confidence)
    behind = YEAR_BEHIND.match(line.text, title.end)
    year = Found(int(behind["year"]), line.part(*behind.span("year")), "work_year.headline", 0.9) if behind else None
    return Work(work.title, work.year or year, work.author or _author_behind(line, title.end))


@cache
def _lived_with() -> re.Pattern[str]:
    """``Six Months with the Tarn 40L``, ``A review of the Clarke & Moss fountain pen``."""
    leads = [term for term in every_language(table("titles")["lived_with"]) if term not in {"with", "mit", "avec"}]
    spans = alternatives(every_language(table("titles")["spans"]))
    return re.compile(
        rf"(?:(?:{alternatives(leads)})|(?:[\w-]{{1,12}}\s){{1,2}}(?:{spans})\s(?:with|at|mit|avec))\s(?:(?:the|a|an|my|der|dem|die|das|le|la)\s)?"
        r"(?P<title>[^\n:|–—]{3,60}?)(?:\s(?:review|test))?$",
        re.IGNORECASE,
    )


def _tried(line: Line, text: Mentions, kind: WorkKind) -> Work | None:
    """The thing that somebody has lived with, where the text speaks of its first word."""
    match = _lived_with().match(line.text) if kind in _THINGS else None
    if match is None:
        return None
    title = match["title"].strip(QUOTES)
    first = next((word for word in title.split() if word[0].isupper()), "")
    if len(title.split()) > _LONGEST_THING or not first or not text.count(first):
        return None
    return Work(Found(title, line.part(match.start("title"), match.start("title") + len(title)), "work.headline", 0.65))


def _any_case(line: Line, text: Mentions) -> Work | None:
    """``the glass ferry (2019)``, or a short headline of which the text speaks, on a page that knows no capitals."""
    match = _SMALL_TITLE.match(line.text)
    if match is None:
        spoken_of = line.text.islower() and len(line.text.split()) in range(2, _FIRST_LINES) and text.count_small(line.text)
        return Work(Found(line.text, line.span, "work.headline", 0.65)) if spoken_of else None
    year = Found(int(match["year"]), line.part(*match.span("year")), "work_year.headline", 0.8)
    return Work(Found(match["title"], line.part(*match.span("title")), "work.headline", 0.65), year)


def _author_behind(line: Line, end: int) -> Found[str] | None:
    """``… by Author`` behind a title in the headline."""
    match = author_behind(line.text, end)
    return Found(match["author"], line.part(*match.span("author")), "credits.headline", 0.8) if match is not None else None


def _artist_and_title(line: Line, text: Mentions) -> Work | None:
    """``Artist – Title`` or ``Artist: Title`` in the headline of a review of music, where the text speaks of one of them."""
    start = 0
    for hit in review_words().find(line.text):
        before = line.text[: hit.start].strip()
        if not before or (not may_be_title(before) and line.text[hit.end : hit.end + 2].strip()[:1] in _PARTING):
            start = hit.end
    match = _ARTIST_TITLE.match(line.text, start)
    if match is None or not may_be_title(match["artist"]) or not may_be_title(match["title"]):
        return None
    if not text.count(match["artist"]) and not text.count(match["title"].strip(QUOTES)):
        return None
    work = _taken_apart(match["title"], line.part(*match.span("title")), "work.artist_and_title", 0.75)
    artist = Found(match["artist"], line.part(*match.span("artist")), "credits.artist_and_title", 0.75)
    return Work(work.title, work.year, artist)


def _by_form(every: Sequence[Line]) -> Work | None:
    for pattern, rule, confidence in _forms():
        for line in every:
            match = pattern.match(line.text) if len(line.text) <= _LONGEST_FORM else None
            if match is None or not may_be_title(match["title"]):
                continue
            title = Found(match["title"].strip(QUOTES), line.part(*match.span("title")), rule, confidence)
            if "year" not in pattern.groupindex:
                return Work(title)
            return Work(title, Found(int(match["year"]), line.part(*match.span("year")), rule, confidence))
    return None


def _in_text(own: Sequence[Line], headline: Line | None, text: Mentions) -> Work | None:
    """``Title (2010)`` in the text, where the text speaks of it again and of no other work more often."""
    best: tuple[int, Work] | None = None
    for line in own:
        for bracket in _BRACKETED_YEAR.finditer(line.text) if line is not headline else ():
            work = _before_its_year(line, bracket, text)
            mentions = text.count(work.title.value) if work is not None else 0
            if work is not None and (best is None or mentions > best[0]):
                best = (mentions, work)
    return best[1] if best is not None else _first_words(own, text)


def _before_its_year(line: Line, bracket: re.Match[str], text: Mentions) -> Work | None:
    """The title before a year in brackets, of which the text speaks again; words that only begin the sentence are left off."""
    begin = max(0, bracket.start() - _LONGEST_TITLE)
    found = _TITLE_AT_END.search(line.text[begin : bracket.start()].rstrip(f" {QUOTES}"))
    if found is None:
        return None
    title, start = found["title"], begin + found.start("title")
    for _ in range(_BEGINNING):
        if may_be_title(title) and text.count(title) >= _AGAIN:
            work = _taken_apart(title, line.part(start, start + len(title)), "work.text_with_year", 0.65)
            year = Found(int(bracket["year"]), line.part(*bracket.span("year")), "work.text_with_year", 0.65)
            return Work(work.title, year)
        shorter = title.partition(" ")[2].lstrip()
        start, title = start + len(title) - len(shorter), shorter
    return None


@cache
def _telling() -> re.Pattern[str]:
    verbs = "|".join(table("titles")["telling"]["en"])
    word = r"[^\W_a-z][\w'’]{0,30}"
    return re.compile(rf"(?P<title>{word}(?:\s(?:of\s|the\s|and\s|in\s)?{word}){{0,5}})\s(?:{verbs})\b")


@cache
def _tells_of_a_work() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(every_language(table('titles')['works']))})\b", re.IGNORECASE)


def _first_words(own: Sequence[Line], text: Mentions) -> Work | None:
    """A name at the head of one of the first sentences, before a verb that tells of a work, and often in the text."""
    for line in own[:_FIRST_LINES]:
        match = _telling().match(line.text)
        if match is None or not may_be_title(match["title"]) or text.count(match["title"]) < _OFTEN:
            continue
        if _tells_of_a_work().search(line.text, match.end(), match.end() + _NEAR) is not None:
            return Work(Found(match["title"], line.part(*match.span("title")), "work.first_words", 0.6))
    return None


def _begins_with(text: str, title: str) -> bool:
    return text.lstrip(f" ,*_{QUOTES}").casefold().startswith(title.casefold())


def _labelled_year(labelled: Sequence[Labelled]) -> Found[int] | None:
    for entry in labelled:
        match = re.search(rf"\b{YEAR}\b", entry.value) if entry.field in {"year", "release"} else None
        if match is not None:
            span = Span(entry.span.start + match.start("year"), entry.span.start + match.end("year"))
            return Found(int(match["year"]), span, f"work_year.{entry.rule}", 0.9)
    return None


def _year_of(title: str, every: Sequence[Line], own: Sequence[Line], text: Mentions) -> Found[int] | None:
    """The year that stands behind the title somewhere, or that a sentence gives for the work."""
    for mentions in (text, Mentions([line for line in every if line.chrome])):
        for line, end in mentions.lines_with(title):
            match = YEAR_BEHIND.match(line.text, end)
            if match is not None:
                return Found(int(match["year"]), line.part(*match.span("year")), "work_year.behind_title", 0.85)
    for line in own[:_FIRST_LINES]:
        match = _NAME_YEAR.match(line.text) if len(line.text) <= _SHORT else None
        if match is not None:
            return Found(int(match["year"]), line.part(*match.span("year")), "work_year.name_and_year", 0.65)
    for line in own:
        match = _this_year().search(line.text)
        if match is not None and (match["this"] or _begins_with(line.text[match.end() :], title)):
            return Found(int(match["year"]), line.part(*match.span("year")), "work_year.this_year", 0.8)
        match = _from_year().search(line.text)
        if match is not None:
            start, end = sentence_at(line.text, *match.span())
            if title.casefold() in line.text[start:end].casefold():
                return Found(int(match["year"]), line.part(*match.span("year")), "work_year.sentence", 0.7)
    return None
