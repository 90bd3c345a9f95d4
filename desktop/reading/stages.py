"""The small values that the stages of reading hand to each other.

A stage takes values and returns new ones. Blocks come in as a partition of the text; a stage that recognises what a block is
says so with a :class:`Claim`, keyed by the block's span, and the next stage gets blocks in which the claims are carried out.
The reader calls, in this order::

    facts.find_facts(text, blocks, metadata) -> Facts
    ratings.find_ratings(text, blocks, metadata, scale) -> Ratings
    kinds.find_kind(text, blocks, metadata, facts, ratings) -> Found[WorkKind]
    sections.find_sections(text, blocks) -> Sections

``blocks`` is always the whole partition, gaps and folded chrome included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desktop.review import Credit, Found, Rating, Role, Section, Span


@dataclass(frozen=True, slots=True)
class Claim:
    """What a stage takes a block for, by which rule and how surely (0..1); ``level`` is for headings only."""

    role: Role
    rule: str
    confidence: float = 1.0
    level: int = 0


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself outside its prose: front matter, meta tags, JSON-LD (schema.org Review), a record's columns.

    ``fields`` maps lower-case keys to the values in the order in which the page gives them; ``spans`` holds where the first
    value stands, for those that stand in the text. Front matter and records keep the author's own keys (``grade``, ``film``);
    markup is brought to ``headline``, ``description``, ``author``, ``publisher``, ``date``, ``language``, ``rating``,
    ``best_rating``, ``worst_rating``, ``aggregate``, ``aggregate_best``, ``item``, ``item_type`` (``Movie``, ``Book`` …),
    ``item_year``, ``director``, ``writer``, ``actor``, ``genre``, ``country``, ``duration`` (ISO 8601) and ``type`` (the page's
    own schema type). ``source`` names where the fields are from: ``front_matter``, ``markup`` or ``record``.
    """

    title: str = ""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of the work, the critic and itself; ``claims`` are keyed by the span of the block."""

    headline: Found[str] | None = None
    standfirst: Found[str] | None = None
    work: Found[str] | None = None
    work_year: Found[int] | None = None
    critic: Found[str] | None = None
    outlet: Found[str] | None = None
    published: Found[date] | None = None
    credits: tuple[Credit, ...] = ()
    runtime: Found[int] | None = None
    countries: tuple[Found[str], ...] = ()
    platforms: tuple[Found[str], ...] = ()
    genres: tuple[Found[str], ...] = ()
    claims: Mapping[Span, Claim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ratings:
    """Every score of a page, the one taken for the critic's verdict and the rule of that choice."""

    ratings: tuple[Rating, ...] = ()
    verdict: Rating | None = None
    verdict_rule: str = ""
    claims: Mapping[Span, Claim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sections:
    """Headings and what stands under them; pros, cons and content warnings."""

    sections: tuple[Section, ...] = ()
    pros: tuple[Found[str], ...] = ()
    cons: tuple[Found[str], ...] = ()
    warnings: tuple[Found[str], ...] = ()
    claims: Mapping[Span, Claim] = field(default_factory=dict)
