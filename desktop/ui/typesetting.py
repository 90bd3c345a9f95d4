"""A review set as a page: a QTextDocument that we format ourselves, and the map between its positions and the source.

Nothing of a page's markup ever reaches Qt. Every stretch of source text that stands on the page is recorded as a segment, so
that search hits, passages, folds and the Clean / Original toggle can go from the source to the page and back.
"""

from __future__ import annotations

from itertools import groupby
from math import inf
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat

from desktop.review import Block, Face, Review, Role
from desktop.ui.page_head import set_head
from desktop.ui.page_map import Landmark
from desktop.ui.theme import UNIT, Type
from desktop.ui.typesetter import Mode, Setting, Typesetter, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.page_map import Page
    from desktop.ui.theme import Look

_ABOVE = {Role.HEADLINE, Role.STANDFIRST, Role.PRO, Role.CON}  # set at the head of the page, word for word
_AS_FACTS = {Role.FACT, Role.RATING, Role.BYLINE}  # shown at the head as values
# Characters of a text that was not understood from which all but the first of them are folded: Qt takes forty times their size
# to show them.
_LONG = 2_000_000
_FIRST = 500_000


def typeset(review: Review, look: Look, setting: Setting) -> Page:
    """Set a review as a page."""
    to = Typesetter(review, look, setting)
    if setting.mode is Mode.ORIGINAL:
        _set_original(to)
    else:
        if setting.heading:
            set_head(to)
        _set_body(to)
    return to.done()


def _set_body(to: Typesetter) -> None:
    blocks = [b for b in to.review.blocks if b.role is not Role.GAP]
    if not to.setting.heading:
        above = (b for b in blocks if b.role in (Role.HEADLINE, Role.STANDFIRST))
        for block in above:
            _set_block(to, block)
    shown_above = _ABOVE if to.setting.heading else {Role.HEADLINE, Role.STANDFIRST}
    flow = [b for b in blocks if b.role not in shown_above]
    beyond = _beyond(flow)
    for folded, run in groupby(flow, key=lambda block: "unread" if block.span.start >= beyond else _fold_kind(block)):
        if folded:
            _set_fold(to, tuple(run), folded)
        else:
            for block in run:
                _set_block(to, block)
    if not any(b.role is Role.BODY for b in blocks):
        font = to.look.sans(Type.INTERFACE)
        to.open(to.para(font, above=UNIT * 2), to.text(font, to.look.colours.quiet))
        to.ours("Nothing on this page was taken for the critic’s text.", to.text(font, to.look.colours.quiet))


def _set_block(to: Typesetter, block: Block) -> None:
    look = to.look
    if block.role in (Role.HEADING, Role.HEADLINE):
        font = look.serif(Type.SECTION, bold=True)
        to.open(to.para(font, above=UNIT * 6, below=UNIT * 2, leading=1.25), to.text(font))
        to.page.outline.append(Landmark(block.span.of(to.review.text).strip(" :#*"), to.cursor.position(), 2))
        to.source(block.span, to.text(font))
        return
    font = look.serif(Type.BODY)
    indent = UNIT * 5 if block.listed else UNIT * 6 if _is_quotation(to.review, block) else 0
    below = UNIT if block.listed else round(font.pixelSize() * 0.75)
    to.open(to.para(font, below=below, indent=indent), to.text(font))
    colours = {Role.PRO: look.colours.praise, Role.CON: look.colours.complaint}
    if block.role in colours:
        to.ours("+ " if block.role is Role.PRO else "− ", to.text(font, colours[block.role]))
    to.source(block.span, to.text(font))


def _set_fold(to: Typesetter, blocks: tuple[Block, ...], kind: str) -> None:
    """A run of lines that are not the critic's prose: one quiet line, and the lines below it where it stands open."""
    look, c = to.look, to.look.colours
    start = blocks[0].span.start
    is_open = to.setting.unfold_all or start in to.setting.unfolded
    to.page.folds[start] = blocks
    font = look.sans(Type.META)
    quiet = to.text(font, c.quiet)
    to.open(to.para(font, above=UNIT, below=UNIT * 3, leading=1.4), quiet)
    link = QTextCharFormat(quiet)
    link.setAnchor(True)
    link.setAnchorHref(f"fold:{start}")
    lines = sum(1 + b.span.of(to.review.text).count("\n") for b in blocks)
    count = "1 line" if lines == 1 else f"{lines:,} lines"
    if kind == "facts":
        what = f"{count} read as facts, shown above" if to.setting.heading else f"{count} of facts folded"
    elif kind == "unread":
        what = f"{count} folded: the rest of a very long text"
    else:
        what = f"{count} folded: {', '.join(dict.fromkeys(in_words(b.rule) for b in blocks))}"
    to.ours(f"{'▾' if is_open else '▸'} {what}", link)
    if is_open:
        body = look.sans(Type.INTERFACE)
        for block in blocks:
            to.open(to.para(body, below=UNIT, leading=1.4, indent=UNIT * 4), to.text(body, c.quiet))
            to.source(block.span, to.text(body, c.quiet))


def _set_original(to: Typesetter) -> None:
    look, c = to.look, to.look.colours
    font = look.serif(Type.BODY)
    font.setPixelSize(max(9, font.pixelSize() - 1))
    for block in to.review.blocks:
        if block.role is Role.GAP:
            for _ in range(block.span.of(to.review.text).count("\n") - 1):
                to.open(to.para(font, leading=1.1), to.text(font))
            continue
        quiet = block.role is Role.CHROME
        form = to.text(font, c.quiet if quiet else c.ink)
        to.open(to.para(font, leading=1.4, below=2), form)
        if block.role is Role.HEADING:
            to.page.outline.append(Landmark(block.span.of(to.review.text).strip(" :#*"), to.cursor.position(), 2))
        to.page.labels[to.cursor.block().blockNumber()] = in_words(block.rule) if quiet else block.role.value
        to.source(block.span, form)
        for target in dict.fromkeys(
            style.target for _, styles in to.review.runs(block.span) for style in styles if style.target
        ):
            to.ours(f"  → {target}", to.text(look.sans(Type.META), c.quiet))


def _is_quotation(review: Review, block: Block) -> bool:
    """Whether all of a paragraph is a quotation."""
    styles = [style for _, within in review.runs(block.span) for style in within]
    return any(style.face is Face.QUOTE and style.span.holds(block.span) for style in styles)


def _beyond(flow: Sequence[Block]) -> float:
    """Where the rest of a very long text begins, which is folded; beyond all else where there is none."""
    unread = [block for block in flow if block.rule == "reader.unread"]
    if sum(len(block.span) for block in unread) <= _LONG:
        return inf
    first = unread[0].span.start
    return next((block.span.start for block in unread if block.span.end > first + _FIRST), inf)


def _fold_kind(block: Block) -> str:
    """Why a block is folded on the clean page; empty where it is not."""
    if block.role is Role.CHROME:
        return "chrome"
    return "facts" if block.role in _AS_FACTS else ""
