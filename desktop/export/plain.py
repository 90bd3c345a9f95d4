"""A review as plain lines for a terminal: in one line, in full, and line by line with the rules that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.reading.rules import reason_in_words
from desktop.review import Job, Role, Whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.review import Found, Review, Span

# Control characters would act on the terminal: they are shown by their pictures (U+2400 …) or, above U+007F, by their number.
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"} | {0x7F: "␡"}
_CONTROLS |= {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
_JOBS = {
    Job.DIRECTOR: "Director",
    Job.WRITER: "Writer",
    Job.CAST: "Cast",
    Job.COMPOSER: "Composer",
    Job.CINEMATOGRAPHER: "Cinematography",
    Job.PRODUCER: "Producer",
    Job.ARTIST: "Artist",
    Job.MAKER: "Maker",
}


def visible(text: str) -> str:
    """Text that does nothing to a terminal but show."""
    return text.translate(_CONTROLS)


def one_line(review: Review) -> str:
    """Score, file, headline, critic and work in one line, parted by tabs; ``-`` where the page does not say."""
    score = f"{review.verdict.normalised:.0f}" if review.verdict else "-"
    critic = review.critic.value if review.critic else "-"
    parts = (score, review.id, review.title, critic, _work(review) or "-")
    return "\t".join(visible(" ".join(part.split())) for part in parts)


def summary(review: Review) -> Iterator[str]:
    """What was understood of a review, and the critic's own text."""
    yield visible(f"{review.title}  [{review.id}]")
    for label, value in _facts(review):
        if value:
            yield visible(f"  {label}: {' '.join(value.split())}")
    for problem in review.problems:
        yield visible(f"  ! {problem.message}")
    for block in review.blocks:
        if block.role in {Role.BODY, Role.HEADING, Role.PRO, Role.CON, Role.WARNING}:
            yield ""
            yield from (visible(line) for line in block.span.of(review.text).splitlines())


def _facts(review: Review) -> Iterator[tuple[str, str]]:
    yield "File", str(review.path or "")
    yield "Work", _work(review)
    yield "Kind", review.kind.value
    yield "Critic", review.critic.value if review.critic else ""
    yield "Outlet", review.outlet.value if review.outlet else ""
    yield "Date", review.published.value.isoformat() if review.published else ""
    yield "Score", review.verdict.conversion if review.verdict else "none found"
    for rating in review.ratings:
        if rating.whose is not Whose.CRITIC:
            yield "Other score", f"{rating.about + ': ' if rating.about else ''}{rating.conversion}"
    for job, label in _JOBS.items():
        yield label, ", ".join(c.name + (f" ({c.character})" if c.character else "") for c in review.credited(job))
    yield "Runtime", f"{review.runtime.value} minutes" if review.runtime else ""
    for label, values in (
        ("Country", review.countries),
        ("Platform", review.platforms),
        ("Genre", review.genres),
        ("Warnings", review.warnings),
    ):
        yield label, ", ".join(found.value for found in values)


def _work(review: Review) -> str:
    if review.work is None:
        return ""
    return f"{review.work.value} ({review.work_year.value})" if review.work_year else review.work.value


def explained(review: Review) -> Iterator[str]:
    """Every line of the page with what it was taken for and by which rule, and below it the values that were read from it."""
    yield visible(f"{review.path or review.id}: {review.encoding}, {review.kind.value} ({_by(review.kind)})")
    for name, found in _single(review):
        if found is not None and found.span is None:
            yield visible(f"      = {name}: {found.value} ({_by(found)}, not in the text)")
    number = 1
    for block in review.blocks:
        text = block.span.of(review.text)
        if block.role is not Role.GAP:
            for place, line in enumerate(text.splitlines()):
                role, rule = (str(block.role), f"{block.rule} {block.confidence:.2f}") if place == 0 else ("", "")
                yield visible(f"{number + place:>5} {role:<10} {rule:<34} {line}")
            yield from (visible(f"      = {value}") for value in _values(review, block.span))
        number += text.count("\n")
    for problem in review.problems:
        yield visible(f"      ! {problem.message} ({problem.rule})")


def _by(found: Found[object]) -> str:
    return f"{found.rule} {found.confidence:.2f}"


def _single(review: Review) -> Iterator[tuple[str, Found[object] | None]]:
    for name in ("headline", "standfirst", "work", "work_year", "critic", "outlet", "published", "runtime"):
        yield name.replace("_", " "), getattr(review, name)
    for name, values in (
        ("genre", review.genres),
        ("country", review.countries),
        ("platform", review.platforms),
        ("pro", review.pros),
        ("con", review.cons),
        ("warning", review.warnings),
    ):
        yield from ((name, found) for found in values)


def _values(review: Review, where: Span) -> Iterator[str]:
    """The values whose evidence begins in a stretch of the page."""
    for span, text in _evidence(review):
        if span is not None and where.start <= span.start < where.end:
            yield text


def _evidence(review: Review) -> Iterator[tuple[Span | None, str]]:
    """All that was read from the page in words, with where it stands."""
    for name, found in _single(review):
        if found is not None:
            yield found.span, f"{name}: {found.value} ({_by(found)})"
    for rating in review.ratings:
        verdict = f", the verdict by {review.verdict_rule}" if rating == review.verdict and review.verdict_rule else ""
        about = f" of {rating.about}" if rating.about else ""
        how = f"{rating.rule} {rating.confidence:.2f}{verdict}"
        yield rating.span, f"score {rating.whose}{about}: {rating.conversion} ({how})"
    for credit in review.credits:
        character = f" as {credit.character}" if credit.character else ""
        yield credit.span, f"{credit.job}: {credit.name}{character} ({credit.rule} {credit.confidence:.2f})"
    for passage in review.passages:
        for mark in passage.topics:
            words = ", ".join(map(reason_in_words, mark.reasons))
            sentence = _short(passage.span.of(review.text))
            yield passage.span, f"topic {mark.topic} {mark.confidence:.2f}, {passage.stance}: {sentence} ({words})"


def _short(text: str) -> str:
    """The beginning of a sentence, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
