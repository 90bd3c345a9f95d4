"""A review as one plain record: what ``diptych-cli read --format json`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.review import Job, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.review import Credit, Found, Problem, Rating, Review, Span


def review_record(review: Review) -> dict[str, object]:
    """The review in values that JSON knows.

    Dates are ``YYYY-MM-DD``, runtimes minutes, scores 0..100. Spans are ``[start, end]`` in code points of the review's text,
    half open, under ``spans`` by the name of the field (a list of them for a field that holds a list); None where the value
    does not stand in the text. What the page does not say is None or empty. ``body_lines`` and ``chrome_lines`` are the page's
    own lines.
    """
    credited = {
        "directors": review.credited(Job.DIRECTOR),
        "writers": review.credited(Job.WRITER),
        "cast": review.credited(Job.CAST),
    }
    scalars: dict[str, Found[Any] | None] = {
        "headline": review.headline,
        "standfirst": review.standfirst,
        "work_title": review.work,
        "work_year": review.work_year,
        "critic": review.critic,
        "outlet": review.outlet,
        "runtime_minutes": review.runtime,
    }
    lists: dict[str, tuple[Found[str], ...]] = {
        "genres": review.genres,
        "country": review.countries,
        "platform": review.platforms,
        "pros": review.pros,
        "cons": review.cons,
        "warnings": review.warnings,
    }
    spans: dict[str, object] = {
        **{name: _place(found.span) for name, found in scalars.items() if found},
        **{name: [_place(found.span) for found in many] for name, many in lists.items() if many},
        **{name: [_place(credit.span) for credit in credits_] for name, credits_ in credited.items() if credits_},
    }
    if review.published:
        spans["published_date"] = _place(review.published.span)
    if review.verdict:
        spans["rating_normalised"] = _place(review.verdict.span)
    if review.sections:
        spans["section_headings"] = [_place(section.heading) for section in review.sections]
    return {
        "id": review.id,
        "path": None if review.path is None else str(review.path),
        "kind": review.kind.value.value,
        "language": review.language,
        **{name: found.value if found else None for name, found in scalars.items()},
        "published_date": review.published.value.isoformat() if review.published else None,
        "rating_normalised": review.verdict.normalised if review.verdict else None,
        "verdict_rule": review.verdict_rule,
        "ratings": [_rating(rating) for rating in review.ratings],
        **{name: [credit.name for credit in credits_] for name, credits_ in credited.items()},
        "credits": [_credit(credit) for credit in review.credits],
        **{name: [found.value for found in many] for name, many in lists.items()},
        "section_headings": [section.title for section in review.sections],
        "body_lines": _lines(review, Role.BODY, Role.WARNING),
        "chrome_lines": _lines(review, Role.CHROME),
        "problems": [_problem(problem) for problem in review.problems],
        "spans": spans,
    }


def _place(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _lines(review: Review, *roles: Role) -> list[str]:
    blocks = (block.span.of(review.text) for block in review.blocks if block.role in roles)
    return _not_empty(line.strip() for block in blocks for line in block.splitlines())


def _not_empty(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line]


def _rating(rating: Rating) -> dict[str, object]:
    return {
        "text": rating.notation,
        "value": rating.value,
        "scale_max": rating.scale,
        "normalised": rating.normalised,
        "conversion": rating.conversion,
        "whose": rating.whose.value,
        "about": rating.about,
        "rule": rating.rule,
        "confidence": rating.confidence,
        "span": _place(rating.span),
    }


def _credit(credit: Credit) -> dict[str, object]:
    return {
        "job": credit.job.value,
        "name": credit.name,
        "character": credit.character,
        "listed": credit.listed,
        "rule": credit.rule,
        "confidence": credit.confidence,
        "span": _place(credit.span),
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "message": problem.message,
        "severity": problem.severity.value,
        "rule": problem.rule,
        "span": _place(problem.span),
    }
