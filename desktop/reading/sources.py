"""What kind of source a file is, and its text with what markup says: the same page from HTML, Markdown or plain text."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.reading.columns import field_named
from desktop.reading.markdown import front_matter, front_matter_hints, read_markdown
from desktop.reading.page import Page
from desktop.reading.saved_page import read_saved_page
from desktop.reading.stages import PageMetadata

if TYPE_CHECKING:
    from desktop.reading.records import Record
    from desktop.review import Span

HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
MHTML = frozenset({".mht", ".mhtml"})
MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
CSV = frozenset({".csv", ".tsv", ".tab"})
JSON = frozenset({".json"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})
RECORDS = CSV | JSON | JSON_LINES

_HTML_HEAD = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,50})?(?:<!--.{0,300}-->\s{0,50})?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)
_BREAK = re.compile(r"<\s?/?\s?(?:br|p|div)\s{0,3}/?\s?>", re.IGNORECASE)
_MANY_BREAKS = re.compile(r"\n[ \t]*\n[\n \t]*")


def page_of_text(text: str, suffix: str = "") -> Page:
    """The page that a decoded text is, by the ending of its file's name or, for HTML, by how it begins."""
    if suffix in HTML | MHTML or _HTML_HEAD.match(text):
        return read_saved_page(text)
    if suffix in MARKDOWN:
        page = read_markdown(text)
        return replace(page, metadata=named_alike(page.metadata))
    end, metadata = front_matter(text)
    return Page(text, tuple(front_matter_hints(text, end)), named_alike(metadata))


def page_of_record(record: Record) -> Page:
    """The page that one review of a table is: its text, in which markup for line breaks has become line breaks."""
    text = record.text
    if "<" in text:
        text = _MANY_BREAKS.sub("\n\n", _BREAK.sub("\n", text)).strip()
    if "&" in text:
        text = html.unescape(text)
    return Page(text, (), record.metadata)


def named_alike(metadata: PageMetadata) -> PageMetadata:
    """Front matter with its entries under the names that the stages know as well as under the author's own."""
    fields = dict(metadata.fields)
    spans: dict[str, Span] = dict(metadata.spans)
    for key, values in metadata.fields.items():
        field = field_named(key)
        field = "headline" if field == "title" else field
        if field is not None and field not in fields:
            fields[field] = values
            if key in metadata.spans:
                spans[field] = metadata.spans[key]
    return PageMetadata(metadata.title, fields, spans, metadata.source)
