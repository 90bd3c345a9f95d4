"""What a page says of the work, of the critic and of itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading import stated
from desktop.reading.bylines import byline_in
from desktop.reading.credits import bracketed_cast, is_credit_line, labelled_credits, merged, owners_of, prose_credits
from desktop.reading.critics import find_critic
from desktop.reading.durations import find_durations
from desktop.reading.fact_rows import find_rows
from desktop.reading.headings import announced
from desktop.reading.headlines import find_headline, find_standfirst
from desktop.reading.kinds import by_vocabulary
from desktop.reading.labels import Labelled, find_labelled, is_category
from desktop.reading.lines import Line, is_paragraph, line_at, lines_of
from desktop.reading.mentions import Mentions
from desktop.reading.people import is_handle, is_name, is_person
from desktop.reading.places import find_countries, find_genres, find_platforms, from_tags
from desktop.reading.publication import find_published
from desktop.reading.stages import Claim, Facts, PageMetadata
from desktop.reading.vocabulary import Terms, every_language, table
from desktop.reading.works import Work, find_work
from desktop.review import Block, Credit, Found, Job, Role, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FACTS_LINE = "runtime.facts_line"
_LONGEST_FACT = 300  # characters of a line that holds nothing but labelled facts
_LONGEST_WHERE = 40  # characters of a line that only says where the work is to be seen
_LASTING = frozenset({WorkKind.FILM, WorkKind.TV, WorkKind.STAGE, WorkKind.OTHER, WorkKind.MUSIC})
_SHORTEST_FILM = 40  # minutes; shorter times in prose are scenes and episodes
_BY_SITE = frozenset({"critic", "author", "by", "published"})  # labels that count among a site's own lines too
_AT_THE_FOOT = frozenset({"director", "writer", "both", "cast", "runtime"})
_REVIEWER = ("reviewer", "critic", "reviewed_by", "review_by")  # keys beside which "author" is the work's
_TOP = 3  # lines of the review among which a labelled title is its headline
_HEAD = 12  # lines of the review among which an author is named
_OFTEN = 1  # mentions of a byline's surname that make it the author's: critics do not speak of themselves so

_Byline = tuple[Found[str], Line] | None


def find_facts(text: str, blocks: Sequence[Block], metadata: PageMetadata | None = None) -> Facts:
    """Everything that the page says of the work and of itself, each with its span, its rule and how sure that is."""
    metadata = metadata or PageMetadata()
    every = lines_of(text, blocks)
    own = [line for line in every if not line.chrome]
    labelled = [*find_labelled(own), *find_rows(own), *_labels_of_the_masthead(every)]
    labelled += _labels_of_the_foot(every, labelled)
    claims = _Claims()
    claims.labelled(labelled)
    labelled = [entry for entry in labelled if not _is_the_pages(entry, metadata)]
    published = find_published(every, own, labelled)
    claims.line(published, Role.BYLINE)
    genres, tags = find_genres(every, own, labelled)
    claims.lines(tags, Claim(Role.FACT, "facts.tags", 0.7))
    headed = _on_its_line(every, find_headline(every, own, claims.made, stated.headline(metadata)))
    headline, head = headed or _titled(own, labelled) or (None, None)
    kind = by_vocabulary(own).value
    free = [line for line in own if line.block.span not in claims.made]
    work = find_work(every, free, head, labelled, kind)
    title = work.title.value if work else ""
    kind = by_vocabulary(own, title).value
    labelled, critic = _settled(every, claims.without(own, Role.FACT), head, labelled, kind)
    claims.line(critic, Role.BYLINE)
    standfirst = None
    if head is not None and headline is not None:
        if not head.chrome:
            claims.made[head.block.span] = Claim(Role.HEADLINE, headline.rule, headline.confidence)
        standfirst = find_standfirst(own, head, claims.made)
        claims.line(standfirst, Role.STANDFIRST)
    heads = [line for line in (head, standfirst[1] if standfirst else None) if line is not None]
    prose = [line for line in own if line.block.span not in claims.made or line in heads]
    named = [line for line in own if _names_people(line, claims.made)]
    countries = find_countries(own, labelled, title, heads)
    platforms = find_platforms(own, labelled, title, heads)
    by_tag = from_tags(tags)
    credit_list = [*stated.credited(metadata), *_credits(labelled, prose, named, head, work, kind)]
    claims.lines([line for line in prose if line not in heads and is_credit_line(line)], Claim(Role.FACT, "facts.credits", 0.8))
    claims.small_lines(own, head)
    runtime = stated.runtime(metadata) or _runtime(labelled, own, claims.made, kind)
    if runtime is not None and runtime.rule == _FACTS_LINE and runtime.span is not None:
        claims.lines([line for line in own if line.block.span.holds(runtime.span)], Claim(Role.FACT, runtime.rule, 0.75))
    return Facts(
        headline=headline,
        standfirst=standfirst[0] if standfirst else stated.first(metadata, "description", "standfirst"),
        work=stated.first(metadata, "item", "work") or (work.title if work else None),
        work_year=stated.year(metadata) or (work.year if work else None),
        critic=_stated_critic(metadata) or (critic[0] if critic else None),
        outlet=stated.first(metadata, "publisher", "outlet"),
        published=stated.published(metadata) or (published[0] if published else None),
        credits=merged(credit_list),
        runtime=runtime,
        countries=stated.values(metadata, "country", "country") or countries or by_tag[0],
        platforms=platforms or by_tag[1],
        genres=stated.values(metadata, "genre", "genre") or genres,
        claims=claims.made,
    )


def _on_its_line(every: Sequence[Line], headed: tuple[Found[str], Line | None] | None) -> tuple[Found[str], Line | None] | None:
    """A headline that front matter states, with its words as a line: they name the work as any headline does."""
    if headed is None or headed[1] is not None or headed[0].span is None:
        return headed
    line = line_at(every, headed[0].span.start)
    return headed if line is None else (headed[0], Line(headed[0].value, headed[0].span, line.block))


def _titled(own: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[Found[str], Line] | None:
    """The title with its label as the headline, where nothing else is: ``Film: Nine Kinds of Rain`` at the very top."""
    for entry in labelled:
        if entry.field == "title" and entry.lines and entry.lines[0] in own[:_TOP]:
            line = entry.lines[0]
            return Found(line.text, line.span, "headline.first_line", 0.6), line
    return None


class _Claims:
    """What the lines of a page have been taken for, by the spans of their blocks."""

    def __init__(self) -> None:
        self.made: dict[Span, Claim] = {}

    def labelled(self, entries: Sequence[Labelled]) -> None:
        """The lines that are facts: a label and its value, unless the value is a sentence."""
        for entry in entries:
            sentence = entry.rule == "label_above" and len(entry.value) > _LONGEST_WHERE and entry.value.endswith((".", "!"))
            if sentence:
                continue
            sure = 0.9 if entry.certain else 0.75
            lines = [line for line in entry.lines if len(line.text) <= _LONGEST_FACT]
            self.lines(lines, Claim(Role.FACT, f"facts.{entry.rule}", sure))

    def lines(self, lines: Sequence[Line], claim: Claim) -> None:
        """Claim the review's own among some lines, where nothing has claimed them yet."""
        for line in lines:
            if not line.chrome:
                self.made.setdefault(line.block.span, claim)

    def line(self, found: tuple[Found[object], Line] | None, role: Role) -> None:
        """Claim the line on which a value was found, if it is short enough to be about nothing else."""
        if found is not None and not is_paragraph(found[1]):
            self.lines([found[1]], Claim(role, found[0].rule, found[0].confidence))

    def without(self, lines: Sequence[Line], role: Role) -> list[Line]:
        """The lines that are not claimed for a role."""
        return [line for line in lines if line.block.span not in self.made or self.made[line.block.span].role is not role]

    def small_lines(self, own: Sequence[Line], head: Line | None) -> None:
        """Categories beside the headline, and lines that only say where the work is to be seen."""
        above_text = True
        headed = False  # below a heading such as "Synopsis" the next one, "Review", is a heading too
        for line in own:
            above_text = above_text and (line is head or not is_paragraph(line))
            heading = announced(line.text) == "other"
            if above_text and is_category(line.text) and not (heading and (headed or line.text.endswith(":"))):
                self.lines([line], Claim(Role.FACT, "facts.category", 0.7))
            elif len(line.text) <= _LONGEST_WHERE and not line.text.endswith("."):
                hit = _where().first(line.text)
                if hit is not None and hit.start == 0:
                    self.lines([line], Claim(Role.FACT, "facts.platform_line", 0.7))
            headed = headed or heading


@cache
def _where() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("platforms")["where"]) if " " in term)


def _labels_of_the_masthead(every: Sequence[Line]) -> list[Labelled]:
    """Labels of the critic and the date above the text that stand, or whose values stand, among the site's lines."""
    text = next((number for number, line in enumerate(every) if not line.chrome and is_paragraph(line)), 0)
    found = find_labelled(every[:text])
    return [entry for entry in found if entry.field in _BY_SITE and any(line.chrome for line in entry.lines)]


def _labels_of_the_foot(every: Sequence[Line], known: Sequence[Labelled]) -> list[Labelled]:
    """Credits and running time among the site's lines below the text, where the review itself has none of them."""
    text = max((number for number, line in enumerate(every) if not line.chrome and is_paragraph(line)), default=len(every))
    fields = _AT_THE_FOOT - {entry.field for entry in known}
    found = [entry for entry in find_labelled([line for line in every[text + 1 :] if line.chrome]) if entry.field in fields]
    return [replace(entry, certain=False) for entry in found]


def _is_the_pages(entry: Labelled, metadata: PageMetadata) -> bool:
    """Whether a label of front matter is the page's, not the work's: its author, its title."""
    if metadata.source != "front_matter" or entry.rule != "label_line":
        return False
    key = {"author": "author", "title": "title"}.get(entry.field)
    if key is None or entry.label.casefold() != key or any(metadata.fields.get(name) for name in _REVIEWER):
        return False
    span = metadata.spans.get(key)
    return span is not None and span.meets(entry.span)


def _stated_critic(metadata: PageMetadata) -> Found[str] | None:
    found = next(filter(None, (stated.values(metadata, field, "critic") for field in (*_REVIEWER, "author"))), ())
    return next((one for one in found if is_name(one.value) or is_handle(one.value)), None)


def _settled(
    every: Sequence[Line], own: Sequence[Line], head: Line | None, labelled: Sequence[Labelled], kind: WorkKind
) -> tuple[list[Labelled], _Byline]:
    """Labels with every ``Author`` and lone ``by`` resolved, and the critic.

    In a page about a book these name its author, unless a date is labelled beside them.
    """
    book = kind is WorkKind.BOOK
    dated = any(entry.field == "published" for entry in labelled)
    settled = [_resolved(entry, book=book, dated=dated) for entry in labelled]
    critic = find_critic(every, own, head, [entry for entry in settled if entry.field == "critic"])
    authors = _authors(own, head, critic, kind)
    taken = {line.span for entry in authors for line in entry.lines}
    if critic is None or critic[1].span not in taken:
        return [*settled, *authors], critic
    others = [line for line in own if line.span not in taken]
    return [*settled, *authors], find_critic([line for line in every if line.span not in taken], others, head, [])


def _authors(own: Sequence[Line], head: Line | None, critic: _Byline, kind: WorkKind) -> list[Labelled]:
    """Bylines that name the author of the book or the play, not the critic.

    In a page about a book: "by" alone where somebody else signs as critic, or where the text speaks of the surname; about the
    stage, "by" above the credits.
    """
    if kind not in {WorkKind.BOOK, WorkKind.STAGE}:
        return []
    found: list[Labelled] = []
    text = Mentions([line for line in own if line is not head and byline_in(line.text) is None])
    for line in own[:_HEAD]:
        if kind is WorkKind.BOOK and line is not head and is_person(line.text) and text.count(line.text) > _OFTEN:
            # the name alone, which the text says too
            found.append(Labelled("author", "by", line.text, line.span, "byline", (line,)))
            continue
        byline = byline_in(line.text)
        if byline is None or byline.sure or line is head:
            continue
        another = critic is not None and critic[1] is not line and critic[0].rule != "critic.by"
        spoken_of = text.count(byline.name.rsplit(maxsplit=1)[-1]) >= _OFTEN
        if (another or spoken_of) if kind is WorkKind.BOOK else _beside_credits(own, line):
            span = line.part(byline.start, byline.start + len(byline.name))
            found.append(Labelled("author", "by", byline.name, span, "byline", (line,)))
    return found


def _beside_credits(own: Sequence[Line], line: Line) -> bool:
    """Whether the line below a byline credits somebody, as programmes do: ``By A`` above ``Directed by B``."""
    at = next((number for number, other in enumerate(own) if other is line), len(own))
    return any(is_credit_line(below) for below in own[at + 1 : at + 2])


def _resolved(entry: Labelled, *, book: bool, dated: bool) -> Labelled:
    if entry.field == "author":
        return replace(entry, field="author" if book and not (dated and entry.rule == "label_above") else "critic")
    if entry.field == "by":
        return replace(entry, field="author" if book else "critic")
    return entry


def _names_people(line: Line, claims: Mapping[Span, Claim]) -> bool:
    """Whether a line of labelled facts has credits without a colon too (``Starring: A, B. Directed by C.``)."""
    claim = claims.get(line.block.span)
    return claim is not None and claim.rule == "facts.label_line" and is_credit_line(line)


def _credits(
    labelled: Sequence[Labelled],
    prose: Sequence[Line],
    named: Sequence[Line],
    head: Line | None,
    work: Work | None,
    kind: WorkKind,
) -> list[Credit]:
    title = work.title.value if work else ""
    found = [*labelled_credits(labelled), *prose_credits([*prose, *named], kind, title)]
    found += bracketed_cast(prose, [credit for credit in found if credit.job is not Job.CAST], kind)
    if work is not None:
        found += owners_of(prose, head, work.title.value, kind)
        job = {WorkKind.BOOK: Job.WRITER, WorkKind.MUSIC: Job.ARTIST, WorkKind.FILM: Job.DIRECTOR}.get(kind)
        if job is not None and work.author is not None and work.author.span is not None:
            found.append(Credit(job, work.author.value, work.author.span, work.author.rule, 0.85))
    return found


def _runtime(
    labelled: Sequence[Labelled], own: Sequence[Line], claims: Mapping[Span, Claim], kind: WorkKind
) -> Found[int] | None:
    """The work's running time in minutes: a label's, else one in a line of facts, else what a sentence says of the work."""
    for entry in labelled:
        for duration in find_durations(entry.value, labelled=True) if entry.field == "runtime" else ():
            span = Span(entry.span.start + duration.span.start, entry.span.start + duration.span.end)
            return Found(duration.minutes, span, f"runtime.{entry.rule}", 0.95)
    for line in own if kind in _LASTING else ():
        claim = claims.get(line.block.span)
        alone = any(len(duration.span) == len(line.text.strip(" .")) for duration in find_durations(line.text[:_LONGEST_WHERE]))
        facts_line = len(line.text) <= _LONGEST_FACT and (
            "|" in line.text or alone or (claim is not None and claim.role is Role.FACT)
        )
        for duration in find_durations(line.text):
            start, end = duration.span.start, duration.span.end
            whole = facts_line or (len(line.text) <= _LONGEST_FACT and _is_a_sentence(line.text, start, end))
            if duration.minutes >= _SHORTEST_FILM and (whole or _is_the_works(line.text, start, end)):
                rule = _FACTS_LINE if whole else "runtime.prose"
                return Found(duration.minutes, line.part(start, end), rule, 0.75)
    return None


def _is_a_sentence(text: str, start: int, end: int) -> bool:
    """Whether a time is a sentence of its own among facts (``… At Kendall Square. 113 minutes. PG-13.``)."""
    return text[:start].endswith((". ", "; ", ") ")) and text[end : end + 1] in {"", ".", ";"}


@cache
def _of_the_work() -> Terms[bool]:
    durations = table("durations")
    negative = ((term, False) for term in every_language(durations["not_the_work"]))
    return Terms([*((term, True) for term in every_language(durations["about_the_work"])), *negative])


def _is_the_works(text: str, start: int, end: int) -> bool:
    """Whether the words round a time say that the work lasts so long, and none says that something else does."""
    before = {hit.value for hit in _of_the_work().find(text[max(0, start - 40) : start])}
    behind = list(_of_the_work().find(text[end : end + 40]))
    if False in before or any(not hit.value and hit.start <= 12 for hit in behind):
        return False
    return True in before or any(hit.value for hit in behind)
