"""What a page reviews: a film, a book, a game … or no one work at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop.reading.dates import find_dates
from desktop.reading.headlines import review_words
from desktop.reading.lines import line_at, lines_of
from desktop.reading.vocabulary import Terms, every_language, table, tokens_of
from desktop.review import Found, Job, Role, Whose, WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reading.lines import Line
    from desktop.reading.stages import Facts, PageMetadata, Ratings, Sections
    from desktop.review import Block

_MOST = 8  # one word repeated says no more after this
_HEAD, _SHORT, _ABOVE = 6, 200, 3  # lines above the text, their length, and what a word in them is worth
_TELLING = 120  # words of prose from which on their tone says something
_REPORTING = 2.5  # words in a hundred by which a short text reports
_UNSURE = 0.7  # confidence of a headline that is only the first line of the text
_SENTENCE = 12  # words from which on such a line is a sentence, not a heading
_NO_REVIEW = -2.5  # evidence from which on a page is taken for no review of one work
_TITLED = re.compile(
    r"^(?:\d{1,3}[.)]\s*)?[“\"‘'*_]{0,3}(?P<title>[^\W_a-z][^\n()]{0,80}?)[”\"’'*_]{0,3}\s?[(\[](?:[^()\[\]]{0,30}\b)?(?:19|20)\d\d\b"
)
# ``The Ice Ledger by Runa Falk (Norsk, $16)``
_BY_SOMEBODY = re.compile(
    r"(?P<title>[A-Z“\"‘'][^\n.:]{1,80}?),? by [A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{0,20}){1,3}(?:$|\s[(\[–—-])"
)
_NUMBERED = re.compile(
    r"^(?:the\s)?(?:[2-9]|[1-9]\d{1,2})\s(?!minutes?\b|hours?\b)(?:[\w'’-]+\s){0,4}[\w'’-]+s\b", re.IGNORECASE
)
# What news begins with: ``LONDON (Wire) - …``, ``LOS ANGELES, May 3 (Wire) — …``.
_DATELINE = re.compile(r"[A-Z][A-Z .,/]{2,40}(?:[A-Z][a-z]{2,8}\.? \d{1,2} ?)?(?:\([A-Z][\w ]{1,20}\) ?)[-–—]{1,2} ")
_PRICE = re.compile(
    r"^(?:from\s|price:?\s)?[$£€]\s?\d{1,5}(?:[.,]\d{2})?(?:\s[$£€]\s?\d{1,5}(?:[.,]\d{2})?)?$|^\d{1,5}(?:[.,]\d{2})\s?[€£$]$",
    re.IGNORECASE,
)


_MADE_BY = {
    Job.DIRECTOR: WorkKind.FILM,
    Job.CAST: WorkKind.FILM,
    Job.CINEMATOGRAPHER: WorkKind.FILM,
    Job.ARTIST: WorkKind.MUSIC,
}


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for a review of one work (positive) or against it, and by which rule."""

    weight: float
    rule: str


@cache
def _terms() -> Terms[tuple[WorkKind, str, float]]:
    return Terms(
        (term, (WorkKind(kind), term, 3.0 if weight == "strong" else 1.0))
        for kind, groups in table("kinds").items()
        for weight, terms in groups.items()
        for term in terms
    )


@cache
def _page_terms(group: str) -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("pages")[group]))


@cache
def _tone() -> Terms[str]:
    """Words that judge and words that report."""
    return Terms((term, tone) for tone in ("judging", "reporting") for term in every_language(table("pages")[tone]))


def by_vocabulary(lines: Sequence[Line], title: str = "") -> Found[WorkKind]:
    """The kind of work that the words of some lines speak of most, or OTHER where they speak of none.

    The words of the work's title do not count: a film called "The Menu" is no restaurant.
    """
    return _by_words(tuple(line.text for line in lines), frozenset(tokens_of(title).words))


@lru_cache(maxsize=4)
def _counted(texts: tuple[str, ...]) -> dict[tuple[WorkKind, str], float]:
    """How much every term of every kind weighs in the texts of some lines; kept, since several stages ask for one page."""
    counts: dict[tuple[WorkKind, str], float] = {}
    for number, text in enumerate(texts):
        # What stands above the text is chosen with care: headline, standfirst, category.
        worth = _ABOVE if number < _HEAD and len(text) <= _SHORT else 1
        for hit in _terms().find(text):
            kind, term, weight = hit.value
            weight *= worth
            counts[kind, term] = min(counts.get((kind, term), 0.0) + weight, _MOST * weight)
    return counts


def _by_words(texts: tuple[str, ...], title: frozenset[str]) -> Found[WorkKind]:
    """The kind of which the texts of some lines say most, but for the words of a title."""
    counts = {key: score for key, score in _counted(texts).items() if key[1] not in title}
    scores: dict[WorkKind, float] = {}
    for (kind, _), score in counts.items():
        scores[kind] = scores.get(kind, 0.0) + score
    if not scores:
        return Found(WorkKind.OTHER, None, "kinds.no_evidence", 0.2)
    best = max(scores, key=lambda kind: scores[kind])
    rest = sum(scores.values()) - scores[best]
    return Found(best, None, "kinds.vocabulary", round(scores[best] / (scores[best] + rest + 1), 2))


def find_kind(text: str, blocks: Sequence[Block], metadata: PageMetadata, facts: Facts, ratings: Ratings) -> Found[WorkKind]:
    """What the page reviews, or NOT_A_REVIEW where the evidence is against a review of one work."""
    every = lines_of(text, blocks)
    own = [line for line in every if not line.chrome]
    stated = _stated(metadata)
    if stated is not None:
        return stated
    evidence = [found for found in _evidence(every, own, facts, ratings) if found is not None]
    total = sum(found.weight for found in evidence)
    if total <= _NO_REVIEW:
        worst = min(evidence, key=lambda found: found.weight)
        return Found(WorkKind.NOT_A_REVIEW, None, worst.rule, round(min(0.95, 0.4 - total / 10), 2))
    kind = by_vocabulary(own, facts.work.value if facts.work else "")
    return (_by_facts(facts) or kind) if kind.value is WorkKind.OTHER else kind


def _by_facts(facts: Facts) -> Found[WorkKind] | None:
    """The kind of work that has such makers, or a runtime, where no word tells it."""
    for credit in facts.credits:
        if credit.listed and credit.job in _MADE_BY:
            return Found(_MADE_BY[credit.job], credit.span, "kinds.facts", 0.4)
    return Found(WorkKind.FILM, facts.runtime.span, "kinds.facts", 0.4) if facts.runtime else None


def withheld(facts: Facts, ratings: Ratings, sections: Sections) -> tuple[Facts, Ratings, Sections]:
    """What stages found on a page that reviews no one work, without what they claim of a work.

    What the page says of itself (headline, critic, date) stays; its scores, if it has any, are those of several works.
    """
    scores = tuple(
        replace(rating, whose=Whose.OTHER, about=rating.about or "one of several works") for rating in ratings.ratings
    )
    headings = {span: claim for span, claim in sections.claims.items() if claim.role is Role.HEADING}
    return (
        replace(facts, work=None, work_year=None, credits=(), runtime=None, countries=(), platforms=(), genres=()),
        replace(ratings, ratings=scores, verdict=None, verdict_rule=""),
        replace(sections, sections=(), pros=(), cons=(), warnings=(), claims=headings),
    )


def _stated(metadata: PageMetadata) -> Found[WorkKind] | None:
    """The kind that the page's own data names (``Movie``, ``VideoGame``)."""
    kinds = table("schema")["kinds"]
    for value in metadata.fields.get("item_type", ()):
        kind = kinds.get(value.casefold())
        if kind is not None:
            return Found(WorkKind(kind), metadata.spans.get("item_type"), f"kinds.{metadata.source or 'metadata'}", 0.95)
    return None


def _evidence(every: Sequence[Line], own: Sequence[Line], facts: Facts, ratings: Ratings) -> list[_Evidence | None]:
    return [
        *_in_headline(facts),
        _of_the_work(facts),
        _of_the_verdict(own, facts, ratings),
        _of_several_works(own, facts),
        _of_a_feed(every, own),
        _of_a_shop(every),
        _of_a_forum(every),
        _of_the_prose(own),
    ]


def _in_headline(facts: Facts) -> list[_Evidence | None]:
    if facts.headline is None or facts.headline.value.endswith("."):
        return []
    text = facts.headline.value
    words = tokens_of(text).words
    if facts.headline.confidence <= _UNSURE and len(words) >= _SENTENCE:
        return []  # The first sentence of a text without a headline: its words are prose.
    found: list[_Evidence | None] = []
    title = set(tokens_of(facts.work.value).words) if facts.work and facts.work.confidence >= 0.7 else set()
    outside = " ".join(word for word in words if word not in title)
    if "reviews" not in words and review_words().first(text) is not None:
        found.append(_Evidence(2.0, "kinds.review_in_headline"))
    if _NUMBERED.match(text) and not title:
        found.append(_Evidence(-2.0, "kinds.list_headline"))
    if _page_terms("many_surely").first(text) is not None:
        found.append(_Evidence(-3.0, "kinds.list_headline"))
    elif _page_terms("many").first(outside) is not None:
        found.append(_Evidence(-1.5, "kinds.list_headline"))
    if _is_talk(text):
        found.append(_Evidence(-6.0, "kinds.news_headline"))
    elif _page_terms("news").first(outside) is not None:
        found.append(_Evidence(-1.0, "kinds.news_headline"))
    return found


def _is_talk(headline: str) -> bool:
    """Whether a headline says of itself that an interview, a podcast or a competition follows."""
    for hit in _page_terms("talk").find(headline):
        before, behind = headline[: hit.start].rstrip(), headline[hit.end :].lstrip()
        opens = not before or before[-1] in ":|–—-"
        closes = not behind or behind[0] in ":|–—-"
        if (opens and (closes or " " in headline[hit.start : hit.end])) or (closes and before.endswith((":", "|"))):
            return True
    return False


def _of_the_work(facts: Facts) -> _Evidence:
    if facts.work is None:
        # Without a headline nothing could name the work: pasted reviews are so.
        return _Evidence(-1.5 if facts.headline is not None else -0.5, "kinds.no_work")
    sure = facts.work.confidence
    return _Evidence(1.0 if sure >= 0.7 else 0.0 if sure >= 0.6 else -0.75, "kinds.work")


def _of_the_verdict(own: Sequence[Line], facts: Facts, ratings: Ratings) -> _Evidence | None:
    """A verdict is a review's; many different ones, each on a line of its own, are several reviews'."""
    own_scores = [rating for rating in ratings.ratings if rating.whose is Whose.CRITIC]
    places = {line.span for rating in own_scores if (line := line_at(own, rating.span.start)) is not None}
    if len(places) >= 3 and len({rating.normalised for rating in own_scores}) >= 2:
        return _Evidence(-4.0, "kinds.several_verdicts")
    if ratings.verdict is None:
        return None
    several = facts.work is None and facts.headline is not None and _page_terms("many").first(facts.headline.value) is not None
    return _Evidence(0.5 if several else 2.5, "kinds.verdict")  # one score on a list is one work's of many


def _of_several_works(own: Sequence[Line], facts: Facts) -> _Evidence | None:
    """Lines that begin with a title and its year, as a list of works has them."""
    title = facts.work.value.casefold() if facts.work else ""
    titles = {match["title"].casefold() for line in own if (match := _TITLED.match(line.text)) and line.block.level != 1}
    titles |= {match["title"].casefold() for line in own if (match := _BY_SOMEBODY.match(line.text))}
    titles = {other for other in titles if not title or (other not in title and title not in other)}
    return _Evidence(-3.0, "kinds.several_works") if len(titles) >= 3 else None


def _of_a_feed(every: Sequence[Line], own: Sequence[Line]) -> _Evidence | None:
    """Teasers that go on elsewhere, or the dates of several pieces, in what is not folded as the site's."""
    more = sum(1 for line in every if len(line.text) <= 40 and _page_terms("feed").exact(line.text.rstrip(" .…→»›>")))
    dates = {written.value for line in own if len(line.text) <= 60 for written in find_dates(line.text)}
    if more >= 3 or len(dates) >= 4:
        return _Evidence(-3.0, "kinds.feed")
    return None


def _of_a_shop(every: Sequence[Line]) -> _Evidence | None:
    prices = sum(1 for line in every if len(line.text) <= 30 and _PRICE.match(line.text))
    words = {
        line.text[hit.start : hit.end].casefold()
        for line in every
        if len(line.text) <= 80
        for hit in _page_terms("shop").find(line.text)
    }
    if prices and len(words) >= 3:
        sells = any(_page_terms("sells").first(word) is not None for word in words)
        return _Evidence(-7.0 if sells else -4.0, "kinds.shop")
    return None


def _of_a_forum(every: Sequence[Line]) -> _Evidence | None:
    """What forums print round a thread."""
    words = {hit.value for line in every if len(line.text) <= 90 for hit in _forum().find(line.text)}
    return _Evidence(-7.0, "kinds.forum") if len(words) >= 2 else None


@cache
def _forum() -> Terms[str]:
    return Terms((term, term) for term in every_language(table("pages")["forum"]))


def _of_the_prose(own: Sequence[Line]) -> _Evidence | None:
    """Whether the text judges or reports."""
    long = [line for line in own if len(line.text) >= 80]
    words = sum(len(tokens_of(line.text)) for line in long)
    if own and any(_DATELINE.match(line.text) for line in own[:8]):
        return _Evidence(-3.0, "kinds.dateline")
    if words < 80:
        return None
    hits = [hit.value for line in long for hit in _tone().find(line.text)]
    judging, reporting = (hits.count(tone) / words * 100 for tone in ("judging", "reporting"))
    if reporting >= (1.2 if words >= _TELLING else _REPORTING) and reporting > 2 * judging:
        return _Evidence(-1.75, "kinds.reporting")
    return _Evidence(0.5, "kinds.judging") if judging >= 1.5 else None
