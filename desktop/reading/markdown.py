"""Markdown and front matter: the structure of the text, without changing a character of it.

Only blocks are parsed: emphasis and links stay in the text as they are written. Spans are those of the raw file.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from desktop.reading.page import Hint, Page
from desktop.reading.stages import PageMetadata
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*$")
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]{0,8}[:=](?:[ \t]{1,8}(?P<value>\S.{0,2000})?)?$")
_ITEM = re.compile(r"[ \t]{0,8}-[ \t]{1,8}(?P<value>\S.{0,2000})$")
_INDENTED = re.compile(r"[ \t]{1,16}(?P<key>[\w.-]{1,40}):[ \t]{1,8}(?P<value>\S.{0,2000})$")
_LONGEST = 80  # lines of front matter
_LARGE = 256 * 1024  # characters; a longer file is read as text, for the parser takes its time over lists
_RULES = {"html_block": "markdown.html", "hr": "markdown.rule"}
_LEAVES = frozenset({"inline", *_RULES})
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)$")


def read_markdown(text: str) -> Page:
    """A Markdown file: its blocks as hints, its front matter as metadata."""
    end, metadata = front_matter(text)
    hints = list(front_matter_hints(text, end))
    if len(text) <= _LARGE:
        starts = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
        first = bisect_right(starts, end) - 1 if end else 0
        for hint in _hints(_parser().parse(text[end:]), text, starts, first):
            if not hints or hint.span.start >= hints[-1].span.end:
                hints.append(hint)
    return Page(text, tuple(hints), metadata)


def front_matter(text: str) -> tuple[int, PageMetadata]:
    """The front matter at the head of a text: where the text goes on below it (0: there is none), and its entries."""
    lines = _head_lines(text)
    if not lines or not _FENCE.match(text, lines[0].start, lines[0].end):
        return 0, PageMetadata()
    fence = text[lines[0].start : lines[0].start + 3]
    close = next((n for n, line in enumerate(lines[1:], 1) if text[line.start : line.end].rstrip() == fence), 0)
    if close < 2:
        return 0, PageMetadata()
    inner = lines[1:close]
    entries = list(_toml_entries(text, inner) if fence == "+++" else _yaml_entries(text, inner))
    if 2 * len({line for line, _, _ in entries}) < len([line for line in inner if line.end > line.start]):
        return 0, PageMetadata()
    fields: dict[str, list[str]] = {}
    spans: dict[str, Span] = {}
    for _, key, value in entries:
        shown = value.of(text)
        if shown:
            fields.setdefault(key, []).append(shown)
            spans.setdefault(key, value)
    values = {key: tuple(found) for key, found in fields.items()}
    return lines[close].end, PageMetadata("", values, spans, "front_matter")


def front_matter_hints(text: str, end: int) -> Iterator[Hint]:
    """A hint for every line of front matter that ends at ``end``."""
    for line in _head_lines(text):
        if line.end > end:
            return
        if line.end > line.start:
            yield Hint(line, chrome="markdown.front_matter")


def _head_lines(text: str) -> list[Span]:
    """The spans of the first lines, without their ends."""
    lines: list[Span] = []
    at = 0
    for match in _LINE_END.finditer(text):
        lines.append(Span(at, match.start()))
        at = match.end()
        if len(lines) > _LONGEST:
            return lines
    lines.append(Span(at, len(text)))
    return lines


def _yaml_entries(text: str, lines: Sequence[Span]) -> Iterator[tuple[Span, str, Span]]:
    """``key: value``, lists in brackets or as items, and one level of nesting (``review.rating``)."""
    key = ""
    for line in lines:
        entry = _ENTRY.match(text, line.start, line.end)
        item = _ITEM.match(text, line.start, line.end)
        nested = _INDENTED.match(text, line.start, line.end)
        if entry is not None:
            key = entry["key"].strip().casefold()
            value = _unquoted(text, Span(*entry.span("value"))) if entry["value"] else Span(line.end, line.end)
            for part in _listed(text, value):
                yield line, key, part
        elif item is not None and key:
            yield line, key, _unquoted(text, Span(*item.span("value")))
        elif nested is not None and key:
            yield line, f"{key}.{nested['key'].casefold()}", _unquoted(text, Span(*nested.span("value")))


def _toml_entries(text: str, lines: Sequence[Span]) -> Iterator[tuple[Span, str, Span]]:
    """TOML front matter: what tomllib makes of it decides whether it is one, the spans are those of the lines."""
    try:
        tomllib.loads(text[lines[0].start : lines[-1].end].replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError:
        return
    yield from _yaml_entries(text, lines)


def _listed(text: str, value: Span) -> Iterator[Span]:
    """The values of ``[a, b]``, or the value itself."""
    shown = value.of(text)
    if not (shown.startswith("[") and shown.endswith("]")):
        yield value
        return
    for match in re.finditer(r"[^,\[\]]+", shown):
        yield _unquoted(text, Span(value.start + match.start(), value.start + match.end()))


def _unquoted(text: str, value: Span) -> Span:
    """A value without white space and quotes round it."""
    shown = value.of(text)
    start = value.start + len(shown) - len(shown.lstrip())
    shown = shown.strip()
    if len(shown) >= 2 and shown[0] in "\"'" and shown[-1] == shown[0]:
        return Span(start + 1, start + len(shown) - 1)
    return Span(start, start + len(shown))


@cache
def _parser() -> MarkdownIt:
    """CommonMark and tables; inline markup is left alone."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _hints(tokens: Sequence[Token], text: str, starts: Sequence[int], first: int) -> Iterator[Hint]:
    """The hints of the parsed blocks; ``first`` is the line of the file at which the parsed text begins."""
    listed = level = 0
    in_table = False
    for token in tokens:
        if token.type in {"list_item_open", "list_item_close"}:
            listed += token.nesting
        elif token.type in {"table_open", "table_close"}:
            in_table = token.nesting > 0
        elif token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1:]) if token.nesting > 0 else 0
        if token.map is None or token.type not in _LEAVES or (in_table and token.type == "inline"):
            continue
        span = _trimmed(text, *(starts[min(line + first, len(starts) - 1)] for line in token.map))
        if span is None:
            continue
        if token.type == "inline":
            image = "markdown.image" if _IMAGE.match(span.of(text)) else ""
            yield Hint(span, level, listed > 0 and not level, image, whole=True)
        elif token.type in _RULES:
            yield Hint(span, chrome=_RULES[token.type])


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    kept = piece.strip()
    if not kept:
        return None
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, left + len(kept))
