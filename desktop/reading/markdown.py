"""Markdown and front matter: the structure of the text, and the text without its signs.

Signs are those of headings, quotations, emphasis, code and links. All other characters of the file stay as they are written and
in their order: bullets, tables, pictures.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from desktop.reading.inline import Inline, find_inline, signs_in
from desktop.reading.page import Hint, Page
from desktop.reading.stages import PageMetadata
from desktop.review import Face, Span, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*$")
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]{0,8}[:=](?:[ \t]{1,8}(?P<value>\S.{0,2000})?)?$")
_ITEM = re.compile(r"[ \t]{0,8}-[ \t]{1,8}(?P<value>\S.{0,2000})$")
_INDENTED = re.compile(r"[ \t]{1,16}(?P<key>[\w.-]{1,40}):[ \t]{1,8}(?P<value>\S.{0,2000})$")
_LONGEST = 80  # lines of front matter
_LARGE = 256 * 1024  # characters; a longer file is read as text, for the parser takes its time over lists
_MANY_SIGNS = 20_000  # of a file; pages that people write have some hundreds
_RULES = {"html_block": "markdown.html", "hr": "markdown.rule"}
_LEAVES = frozenset({"inline", *_RULES})
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)$")


def read_markdown(text: str) -> Page:
    """A Markdown file: its blocks as hints, its front matter as metadata, its emphasis and links as styles."""
    end, metadata = front_matter(text)
    hints = list(front_matter_hints(text, end))
    if len(text) > _LARGE:
        return Page(text, tuple(hints), metadata)
    starts = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    first = bisect_right(starts, end) - 1 if end else 0
    environment: dict[str, Any] = {}
    tokens = _parser().parse(text[end:], environment)
    references = environment.get("references", {})
    signs: list[Span] = []
    styles: list[Style] = []
    patience = _MANY_SIGNS
    targets = _targets(references.values(), text, starts, first)
    for hint, content in sorted([*_hints(tokens, text, starts, first), *targets], key=lambda found: found[0].span):
        if hints and hint.span.start < hints[-1].span.end:
            continue
        hints.append(hint)
        places = _places(content, text, hint.span) if content and not hint.chrome else None
        patience -= signs_in(content)
        if places is not None:
            found = find_inline(content, references) if patience > 0 else Inline()
            beside = _heading_signs(hint, content, places) or places.quotation_signs(text)
            signs += sorted([*beside, *(places.of(sign) for sign in found.signs)])
            if beside and not hint.level:
                styles.append(Style(places.of(Span(0, len(content))), Face.QUOTE))
            styles += [replace(style, span=places.of(style.span)) for style in found.styles]
    return _without(signs, Page(text, tuple(hints), metadata, styles=tuple(styles)))


class _Places:
    """Where the lines of a block's content stand in the file, for they stand there behind the signs of lists and quotations."""

    def __init__(self, lines: Sequence[int], at: Sequence[int], begins: Sequence[int]) -> None:
        """Where each line begins in the content, where that stands in the file, and where the line begins there."""
        self._lines, self._at, self._begins = lines, at, begins

    def quotation_signs(self, text: str) -> list[Span]:
        """What stands before the lines where it is nothing but the sign of a quotation."""
        before = [Span(begin, at) for begin, at in zip(self._begins, self._at, strict=True)]
        return [span for span in before if ">" in (sign := span.of(text)) and not sign.strip("> \t")]

    def of(self, span: Span) -> Span:
        """Where a span of the content stands in the file; one that ends with a line ends there."""
        return Span(self._of(span.start), self._of(span.end - 1) + 1) if span.end > span.start else self._empty(span.start)

    def _of(self, at: int) -> int:
        line = bisect_right(self._lines, at) - 1
        return self._at[line] + at - self._lines[line]

    def _empty(self, at: int) -> Span:
        return Span(self._of(at), self._of(at))


def _places(content: str, text: str, span: Span) -> _Places | None:
    """The places of a block's content; None where the file does not have it line for line, so that nothing is known."""
    lines: list[int] = []
    places: list[int] = []
    begins: list[int] = []
    at, start = 0, span.start
    for line in content.split("\n"):
        end_of_line = _LINE_END.search(text, start, span.end)
        stop = end_of_line.start() if end_of_line else span.end
        place = text.rfind(line, start, stop)
        if place < 0:
            return None
        lines.append(at)
        places.append(place)
        begins.append(start)
        at += len(line) + 1
        start = end_of_line.end() if end_of_line else span.end
    return _Places(lines, places, begins)


def _heading_signs(hint: Hint, content: str, places: _Places) -> list[Span]:
    """What of a heading are not its words: the signs before and behind them, or the line below them."""
    if not hint.level:
        return []
    words = places.of(Span(0, len(content)))
    return [span for span in (Span(hint.span.start, words.start), Span(words.end, hint.span.end)) if len(span)]


def _without(signs: Sequence[Span], page: Page) -> Page:
    """A page without some of its characters; its spans are those of what is left."""
    if not signs:
        return page
    ends = [0, *(sign.end for sign in signs)]
    starts = [*(sign.start for sign in signs), len(page.text)]
    taken = [0, *accumulate(len(sign) for sign in signs)]

    def place(at: int) -> int:
        number = bisect_right(starts, at, 0, len(signs))
        return max(at, ends[number]) - taken[number]

    def moved(span: Span) -> Span:
        return Span(place(span.start), place(span.end))

    return Page(
        "".join(page.text[start:end] for start, end in zip(ends, starts, strict=True)),
        tuple(replace(hint, span=moved(hint.span)) for hint in page.hints if len(moved(hint.span))),
        replace(page.metadata, spans={key: moved(span) for key, span in page.metadata.spans.items()}),
        page.problems,
        tuple(replace(style, span=moved(style.span)) for style in page.styles if len(moved(style.span))),
    )


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


def _hints(tokens: Sequence[Token], text: str, starts: Sequence[int], first: int) -> Iterator[tuple[Hint, str]]:
    """The hints of the parsed blocks and what they hold; ``first`` is the line of the file at which the parsed text begins."""
    listed = level = below = 0
    in_table = False
    for token in tokens:
        if token.type in {"list_item_open", "list_item_close"}:
            listed += token.nesting
        elif token.type in {"table_open", "table_close"}:
            in_table = token.nesting > 0
        elif token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1:]) if token.nesting > 0 else 0
            below = token.map[1] if token.map is not None else 0  # a line of dashes below a heading is a sign of it
        if token.map is None or token.type not in _LEAVES or (in_table and token.type == "inline"):
            continue
        begin, end = token.map
        span = _trimmed(
            text, *(starts[min(line + first, len(starts) - 1)] for line in (begin, max(end, below) if level else end))
        )
        if span is None:
            continue
        if token.type == "inline":
            image = "markdown.image" if _IMAGE.match(span.of(text)) else ""
            yield Hint(span, level, listed > 0 and not level, image, whole=True), token.content
        elif token.type in _RULES:
            yield Hint(span, chrome=_RULES[token.type]), ""


def _targets(
    references: Iterable[Mapping[str, Any]], text: str, starts: Sequence[int], first: int
) -> Iterator[tuple[Hint, str]]:
    """The lines that say where links lead which stand elsewhere: ``[1]: https://example.org``."""
    for reference in references:
        span = _trimmed(text, *(starts[min(line + first, len(starts) - 1)] for line in reference["map"]))
        if span is not None:
            yield Hint(span, chrome="markdown.reference", whole=True), ""


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    kept = piece.strip()
    if not kept:
        return None
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, left + len(kept))
