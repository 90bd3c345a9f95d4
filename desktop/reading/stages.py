"""What the stages of reading hand to each other.

A page is decoded, cut into blocks, its chrome folded; then the stages that understand it (facts, ratings, kinds, sections)
look at the same blocks, each on its own. None of them changes a block: each returns the values it found and a *claim* for
every block that it recognised, and the reader settles the claims in one place.

The signatures that the reader calls::

    facts.find_facts(text, blocks, metadata) -> Facts
    ratings.find_ratings(text, blocks, metadata, facts, scale) -> Ratings
    kinds.find_kind(text, blocks, metadata, facts, ratings) -> Found[WorkKind]
    sections.find_sections(text, blocks, taken) -> Sections

``blocks`` is the whole partition of the text, gaps and chrome included: a stage reads the blocks that are not chrome and may
look at the chrome for evidence. Indices in claims are positions in ``blocks``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desktop.review import Credit, Found, Rating, Role, Section, Span, WorkKind


@dataclass(frozen=True, slots=True)
class Claim:
    """A stage's word that a block plays a role, by a rule, this surely (0..1); ``level`` is for headings only."""

    role: Role
    rule: str
    confidence: float = 1.0
    level: int = 0


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself outside its prose: front matter, schema.org markup, meta tags, the columns of a record.

    Spans are those of front matter in the text and None for markup and columns. ``rating`` is the critic's score as one
    notation (``4/5``, ``C-``); ``aggregate`` somebody else's. People and lists are in the page's order.
    """

    headline: Found[str] | None = None
    standfirst: Found[str] | None = None
    work: Found[str] | None = None
    work_year: Found[int] | None = None
    critic: Found[str] | None = None
    outlet: Found[str] | None = None
    published: Found[date] | None = None
    language: str | None = None
    kind: Found[WorkKind] | None = None
    rating: Found[str] | None = None
    aggregate: Found[str] | None = None
    runtime: Found[int] | None = None  # minutes
    directors: tuple[Found[str], ...] = ()
    writers: tuple[Found[str], ...] = ()
    cast: tuple[Found[str], ...] = ()
    genres: tuple[Found[str], ...] = ()
    countries: tuple[Found[str], ...] = ()
    platforms: tuple[Found[str], ...] = ()
    spans: tuple[Span, ...] = ()  # stretches of the text that are metadata (front matter), for claims


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a page states as fact, and the blocks that state it (HEADLINE, STANDFIRST, BYLINE, FACT)."""

    headline: Found[str] | None = None
    standfirst: Found[str] | None = None
    work: Found[str] | None = None
    work_year: Found[int] | None = None
    critic: Found[str] | None = None
    outlet: Found[str] | None = None
    published: Found[date] | None = None
    language: str | None = None
    credits: tuple[Credit, ...] = ()
    runtime: Found[int] | None = None  # minutes
    countries: tuple[Found[str], ...] = ()
    platforms: tuple[Found[str], ...] = ()
    genres: tuple[Found[str], ...] = ()
    claims: Mapping[int, Claim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ratings:
    """Every score on a page, the one taken for the critic's own, and the blocks that are nothing but a score (RATING)."""

    ratings: tuple[Rating, ...] = ()
    verdict: Rating | None = None
    verdict_rule: str = ""
    claims: Mapping[int, Claim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sections:
    """Headings and what stands under them; pros, cons and content warnings; the blocks that are one of these."""

    sections: tuple[Section, ...] = ()
    pros: tuple[Found[str], ...] = ()
    cons: tuple[Found[str], ...] = ()
    warnings: tuple[Found[str], ...] = ()
    claims: Mapping[int, Claim] = field(default_factory=dict)
