"""A review set as a page: a QTextDocument that we format ourselves, and the map between its positions and the source.

Nothing of a page's markup ever reaches Qt. Every stretch of source text that stands on the page is recorded as a segment, so
that search hits, passages, folds and the Clean / Original toggle can go from the source to the page and back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTableFormat,
)

from desktop.review import Block, Found, Job, Review, Role, Span, Whose
from desktop.ui.page_map import Landmark, Page, Segment
from desktop.ui.theme import UNIT, Type
from desktop.ui.units import Units, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor, QFont

    from desktop.ui.theme import Look

_LONGEST = 4_000  # code points of one paragraph that Qt lays out quickly; longer ones are broken for display
_ABOVE = {Role.HEADLINE, Role.STANDFIRST, Role.PRO, Role.CON}  # set at the head of the page, word for word
_AS_FACTS = {Role.FACT, Role.RATING, Role.BYLINE}  # shown at the head as values


class Mode(StrEnum):
    """Which page of a review is shown."""

    CLEAN = "clean"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page is set: ``leading`` is line height over font size; ``unfolded`` holds the starts of folds that stand open."""

    mode: Mode = Mode.CLEAN
    leading: float = 1.5
    unfolded: frozenset[int] = frozenset()
    unfold_all: bool = False
    heading: bool = True  # whether headline, facts, pros and cons stand at the head (full-text columns leave the facts out)


def typeset(review: Review, look: Look, setting: Setting) -> Page:
    """Set a review as a page."""
    return _Setter(review, look, setting).page


class _Setter:
    """Sets one page, from top to bottom."""

    def __init__(self, review: Review, look: Look, setting: Setting) -> None:
        self._review = review
        self._look = look
        self._setting = setting
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(look.serif())
        self.page = Page(document)
        self._cursor = QTextCursor(document)
        self._cursor.beginEditBlock()
        self._fresh = True
        if setting.mode is Mode.ORIGINAL:
            self._set_original()
        else:
            self._set_clean()
        self._cursor.endEditBlock()
        self.page.segments.sort(key=lambda s: s.position)

    # formats

    def _text(self, font: QFont, colour: QColor | None = None) -> QTextCharFormat:
        result = QTextCharFormat()
        result.setFont(font)
        result.setForeground(colour or self._look.colours.ink)
        return result

    def _para(
        self, font: QFont, *, above: int = 0, below: int = 0, leading: float | None = None, indent: int = 0
    ) -> QTextBlockFormat:
        result = QTextBlockFormat()
        result.setTopMargin(above)
        result.setBottomMargin(below)
        result.setLeftMargin(indent)
        wanted = (leading or self._setting.leading) * font.pixelSize()
        natural = QFontMetricsF(font).height()
        result.setLineHeight(100 * wanted / natural, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return result

    def _open(self, form: QTextBlockFormat, text: QTextCharFormat) -> None:
        """Begin a paragraph."""
        if self._fresh:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(text)
            self._fresh = False
        else:
            self._cursor.insertBlock(form, text)

    # text

    def _ours(self, text: str, form: QTextCharFormat) -> None:
        """Words of the program's own, or a value that does not stand so in the source."""
        self._cursor.insertText(shown(text), form)

    def _source(self, span: Span, form: QTextCharFormat) -> None:
        """Source text, verbatim; overlong paragraphs are broken for display only."""
        for start in range(span.start, span.end, _LONGEST):
            piece = shown(self._review.text[start : min(start + _LONGEST, span.end)])
            if start > span.start:
                self._cursor.insertBlock()
            self.page.segments.append(Segment(self._cursor.position(), start, len(piece), Units(piece)))
            self._cursor.insertText(piece, form)

    def _value(self, name: str, found: Found[object], text: str, form: QTextCharFormat) -> None:
        """A derived value, as an anchor that answers "why?"."""
        self.page.evidence[name] = found
        anchor = QTextCharFormat(form)
        anchor.setAnchor(True)
        anchor.setAnchorHref(f"why:{name}")
        anchor.setToolTip("")
        span = found.span
        if span is not None and span.of(self._review.text) == text:
            self._source(span, anchor)
        else:
            self._ours(text, anchor)

    # the clean page

    def _set_clean(self) -> None:
        if self._setting.heading:
            self._set_head()
            self._set_facts()
            self._set_pros_and_cons()
        self._set_body()

    def _set_head(self) -> None:
        review, look, c = self._review, self._look, self._look.colours
        for problem in review.problems:
            font = look.sans(Type.META)
            self._open(self._para(font, below=UNIT * 2, leading=1.4), self._text(font, c.complaint))
            self._ours(f"{problem.severity.value.capitalize()}: {problem.message}", self._text(font, c.complaint))
            if problem.rule in _REMEDIES:
                command_id, words = _REMEDIES[problem.rule]
                link = self._text(font, c.accent)
                link.setAnchor(True)
                link.setAnchorHref(f"do:{command_id}")
                link.setFontUnderline(True)
                self._ours("  ", self._text(font))
                self._ours(words, link)
        font = look.serif(Type.HEADLINE, bold=True)
        if review.headline:
            self._open(self._para(font, below=UNIT * 2, leading=1.22), self._text(font))
            self._value("headline", review.headline, review.headline.value, self._text(font))
        else:
            font.setItalic(True)
            self._open(self._para(font, below=UNIT * 2, leading=1.22), self._text(font, c.quiet))
            self._ours(review.title, self._text(font, c.quiet))
        self.page.outline.append(Landmark(review.title, 0, 1))
        if review.standfirst:
            font = look.serif(Type.BODY)
            font.setPixelSize(font.pixelSize() + 1)
            self._open(self._para(font, below=UNIT * 3, leading=1.45), self._text(font, c.quiet))
            self._value("standfirst", review.standfirst, review.standfirst.value, self._text(font, c.quiet))
        self._set_byline()
        self._set_scores()

    def _set_byline(self) -> None:
        review, font = self._review, self._look.sans(Type.INTERFACE)
        quiet, ink = self._text(font, self._look.colours.quiet), self._text(font)
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
        self._open(self._para(font, below=UNIT * 2, leading=1.5), quiet)
        if not review.critic:
            self._ours("No critic named", quiet)
        for i, (name, found, text) in enumerate(parts):
            if i or not review.critic:
                self._ours("  ·  ", quiet)
            self._value(name, found, text, ink)
        if review.work and review.work_year:
            self._ours(" (", ink)
            self._value("work_year", review.work_year, str(review.work_year.value), ink)
            self._ours(")", ink)

    def _set_scores(self) -> None:
        review, look, c = self._review, self._look, self._look.colours
        font, small = look.figures(Type.SECTION, bold=True), look.figures(Type.INTERFACE)
        quiet = self._text(small, c.quiet)
        self._open(self._para(font, below=UNIT * 4, leading=1.4), quiet)
        verdict = review.verdict
        if verdict is None:
            self._ours("–", self._text(font, c.quiet))
            self._ours("  Unscored: no score of the critic's own was found", quiet)
        else:
            found: Found[object] = Found(verdict.normalised, verdict.span, verdict.rule, verdict.confidence)
            self._value("verdict", found, f"{verdict.normalised:.0f}", self._text(font))
            self._ours("  ", quiet)
            self._source(verdict.span, self._text(small))
            self._ours(f"  {verdict.conversion}", quiet)
            if sum(r.whose is Whose.CRITIC for r in review.ratings) > 1:
                self._ours(f"  ({_words(review.verdict_rule)})", quiet)
        whose = {Whose.PART: "for a part", Whose.OTHER: "somebody else’s", Whose.CRITIC: "the critic’s too"}
        for i, rating in enumerate(r for r in review.ratings if r is not verdict):
            self._ours("   ·   ", quiet)
            name = f"{rating.about} " if rating.about and rating.about.casefold() not in rating.notation.casefold() else ""
            self._value(
                f"rating.{i}",
                Found(rating.normalised, rating.span, rating.rule, rating.confidence),
                f"{name}{rating.notation}",
                quiet,
            )
            self._ours(f" ({whose[rating.whose]})", quiet)

    def _facts(self) -> Iterator[tuple[str, str, list[tuple[Found[object], str]]]]:
        """The rows of the facts card: name, label, values as they are shown."""
        review = self._review
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
        yield "kind", "Kind", [(review.kind, _words(review.kind.value.value))]

    def _set_facts(self) -> None:
        look, c = self._look, self._look.colours
        rows = list(self._facts())
        font = look.sans(Type.INTERFACE)
        quiet, ink = self._text(font, c.quiet), self._text(font)
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(0)
        form.setCellSpacing(0)
        form.setBottomMargin(UNIT * 5)
        wide = QTextLength(QTextLength.Type.PercentageLength, 100)
        label = QTextLength(QTextLength.Type.FixedLength, font.pixelSize() * 6.5)
        form.setColumnWidthConstraints([label, wide])
        form.setWidth(wide)
        table = self._cursor.insertTable(len(rows), 2, form)
        for r, (name, title, values) in enumerate(rows):
            self._cursor = table.cellAt(r, 0).firstCursorPosition()
            self._cursor.setBlockFormat(self._para(font, below=UNIT, leading=1.4))
            self._ours(title, quiet)
            self._cursor = table.cellAt(r, 1).firstCursorPosition()
            self._cursor.setBlockFormat(self._para(font, below=UNIT, leading=1.4))
            for i, (found, text) in enumerate(values):
                if i:
                    self._ours(", ", quiet)
                self._value(f"{name}.{i}", found, text, ink)
        self._leave_table()

    def _set_pros_and_cons(self) -> None:
        review, look, c = self._review, self._look, self._look.colours
        if not (review.pros or review.cons):
            return
        self.page.outline.append(Landmark("Pros and cons", self._cursor.position(), 2))
        font = look.serif(Type.BODY)
        font.setPixelSize(max(9, font.pixelSize() - 1))
        small = look.sans(Type.META, bold=True)
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(0)
        form.setCellSpacing(0)
        form.setBottomMargin(UNIT * 4)
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        form.setColumnWidthConstraints([half, half])
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table = self._cursor.insertTable(1, 2, form)
        columns = ((review.pros, "pro", "Praised", "+", c.praise), (review.cons, "con", "Criticised", "−", c.complaint))
        for column, (founds, name, title, sign, colour) in enumerate(columns):
            self._cursor = table.cellAt(0, column).firstCursorPosition()
            self._cursor.setBlockFormat(self._para(small, below=UNIT, leading=1.4))
            self._ours(title if founds else f"{title}: nothing listed", self._text(small, colour))
            for i, found in enumerate(founds):
                item = self._para(font, below=UNIT, leading=1.3, indent=UNIT * 4)
                item.setTextIndent(-UNIT * 4)
                self._cursor.insertBlock(item, self._text(font))
                self._ours(f"{sign}\N{NO-BREAK SPACE}", self._text(font, colour))
                self._value(f"{name}.{i}", found, found.value, self._text(font))
        self._leave_table()

    def _leave_table(self) -> None:
        """Go on below a table, in the empty paragraph that Qt keeps there."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._fresh = True

    def _set_body(self) -> None:
        blocks = [b for b in self._review.blocks if b.role is not Role.GAP]
        if not self._setting.heading:
            above = (b for b in blocks if b.role in (Role.HEADLINE, Role.STANDFIRST))
            for block in above:
                self._set_block(block)
        shown_above = _ABOVE if self._setting.heading else {Role.HEADLINE, Role.STANDFIRST}
        flow = [b for b in blocks if b.role not in shown_above]
        for folded, run in groupby(flow, key=_fold_kind):
            if folded:
                self._set_fold(tuple(run), folded)
            else:
                for block in run:
                    self._set_block(block)
        if not any(b.role is Role.BODY for b in blocks):
            font = self._look.sans(Type.INTERFACE)
            self._open(self._para(font, above=UNIT * 2), self._text(font, self._look.colours.quiet))
            self._ours("Nothing on this page was taken for the critic’s text.", self._text(font, self._look.colours.quiet))

    def _set_block(self, block: Block) -> None:
        look = self._look
        if block.role in (Role.HEADING, Role.HEADLINE):
            font = look.serif(Type.SECTION, bold=True)
            self._open(self._para(font, above=UNIT * 6, below=UNIT * 2, leading=1.25), self._text(font))
            self.page.outline.append(Landmark(block.span.of(self._review.text).strip(" :#*"), self._cursor.position(), 2))
            self._source(block.span, self._text(font))
            return
        font = look.serif(Type.BODY)
        indent = UNIT * 5 if block.listed else 0
        below = UNIT if block.listed else round(font.pixelSize() * 0.75)
        self._open(self._para(font, below=below, indent=indent), self._text(font))
        colours = {Role.PRO: look.colours.praise, Role.CON: look.colours.complaint}
        if block.role in colours:
            self._ours("+ " if block.role is Role.PRO else "− ", self._text(font, colours[block.role]))
        self._source(block.span, self._text(font))

    def _set_fold(self, blocks: tuple[Block, ...], kind: str) -> None:
        """A run of lines that are not the critic's prose: one quiet line, and the lines below it where it stands open."""
        look, c = self._look, self._look.colours
        start = blocks[0].span.start
        is_open = self._setting.unfold_all or start in self._setting.unfolded
        self.page.folds[start] = blocks
        font = look.sans(Type.META)
        quiet = self._text(font, c.quiet)
        self._open(self._para(font, above=UNIT, below=UNIT * 3, leading=1.4), quiet)
        link = QTextCharFormat(quiet)
        link.setAnchor(True)
        link.setAnchorHref(f"fold:{start}")
        lines = sum(1 + b.span.of(self._review.text).count("\n") for b in blocks)
        count = "1 line" if lines == 1 else f"{lines} lines"
        if kind == "facts":
            what = f"{count} read as facts, shown above" if self._setting.heading else f"{count} of facts folded"
        else:
            what = f"{count} folded: {', '.join(dict.fromkeys(_words(b.rule) for b in blocks))}"
        self._ours(f"{'▾' if is_open else '▸'} {what}", link)
        if is_open:
            body = look.sans(Type.INTERFACE)
            for block in blocks:
                self._open(self._para(body, below=UNIT, leading=1.4, indent=UNIT * 4), self._text(body, c.quiet))
                self._source(block.span, self._text(body, c.quiet))

    # the original

    def _set_original(self) -> None:
        look, c = self._look, self._look.colours
        font = look.serif(Type.BODY)
        font.setPixelSize(max(9, font.pixelSize() - 1))
        for block in self._review.blocks:
            if block.role is Role.GAP:
                for _ in range(block.span.of(self._review.text).count("\n") - 1):
                    self._open(self._para(font, leading=1.1), self._text(font))
                continue
            quiet = block.role is Role.CHROME
            form = self._text(font, c.quiet if quiet else c.ink)
            self._open(self._para(font, leading=1.4, below=2), form)
            if block.role is Role.HEADING:
                self.page.outline.append(Landmark(block.span.of(self._review.text).strip(" :#*"), self._cursor.position(), 2))
            self.page.labels[self._cursor.block().blockNumber()] = _words(block.rule) if quiet else block.role.value
            self._source(block.span, form)


# What the reader can do about a problem: the command, and the words for it on the page.
_REMEDIES = {
    "decode.mojibake": ("mend", "Mend them"),
    "decode.lost": ("encoding", "Read with another encoding"),
    "decode.mixed": ("encoding", "Read with another encoding"),
    "records.columns": ("columns", "Change the columns"),
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


def _fold_kind(block: Block) -> str:
    """Why a block is folded on the clean page; empty where it is not."""
    if block.role is Role.CHROME:
        return "chrome"
    return "facts" if block.role in _AS_FACTS else ""


def _words(identifier: str) -> str:
    """A rule's or value's identifier in words: ``chrome.comment_form`` is "comment form"."""
    return identifier.rsplit(".", 1)[-1].replace("_", " ").replace("-", " ")
