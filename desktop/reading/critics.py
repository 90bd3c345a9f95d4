"""Who wrote the review."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.bylines import LONGEST, byline_in, is_date, name_at_start, parts_of
from desktop.reading.dates import find_dates
from desktop.reading.labels import is_category
from desktop.reading.lines import is_paragraph
from desktop.reading.mentions import Mentions
from desktop.reading.people import is_given_name, is_handle, is_name, is_nickname, is_person
from desktop.reading.places import is_genre, is_place
from desktop.reading.publication import is_stamp
from desktop.reading.vocabulary import Terms, alternatives, every_language, table, tokens_of
from desktop.review import Found, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_NEAR = 7  # lines below the headline among which a name may stand alone
_BESIDE = 90  # characters of a line with a name and a date
_TEXT = 120  # characters of a line that is the review's text
_ALONE = 40  # characters of a line that is a name
_SITE_LINE = 120  # characters of a line of the site that names the writer
_FOOT = 12  # lines at the page's foot where its rights are named
_PLACED_NAME = re.compile(r"(?P<name>[^,]{5,40}), [A-Z][\w .’'-]{2,20}$")  # Jane Doe, Manchester
_KISSED = re.compile(
    r"(?:(?:[A-Z][a-z]{2,9},? )|(?:xo),? )?(?P<name>[A-Z][\w'’-]{1,20}) (?:x{1,3}|xo)|xo,? (?P<signed>[A-Z]\w{1,20})"
)
_SIGNED = "([–—~-"
_SIGNATURE = re.compile(r"^(?:[(\[–—~-]{1,3}\s?)?(?P<name>[^()\[\]\d,.:;]{2,40}?)\s?[)\]]?\.?$")
_HANDLE = re.compile(r"^(?P<name>[^,|@\d]{4,40}?)\s{0,2}[,|]?\s{0,2}@\w{2,30}$")

_Critic = tuple[Found[str], "Line"]


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
) -> _Critic | None:
    """The critic and the line that says so, by the surest rule that finds one."""
    return (
        _labelled(labelled)
        or _byline(own)
        or _among_separators(own)
        or _beside_the_date(every, own, headline)
        or _signature(every, own)
        or _bio(every)
        or _in_the_site(every)
        or _site_of_a_person(every)
        or _rights(every)
    )


def _labelled(labelled: Sequence[Labelled]) -> _Critic | None:
    for entry in labelled:
        if entry.field not in {"critic", "author"}:
            continue
        name = name_at_start(entry.value)
        if name and (is_name(name) or ((entry.rule == "label_above" or name == entry.value) and is_handle(name))):
            span = Span(entry.span.start, entry.span.start + len(name))
            return Found(name, span, f"critic.{entry.rule}", 0.9 if entry.certain else 0.8), entry.lines[-1]
    return None


def _byline(own: Sequence[Line]) -> _Critic | None:
    """The first byline that says more than "by", else the first."""
    found = [(byline, line) for line in own if (byline := byline_in(line.text)) is not None]
    if not found:
        return None
    byline, line = next((one for one in found if one[0].sure), found[0])
    sure = 0.9 if " " in byline.name else 0.75
    rule = "critic.byline" if byline.sure else "critic.by"
    return Found(byline.name, line.part(byline.start, byline.start + len(byline.name)), rule, sure), line


def _among_separators(own: Sequence[Line]) -> _Critic | None:
    """The name on a line of parts of which one is the date.

    A nickname counts where one more part, the category, stands behind it.
    """
    for line in own:
        parts = parts_of(line.text) if len(line.text) <= LONGEST else []
        others = [part for part in parts if not is_date(part[0])]
        if len(others) == len(parts):
            continue
        for number, (name, at) in enumerate(others):
            person = is_person(name) or (len(others) == 2 and number == 0 and _is_first_name(name, others[1][0]))
            if person or (number + 1 < len(others) and is_nickname(name) and not is_category(name)):
                span = line.part(at, at + len(name))
                return Found(name, span, "critic.among_separators", 0.8 if person else 0.7), line
    return None


def _is_first_name(name: str, category: str) -> bool:
    """Whether a word between a date and a category may be the writer's first name: ``30 May 2018 / Dale / Reviews``."""
    return is_category(category) and not is_category(name) and is_given_name(name)


def _beside_the_date(every: Sequence[Line], own: Sequence[Line], headline: Line | None) -> _Critic | None:
    """A person's name on a line below the headline: with a handle or a role, on the line of the date, or next to it."""
    prose = Mentions([line for line in own if is_paragraph(line)])
    at = next((number for number, line in enumerate(every) if line is headline), -1)
    near = every[at + 1 : at + 1 + _NEAR]
    for number, line in enumerate(near):
        if is_paragraph(line) and not line.chrome:
            break
        if len(line.text) > _BESIDE:
            continue
        below = near[number + 1].text if number + 1 < len(near) else ""
        found = _with_handle_or_role(line, below) or _with_date(line, near, number, every, prose)
        if found is not None:
            return found, line
    return None


def _with_handle_or_role(line: Line, below: str) -> Found[str] | None:
    """A name with an account's name behind or below it, or with what the writer is."""
    if _role().match(f", {below}") is not None and len(below) <= _ALONE and is_name(line.text, words=2):
        return Found(line.text, line.span, "critic.with_role", 0.8)
    if below.startswith("@") and is_name(line.text, words=2):
        return Found(line.text, line.span, "critic.handle", 0.85)
    handle = _HANDLE.match(line.text)
    if handle is not None and is_name(handle["name"], words=2):
        return Found(handle["name"], line.part(*handle.span("name")), "critic.handle", 0.85)
    name = name_at_start(line.text)
    if line.text.startswith(name) and is_name(name, words=2) and _role().search(line.text[len(name) :]):
        return Found(name, line.part(0, len(name)), "critic.with_role", 0.8)
    return None


def _with_date(line: Line, near: Sequence[Line], number: int, every: Sequence[Line], prose: Mentions) -> Found[str] | None:
    """A name beside the date of its own line, or alone on a line next to one that is a date.

    A name that is not known for a person's counts where the text never says it, since that would be somebody of the work; a
    single name counts where the review is signed with it too.
    """
    sure = 0.75
    stamp = next(iter(find_dates(line.text)), None)
    if stamp is not None:
        names = (name_at_start(line.text[: stamp.span.start]), name_at_start(line.text[stamp.span.end :].lstrip(" |·•,–—-/")))
        name = next((name for name in names if is_person(name)), "")
        if not name or len(line.text) - len(name) > _ALONE or prose.count(name):
            return None
    else:
        name = line.text
        placed = _PLACED_NAME.match(name)
        name = placed["name"] if placed is not None else name
        dated = any(_is_dated(near[other].text) for other in (number - 1, number + 1) if 0 <= other < len(near))
        if not dated or is_category(name) or (" " in name and prose.count(name)):
            return None
        if not (is_person(name) or is_nickname(name)):
            signed = is_handle(name) and name[0].isupper() and _signs_too(name, every)
            if not signed and (not _may_sign(name) or prose.count(name)):
                return None
            sure = 0.6
    start = line.text.find(name)
    return Found(name, line.part(start, start + len(name)), "critic.beside_date", sure if is_person(name) else min(sure, 0.65))


def _signs_too(name: str, every: Sequence[Line]) -> bool:
    """Whether a name stands alone directly below the last sentence of the text."""
    last = max(
        (at for at, line in enumerate(every) if not line.chrome and line.text.endswith((".", "!", "?", ","))),
        default=len(every),
    )
    return not (is_genre(name) or is_place(name)) and any(
        line.text.strip(" –—-~") == name for line in every[last + 1 : last + 3]
    )


def _may_sign(text: str) -> bool:
    """Whether a line has the form of a full name and is no genre and no place, as lines beside a date are too."""
    words = text.split()
    if not (2 <= len(words) <= 3 and is_name(text, words=2) and all(word[0].isupper() for word in words)):
        return False
    return not (
        text.isupper() or is_place(text) or is_genre(text) or any(is_genre(word) or is_category(word) for word in words)
    )


def _is_dated(text: str) -> bool:
    written = next(iter(find_dates(text)), None) if len(text) <= _BESIDE else None
    return written is not None and is_stamp(text, written)


def _signature(every: Sequence[Line], own: Sequence[Line]) -> _Critic | None:
    """``(Aluna)``, ``– Jane Doe``, or a name alone on one of the last lines: a person's, or one that the site says."""
    text = next((number for number, line in enumerate(own) if len(line.text) > _TEXT), len(own))
    for line in own[max(text + 1, len(own) - 4) :]:
        kissed = _KISSED.fullmatch(line.text)
        if kissed is not None and is_name(kissed["name"]):
            return Found(kissed["name"], line.part(*kissed.span("name")), "critic.signature", 0.7), line
        match = _SIGNATURE.match(line.text)
        if match is None:
            continue
        marked = line.text[0] in _SIGNED or line.bullet in {"–", "—", "-", "--"}
        if (marked and is_name(match["name"])) or is_person(match["name"]) or _is_the_sites(match["name"], line, every):
            return Found(match["name"], line.part(*match.span("name")), "critic.signature", 0.7), line
    return None


def _is_the_sites(name: str, line: Line, every: Sequence[Line]) -> bool:
    """Whether the last line is a name of which the site's own lines say at least the first part: ``about dot``."""
    if not _may_sign(name):
        return False
    first = tokens_of(name).words[0]
    return any(
        first in tokens_of(other.text).words
        for other in every
        if other is not line and other.chrome and len(other.text) <= _ALONE
    )


def _bio(every: Sequence[Line]) -> _Critic | None:
    """A line about the writer in the page's foot, or a name alone above one."""
    half = len(every) // 2
    for at, line in enumerate(every):
        if at < half and not line.chrome:
            continue
        if len(line.text) <= _ALONE and is_name(line.text, words=2):
            first = line.text.split(maxsplit=1)[0]
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


def _in_the_site(every: Sequence[Line]) -> _Critic | None:
    """``View all posts by Jane Doe`` and its like in the site's own parts."""
    for at, line in enumerate(every):
        if not line.chrome or len(line.text) > _SITE_LINE:
            continue
        hit = _site_by().first(line.text)
        if hit is None or hit.start > 3:
            continue
        name = name_at_start(line.text[hit.end :].lstrip(" :"))
        if is_name(name, words=2) or (is_name(name) and hit.value):
            start = line.text.find(name, hit.end)
            return Found(name, line.part(start, start + len(name)), "critic.site", 0.65), line
        below = every[at + 1] if at + 1 < len(every) else None
        if not name and below is not None and len(below.text) <= _ALONE and is_person(below.text):
            return Found(below.text, below.span, "critic.site", 0.6), below
    return None


def _site_of_a_person(every: Sequence[Line]) -> _Critic | None:
    """A site that is called by a person's name is written by that person."""
    for number, line in enumerate(every[:3]):
        if not line.chrome or not is_person(line.text):
            continue
        if any(line.text in other.text for other in every[number + 1 :] if other.chrome):
            return Found(line.text, line.span, "critic.site_name", 0.6), line
    return None


def _rights(every: Sequence[Line]) -> _Critic | None:
    """A person who holds the rights of the page writes it."""
    for line in every[-_FOOT:]:
        match = _rights_of().search(line.text[:160])
        if match is not None and is_person(match["name"]):
            return Found(match["name"], line.part(*match.span("name")), "critic.rights", 0.55), line
    return None
