"""A page to a review: the stages in order, and the one place where their claims are settled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.reading.blocks import find_blocks
from desktop.reading.chrome import fold_chrome, fold_leftovers
from desktop.reading.decode import text_problems
from desktop.reading.facts import find_facts
from desktop.reading.kinds import find_kind, withheld
from desktop.reading.passages import find_passages
from desktop.reading.ratings import find_ratings
from desktop.reading.sections import find_sections
from desktop.reading.shapes import language_of, shape_of
from desktop.reading.stages import Ratings
from desktop.review import Block, Problem, Review, Role, Severity, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.reading.options import ReadingOptions
    from desktop.reading.page import Hint, Page
    from desktop.reading.stages import Claim, Facts, PageMetadata
    from desktop.review import Found

_Stated: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]

#: Characters of a text that are understood; what follows is shown, and nothing is claimed about it.
UNDERSTOOD = 200_000
_BLOCKS = 8_000  # gaps included: pages of people's writing have a tenth
_PIECE = 4_000  # characters of a block of text that is not understood
_SCORES = frozenset({"rating", "best_rating", "worst_rating", "aggregate", "aggregate_best"})  # metadata of scores alone
_CLAIMABLE = frozenset({Role.BODY, Role.HEADING})


def understand(page: Page, name: str, path: Path | None, encoding: str, options: ReadingOptions) -> Review:
    """The review that a page is, ``name`` its identifier; never raises, whatever the page."""
    text, metadata = page.text, page.metadata
    blocks, unread = _blocks(page)
    blocks = _corrected(fold_chrome(text, blocks, _markup(blocks, page.hints)), options.roles)
    facts = find_facts(text, blocks, metadata)
    blocks = _claimed(blocks, facts.claims)
    ratings = find_ratings(text, blocks, metadata, options.grade_scale)
    blocks = _claimed(blocks, ratings.claims)
    kind = find_kind(text, blocks, metadata, facts, ratings)
    sections = find_sections(text, blocks)
    if kind.value is WorkKind.NOT_A_REVIEW:
        facts, ratings, sections = withheld(facts, ratings, sections)
    blocks = _corrected(fold_leftovers(text, _claimed(blocks, sections.claims)), options.roles)
    return Review(
        id=name,
        path=path,
        text=text,
        encoding=encoding,
        kind=kind,
        blocks=(*blocks, *unread),
        language=_language(text, blocks, metadata),
        pros=sections.pros,
        cons=sections.cons,
        warnings=sections.warnings,
        sections=sections.sections,
        passages=find_passages(text, blocks, kind.value, facts.credits),
        problems=(*page.problems, *text_problems(text), *_problems(unread, text)),
        styles=page.styles,
        **_fields(facts, ratings),
    )


class Sketcher:
    """Makes shallow reviews, of which only what their metadata states is known.

    The rows of a table share most of what they state (the film, the score), so that each statement is worked out once.
    """

    def __init__(self, path: Path, encoding: str, grade_scale: str) -> None:
        self._path = path
        self._encoding = encoding
        self._grade_scale = grade_scale
        self._facts: dict[_Stated, tuple[Facts, Found[WorkKind]]] = {}
        self._ratings: dict[_Stated, Ratings] = {}

    def sketch(self, page: Page, name: str) -> Review:
        """A shallow review of a page, ``name`` its identifier."""
        metadata = page.metadata
        scores = tuple((key, values) for key, values in metadata.fields.items() if key in _SCORES)
        others = tuple((key, values) for key, values in metadata.fields.items() if key not in _SCORES)
        if scores not in self._ratings:
            self._ratings[scores] = find_ratings("", (), replace(metadata, fields=dict(scores)), self._grade_scale)
        if others not in self._facts:
            stated = replace(metadata, fields=dict(others))
            facts = find_facts("", (), stated)
            self._facts[others] = facts, find_kind("", (), stated, facts, Ratings())
        facts, kind = self._facts[others]
        return Review(
            id=name,
            path=self._path,
            text=page.text,
            encoding=self._encoding,
            kind=kind,
            blocks=(Block(Span(0, len(page.text)), Role.BODY, "reader.shallow", 0.0),) if page.text else (),
            language=_stated_language(metadata) or "en",
            shallow=True,
            **_fields(facts, self._ratings[scores]),
        )


def deepen(review: Review, read: Review) -> Review:
    """``read``, the understood text of a shallow review, with what the columns of the shallow one state in the first place."""
    return replace(
        read,
        kind=read.kind if review.kind.value in {WorkKind.OTHER, WorkKind.NOT_A_REVIEW} else review.kind,
        headline=review.headline or read.headline,
        work=review.work or read.work,
        work_year=review.work_year or read.work_year,
        critic=review.critic or read.critic,
        outlet=review.outlet or read.outlet,
        published=review.published or read.published,
        ratings=(*review.ratings, *read.ratings),
        verdict=review.verdict or read.verdict,
        verdict_rule=review.verdict_rule if review.verdict else read.verdict_rule,
        credits=(*review.credits, *read.credits),
        runtime=review.runtime or read.runtime,
        genres=review.genres or read.genres,
    )


def _fields(facts: Facts, ratings: Ratings) -> dict[str, Any]:
    """What facts and scores fill of a review."""
    return {
        "headline": facts.headline,
        "standfirst": facts.standfirst,
        "work": facts.work,
        "work_year": facts.work_year,
        "critic": facts.critic,
        "outlet": facts.outlet,
        "published": facts.published,
        "ratings": ratings.ratings,
        "verdict": ratings.verdict,
        "verdict_rule": ratings.verdict_rule,
        "credits": facts.credits,
        "runtime": facts.runtime,
        "countries": facts.countries,
        "platforms": facts.platforms,
        "genres": facts.genres,
    }


def _blocks(page: Page) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks that are to be understood, and those of what lies beyond: pieces of the text, cut at line ends."""
    text = page.text
    end = len(text) if len(text) <= UNDERSTOOD else text.rfind("\n", 0, UNDERSTOOD) + 1
    blocks = find_blocks(text[:end], [hint for hint in page.hints if hint.span.end <= end])[:_BLOCKS]
    at = blocks[-1].span.end if blocks else 0
    unread: list[Block] = []
    while at < len(text):
        stop = text.find("\n", min(at + _PIECE, len(text))) + 1 or len(text)
        blank = text[at:stop].isspace()
        unread.append(Block(Span(at, stop), Role.GAP if blank else Role.BODY, "reader.unread", 0.0))
        at = stop
    return blocks, tuple(unread)


def _problems(unread: Sequence[Block], text: str) -> tuple[Problem, ...]:
    """The problem that part of a text is not understood."""
    first = next((block for block in unread if block.role is not Role.GAP), None)
    if first is None:
        return ()
    place = Span(first.span.start, len(text))
    message = f"a very long text: what stands after the first {place.start:,} characters is shown and not understood"
    return (Problem(message, Severity.WARNING, "reader.unread", place),)


def _markup(blocks: Sequence[Block], hints: Sequence[Hint]) -> Mapping[int, str]:
    """By position, the rule by which markup calls a block the site's."""
    marked = [hint for hint in hints if hint.chrome]
    rules: dict[int, str] = {}
    at = 0
    for position, block in enumerate(blocks):
        while at < len(marked) and marked[at].span.end <= block.span.start:
            at += 1
        if at < len(marked) and block.role is not Role.GAP and marked[at].span.meets(block.span):
            rules[position] = marked[at].chrome
    return rules


def _language(text: str, blocks: Sequence[Block], metadata: PageMetadata) -> str:
    own = [shape_of(at, block, text) for at, block in enumerate(blocks) if block.role is Role.BODY]
    found = language_of(own)
    return found if found != "und" else _stated_language(metadata) or "und"


def _stated_language(metadata: PageMetadata) -> str:
    """The language that a page states, as a two-letter code."""
    stated = next(iter(metadata.fields.get("language", ())), "")
    code = stated.strip()[:2].casefold()
    return code if code.isalpha() and len(stated.partition("-")[0].strip()) == 2 else ""


def _claimed(blocks: Sequence[Block], claims: Mapping[Span, Claim]) -> tuple[Block, ...]:
    """The blocks with a stage's claims carried out; folded chrome, and what an earlier stage has claimed, stays as it is."""
    if not claims:
        return tuple(blocks)
    return tuple(_with_claim(block, claims.get(block.span)) for block in blocks)


def _with_claim(block: Block, claim: Claim | None) -> Block:
    if claim is None or block.role not in _CLAIMABLE or block.rule == "reader.correction":
        return block
    return replace(block, role=claim.role, rule=claim.rule, confidence=claim.confidence, level=claim.level)


def _corrected(blocks: Sequence[Block], roles: Mapping[tuple[int, int], Role]) -> tuple[Block, ...]:
    """The blocks with the reader's own word carried out: it is final."""
    if not roles:
        return tuple(blocks)
    words = {Span(*place): role for place, role in roles.items() if 0 <= place[0] < place[1] and role is not Role.GAP}
    return tuple(_with_word(block, words) for block in blocks)


def _with_word(block: Block, words: Mapping[Span, Role]) -> Block:
    """A block with the role that a correction gives it; a correction reaches over every block that it covers."""
    if block.role is Role.GAP:
        return block
    for span, role in words.items():
        if span.holds(block.span):
            level = (block.level or 2) if role is Role.HEADING else 0
            return replace(block, role=role, rule="reader.correction", confidence=1.0, level=level)
    return block
