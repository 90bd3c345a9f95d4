"""A saved web page to the text that it shows, with what its markup says about every block.

Nothing that the page can show is lost: menus, forms, hidden parts and the texts of images are kept and marked as the site's
own. Scripts and styles are no text. The walk over the tree is a loop, so that no depth of nesting can end it; the parser itself
takes time in the square of the depth, which is why :mod:`desktop.reading.saved_page` looks at a page before this module does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from desktop.reading.markup_metadata import Microdata, page_metadata
from desktop.reading.notations import find_notations
from desktop.reading.page import Hint, Page
from desktop.reading.set_off import FACES, SetOff
from desktop.reading.vocabulary import table
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selectolax.lexbor import LexborNode

    from desktop.review import Style

_BLOCKS = frozenset({
    "address", "article", "aside", "audio", "blockquote", "body", "button", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "iframe", "legend", "li", "main", "menu", "nav", "noscript", "object", "ol",
    "optgroup", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "textarea", "tfoot", "thead",
    "tr", "ul", "video",
})  # fmt: skip
_CLOSE = frozenset({"li", "tr", "dt", "dd", "option"})  # parted from their like by a line end, not by an empty line
_CELLS = frozenset({"td", "th"})
_PARTED = frozenset({"a", "button", "label", "time"})  # drawn apart from their like, though nothing stands between them
_SILENT = frozenset({"script", "style", "head", "template", "title", "meta", "link", "base"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_KEEPS_PLACE = frozenset({"html", "body", "main", "article"})  # never the site's by their class names
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NAME_PARTS = re.compile(r"[-_]+")
_WIDE_CELL = 80  # characters from which a table's cell is no entry of a fact sheet but a part of the page
_MOSTLY = 0.5  # of a page's text: a part that holds more is the page, whatever it is called


@dataclass(slots=True)
class _Part:
    """An element that markup calls the site's: the lines it made."""

    rule: str
    first: int
    last: int = 0


@dataclass(slots=True)
class _Frame:
    """An element that is open."""

    tag: str = ""
    block: bool = False
    level: int = 0
    listed: bool = False
    pre: bool = False
    part: _Part | None = None


@dataclass(slots=True)
class _Line:
    """A line of the page and the blank that goes before it."""

    text: str
    before: str
    level: int
    listed: bool
    image: bool
    styles: tuple[Style, ...]  # of the line alone


@dataclass(slots=True)
class _Writer:
    """The text made so far."""

    lines: list[_Line] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    gap: str = ""
    closed: str = ""  # the element that was just closed, if nothing has come after it
    level: int = 0
    listed: bool = False
    image: bool = False
    set_off: SetOff = field(default_factory=SetOff)

    def open(self, frame: _Frame) -> None:
        """Begin an element."""
        self.frames.append(frame)
        if frame.tag in FACES:
            self.set_off.begin(FACES[frame.tag], len(self.pieces))

    def text(self, content: str, *, image: bool = False) -> None:
        """Add text to the line."""
        frame = self.frames[-1]
        if frame.pre:
            first, *rest = content.split("\n")
            self._add(first, image=image)
            for line in rest:
                self.end_line("\n")
                self._add(line, image=image)
        else:
            self._add(_SPACE.sub(" ", content), image=image)

    def _add(self, content: str, *, image: bool) -> None:
        if not content:
            return
        self.closed = ""
        if not content.isspace():
            if not any(piece.strip() for piece in self.pieces):
                frame = self.frames[-1]
                self.level, self.listed, self.image = frame.level, frame.listed, image
            self.image = self.image and image
        self.pieces.append(content)

    def end_line(self, gap: str) -> None:
        """Close the line; ``gap`` is what parts it from the next one at least."""
        pieces, self.pieces = self.pieces, []
        raw = "".join(pieces)
        cells = [cell.strip(" \n") for cell in raw.split("\t")]
        cells = [cell for cell in cells if cell]
        text = "\t".join(_SPACE.sub(" ", cell) for cell in cells)
        pre = self.frames[-1].pre
        styles = self.set_off.of_line(pieces, text if "\t" not in raw and not pre else "")
        if pre or (len(cells) > 1 and any(len(cell) > _WIDE_CELL for cell in cells)):
            for cell in cells:
                self._write(cell if pre else _SPACE.sub(" ", cell))
                self.gap = self.gap or "\n"
        elif cells:
            self._write(text, styles)
        if len(gap) > len(self.gap):
            self.gap = gap

    def _write(self, text: str, styles: tuple[Style, ...] = ()) -> None:
        self.lines.append(_Line(text, self.gap if self.lines else "", self.level, self.listed, self.image, styles))
        self.gap = ""


def read_html(source: str) -> Page:
    """The page that an HTML source shows; every hint is one line of its text."""
    tree = LexborHTMLParser(source)
    writer = _Writer()
    microdata = Microdata()
    root = tree.root
    if root is not None:
        _walk(root, writer, microdata)
    text, hints, styles = _laid_out(writer)
    return Page(text, hints, page_metadata(tree, microdata), styles=styles)


def _walk(root: LexborNode, writer: _Writer, microdata: Microdata) -> None:
    """Go through the tree in the order of the page, entering and leaving every element."""
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        child = _enter(node, writer, microdata)
        if child is not None:
            node, depth = child, depth + 1
            continue
        _leave(node, writer)
        while depth and node.next is None:
            parent = node.parent
            if parent is None:
                return
            node, depth = parent, depth - 1
            _leave(node, writer)
        if not depth:
            return
        node = node.next


def _enter(node: LexborNode, writer: _Writer, microdata: Microdata) -> LexborNode | None:
    """Begin an element; the first child to go on with, or None where there is nothing more in it."""
    tag = node.tag or ""
    if tag == "-text":
        if writer.frames and writer.frames[-1].tag not in _SILENT:
            writer.text(node.text_content or "")
        return None
    if tag.startswith(("-", "!")) and tag != "-document":
        return None
    parent = writer.frames[-1] if writer.frames else _Frame()
    attributes: Mapping[str, str | None] = node.attributes
    block = tag in _BLOCKS
    if block and writer.frames:
        writer.end_line("\n" if tag in _CLOSE else "\n\n")
    elif tag in _CELLS:
        writer.pieces.append("\t")
    elif tag in _PARTED and writer.closed in _PARTED:
        writer.pieces.append(" ")
    rule = _rule(tag, attributes)
    part = _Part(f"markup.{rule}", len(writer.lines)) if rule else None
    if part is not None:
        writer.parts.append(part)
    level = _LEVELS.get(tag, parent.level)
    frame = _Frame(tag, block, level, parent.listed or tag == "li", parent.pre or tag in {"pre", "textarea"}, part)
    writer.open(frame)
    if tag == "br":
        writer.end_line("\n")
    said = _said_by_attributes(tag, attributes)
    if said:
        writer.text(f" {said} ", image=tag == "img")
    microdata.see(tag, attributes, node)
    return None if tag in _SILENT else node.child


def _leave(node: LexborNode, writer: _Writer) -> None:
    tag = node.tag or ""
    if tag == "-text" or (tag.startswith(("-", "!")) and tag != "-document"):
        return
    frame = writer.frames[-1]
    if tag in FACES:
        writer.set_off.end(len(writer.pieces))
    if frame.block:
        writer.end_line("\n" if tag in _CLOSE else "\n\n")
    writer.frames.pop()
    writer.closed = tag
    if frame.part is not None:
        frame.part.last = len(writer.lines)
    if not writer.frames:
        writer.frames.append(frame)
        writer.end_line("")
        writer.frames.pop()


def _said_by_attributes(tag: str, attributes: Mapping[str, str | None]) -> str:
    """The words that an image or a drawn sign stands for."""
    if tag == "img" or (tag == "input" and attributes.get("type") == "image"):
        return (attributes.get("alt") or "").strip()
    if tag == "input" and attributes.get("type") in {"submit", "button", "reset"}:
        return (attributes.get("value") or "").strip()
    if attributes.get("role") == "img":
        return (attributes.get("aria-label") or "").strip()
    return ""


@cache
def _class_words() -> dict[str, str]:
    return {word: rule for rule, words in table("markup")["classes"].items() for word in words}


def _rule(tag: str, attributes: Mapping[str, str | None]) -> str:
    """What kind of the site's own parts an element is by its markup; empty for all others."""
    if tag in _KEEPS_PLACE:
        return ""
    rule = str(table("markup")["elements"].get(tag, ""))
    if rule:
        return rule
    if not attributes:
        return ""
    style = (attributes.get("style") or "").replace(" ", "").casefold()
    if "hidden" in attributes or "display:none" in style or "visibility:hidden" in style:
        return "hidden"
    role: Any = table("markup")["roles"].get(attributes.get("role") or "")
    if role:
        return str(role)
    known = _class_words()
    for name in ((attributes.get("class") or "") + " " + (attributes.get("id") or ""))[:400].split():
        folded = name.casefold()
        if folded in known:
            return known[folded]
        for word in _NAME_PARTS.split(folded):
            if word in known:
                return known[word]
    return ""


def _laid_out(writer: _Writer) -> tuple[str, tuple[Hint, ...], tuple[Style, ...]]:
    """The text and one hint a line, with the parts that are the site's, and the words that are set off."""
    lines = writer.lines
    rules = _rules_by_line(lines, writer.parts)
    pieces: list[str] = []
    hints: list[Hint] = []
    styles: list[Style] = []
    at = 0
    for line, rule in zip(lines, rules, strict=True):
        pieces += (line.before, line.text)
        start = at + len(line.before)
        at = start + len(line.text)
        drawn = line.image and not find_notations(line.text[:200])
        hints.append(Hint(Span(start, at), line.level, line.listed, rule or ("markup.image" if drawn else "")))
        styles += (replace(style, span=Span(start + style.span.start, start + style.span.end)) for style in line.styles)
    return "".join(pieces), tuple(hints), tuple(styles)


def _rules_by_line(lines: Sequence[_Line], parts: Sequence[_Part]) -> list[str]:
    """For every line the rule by which it is the site's; a part that is most of the page, or holds its title, is not."""
    lengths = [0]
    for line in lines:
        lengths.append(lengths[-1] + len(line.text))
    titles = [number for number, line in enumerate(lines) if line.level == 1]
    rules = [""] * len(lines)
    reached = 0
    for part in parts:  # in the order of the page: an outer part comes before those inside it
        last = max(part.last, part.first)
        if last <= reached:
            continue
        if any(part.first <= title < last for title in titles):
            continue
        share = lengths[last] - lengths[part.first]
        if share > _MOSTLY * lengths[-1] and part.rule != "markup.comments":
            continue
        for number in range(max(part.first, reached), last):
            rules[number] = part.rule
        reached = last
    return rules
