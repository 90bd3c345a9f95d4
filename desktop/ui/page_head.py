"""The head of a typeset page: headline, byline, scores, facts, pros and cons, every value with its answer to "why?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextLength

from desktop.review import Found, Job, Whose, WorkKind
from desktop.ui.page_map import Landmark
from desktop.ui.theme import UNIT, Type
from desktop.ui.typesetter import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.review import Review
    from desktop.ui.typesetter import Typesetter

_TITLE = 200  # characters of a first line
# What the reader can do about a problem: the command, and the words for it on the page.
_REMEDIES = {
    "decode.mojibake": ("mend", "Mend them"),
    "decode.lost": ("encoding", "Read with another encoding"),
    "decode.mixed": ("encoding", "Read with another encoding"),
    "records.columns": ("columns", "Change the columns"),
    "corrections.lost": ("corrections", "Show your corrections"),
}
_JOBS = (
    (Job.DIRECTOR, "Director"),
    (Job.WRITER, "Writer"),
    (Job.CAST, "Cast"),
    (Job.COMPOSER, "Composer"),
    (Job.CINEMATOGRAPHER, "Camera"),
    (Job.PRODUCER, "Producer"),
    (Job.ARTIST, "Artist"),
    (Job.MAKER, "Maker"),
)


def set_head(to: Typesetter) -> None:
    """Set everything that stands above the critic's prose."""
    _set_title(to)
    _set_byline(to)
    _set_scores(to)
    _set_facts(to)
    _set_pros_and_cons(to)


def _set_title(to: Typesetter) -> None:
    review, look, c = to.review, to.look, to.look.colours
    for problem in review.problems:
        font = look.sans(Type.META)
        to.open(to.para(font, below=UNIT * 2, leading=1.4), to.text(font, c.complaint))
        to.ours(f"{problem.severity.value.capitalize()}: {problem.message}", to.text(font, c.complaint))
        if problem.rule in _REMEDIES:
            command_id, words = _REMEDIES[problem.rule]
            link = to.text(font, c.accent)
            link.setAnchor(True)
            link.setAnchorHref(f"do:{command_id}")
            link.setFontUnderline(True)
            to.ours("  ", to.text(font))
            to.ours(words, link)
    font = look.serif(Type.HEADLINE, bold=True)
    title = _first_line(review) if review.shallow and not review.headline else review.title
    if review.headline:
        to.open(to.para(font, below=UNIT * 2, leading=1.22), to.text(font))
        to.value("headline", review.headline, review.headline.value, to.text(font))
    else:
        font.setItalic(True)
        to.open(to.para(font, below=UNIT * 2, leading=1.22), to.text(font, c.quiet))
        to.ours(title, to.text(font, c.quiet))
    to.page.outline.append(Landmark(title, 0, 1))
    if review.standfirst:
        font = look.serif(Type.BODY)
        font.setPixelSize(font.pixelSize() + 1)
        to.open(to.para(font, below=UNIT * 3, leading=1.45), to.text(font, c.quiet))
        to.value("standfirst", review.standfirst, review.standfirst.value, to.text(font, c.quiet))


def _first_line(review: Review) -> str:
    """What a page that is not understood yet is called: as in the list, by its first line."""
    return next((line for line in map(str.strip, review.text.splitlines()) if line), review.title)[:_TITLE]


def _set_byline(to: Typesetter) -> None:
    review, font = to.review, to.look.sans(Type.INTERFACE)
    quiet, ink = to.text(font, to.look.colours.quiet), to.text(font)
    parts: list[tuple[str, Found[object], str]] = []
    if review.critic:
        parts.append(("critic", review.critic, review.critic.value))
    if review.outlet:
        parts.append(("outlet", review.outlet, review.outlet.value))
    if review.published:
        day = review.published.value
        parts.append(("published", review.published, f"{day.day} {day:%B %Y}"))
    if review.work:
        parts.append(("work", review.work, review.work.value))
    to.open(to.para(font, below=UNIT * 2, leading=1.5), quiet)
    if not review.critic:
        to.ours("Not understood yet: score, names and topics follow" if review.shallow else "No critic named", quiet)
    for i, (name, found, text) in enumerate(parts):
        if i or not review.critic:
            to.ours("  ·  ", quiet)
        to.value(name, found, text, ink)
    if review.work and review.work_year:
        to.ours(" (", ink)
        to.value("work_year", review.work_year, str(review.work_year.value), ink)
        to.ours(")", ink)


def _set_scores(to: Typesetter) -> None:
    review, look, c = to.review, to.look, to.look.colours
    if review.shallow and review.verdict is None:
        return  # nobody has looked for one
    font, small = look.figures(Type.SECTION, bold=True), look.figures(Type.INTERFACE)
    quiet = to.text(small, c.quiet)
    to.open(to.para(font, below=UNIT * 4, leading=1.4), quiet)
    verdict = review.verdict
    if verdict is None:
        to.ours("–", to.text(font, c.quiet))
        to.ours("  Unscored: no score of the critic's own was found", quiet)
    else:
        found: Found[object] = Found(verdict.normalised, verdict.span, verdict.rule, verdict.confidence)
        to.value("verdict", found, f"{verdict.normalised:.0f}", to.text(font))
        to.ours("  ", quiet)
        to.source(verdict.span, to.text(small))
        to.ours(f"  {verdict.conversion}", quiet)
        if sum(r.whose is Whose.CRITIC for r in review.ratings) > 1:
            to.ours(f"  ({in_words(review.verdict_rule)})", quiet)
    whose = {Whose.PART: "for a part", Whose.OTHER: "somebody else’s", Whose.CRITIC: "the critic’s too"}
    for i, rating in enumerate(r for r in review.ratings if r is not verdict):
        to.ours("   ·   ", quiet)
        name = f"{rating.about} " if rating.about and rating.about.casefold() not in rating.notation.casefold() else ""
        to.value(
            f"rating.{i}",
            Found(rating.normalised, rating.span, rating.rule, rating.confidence),
            f"{name}{rating.notation}",
            quiet,
        )
        to.ours(f" ({whose[rating.whose]})", quiet)


def _facts(to: Typesetter) -> Iterator[tuple[str, str, list[tuple[Found[object], str]]]]:
    """The rows of the facts card: name, label, values as they are shown."""
    review = to.review
    for job, label in _JOBS:
        people = review.credited(job)
        if people:
            yield (
                job.value,
                label if len(people) == 1 or job is Job.CAST else f"{label}s",
                [
                    (Found(p, p.span, p.rule, p.confidence), f"{p.name} as {p.character}" if p.character else p.name)
                    for p in people
                ],
            )
    if review.runtime:
        minutes = review.runtime.value
        spelled = f"{minutes} minutes" if minutes < 60 else f"{minutes} minutes ({minutes // 60} h {minutes % 60:02d})"
        yield "runtime", "Runtime", [(review.runtime, spelled)]
    lists: tuple[tuple[str, str, tuple[Found[str], ...]], ...] = (
        ("country", "Country", review.countries),
        ("genre", "Genre", review.genres),
        ("platform", "Platform", review.platforms),
        ("warning", "Content", review.warnings),
    )
    for name, label, founds in lists:
        if founds:
            yield name, label, [(f, f.value) for f in founds]
    if not (review.shallow and review.kind.value is WorkKind.OTHER):
        yield "kind", "Kind", [(review.kind, in_words(review.kind.value.value))]


def _set_facts(to: Typesetter) -> None:
    look, c = to.look, to.look.colours
    rows = list(_facts(to))
    if not rows:
        return
    font = look.sans(Type.INTERFACE)
    quiet, ink = to.text(font, c.quiet), to.text(font)
    label = QTextLength(QTextLength.Type.FixedLength, font.pixelSize() * 6.5)
    table = to.table(len(rows), (label, QTextLength(QTextLength.Type.PercentageLength, 100)), below=UNIT * 5)
    for r, (name, title, values) in enumerate(rows):
        to.cursor = table.cellAt(r, 0).firstCursorPosition()
        to.cursor.setBlockFormat(to.para(font, below=UNIT, leading=1.4))
        to.ours(title, quiet)
        to.cursor = table.cellAt(r, 1).firstCursorPosition()
        to.cursor.setBlockFormat(to.para(font, below=UNIT, leading=1.4))
        for i, (found, text) in enumerate(values):
            if i:
                to.ours(", ", quiet)
            to.value(f"{name}.{i}", found, text, ink)
    to.leave_table()


def _set_pros_and_cons(to: Typesetter) -> None:
    review, look, c = to.review, to.look, to.look.colours
    if not (review.pros or review.cons):
        return
    to.page.outline.append(Landmark("Pros and cons", to.cursor.position(), 2))
    font = look.serif(Type.BODY)
    font.setPixelSize(max(9, font.pixelSize() - 1))
    small = look.sans(Type.META, bold=True)
    half = QTextLength(QTextLength.Type.PercentageLength, 50)
    table = to.table(1, (half, half), below=UNIT * 4)
    columns = ((review.pros, "pro", "Praised", "+", c.praise), (review.cons, "con", "Criticised", "−", c.complaint))
    for column, (founds, name, title, sign, colour) in enumerate(columns):
        to.cursor = table.cellAt(0, column).firstCursorPosition()
        to.cursor.setBlockFormat(to.para(small, below=UNIT, leading=1.4))
        to.ours(title if founds else f"{title}: nothing listed", to.text(small, colour))
        for i, found in enumerate(founds):
            item = to.para(font, below=UNIT, leading=1.3, indent=UNIT * 4)
            item.setTextIndent(-UNIT * 4)
            to.cursor.insertBlock(item, to.text(font))
            to.ours(f"{sign}\N{NO-BREAK SPACE}", to.text(font, colour))
            to.value(f"{name}.{i}", found, found.value, to.text(font))
    to.leave_table()
