"""What every part of a typeset page is made with: the forms of its text, and the record of where source text stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QRawFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTableFormat,
)

from desktop.review import Face, Span, italic
from desktop.ui.breaking import UNBROKEN, unbroken
from desktop.ui.page_map import Page, Segment
from desktop.ui.panes.controls import plain_tip
from desktop.ui.units import Units, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QColor, QTextTable

    from desktop.review import Found, Review, Style
    from desktop.ui.theme import Look

# Values that are the writer's sentences; of others, only what they say counts.
_IN_WORDS = frozenset({"headline", "standfirst", "pro", "con"})
_LONGEST = 4_000  # code points of one paragraph that Qt lays out quickly; longer ones are broken for display


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


class Typesetter:
    """A page that is being set, from top to bottom."""

    def __init__(self, review: Review, look: Look, setting: Setting) -> None:
        """Begin an empty page; :meth:`done` ends it."""
        self.review, self.look, self.setting = review, look, setting
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(look.serif())
        self.page = Page(document)
        self.cursor = QTextCursor(document)
        self.cursor.beginEditBlock()
        self._fresh = True
        # Where a font lacks it, one of another font would stand there, and be seen.
        self._has_hyphen = all(QRawFont.fromFont(font).supportsCharacter(ord(UNBROKEN)) for font in (look.serif(), look.sans()))

    def done(self) -> Page:
        """The page, when everything stands on it."""
        self.cursor.endEditBlock()
        self.page.segments.sort(key=lambda s: s.position)
        return self.page

    # formats

    def text(self, font: QFont, colour: QColor | None = None) -> QTextCharFormat:
        """The form of words in a font; in the ink of the page if no colour is given."""
        result = QTextCharFormat()
        result.setFont(font)
        result.setForeground(colour or self.look.colours.ink)
        return result

    def para(
        self, font: QFont, *, above: int = 0, below: int = 0, leading: float | None = None, indent: int = 0
    ) -> QTextBlockFormat:
        """The form of a paragraph: distances in pixels, ``leading`` as line height over font size (the page's own if None)."""
        result = QTextBlockFormat()
        result.setTopMargin(above)
        result.setBottomMargin(below)
        result.setLeftMargin(indent)
        wanted = (leading or self.setting.leading) * font.pixelSize()
        natural = QFontMetricsF(font).height()
        result.setLineHeight(100 * wanted / natural, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return result

    def open(self, form: QTextBlockFormat, text: QTextCharFormat) -> None:
        """Begin a paragraph."""
        if self._fresh:
            self.cursor.setBlockFormat(form)
            self.cursor.setBlockCharFormat(text)
            self._fresh = False
        else:
            self.cursor.insertBlock(form, text)

    # words

    def ours(self, text: str, form: QTextCharFormat) -> None:
        """Words of the program's own, or a value that does not stand so in the source."""
        self.cursor.insertText(self._printed(text), form)

    def source(self, span: Span, form: QTextCharFormat, *, styled: bool = True) -> None:
        """Source text, verbatim; overlong paragraphs are broken for display only. ``styled``: as its writer set it off."""
        for start in range(span.start, span.end, _LONGEST):
            piece = self._printed(self.review.text[start : min(start + _LONGEST, span.end)])
            if start > span.start:
                self.cursor.insertBlock()
            self.page.segments.append(Segment(self.cursor.position(), start, len(piece), Units(piece)))
            for part, styles in self.review.runs(Span(start, start + len(piece))):
                words = piece[part.start - start : part.end - start]
                self.cursor.insertText(words, self._set_off(form, styles) if styles and styled else form)

    def _set_off(self, form: QTextCharFormat, styles: Sequence[Style]) -> QTextCharFormat:
        """The form of words with these styles: the address of a link is told, and nothing follows it."""
        result = set_off(form, {style.face for style in styles})
        targets = [style.target for style in styles if style.target]
        if targets and not form.isAnchor():
            result.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            result.setUnderlineColor(self.look.colours.quiet)
            result.setToolTip(plain_tip(targets[-1]))
        return result

    def _printed(self, text: str) -> str:
        """A text as it is given to Qt, as many code points as before: no line of it ends in a short word with a hyphen."""
        return unbroken(shown(text)) if self._has_hyphen else shown(text)

    def value(self, name: str, found: Found[object], text: str, form: QTextCharFormat) -> None:
        """A derived value, as an anchor that answers "why?"."""
        self.page.evidence[name] = found
        anchor = QTextCharFormat(form)
        anchor.setAnchor(True)
        anchor.setAnchorHref(f"why:{name}")
        anchor.setToolTip("")
        span = found.span
        if span is not None and span.of(self.review.text) == text:
            self.source(span, anchor, styled=name.partition(".")[0] in _IN_WORDS)
        else:
            self.ours(text, anchor)

    # tables

    def table(self, rows: int, widths: Sequence[QTextLength], *, below: int) -> QTextTable:
        """Begin a table without lines, as wide as the page; :meth:`leave_table` goes on below it."""
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(0)
        form.setCellSpacing(0)
        form.setBottomMargin(below)
        form.setColumnWidthConstraints(widths)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        return self.cursor.insertTable(rows, len(widths), form)

    def leave_table(self) -> None:
        """Go on below a table, in the empty paragraph that Qt keeps there."""
        self.cursor.movePosition(QTextCursor.MoveOperation.End)
        self._fresh = True


def set_off(form: QTextCharFormat, faces: Collection[Face]) -> QTextCharFormat:
    """The form of words that stand out so among words of a form."""
    result = QTextCharFormat(form)
    if italic(faces):
        result.setFontItalic(not form.fontItalic())
    if Face.STRONG in faces:
        result.setFontWeight(QFont.Weight.Bold)
    if Face.CODE in faces:
        result.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
    return result


def in_words(identifier: str) -> str:
    """A rule's or value's identifier in words: ``chrome.comment_form`` is "comment form"."""
    return identifier.rsplit(".", 1)[-1].replace("_", " ").replace("-", " ")
