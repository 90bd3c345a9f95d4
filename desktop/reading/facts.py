"""What a page says of the work, of the critic and of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.reading.bylines import find_critic, find_published
from desktop.reading.credits import bracketed_cast, labelled_credits, merged, prose_credits
from desktop.reading.durations import find_durations
from desktop.reading.labels import Labelled, find_labelled
from desktop.reading.lines import Line, lines_of
from desktop.reading.notations import find_notations
from desktop.reading.places import find_countries, find_genres, find_platforms
from desktop.reading.stages import Claim, Facts, PageMetadata
from desktop.reading.titles import find_headline, find_work
from desktop.reading.vocabulary import Terms, every_language, table
from desktop.review import Block, Found, Job, Role, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_facts(text: str, blocks: Sequence[Block], metadata: PageMetadata | None = None) -> Facts:
    """Everything the page says of the work and of itself, each with its span, its rule and how sure that is."""
    metadata = metadata or PageMetadata()
    every = lines_of(text, blocks)
    lines = [line for line in every if not line.chrome]
    labelled = list(find_labelled(lines))
    claims = _labelled_claims(labelled)
    critic = find_critic(every, labelled)
    published = find_published(lines, labelled)
    for found in (critic, published):
        if found is not None and found[1] is not None and found[1].whole and not found[1].chrome:
            claims.setdefault(found[1].block.span, Claim(Role.BYLINE, found[0].rule, found[0].confidence))
    headline = find_headline(lines, claims)
    prose = [line for line in lines if line.block.span not in claims and line is not headline]
    credits = list(labelled_credits(labelled))
    credits += prose_credits(prose)
    credits += bracketed_cast(prose, [c for c in credits if c.job is not Job.CAST])
    standfirst = None
    if headline is not None:
        claims[headline.block.span] = Claim(Role.HEADLINE, "headline.first_line", 0.8)
        standfirst = _standfirst(lines, headline)
        if standfirst is not None:
            claims[standfirst[1].block.span] = Claim(Role.STANDFIRST, standfirst[0].rule, standfirst[0].confidence)
    work = find_work(every, headline, labelled)
    for line in prose:
        if line.whole and len(line.text) <= 40 and Terms((t, True) for t in every_language(table("platforms")["where"])).first(line.text):
            claims.setdefault(line.block.span, Claim(Role.FACT, "facts.platform_line", 0.7))
    return Facts(
        headline=None if headline is None else Found(headline.text, headline.span, "headline.first_line", 0.8),
        standfirst=standfirst[0] if standfirst else None,
        work=work[0] if work else None,
        work_year=(work[1] if work else None) or _labelled_year(labelled),
        critic=critic[0] if critic else None,
        published=published[0] if published else None,
        credits=merged(credits),
        runtime=_runtime(labelled, prose),
        countries=find_countries(lines, labelled),
        platforms=find_platforms(lines, labelled),
        genres=find_genres(lines, labelled),
        claims=claims,
    )


def _labelled_claims(labelled: Sequence[Labelled]) -> dict[Span, Claim]:
    claims: dict[Span, Claim] = {}
    for entry in labelled:
        for line in entry.lines:
            if line.whole and len(line.text) <= 300:
                claims[line.block.span] = Claim(Role.FACT, f"facts.{entry.rule}", 0.9)
    return claims


def _standfirst(lines: Sequence[Line], headline: Line) -> tuple[Found[str], Line] | None:
    """A sentence between the headline and the text; on the line of the stars it stands behind them."""
    at = next(number for number, line in enumerate(lines) if line is headline)
    for line in lines[at + 1 : at + 2]:
        notations = find_notations(line.text)
        if notations and notations[0].span.start == 0 and 20 <= len(line.text) - len(notations[0].span) <= 250:
            start = notations[0].span.end
            body = line.text[start:].strip(" \xa0-–—:|")
            start = line.text.find(body)
            return Found(body, line.part(start, start + len(body)), "standfirst.behind_rating", 0.8), line
    return None


def _labelled_year(labelled: Sequence[Labelled]) -> Found[int] | None:
    for entry in labelled:
        if entry.field in {"year", "release"}:
            digits = next((w for w in entry.value.replace(",", " ").split() if w.isdigit() and len(w) == 4), None)
            if digits:
                start = entry.span.start + entry.value.find(digits)
                return Found(int(digits), Span(start, start + 4), f"work_year.{entry.rule}", 0.9)
    return None


def _runtime(labelled: Sequence[Labelled], lines: Sequence[Line]) -> Found[int] | None:
    for entry in labelled:
        if entry.field == "runtime":
            for duration in find_durations(entry.value, labelled=True):
                span = Span(entry.span.start + duration.span.start, entry.span.start + duration.span.end)
                return Found(duration.minutes, span, f"runtime.{entry.rule}", 0.95)
    about = Terms((term, True) for term in every_language(table("durations")["about_the_work"]))
    for line in lines:
        for duration in find_durations(line.text):
            near = line.text[max(0, duration.span.start - 40) : duration.span.end + 40]
            piped = "|" in line.text and len(line.text) < 160
            if duration.minutes >= 40 and (piped or about.first(near)):
                return Found(duration.minutes, line.part(duration.span.start, duration.span.end), "runtime.prose", 0.7)
    return None
