"""The title of a work in a headline.

A headline names the work among other words. Every stretch of it that could be a title is weighed: whether the text speaks of it
again, whether it stands between separators, in quotation marks, beside a word for "review" or before a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.headlines import review_words
from desktop.reading.notations import find_notations
from desktop.reading.people import is_name, is_person
from desktop.reading.places import is_place
from desktop.reading.vocabulary import alternatives, every_language, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.reading.mentions import Mentions

#: Marks that stand round titles.
QUOTES = "“”„‟\"«»‹›‘’‚'`´"
#: A year of a work, as a named group.
YEAR = r"(?P<year>(?:18|19|20)\d\d)"
#: A year in brackets right behind a title, with other words of facts: ``(2010)``, ``(dir. X, 2010)``.
YEAR_BEHIND = re.compile(rf"[\"”’'*_]{{0,3}},?\s?[(\[](?:[^()\[\]\d]{{0,50}}?\b)?{YEAR}\b[^()\[\]]{{0,50}}[)\]]")

_MOST_TOKENS = 40  # of a headline
_MOST_WORDS = 12  # of a title
_MOST_MENTIONS = 4  # further ones say nothing more
_MENTION = 1.5  # what each weighs
_PERSON = 3.0  # what a title loses that may be a person's name
_PLACED = 3.0  # the weight of a place at which a title needs no mention
_TAGGED = 2.5  # the same where the site's tags and links speak of it
_BEGINS = 1.5  # what speaks for a title at the head of a headline or behind a separator
_SURE = 2.6  # a title that weighs less, and that the text does not speak of, is not named
_SURE_ENOUGH = 2.2  # the same where the page credits its makers
_LEAST = 0.5  # confidence of a title that is named
_TITLE_CASE_WORDS = 7
_SHORT_TITLE = 5  # words of a headline that may be nothing but a title
_TOKEN = re.compile(r"\S{1,80}")
_DASHES = frozenset({"–", "—", "-", "|", "•", "·", "~", "/", ":", "::", "»", "―"})
_QUOTED = re.compile(r"(?<!\w)[“\"‘'«„](?P<inner>[^“”\"«»„‘]{1,80}?)[”\"’'»“](?!\w)")
_BETWEEN = re.compile(rf"\({YEAR}\)|[\s:–—|,.()\[\]{QUOTES}-]|\bof\b|'s")
_MORE_OF_IT = re.compile(r"[\w'’&.]{1,30}")
_OWNED = re.compile(r"^[dl]['’]|['’]s?$", re.IGNORECASE)
_SEQUEL = re.compile(r"\s(?:\d{1,2}|[IVX]{1,4})(?=[\s,:;–—!?)’'”\"]|$)(?!\s(?:best|things|reasons|ways))")


@dataclass(frozen=True, slots=True)
class Title:
    """A title found in a headline: ``headline[start:end]``, and how sure it is (0..1)."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    start: int
    end: int
    place: float  # what its place in the headline says for it
    marked: bool = False  # quotation marks, a word for a review or a year stand beside it
    dated: bool = False  # it begins where titles begin and its year stands behind it


@dataclass(frozen=True, slots=True)
class _Weighed:
    candidate: _Candidate
    weight: float
    mentions: int  # in the text


@cache
def _generic() -> frozenset[str]:
    titles = table("titles")
    words = {word.casefold() for word in every_language(titles["generic"])}
    return frozenset(words | {word.casefold() for term in every_language(titles["review"]) for word in term.split()})


@cache
def _serial() -> re.Pattern[str]:
    """The word behind a title that numbers a part of it: ``Season``, ``S02E03``."""
    return re.compile(rf"(?:{alternatives(every_language(table('titles')['serial']))}|s\d{{1,2}}e\d{{1,2}})\b", re.IGNORECASE)


@cache
def _numbered_part() -> re.Pattern[str]:
    """The number of a season or an episode, which is no part of a title: ``Harrow Lane Season 2``."""
    parts = alternatives(every_language(table("titles")["numbered"]))
    return re.compile(rf"\S\s(?:{parts})\s(?:\d|one\b|two\b|three\b)", re.IGNORECASE)


@cache
def _by_author() -> re.Pattern[str]:
    """An author behind a title: ``by Author``, ``, de Auteur``."""
    by = alternatives(table("people")["by"])
    return re.compile(rf"[{QUOTES}]{{0,2}}(?:,?\s(?i:{by})\s|,\s(?:de\s|d['’]))(?P<author>[^,:|–—(]{{3,50}}?)\s?(?=$|[,:|–—(])")


def author_behind(text: str, end: int) -> re.Match[str] | None:
    """The author whom a headline names right behind a place in it, as the group ``author``."""
    match = _by_author().match(text, end)
    return match if match is not None and is_name(match["author"], words=2) else None


def may_be_title(text: str) -> bool:
    """Whether the words can be a title: not only words of headlines, no country or platform alone, no figures alone."""
    words = [word.strip(f".,:;!?&{QUOTES}").casefold() for word in text.replace("’", "'").split()]
    if all(word in _generic() or not word or word.isdigit() for word in words):
        return False
    return not is_place(text) and not re.fullmatch(r"[\W\d_]+", text)


def title_in(headline: str, text: Mentions, site: Mentions, *, credited: bool = False) -> Title | None:
    """The stretch of the headline that weighs most as a title; ``site`` are the site's own lines, such as tags.

    ``credited`` says that the page credits the makers of a work: then its headline names the work, if anything does.
    """
    found = [_weighed(candidate, headline, text, site) for candidate in _candidates(headline)]
    weighed = [entry for entry in found if entry is not None]
    kept = [entry for entry in weighed if not any(_gives_way(entry, other) for other in weighed)]
    if not kept:
        return None
    best = max(kept, key=lambda entry: entry.weight)
    candidate = best.candidate
    whole = candidate.end - candidate.start >= len(headline.strip(f" .!{QUOTES}"))
    alone = whole and len(candidate.text.split()) <= _SHORT_TITLE and headline.rstrip(QUOTES)[-1] not in ".!?"
    shortened = any(other.mentions and _is_full_name_of(candidate, other.candidate) for other in weighed)
    if (
        best.weight < (_SURE_ENOUGH if credited else _SURE)
        and not (best.mentions and candidate.place > 0)
        and not alone
        and not shortened
    ):
        return None
    sure = 0.7 if shortened else min(0.95, 0.4 + 0.08 * best.weight) if best.mentions or candidate.place >= _PLACED + 1 else 0.5
    if sure < _LEAST:
        return None
    sequel = _SEQUEL.match(headline, candidate.end)
    return Title(candidate.start, sequel.end() if sequel else candidate.end, round(sure, 2))


def _weighed(candidate: _Candidate, headline: str, text: Mentions, site: Mentions) -> _Weighed | None:
    """A candidate with what the text says for it; None where neither the text nor its place in the headline says enough."""
    words = candidate.text.split()
    mentions = text.count(candidate.text)
    if len(words) == 1 and mentions and text.count_small(candidate.text) > mentions:
        return None
    weight = candidate.place + _MENTION * min(mentions, _MOST_MENTIONS) + 0.15 * len(words)
    if is_person(candidate.text) or _is_of_a_person(candidate, headline):
        weight -= _PERSON
    if mentions:
        return _Weighed(candidate, weight, mentions)
    if not candidate.marked and not _is_title_case(words):
        return None
    tagged = candidate.place >= _TAGGED and _is_title_case(words) and site.count(candidate.text) >= 2
    if candidate.place < _TAGGED and not tagged:
        return None
    return _Weighed(candidate, weight if tagged else weight - _MENTION, 0)


def _is_of_a_person(candidate: _Candidate, headline: str) -> bool:
    """Whether a single word is the surname behind a given name, or a given name before a surname: ``Tom`` ``Cruise``."""
    if " " in candidate.text:
        return False
    before = headline[: candidate.start].split()[-1:]
    behind = headline[candidate.end :].split()[:1]
    pairs = [f"{word} {candidate.text}" for word in before] + [f"{candidate.text} {word.rstrip(',.:!?')}" for word in behind]
    return any(is_person(_OWNED.sub("", pair)) for pair in pairs)


def _gives_way(entry: _Weighed, other: _Weighed) -> bool:
    """Whether a title is only a part of another one that the text speaks of, or begins with its author's name."""
    inside, outside = entry.candidate, other.candidate
    if len(outside.text) <= len(inside.text):
        # ``Larsson's The Girl`` gives way to ``The Girl``; ``Schindler's List`` does not, for nobody speaks of ``List`` alone.
        owner = inside.text[: inside.text.find(outside.text)]
        owned = inside.end == outside.end and owner.rstrip().endswith(("'s", "’s", "s'", "s’"))
        return owned and (other.mentions > entry.mentions or outside.text.startswith(("The ", "A ", "An ")))
    if not (outside.start <= inside.start and inside.end <= outside.end):
        return False
    if outside.dated and inside.end < outside.end:
        return True  # ``Harbour Lights: The Movie (2005)``, of which the text speaks as ``Harbour``
    if not other.mentions:
        return _is_full_name_of(outside, inside)
    if outside.text.split(maxsplit=1)[0].endswith(("'s", "’s")) and _gives_way(other, entry):
        return False
    return other.mentions >= max(1, entry.mentions / 3)


def _is_full_name_of(full: _Candidate, short: _Candidate) -> bool:
    """Whether a title beside "review" that the text never spells out is the full one of a name that the text uses.

    ``Review: Forza Motorsport 5`` and ``Forza``: nothing may stand behind the short name that tells of it.
    """
    words = full.text.split()
    model = full.end == short.end and any(char.isdigit() for char in short.text)  # ``Kettle K-200`` and ``K-200``
    if full.place < (_TAGGED if model else _PLACED + 2) or len(words) > _SHORT_TITLE + 1 or not _is_title_case(words):
        return False
    at = short.start - full.start
    rest = (full.text[:at] + " " + full.text[at + len(short.text) :]).split()
    return all(_MORE_OF_IT.fullmatch(word) is not None and word.casefold() not in _telling() for word in rest)


@cache
def _closing() -> frozenset[str]:
    """Small words behind a title: of its place or its author."""
    return frozenset([*every_language(table("titles")["closing"]), *table("people")["by"]])


@cache
def _telling() -> frozenset[str]:
    return frozenset(every_language(table("titles")["telling"]))


def _is_title_case(words: Sequence[str], most: int = _TITLE_CASE_WORDS) -> bool:
    """Whether the words are written as a title is: all large but the small words of the language, and not too many."""
    if len(words) > most:
        return False
    small = [word.strip(".,:!?").casefold() in _generic() for word in words]
    return not all(small) and all(known or not word[0].islower() for word, known in zip(words, small, strict=True))


@dataclass(frozen=True, slots=True)
class _Headline:
    """A headline with its words and what is known of them."""

    text: str
    tokens: tuple[tuple[int, int], ...]
    reviews: tuple[tuple[int, int], ...]  # the words for a review
    quoted: tuple[tuple[int, int], ...]

    def token(self, number: int) -> str:
        start, end = self.tokens[number]
        return self.text[start:end]


def _candidates(text: str) -> Iterator[_Candidate]:
    """Every stretch of the headline that may be a title, with what its place says for it."""
    blanked = text
    for notation in find_notations(text):
        blanked = blanked[: notation.span.start] + " " * len(notation.span) + blanked[notation.span.end :]
    headline = _Headline(
        text,
        tuple(match.span() for match in _TOKEN.finditer(blanked))[:_MOST_TOKENS],
        tuple((hit.start, hit.end) for hit in review_words().find(text)),
        tuple(match.span("inner") for match in _QUOTED.finditer(text)),
    )
    for first in range(len(headline.tokens)):
        if headline.token(first) in _DASHES:
            continue
        for last in range(first, min(len(headline.tokens), first + _MOST_WORDS)):
            candidate = None if headline.token(last) in _DASHES else _candidate(headline, first, last)
            if candidate is not None:
                yield candidate


def _candidate(headline: _Headline, first: int, last: int) -> _Candidate | None:
    text = headline.text
    start, end = headline.tokens[first][0], headline.tokens[last][1]
    start += len(text[start:end]) - len(text[start:end].lstrip(f"([{QUOTES}"))
    bare = text[start:end].rstrip(f"{QUOTES},:;!?)]…*_")
    if bare.endswith(("...", ". .")):
        bare = bare.rstrip(" .")
    elif bare.endswith(".") and bare[-4:-1].islower() and text[start + len(bare) : end][:1] in tuple(QUOTES):
        bare = bare[:-1]  # the sentence's, inside quotation marks
    if not bare or bare.endswith(("'s", "’s")) or bare[0].islower() or not may_be_title(bare):
        return None
    if _numbered_part().search(bare) is not None:
        return None
    end = start + len(bare)
    if any(hit[0] < end and start < hit[1] for hit in headline.reviews if _is_meant(headline, hit)):
        return None
    opens = _opens(headline, first, start)
    if opens < 1 and author_behind(text, end) is not None:
        return None  # before its author stands the whole title
    beside = _neighbours(headline, start, end)
    dated = opens >= _BEGINS and YEAR_BEHIND.match(text, end) is not None and _is_title_case(bare.split(), _MOST_WORDS)
    return _Candidate(bare, start, end, opens + _closes(headline, last, end) + beside, beside > 0, dated)


def _is_meant(headline: _Headline, hit: tuple[int, int]) -> bool:
    """Whether a word for a review is meant as one: at an end of the headline or beside a separator, and not inside quotes."""
    if any(quote[0] <= hit[0] and hit[1] <= quote[1] for quote in headline.quoted):
        return False
    before, behind = headline.text[: hit[0]].strip(), headline.text[hit[1] :]
    return not before or not behind.strip(" .!") or behind[:2].strip()[:1] in {":", "–", "—", "-", "|", "(", "o"}


def _neighbours(headline: _Headline, start: int, end: int) -> float:
    """What stands round a title: quotation marks, a word for a review, a year."""
    weight = 3.0 if any(abs(quote[0] - start) <= 1 and abs(quote[1] - end) <= 2 for quote in headline.quoted) else 0.0
    for hit in headline.reviews:
        if hit[1] <= start:
            between = headline.text[hit[1] : start]
        elif hit[0] >= end:
            between = headline.text[end : hit[0]]
        else:
            continue
        if not _BETWEEN.sub("", between):
            weight += 2.5
            break
    return weight + (2.5 if YEAR_BEHIND.match(headline.text, end) else 0.0)


def _opens(headline: _Headline, first: int, start: int) -> float:
    """What speaks for a title to begin here."""
    if first == 0:
        return 1.5
    before = headline.token(first - 1)
    if before in _DASHES or before.endswith((":", "|")):
        return 1.5
    if headline.text[start - 1] in f"([{QUOTES}" or before.endswith((",", ")", "]", "?", "!")):
        return 1.0
    return 0.8 if before.endswith(("'s", "’s", "s’", "s'")) else 0.0


def _closes(headline: _Headline, last: int, end: int) -> float:
    """What speaks for a title to end here."""
    behind = headline.text[end : headline.tokens[last][1]]
    if last + 1 == len(headline.tokens):
        return 1.5
    following = headline.token(last + 1)
    if following in _DASHES:
        return 2.0
    if ":" in behind:
        return 1.2
    if _numbered_part().match(headline.text, end - 1) is not None:
        return 5.0  # ``Harrow Lane Season 2``
    if following[0] in "([" or _serial().match(following):
        return 1.5
    if author_behind(headline.text, end) is not None:
        return 2.2
    if following in _telling() and last + 2 < len(headline.tokens) and headline.token(last + 2)[0].islower():
        return 2.3  # ``The Ash Garden is a family tree on fire``
    return 0.7 if behind or following.casefold() in _closing() else 0.0
