"""Which work a page reviews, and its year.

The headline names the work among other words. Every stretch of it that could be a title is weighed: whether the text speaks of
it again, whether it stands between separators, in quotation marks, beside a word for "review" or before a year.
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
from desktop.reading.vocabulary import every_language, table
from desktop.review import Found, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line
    from desktop.reading.stages import PageMetadata

_MOST_WORDS = 12  # of a title
_MOST_MENTIONS = 4  # further ones say nothing more
_PERSON = 3.0  # what a title loses that may be a person's name
_SHORT_TITLE = 5  # words of a headline that may be nothing but a title
_SURE = 2.6  # a title that weighs less is not named
_QUOTES = "“”„‟\"«»‹›‘’‚'`´"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "\xa0": " "})
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_TOKEN = re.compile(r"\S+")
_DASHES = frozenset({"–", "—", "-", "|", "•", "·", "~", "/", ":", "::", "»", "―"})
_BEHIND = re.compile(rf"[\"”’'*_]{{0,3}},?\s?[(\[](?:[^()\[\]\d]{{0,50}}?\b)?{_YEAR}\b[^()\[\]]{{0,50}}[)\]]")
_TITLE_YEAR = re.compile(
    rf"(?P<title>(?:[^\W_a-z][^\s()]*|\d+)(?:\s(?:(?:of|the|and|in|a|to|for|on|at|from|de|la|le|du|der|von|vs\.?)\s){{0,3}}(?:[^\W_a-z][^\s()]*|\d+|&)){{0,8}}?)[\"”’']?\s?\({_YEAR}\)"
)
_THIS_YEAR = re.compile(
    rf"\b(?:[Tt]his|[Tt]he)\s{_YEAR}\s(?:[a-z-]+\s){{0,3}}(?:film|movie|novel|book|game|album|series|show|thriller|drama|comedy|documentary|classic|horror|release)\b"
)
_FROM_YEAR = re.compile(rf"\b(?:film|movie|novel|book|game|album|series|show|drama|comedy|thriller)\sfrom\s{_YEAR}\b")
_PIPED = re.compile(rf"^(?P<title>[^|\n]{{1,80}}?)\s*\|\s*{_YEAR}\b")
_CAPTION = re.compile(rf"^(?P<title>[^\n()]{{1,60}}?)\s\({_YEAR}\)\s*[-–—|]\s*\w.{{1,40}}$")
_ASKED = re.compile(
    r"^(?:What (?:Is|Happens In)|Is|Should You (?:Watch|Read|Play)|What['’]s)\s(?P<title>.{1,60}?)\s"
    r"(?:All About|About|(?:Even )?Worth (?:Watching|Reading|Playing|It|Your Time)|Any Good|Good)\??$",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"^(?P<title>.{1,60}?)\s*[-–—|:]?\s*(?:\(?(?:the\s)?official\s(?:teaser\s)?)trailer\b.{0,20}$", re.IGNORECASE
)
_SERIAL = re.compile(
    r"(?:season|series|episode|staffel|saison|s\d{1,2}e\d{1,2}|vol(?:ume)?\.?|part|book|chapter)\b", re.IGNORECASE
)
_SEQUEL = re.compile(r"\s(?:\d{1,2}|[IVX]{1,4})(?=[\s,:;–—!?)’'”\"]|$)(?!\s(?:best|things|reasons|ways))")
_ARTIST_TITLE = re.compile(
    r"[\s:–—|-]{0,4}(?P<artist>[^\s:–—|-][^:–—|]{0,40}?)(?:\s[–—-]\s|:\s)(?P<title>[^–—|:]{1,60}?)\s*(?:[–—|([].*|\b[Rr]eview.*)?$"
)
_BY = re.compile(r"\s+(?:by|von|par)\s+(?P<author>[^,:|–—(]{3,50}?)\s*(?=$|[,:|–—(])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """The work under review: its title, its year and, where the title is written with it, its author."""

    title: Found[str]
    year: Found[int] | None = None
    author: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    start: int
    end: int
    weight: float  # for where it stands, before the text is asked


class Mentions:
    """Where the text of a page speaks of a name, compared without regard to the shape of quotation marks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._parts = [(line.text.translate(_STRAIGHT), line) for line in lines]
        self._joined = "\n".join(part for part, _ in self._parts)
        lowered = self._joined.lower()
        # A few letters change their length in lower case; then capitals must agree.
        self._lowered = lowered if len(lowered) == len(self._joined) else self._joined

    def count(self, name: str, most: int = 12) -> int:
        """How often the name stands in the text as a name, with a capital (or a figure) at its start."""
        wanted = name.translate(_STRAIGHT)
        needle = wanted.lower() if self._lowered is not self._joined else wanted
        return sum(1 for _ in self._places(needle, most))

    def count_small(self, word: str, most: int = 12) -> int:
        """How often a word stands in the text in small letters: then its capital in a headline says nothing."""
        found = at = 0
        while found < most and (at := self._joined.find(word.lower(), at)) >= 0:
            found += self._free(at, at + len(word))
            at += len(word)
        return found

    def _places(self, needle: str, most: int) -> Iterator[int]:
        at = found = 0
        while needle and found < most and (at := self._lowered.find(needle, at)) >= 0:
            end = at + len(needle)
            if not self._joined[at].islower() and self._free(at, end):
                found += 1
                yield at
            at = end

    def _free(self, start: int, end: int) -> bool:
        text = self._joined
        return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())

    def lines_with(self, name: str) -> Iterator[tuple[Line, int]]:
        """The lines that speak of the name, and where behind it they go on."""
        wanted = name.translate(_STRAIGHT).lower()
        for part, line in self._parts:
            at = part.lower().find(wanted)
            while at >= 0:
                yield line, at + len(wanted)
                at = part.lower().find(wanted, at + len(wanted))


@cache
def _generic() -> frozenset[str]:
    titles = table("titles")
    words = {word.casefold() for word in every_language(titles["generic"])}
    return frozenset(words | {word.casefold() for term in every_language(titles["review"]) for word in term.split()})


def find_work(
    every: Sequence[Line],
    own: Sequence[Line],
    headline: Line | None,
    labelled: Sequence[Labelled],
    metadata: PageMetadata,
    kind: WorkKind,
    taken: Collection[Span],
) -> Work | None:
    """The work under review with its year, or None where the page does not make it sure enough.

    ``taken`` are the blocks known for facts and bylines: that these repeat the headline says nothing of the work.
    """
    text = Mentions([line for line in own if line is not headline and line.block.span not in taken])
    found = _labelled(labelled) or _stated(metadata)
    if found is None and headline is not None and kind is WorkKind.MUSIC:
        found = _artist_and_title(headline, text)
    if found is None and headline is not None:
        site = Mentions([line for line in every if line.chrome and headline.text not in line.text])
        found = _in_headline(headline, text, site)
    if found is None or found.title.confidence < 0.6:
        found = _in_other_lines(every) or _in_text(own, headline, text) or found
    if found is None:
        return None
    year = found.year or _labelled_year(labelled) or _year_of(found.title.value, every, own, text)
    return Work(found.title, year, found.author)


def _labelled(labelled: Sequence[Labelled]) -> Work | None:
    for entry in labelled:
        if entry.field == "title" and entry.certain and len(entry.value) <= 100:
            return _taken_apart(entry.value, entry.span, f"work.{entry.rule}", 0.9)
    return None


def _stated(metadata: PageMetadata) -> Work | None:
    for value in metadata.fields.get("item", ()):
        return Work(Found(value, metadata.spans.get("item"), f"work.{metadata.source or 'metadata'}", 0.95))
    return None


def _taken_apart(value: str, span: Span, rule: str, confidence: float) -> Work:
    """A title as written, parted from its year and its author: ``Dune (1965)``, ``Dune by Frank Herbert``."""
    author = None
    by = _BY.search(value)
    if by is not None and is_name(by["author"], words=2) and by.start() > 0:
        author = Found(by["author"], Span(span.start + by.start("author"), span.start + by.end("author")), rule, confidence)
        value = value[: by.start()]
    year = None
    match = re.search(rf"\s*\(?{_YEAR}\)\s*$", value)
    if match is not None and match.start() > 0:
        year = Found(
            int(match["year"]), Span(span.start + match.start("year"), span.start + match.end("year")), rule, confidence
        )
        value = value[: match.start()]
    title = value.strip(f" \t:,;*_{_QUOTES}")
    start = span.start + max(0, value.find(title))
    return Work(Found(title, Span(start, start + len(title)), rule, confidence), year, author)


def _in_headline(line: Line, text: Mentions, site: Mentions) -> Work | None:
    """The stretch of the headline that weighs most as a title."""
    weighed: list[_Weighed] = []
    for candidate in _candidates(line.text):
        found = _weighed(candidate, line.text, text, site)
        if found is not None:
            weighed.append(found)
    kept = [entry for entry in weighed if not any(_gives_way(entry, other) for other in weighed)]
    if not kept:
        return None
    best = max(kept, key=lambda entry: entry.weight)
    candidate = best.candidate
    whole = candidate.end - candidate.start >= len(line.text.strip(f" .!{_QUOTES}"))
    if (
        best.weight < _SURE
        and not (best.mentions and candidate.weight > 0)
        and not (whole and len(candidate.text.split()) <= _SHORT_TITLE)
    ):
        return None
    sure = min(0.95, 0.4 + 0.08 * best.weight) if best.mentions or candidate.weight >= 4 else 0.5
    sequel = _SEQUEL.match(line.text, candidate.end)
    end = sequel.end() if sequel else candidate.end
    work = _taken_apart(line.text[candidate.start : end], line.part(candidate.start, end), "work.headline", round(sure, 2))
    behind = _BEHIND.match(line.text, end)
    year = Found(int(behind["year"]), line.part(*behind.span("year")), "work_year.headline", 0.9) if behind else None
    return Work(work.title, work.year or year, work.author or _author_behind(line, end))


def _artist_and_title(line: Line, text: Mentions) -> Work | None:
    """``Artist – Title`` or ``Artist: Title`` in the headline of a review of music, where the text speaks of one of them."""
    start = 0
    for hit in review_words().find(line.text):
        if not line.text[: hit.start].strip() or line.text[hit.end : hit.end + 2].strip()[:1] in {":", "–", "—", "-", "|"}:
            start = hit.end
    match = _ARTIST_TITLE.match(line.text, start)
    if match is None or not _may_be_title(match["artist"]) or not _may_be_title(match["title"]):
        return None
    if not text.count(match["artist"]) and not text.count(match["title"].strip(_QUOTES)):
        return None
    work = _taken_apart(match["title"], line.part(*match.span("title")), "work.artist_and_title", 0.75)
    artist = Found(match["artist"], line.part(*match.span("artist")), "credits.artist_and_title", 0.75)
    return Work(work.title, work.year, artist)


@dataclass(frozen=True, slots=True)
class _Weighed:
    candidate: _Candidate
    weight: float
    mentions: int  # in the text


def _weighed(candidate: _Candidate, headline: str, text: Mentions, site: Mentions) -> _Weighed | None:
    """A candidate with what the text says for it; None where neither the text nor its place in the headline says enough."""
    words = candidate.text.split()
    mentions = text.count(candidate.text)
    if is_person(candidate.text) or _is_of_a_person(candidate, headline):
        weight_of_name = -_PERSON
    else:
        weight_of_name = 0.0
    if len(words) == 1 and mentions and text.count_small(candidate.text) > mentions:
        return None
    weight = candidate.weight + 1.5 * min(mentions, _MOST_MENTIONS) + 0.15 * len(words) + weight_of_name
    if mentions:
        return _Weighed(candidate, weight, mentions)
    if candidate.end - candidate.start >= len(headline.strip()) and not _is_title_case(words):
        return None
    tagged = candidate.weight >= 2.5 and _is_title_case(words) and site.count(candidate.text) >= 2
    if candidate.weight < 3 and not tagged:
        return None
    return _Weighed(candidate, weight - (0.0 if tagged else 1.5), 0)


def _is_of_a_person(candidate: _Candidate, headline: str) -> bool:
    """Whether a single word is the surname behind a given name, or a given name before a surname: ``Tom`` ``Cruise``."""
    if " " in candidate.text:
        return False
    before = headline[: candidate.start].split()[-1:]
    behind = headline[candidate.end :].split()[:1]
    pairs = [f"{word} {candidate.text}" for word in before] + [f"{candidate.text} {word.rstrip(',.:!?')}" for word in behind]
    return any(is_person(re.sub(r"['’]s?$", "", pair)) for pair in pairs)


def _gives_way(entry: _Weighed, other: _Weighed) -> bool:
    """Whether a title is only a part of another one that the text speaks of, or begins with its author's name."""
    inside, outside = entry.candidate, other.candidate
    if len(outside.text) <= len(inside.text):
        # ``Larsson's The Girl`` gives way to ``The Girl``; ``Schindler's List`` does not, for nobody speaks of ``List`` alone.
        owner = inside.text[: inside.text.find(outside.text)]
        owned = inside.end == outside.end and owner.rstrip().endswith(("'s", "’s", "s'", "s’"))
        return owned and (other.mentions > entry.mentions or outside.text.startswith(("The ", "A ", "An ")))
    if not (outside.start <= inside.start and inside.end <= outside.end) or not other.mentions:
        return False
    if outside.text.split()[0].endswith(("'s", "’s")) and _gives_way(other, entry):
        return False
    return other.mentions >= max(1, entry.mentions / 3)


def _author_behind(line: Line, end: int) -> Found[str] | None:
    """``… by Author`` behind a title in the headline, or ``Author's …`` before it."""
    by = _BY.match(line.text, end + len(line.text[end:]) - len(line.text[end:].lstrip(f"{_QUOTES},")))
    if by is not None and is_name(by["author"], words=2):
        return Found(by["author"], line.part(*by.span("author")), "credits.headline", 0.8)
    return None


def _is_title_case(words: Sequence[str]) -> bool:
    """Whether the words are written as a title is: all large but the small words of the language."""
    if len(words) > 7:
        return False
    return all(not word[0].islower() or word.casefold() in _generic() for word in words) and not all(
        word.strip(".,:!?").casefold() in _generic() for word in words
    )


def _candidates(headline: str) -> Iterator[_Candidate]:
    """Every stretch of the headline that may be a title, with what its place says for it."""
    blanked = headline
    for notation in find_notations(headline):
        blanked = blanked[: notation.span.start] + " " * len(notation.span) + blanked[notation.span.end :]
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(blanked)][:40]
    hits = [(hit.start, hit.end) for hit in review_words().find(headline)]
    quoted = [
        match.span("inner") for match in re.finditer(r"(?<!\w)[“\"‘'«„](?P<inner>[^“”\"«»„]{1,80}?)[”\"’'»“](?!\w)", headline)
    ]
    for first in range(len(tokens)):
        if headline[tokens[first][0] : tokens[first][1]] in _DASHES:
            continue
        for last in range(first, min(len(tokens), first + _MOST_WORDS)):
            if headline[tokens[last][0] : tokens[last][1]] in _DASHES:
                continue
            candidate = _candidate(headline, tokens, first, last, hits, quoted)
            if candidate is not None:
                yield candidate


def _candidate(
    headline: str,
    tokens: Sequence[tuple[int, int]],
    first: int,
    last: int,
    hits: Sequence[tuple[int, int]],
    quoted: Sequence[tuple[int, int]],
) -> _Candidate | None:
    start, end = tokens[first][0], tokens[last][1]
    start += len(headline[start:end]) - len(headline[start:end].lstrip(f"([{_QUOTES}"))
    bare = headline[start:end].rstrip(f"{_QUOTES},:;!?)]…*_")
    if bare.endswith(("'s", "’s")):
        return None
    bare = bare if bare.endswith(("...", ". .")) is False else bare.rstrip(" .")
    end = start + len(bare)
    if not bare or bare[0].islower() or not _may_be_title(bare):
        return None
    if any(
        hit[0] < end and start < hit[1] and not any(q[0] <= hit[0] and hit[1] <= q[1] for q in quoted)
        for hit in hits
        if _is_review(headline, hit)
    ):
        return None
    weight = _opens(headline, tokens, first, start) + _closes(headline, tokens, last, end)
    if any(abs(q[0] - start) <= 1 and abs(q[1] - end) <= 2 for q in quoted):
        weight += 3
    for hit in hits:
        between = headline[hit[1] : start] if hit[1] <= start else headline[end : hit[0]] if hit[0] >= end else None
        if between is not None and not re.sub(rf"\({_YEAR}\)|[\s:–—|,.()\[\]{_QUOTES}-]|\bof\b|'s", "", between):
            weight += 2.5
            break
    if _BEHIND.match(headline, end):
        weight += 2.5
    return _Candidate(bare, start, end, weight)


def _is_review(headline: str, hit: tuple[int, int]) -> bool:
    """Whether a word for a review is meant as one: beside a separator or at an end of the headline, or before its year."""
    return (
        not headline[: hit[0]].strip()
        or not headline[hit[1] :].strip(" .!")
        or headline[hit[1] : hit[1] + 2].strip()[:1] in {":", "–", "—", "-", "|", "(", "o"}
    )


def _may_be_title(text: str) -> bool:
    words = [word.strip(f".,:;!?&{_QUOTES}").casefold() for word in text.replace("’", "'").split()]
    if all(word in _generic() or not word for word in words):
        return False
    return not is_place(text) and not re.fullmatch(r"[\W\d_]+", text)


def _opens(headline: str, tokens: Sequence[tuple[int, int]], first: int, start: int) -> float:
    """What speaks for a title to begin here."""
    if first == 0:
        return 1.5
    before = headline[tokens[first - 1][0] : tokens[first - 1][1]]
    if before in _DASHES or before.endswith((":", "|")):
        return 1.5
    if headline[start - 1] in f"([{_QUOTES}" or before.endswith((",", ")", "?", "!")):
        return 1.0
    return 0.8 if before.endswith(("'s", "’s", "s’", "s'")) else 0.0


def _closes(headline: str, tokens: Sequence[tuple[int, int]], last: int, end: int) -> float:
    """What speaks for a title to end here."""
    behind = headline[end : tokens[last][1]]
    if last + 1 == len(tokens):
        return 1.5
    following = headline[tokens[last + 1][0] : tokens[last + 1][1]]
    if following in _DASHES:
        return 2.0
    if ":" in behind:
        return 1.2
    if following[0] in "([" or _SERIAL.match(headline, tokens[last + 1][0]):
        return 1.5
    if following.casefold() in {"at", "@", "im", "au"}:
        return 0.7
    return 0.7 if behind else 0.0


def _in_other_lines(every: Sequence[Line]) -> Work | None:
    """Lines that name the work by their form: a line of facts, a caption, a heading that asks, a trailer's name."""
    for pattern, rule, confidence in (
        (_PIPED, "work.facts_line", 0.85),
        (_ASKED, "work.heading", 0.7),
        (_CAPTION, "work.caption", 0.65),
        (_TRAILER, "work.trailer", 0.6),
    ):
        for line in every:
            match = pattern.match(line.text) if len(line.text) <= 120 else None
            if match is None or not _may_be_title(match["title"]):
                continue
            title = Found(match["title"].strip(_QUOTES), line.part(*match.span("title")), rule, confidence)
            if "year" in pattern.groupindex:
                return Work(title, Found(int(match["year"]), line.part(*match.span("year")), rule, confidence))
            return Work(title)
    return None


def _in_text(own: Sequence[Line], headline: Line | None, text: Mentions) -> Work | None:
    """``Title (2010)`` in the text, where the text speaks of it again and of no other work more often."""
    best: tuple[int, Line, re.Match[str]] | None = None
    for line in own:
        if line is headline:
            continue
        for match in _TITLE_YEAR.finditer(line.text):
            mentions = text.count(match["title"])
            if mentions >= 2 and (best is None or mentions > best[0]):
                best = (mentions, line, match)
    if best is not None:
        _, line, match = best
        year = Found(int(match["year"]), line.part(*match.span("year")), "work.text_with_year", 0.65)
        return Work(Found(match["title"], line.part(*match.span("title")), "work.text_with_year", 0.65), year)
    return _first_words(own, text)


def _first_words(own: Sequence[Line], text: Mentions) -> Work | None:
    """A name at the head of one of the first sentences, before a verb that tells of a work, and often in the text."""
    telling = "|".join(table("titles")["telling"]["en"])
    pattern = re.compile(
        rf"(?P<title>[^\W_a-z][\w'’]*(?:\s(?:of\s|the\s|and\s|in\s)?[^\W_a-z][\w'’]*){{0,5}})\s(?:{telling})\b"
    )
    for line in own[:6]:
        match = pattern.match(line.text)
        if match is not None and len(line.text) >= 80 and _may_be_title(match["title"]) and text.count(match["title"]) >= 4:
            return Work(Found(match["title"], line.part(*match.span("title")), "work.first_words", 0.6))
    return None


def _labelled_year(labelled: Sequence[Labelled]) -> Found[int] | None:
    for entry in labelled:
        match = re.search(rf"\b{_YEAR}\b", entry.value) if entry.field in {"year", "release"} else None
        if match is not None:
            span = Span(entry.span.start + match.start("year"), entry.span.start + match.end("year"))
            return Found(int(match["year"]), span, f"work_year.{entry.rule}", 0.9)
    return None


def _year_of(title: str, every: Sequence[Line], own: Sequence[Line], text: Mentions) -> Found[int] | None:
    """The year that stands behind the title somewhere, or that a sentence gives for the work."""
    for line, end in [*text.lines_with(title), *Mentions([line for line in every if line.chrome]).lines_with(title)]:
        match = _BEHIND.match(line.text, end)
        if match is not None:
            return Found(int(match["year"]), line.part(*match.span("year")), "work_year.behind_title", 0.85)
    for line in own:
        match = _THIS_YEAR.search(line.text)
        if match is not None and match.group()[:4].casefold() == "this":
            return Found(int(match["year"]), line.part(*match.span("year")), "work_year.this_year", 0.8)
        match = match or _FROM_YEAR.search(line.text)
        if match is not None and title.casefold() in line.text.casefold():
            return Found(int(match["year"]), line.part(*match.span("year")), "work_year.sentence", 0.7)
    return None
