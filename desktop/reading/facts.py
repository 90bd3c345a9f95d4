"""What a page says of the work, of the critic and of itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading import bylines, credits, kinds
from desktop.reading.durations import find_durations
from desktop.reading.headlines import find_headline, find_standfirst, is_category, is_paragraph
from desktop.reading.labels import Labelled, find_labelled
from desktop.reading.lines import Line, lines_of
from desktop.reading.places import find_countries, find_genres, find_platforms, from_tags
from desktop.reading.stages import Claim, Facts, PageMetadata
from desktop.reading.vocabulary import Terms, every_language, table
from desktop.reading.works import Mentions, Work, find_work
from desktop.review import Block, Credit, Found, Job, Role, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST_FACT = 300  # characters of a line that holds nothing but labelled facts
_NO_CLAIM = Claim(Role.BODY, "")
_LASTING = frozenset({WorkKind.FILM, WorkKind.TV, WorkKind.STAGE, WorkKind.OTHER, WorkKind.MUSIC})
_SHORTEST_FILM = 40  # minutes; shorter times in prose are scenes and episodes


def find_facts(text: str, blocks: Sequence[Block], metadata: PageMetadata | None = None) -> Facts:
    """Everything that the page says of the work and of itself, each with its span, its rule and how sure that is."""
    metadata = metadata or PageMetadata()
    every = lines_of(text, blocks)
    own = [line for line in every if not line.chrome]
    labelled = list(find_labelled(own))
    claims = _claims_of_labels(labelled)
    published = bylines.find_published(every, own, labelled, metadata)
    _claim(claims, published, Role.BYLINE)
    genres, tags = find_genres(every, own, labelled)
    for line in tags:
        claims.setdefault(line.block.span, Claim(Role.FACT, "facts.tags", 0.7))
    headed = find_headline(every, own, claims, metadata)
    headline, head = headed if headed else (None, None)
    kind = kinds.by_vocabulary(own).value
    work = find_work(every, own, head, labelled, metadata, kind, claims)
    title = work.title.value if work else ""
    unclaimed = [line for line in own if claims.get(line.block.span, _NO_CLAIM).role is not Role.FACT]
    labelled, critic = _authors(every, unclaimed, head, labelled, metadata, kind)
    _claim(claims, critic, Role.BYLINE)
    standfirst = None
    if head is not None and headline is not None:
        claims[head.block.span] = Claim(Role.HEADLINE, headline.rule, headline.confidence)
        standfirst = find_standfirst(own, head, claims)
        _claim(claims, standfirst, Role.STANDFIRST)
    heads = [line for line in (head, standfirst[1] if standfirst else None) if line is not None]
    prose = [line for line in own if line.block.span not in claims or line in heads]
    countries = find_countries(own, labelled, title, heads)
    platforms = find_platforms(own, labelled, title, heads)
    if tags and not (countries and platforms):
        by_tag = from_tags(tags)
        countries, platforms = countries or by_tag[0], platforms or by_tag[1]
    _claim_small_lines(claims, own, head)
    return Facts(
        headline=headline,
        standfirst=standfirst[0] if standfirst else None,
        work=work.title if work else None,
        work_year=work.year if work else None,
        critic=critic[0] if critic else None,
        outlet=_outlet(metadata),
        published=published[0] if published else None,
        credits=_credits(labelled, prose, head, work, kind),
        runtime=_runtime(labelled, own, claims, kind, metadata),
        countries=countries,
        platforms=platforms,
        genres=genres or _stated(metadata, "genre"),
        claims=claims,
    )


def _claims_of_labels(labelled: Sequence[Labelled]) -> dict[Span, Claim]:
    """The lines that are facts: a label and its value, unless the value is a sentence."""
    claims: dict[Span, Claim] = {}
    for entry in labelled:
        sentence = entry.rule == "label_above" and len(entry.value) > 40 and entry.value.rstrip().endswith((".", "!"))
        for line in entry.lines:
            if len(line.text) <= _LONGEST_FACT and not sentence:
                claims[line.block.span] = Claim(Role.FACT, f"facts.{entry.rule}", 0.9 if entry.certain else 0.75)
    return claims


def _claim(claims: dict[Span, Claim], found: tuple[Found[object], Line | None] | None, role: Role) -> None:
    """Claim the line on which a value was found, if it is the review's own and short enough to be about nothing else."""
    if found is None or found[1] is None or found[1].chrome or is_paragraph(found[1]):
        return
    claims.setdefault(found[1].block.span, Claim(role, found[0].rule, found[0].confidence))


def _authors(
    every: Sequence[Line],
    own: Sequence[Line],
    head: Line | None,
    labelled: Sequence[Labelled],
    metadata: PageMetadata,
    kind: WorkKind,
) -> tuple[list[Labelled], tuple[Found[str], Line | None] | None]:
    """Labels with every ``Author`` and lone ``by`` resolved, and the critic.

    In a page about a book these name its author, unless a date is labelled beside them or another critic is named; a byline whose
    surname the text itself speaks of is the author's too.
    """
    book = kind is WorkKind.BOOK
    dated = any(entry.field == "published" for entry in labelled)
    text = Mentions([line for line in own if line is not head])

    def resolved(entry: Labelled) -> Labelled:
        if entry.field == "author":
            return replace(entry, field="author" if book and not (dated and entry.rule == "label_above") else "critic")
        if entry.field == "by":
            return replace(entry, field="author" if book else "critic")
        return entry

    settled = [resolved(entry) for entry in labelled]
    critic = bylines.find_critic(every, own, head, [entry for entry in settled if entry.field == "critic"], metadata)
    if critic is None or not book or critic[1] is None or critic[0].rule not in {"critic.byline", "critic.signature"}:
        return settled, critic
    surname = critic[0].value.split()[-1]
    if text.count(surname) < 2 or critic[0].span is None:
        return settled, critic
    author = Labelled("author", "by", critic[0].value, critic[0].span, "byline", (critic[1],))
    others = [line for line in own if line is not critic[1]]
    again = bylines.find_critic([line for line in every if line is not critic[1]], others, head, [], metadata)
    return [*settled, author], again


def _credits(
    labelled: Sequence[Labelled], prose: Sequence[Line], head: Line | None, work: Work | None, kind: WorkKind
) -> tuple[Credit, ...]:
    found = list(credits.labelled_credits(labelled))
    found += credits.prose_credits(prose, kind)
    found += credits.bracketed_cast(prose, [credit for credit in found if credit.job is not Job.CAST], kind)
    if work is not None:
        found += credits.owners_of(prose, head, work.title.value, kind)
        job = {WorkKind.BOOK: Job.WRITER, WorkKind.MUSIC: Job.ARTIST}.get(kind)
        if job is not None and work.author is not None and work.author.span is not None:
            found.append(Credit(job, work.author.value, work.author.span, work.author.rule, 0.85))
    return credits.merged(found)


def _claim_small_lines(claims: dict[Span, Claim], own: Sequence[Line], head: Line | None) -> None:
    """Categories beside the headline, and a line that only says where the work is to be seen."""
    above_text = True
    for line in own:
        above_text = above_text and (line is head or not is_paragraph(line))
        if line.block.span in claims:
            continue
        if above_text and is_category(line.text):
            claims[line.block.span] = Claim(Role.FACT, "facts.category", 0.7)
        elif len(line.text) <= 40 and not line.text.endswith(".") and (hit := _where().first(line.text)) and hit.start == 0:
            claims[line.block.span] = Claim(Role.FACT, "facts.platform_line", 0.7)


@cache
def _where() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("platforms")["where"]) if " " in term)


@cache
def _of_the_work() -> Terms[bool]:
    durations = table("durations")
    negative = ((term, False) for term in every_language(durations["not_the_work"]))
    return Terms([*((term, True) for term in every_language(durations["about_the_work"])), *negative])


def _runtime(
    labelled: Sequence[Labelled], own: Sequence[Line], claims: Mapping[Span, Claim], kind: WorkKind, metadata: PageMetadata
) -> Found[int] | None:
    """The work's running time in minutes: a label's, else one in a line of facts, else what a sentence says of the work."""
    for entry in labelled:
        if entry.field == "runtime":
            for duration in find_durations(entry.value, labelled=True):
                span = Span(entry.span.start + duration.span.start, entry.span.start + duration.span.end)
                return Found(duration.minutes, span, f"runtime.{entry.rule}", 0.95)
    for value in metadata.fields.get("duration", ()):
        for duration in find_durations(value, labelled=True):
            return Found(duration.minutes, metadata.spans.get("duration"), f"runtime.{metadata.source or 'metadata'}", 0.9)
    if kind not in _LASTING:
        return None
    for line in own:
        claim = claims.get(line.block.span)
        facts_line = len(line.text) <= _LONGEST_FACT and ("|" in line.text or (claim is not None and claim.role is Role.FACT))
        for duration in find_durations(line.text):
            start, end = duration.span.start, duration.span.end
            if duration.minutes >= _SHORTEST_FILM and (facts_line or _is_the_works(line.text, start, end)):
                return Found(
                    duration.minutes, line.part(start, end), "runtime.facts_line" if facts_line else "runtime.prose", 0.75
                )
    return None


def _is_the_works(text: str, start: int, end: int) -> bool:
    """Whether the words round a time say that the work lasts so long, and none says that something else does."""
    before = {hit.value for hit in _of_the_work().find(text[max(0, start - 40) : start])}
    behind = [hit for hit in _of_the_work().find(text[end : end + 40])]
    return (
        (True in before or any(hit.value for hit in behind))
        and False not in before
        and not any(not hit.value and hit.start <= 12 for hit in behind)
    )


def _outlet(metadata: PageMetadata) -> Found[str] | None:
    return next(iter(_stated(metadata, "outlet")), None)


def _stated(metadata: PageMetadata, field: str) -> tuple[Found[str], ...]:
    """The values of a field of the page's own data."""
    span = metadata.spans.get(field)
    return tuple(
        Found(value, span, f"{field}.{metadata.source or 'metadata'}", 0.9) for value in metadata.fields.get(field, ())
    )
