"""Countries, platforms and genres: from labels, from tag lines, and from sentences where they are the work's own."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.lines import sentence_at
from desktop.reading.vocabulary import Hit, Terms, alternatives, every_language, table, tokens_of
from desktop.review import Found, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_NAMED_LONG = 1000  # characters of a label's value that are looked at
_SHORT = 60  # a line of no more characters that names a platform is about the platform
_HEAD = 12  # lines among which a line in brackets is about the work
_MOST_GENRES = 6  # a list of more is the site's own menu
_ON_AT_END = re.compile(r"\s(?:on|sur|auf)\s(?P<where>[\w +/-]{2,24})$")
_LAST_PART = re.compile(r"(?:,| [–—-])\s(?P<where>[\w +/-]{2,24})$")
_SPOKEN_OF = re.compile(r"\b(?:it|this|It['’]s|It is|This is)\b")
_IN_BRACKETS = re.compile(r"[(\[](?P<inner>[^()\[\]]{2,60})[)\]]")


@cache
def _countries() -> Terms[str]:
    return Terms((term, country) for country, terms in table("countries")["countries"].items() for term in terms)


@cache
def _works() -> tuple[frozenset[str], frozenset[str]]:
    entry = table("countries")
    return frozenset(every_language(entry["works"])), frozenset(every_language(entry["between"]))


@cache
def _meant() -> re.Pattern[str]:
    """What says, before an adjective, that this work is meant: ``this stylish …``, ``is a …``."""
    meant = alternatives(every_language(table("countries")["meant"]))
    return re.compile(rf"\b(?:{meant})\s(?:[\w-]{{1,20}}\s){{0,3}}$", re.IGNORECASE)


@cache
def _platforms(*, shared: bool) -> Terms[str]:
    groups = ("general", "shared") if shared else ("general",)
    return Terms((term, name) for group in groups for name, terms in table("platforms")[group].items() for term in terms)


@cache
def _where() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("platforms")["where"]))


@cache
def _played() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("platforms")["played"]))


@cache
def _played_by() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("platforms")["played_by"]))


@cache
def _belongs() -> frozenset[str]:
    return frozenset(every_language(table("platforms")["belongs"]))


@cache
def _genres() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("genres")["genres"]))


@cache
def _list() -> re.Pattern[str]:
    """What parts the items of a label's value."""
    joints = alternatives(table("people")["joints"])
    return re.compile(rf"\s{{0,3}}[,/;|•·&]\s{{0,3}}|\s(?:{joints}|or|oder|ou)\s")


def country_of(text: str) -> str | None:
    """The country that a text names, and nothing else; None for any other text."""
    return _countries().exact(text)


def is_genre(text: str) -> bool:
    """Whether a text only names a genre."""
    return _genres().exact(text) is not None


def is_place(text: str) -> bool:
    """Whether a text only names a country or a platform."""
    return _countries().exact(text) is not None or _platforms(shared=True).exact(text) is not None


def find_platform_names(text: str) -> Iterator[Hit[str]]:
    """The platforms that a text names whatever it says of them, in the spelling of the vocabulary."""
    return _platforms(shared=False).find(text)


def _pieces(entries: Iterable[Labelled], field: str) -> Iterator[tuple[str, Span, Labelled]]:
    """The items of a label's value, each with its span."""
    for entry in entries:
        if entry.field != field:
            continue
        at = 0
        for match in [*_list().finditer(entry.value[:_NAMED_LONG]), None]:
            end = match.start() if match else len(entry.value)
            piece = entry.value[at:end].strip(' .*_()[]"“”#')
            if piece and len(piece) <= _SHORT:
                start = entry.span.start + entry.value.find(piece, at)
                yield piece, Span(start, start + len(piece)), entry
            at = match.end() if match else end


def find_countries(
    lines: Sequence[Line], labelled: Sequence[Labelled], title: str, heads: Sequence[Line]
) -> tuple[Found[str], ...]:
    """The work's countries: a label's, else the first adjective before a word for the work (``this Korean thriller``).

    The adjective must be meant for this work: in the headline or standfirst (``heads``), in a sentence that names the work, or
    behind "this" or "is a".
    """
    found: dict[str, Found[str]] = {}
    for piece, span, entry in _pieces(labelled, "country"):
        name = _countries().exact(piece)
        if name is not None:
            found.setdefault(name, Found(name, span, f"country.{entry.rule}", 0.95))
    if found:
        return tuple(found.values())
    for line in lines:
        for hit in _countries().find(line.text):
            if _before_the_work(line.text[hit.end : hit.end + 60]) and (line in heads or _is_meant(line.text, hit, title)):
                return (Found(hit.value, line.part(hit.start, hit.end), "country.prose", 0.7),)
    return ()


def _is_meant(text: str, hit: Hit[str], title: str) -> bool:
    start, end = sentence_at(text, hit.start, hit.end)
    return (bool(title) and title.casefold() in text[start:end].casefold()) or _meant().search(
        text[max(start, hit.start - 80) : hit.start]
    ) is not None


def _before_the_work(behind: str) -> bool:
    """Whether the words behind an adjective of a country lead to a word for a work."""
    if behind[:1] not in {" ", "\xa0", "-"}:
        return False
    works, between = _works()
    tokens = tokens_of(behind)
    for at in range(min(5, len(tokens))):
        if at and behind[tokens.ends[at - 1] : tokens.starts[at]].strip(" \xa0-/,"):
            return False
        if tokens.words[at] in works:
            return True
        if tokens.words[at] not in between:
            return False
    return False


def find_platforms(
    lines: Sequence[Line], labelled: Sequence[Labelled], title: str, heads: Sequence[Line]
) -> tuple[Found[str], ...]:
    """Where the work is to be seen or played, spelled as the page spells it.

    A label says so, else a sentence about the work.
    """
    found = _labelled_platforms(labelled)
    if found:
        return tuple(found.values())
    for number, line in enumerate(lines):
        for hit in find_platform_names(line.text):
            if _is_the_works(line, hit, title, heads):
                spelled = _spelled(line.text[hit.start : hit.end], hit.value)
                found.setdefault(hit.value, Found(spelled, line.part(hit.start, hit.end), "platform.prose", 0.7))
        found.update(_played_on(line))
        if number < _HEAD and line.text[0] in "([" and line.text[-1] in ")]":
            found.update(_bracketed(line, 0))
        if title and title in line.text:
            found.update(_behind_title(line, title))
        at = line.text.casefold().find(title.casefold()) if title and (line in heads or len(line.text) <= 2 * _SHORT) else -1
        if at == 0 or (at > 0 and line in heads):
            found.update(_bracketed(line, at))
    return tuple(found.values())


def _labelled_platforms(labelled: Sequence[Labelled]) -> dict[str, Found[str]]:
    """The platforms that labels name, by their name in the vocabulary; a label's value may be a list or a sentence."""
    found: dict[str, Found[str]] = {}
    for piece, span, entry in _pieces(labelled, "platform"):
        name = _platforms(shared=True).exact(piece)
        if name is not None:
            found.setdefault(name, Found(_spelled(piece, name), span, f"platform.{entry.rule}", 0.95))
    for entry in labelled:
        for hit in find_platform_names(entry.value) if entry.field == "platform" else ():
            span = Span(entry.span.start + hit.start, entry.span.start + hit.end)
            spelled = _spelled(entry.value[hit.start : hit.end], hit.value)
            found.setdefault(hit.value, Found(spelled, span, f"platform.{entry.rule}", 0.8))
    return found


def _spelled(written: str, name: str) -> str:
    """The page's own name for a platform; the vocabulary's where they differ in capitals only."""
    return name if written.casefold() == name.casefold() else written


def _behind_title(line: Line, title: str) -> dict[str, Found[str]]:
    """``… In the first hour of The Long Custody (BBC One) …``: a bracket right behind the title that names nothing else."""
    last = _LAST_PART.search(line.text) if len(line.text) <= _SHORT else None
    named = _platforms(shared=True).exact(last["where"]) if last is not None else None
    if last is not None and named is not None:  # ``Spoke Review, Xbox One``
        return {named: Found(_spelled(last["where"], named), line.part(*last.span("where")), "platform.brackets", 0.7)}
    at = line.text.find(f"{title} (")
    match = _IN_BRACKETS.match(line.text, at + len(title) + 1) if at >= 0 else None
    name = _platforms(shared=True).exact(match["inner"]) if match is not None else None
    if match is None or name is None:
        return {}
    return {name: Found(_spelled(match["inner"], name), line.part(*match.span("inner")), "platform.brackets", 0.75)}


def _played_on(line: Line) -> dict[str, Found[str]]:
    """``Testé sur Switch``, ``Reviewed by Mika Rautio on PC``: short lines whose last words name a platform."""
    text = line.text.rstrip(" .*_)")
    hit = _played().first(text) if len(text) <= _SHORT else None
    on = _ON_AT_END.search(text) if len(text) <= _SHORT and hit is None else None
    if hit is not None:
        start = hit.end
    elif on is not None and _played_by().first(text[: on.start()]) is not None:
        start = on.start("where")
    else:
        return {}
    written = text[start:].strip(" :*_")
    name = _platforms(shared=True).exact(written) if written else None
    if name is None:
        return {}
    at = text.find(written, start)
    return {name: Found(_spelled(written, name), line.part(at, at + len(written)), "platform.played", 0.8)}


def _bracketed(line: Line, begin: int) -> dict[str, Found[str]]:
    """``Title (Fox, Tuesdays)``, ``Title [Switch]``."""
    found: dict[str, Found[str]] = {}
    for match in _IN_BRACKETS.finditer(line.text, begin):
        at = match.start("inner")
        for piece in match["inner"].replace("--", " ,").split(","):
            bare = piece.strip()
            name = _platforms(shared=True).exact(bare) if bare else None
            if name is not None:
                start = line.text.find(bare, at)
                found[name] = Found(_spelled(bare, name), line.part(start, start + len(bare)), "platform.brackets", 0.75)
            at += len(piece) + 1
    return found


def _is_the_works(line: Line, hit: Hit[str], title: str, heads: Sequence[Line]) -> bool:
    """Whether a sentence says that this work is on the platform: streaming on it, made by it, an original of it."""
    text = line.text
    begin, stop = sentence_at(text, hit.start, hit.end)
    meant = line in heads or len(text) <= _SHORT or (bool(title) and title.casefold() in text[begin:stop].casefold())
    before = text[max(begin, hit.start - 40) : hit.start].rstrip("“\"'‘ \xa0")
    where = any(term.end == len(before) for term in _where().find(before)) or before.endswith((" by", " By"))
    if any(term.end == len(before) for term in _played().find(before)):
        return True
    if where:
        return meant or _SPOKEN_OF.search(text, begin, hit.start) is not None
    following = tokens_of(text[hit.end : hit.end + 40]).words[:4]
    return (meant or _SPOKEN_OF.search(text, begin, hit.start) is not None) and any(word in _belongs() for word in following)


def find_genres(
    every: Sequence[Line], own: Sequence[Line], labelled: Sequence[Labelled]
) -> tuple[tuple[Found[str], ...], tuple[Line, ...]]:
    """The work's genres as a label or a tag line gives them, and the tag lines."""
    found: dict[str, Found[str]] = {}
    for piece, span, entry in _pieces(labelled, "genre"):
        found.setdefault(piece.casefold(), Found(piece, span, f"genre.{entry.rule}", 0.95))
    if found:
        return tuple(found.values()), ()
    for piece, span, entry in _pieces(labelled, "category"):
        if _genres().exact(piece):
            found.setdefault(piece.casefold(), Found(piece, span, f"genre.{entry.rule}", 0.8))
    if found and len(found) <= _MOST_GENRES:
        return tuple(found.values()), ()
    for line in own:
        hits = _tag_line(line)
        if hits:
            genres = tuple(Found(line.text[h.start : h.end], line.part(h.start, h.end), "genre.tag_line", 0.75) for h in hits)
            return genres, (line,)
    return _tag_list(every)


def _tag_line(line: Line) -> list[Hit[bool]]:
    """The genres of a short line that is made of them: ``Action Adventure War``, ``Drama, Thriller``."""
    text = line.text
    if len(text) > 90 or text.endswith((".", "!", "?", ":")) or line.bulleted:
        return []
    hits = list(_genres().find(text))
    if not hits or len(hits) > _MOST_GENRES or hits[0].start > 0 or not text[0].isupper():
        return []
    words = len(tokens_of(text))
    covered = sum(len(tokens_of(text[hit.start : hit.end])) for hit in hits)
    if words < 2 or covered / words < 0.5 or (len(hits) == 1 and (covered == words or covered < 2)):
        return []
    # A sentence goes on in small letters, a list of tags does not.
    rest = "".join(text[a:b] for a, b in zip([0, *(h.end for h in hits)], [*(h.start for h in hits), len(text)], strict=True))
    return hits if not rest.strip(" ,/|•·&") or rest.strip(" ,/|•·&")[0].isupper() else []


def _tag_list(every: Sequence[Line]) -> tuple[tuple[Found[str], ...], tuple[Line, ...]]:
    """The genres among the items of a short list of which at least two, and two fifths, are genres."""
    at = 0
    while at < len(every):
        end = at
        while end < len(every) and every[end].bulleted and len(every[end].text) <= 30:
            end += 1
        items = every[at:end]
        genres = [line for line in items if _genres().exact(line.text)]
        if 2 <= len(genres) <= _MOST_GENRES and len(genres) >= 0.4 * len(items):
            return tuple(Found(line.text, line.span, "genre.tag_list", 0.7) for line in genres), tuple(items)
        at = max(end, at + 1)
    return (), ()


def from_tags(tags: Sequence[Line]) -> tuple[tuple[Found[str], ...], tuple[Found[str], ...]]:
    """The country and the platform among the tags that stand with genres."""
    countries = tuple(
        Found(name, line.span, "country.tag_list", 0.6) for line in tags if (name := _countries().exact(line.text))
    )
    platforms = tuple(
        Found(name, line.span, "platform.tag_list", 0.6) for line in tags if (name := _platforms(shared=False).exact(line.text))
    )
    return countries[:1], platforms
