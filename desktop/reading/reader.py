"""A file in, its reviews out: runs the stages of reading in order. The only module that opens review files.

Reading is a pure function of the text and the options: it never raises on bad text. Only :func:`read_file` touches the disk and only
an OSError can come out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.reading.blocks import find_blocks
from desktop.reading.chrome import fold_chrome, fold_leftovers
from desktop.reading.decode import decode
from desktop.reading.kinds import withheld
from desktop.reading.sections import find_sections
from desktop.reading.stages import Claim, Facts, PageMetadata, Ratings, Sections
from desktop.review import Block, Found, Problem, Review, Role, Severity, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Bytes of a file that are read; the rest is left, with a Problem.
CAP = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the reader of a page decided about its reading.

    ``encoding`` is one of :data:`desktop.reading.decode.ENCODINGS` or None to find out; ``grade_scale`` names a mapping of letter
    grades; ``roles`` are corrections: the span of a block (start, end) and the role it has.
    """

    encoding: str | None = None
    grade_scale: str = "default"
    roles: Mapping[tuple[int, int], Role] = field(default_factory=dict)


DEFAULT = ReadingOptions()


def read_file(path: Path, options: ReadingOptions = DEFAULT) -> tuple[Review, ...]:
    """The reviews of a file; raises OSError where it cannot be read, and nothing else."""
    with path.open("rb") as file:
        data = file.read(CAP + 1)
    problems: tuple[Problem, ...] = ()
    if len(data) > CAP:
        data = data[:CAP]
        message = f"only the first {CAP // 2**20} MiB of this file were read"
        problems = (Problem(message, Severity.WARNING, "reader.cap"),)
    decoded = decode(data, options.encoding)
    review = read_text(decoded.text, id=path.stem, path=path, encoding=decoded.encoding, options=options)
    return (replace(review, problems=(*problems, *decoded.problems)),)


def read_text(
    text: str,
    *,
    id: str = "pasted",  # noqa: A002  the field's name
    path: Path | None = None,
    encoding: str = "utf-8",
    options: ReadingOptions = DEFAULT,
) -> Review:
    """One review from its text; never raises, whatever the text."""
    return _understood(text, find_blocks(text), PageMetadata(), id, path, encoding, options)


def _understood(
    text: str,
    blocks: tuple[Block, ...],
    metadata: PageMetadata,
    id: str,  # noqa: A002  the field's name
    path: Path | None,
    encoding: str,
    options: ReadingOptions,
) -> Review:
    blocks = _corrected(fold_chrome(text, blocks), options.roles)
    facts: Facts = _stage("facts", "find_facts", Facts(), text, blocks, metadata)
    blocks = _claimed(blocks, facts.claims)
    ratings: Ratings = _stage("ratings", "find_ratings", Ratings(), text, blocks, metadata, options.grade_scale)
    blocks = _claimed(blocks, ratings.claims)
    unknown = Found(WorkKind.FILM, None, "kinds.unknown", 0.1)
    kind: Found[WorkKind] = _stage("kinds", "find_kind", unknown, text, blocks, metadata, facts, ratings)
    sections: Sections = find_sections(text, blocks)
    if kind.value is WorkKind.NOT_A_REVIEW:
        facts, ratings, sections = withheld(facts, ratings, sections)
    blocks = _corrected(fold_leftovers(text, _claimed(blocks, sections.claims)), options.roles)
    passages = _stage("passages", "find_passages", (), text, blocks, kind.value, credits=facts.credits)
    return Review(
        id=id,
        path=path,
        text=text,
        encoding=encoding,
        kind=kind,
        blocks=blocks,
        headline=facts.headline,
        standfirst=facts.standfirst,
        work=facts.work,
        work_year=facts.work_year,
        critic=facts.critic,
        outlet=facts.outlet,
        published=facts.published,
        ratings=ratings.ratings,
        verdict=ratings.verdict,
        verdict_rule=ratings.verdict_rule,
        credits=facts.credits,
        runtime=facts.runtime,
        countries=facts.countries,
        platforms=facts.platforms,
        genres=facts.genres,
        pros=sections.pros,
        cons=sections.cons,
        warnings=sections.warnings,
        sections=sections.sections,
        passages=passages,
    )


def _stage(module: str, function: str, default: Any, *args: Any, **named: Any) -> Any:
    """Run a stage, if its module is here yet."""
    name = f"desktop.reading.{module}"
    return getattr(import_module(name), function)(*args, **named) if find_spec(name) else default


def _claimed(blocks: Sequence[Block], claims: Mapping[Span, Claim]) -> tuple[Block, ...]:
    """The blocks with a stage's claims carried out; folded chrome, and what another stage has claimed, stays as it is."""
    if not claims:
        return tuple(blocks)
    return tuple(_with_claim(block, claims.get(block.span)) for block in blocks)


def _with_claim(block: Block, claim: Claim | None) -> Block:
    if claim is None or block.role not in {Role.BODY, Role.HEADING}:
        return block
    return replace(block, role=claim.role, rule=claim.rule, confidence=claim.confidence, level=claim.level)


def _corrected(blocks: Sequence[Block], roles: Mapping[tuple[int, int], Role]) -> tuple[Block, ...]:
    """The blocks with the reader's own word carried out: it is final."""
    if not roles:
        return tuple(blocks)
    spans = {Span(*place): role for place, role in roles.items() if 0 <= place[0] <= place[1]}
    return tuple(_with_word(block, spans) for block in blocks)


def _with_word(block: Block, words: Mapping[Span, Role]) -> Block:
    if block.role is Role.GAP:
        return block
    for span, role in words.items():
        if span == block.span or span.holds(block.span):
            return replace(block, role=role, rule="reader.correction", confidence=1.0)
    return block
