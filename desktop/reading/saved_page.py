"""A saved page, however large or hostile: read at once where that is surely cheap, in a bounded process of its own else.

The HTML parser takes time in the square of how deep elements are nested (300,000 open elements: minutes), so nesting and size
are counted first, which is linear. What looks costly goes to a process with a limit on its time and memory; where that does not
answer, the page is refused: its source is shown as it is, with a Problem.
"""

from __future__ import annotations

import email
import email.policy
import html
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import desktop
from desktop.reading.html import read_html
from desktop.reading.page import Hint, Page
from desktop.reading.stages import PageMetadata
from desktop.review import Face, Problem, Severity, Span, Style

if TYPE_CHECKING:
    from email.message import EmailMessage

_LARGE = 512 * 1024  # characters that are parsed without a second thought
_NESTED = 256  # open elements of one kind; pages that people made have a few dozen
_LONG_TAG = 20_000  # characters of one tag
_SECONDS = 1  # of processor time that a suspicious page has, from the start of its process
_SECONDS_LARGE = 8  # that a large page without suspicion has
_WAIT = 3.0  # seconds that the process may take for each of these, on a machine that is busy with other things
_SHOWN = 100_000  # characters of a refused page's source that are shown
_LITTLE = 40  # characters that are no loss to speak of
_SILENT = ("script", "style", "title", "template", "!--")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
# Elements that end by themselves, or hold nothing: leaving them open nests nothing.
_NOT_NESTING = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "td",
    "th", "tr", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "body", "html", "head", "script", "style", "path",
})  # fmt: skip


def read_saved_page(source: str) -> Page:
    """The page that an HTML source shows, or its source with a Problem where reading it would cost too much; never raises."""
    suspicious = is_suspicious(source)
    if len(source) <= _LARGE and not suspicious:
        page = read_html(source)
    else:
        page = _read_apart(source, _SECONDS if suspicious else _SECONDS_LARGE)
    return page if page.problems else replace(page, problems=_lost(source, page.text))


def is_suspicious(source: str) -> bool:
    """Whether a page is built as none is that people made: nested without end, or with a tag of thousands of attributes."""
    nested: dict[str, int] = {}
    before = 0
    for match in _TAG.finditer(source):
        if match.start() - before > _LONG_TAG and source.find(">", before, before + _LONG_TAG) < 0:
            return True
        before = match.start()
        closes, name = match.groups()
        name = name.lower()
        if name in _NOT_NESTING:
            continue
        depth = nested.get(name, 0) + (-1 if closes else 1)
        if depth > _NESTED:
            return True
        nested[name] = max(depth, 0)
    return (
        source.find("<", before) >= 0 and len(source) - before > _LONG_TAG and source.find(">", before, before + _LONG_TAG) < 0
    )


def _lost(source: str, text: str) -> tuple[Problem, ...]:
    """The problem that markup is so broken (a quotation mark left open in a tag) that much of a page is not shown."""
    written = _outside_tags(source)
    if written - len(text) <= max(_LITTLE, written // 2):
        return ()
    message = f"about {written - len(text):,} characters of this page are lost in broken markup"
    return (Problem(message, Severity.WARNING, "html.broken"),)


def _outside_tags(source: str) -> int:
    """Roughly how many characters of text a source has outside its tags, scripts and styles."""
    count = 0
    silent = ""
    for piece in source.split("<"):
        name = piece[:9].lower()
        if silent:
            silent = "" if name.startswith(silent) or (silent == "/!--" and "-->" in piece) else silent
            continue
        silent = next((f"/{tag}" for tag in _SILENT if name.startswith(tag)), "")
        if not silent:
            inside, end, outside = piece.partition(">")
            shown = (outside if end else inside).strip()
            count += len(html.unescape(shown) if "&" in shown else shown)
    return count


def html_in_mhtml(data: bytes) -> str | None:
    """The HTML of a page saved as one file (MHTML), decoded as it declares; None where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            return _content(part)
    return None


def _content(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return raw.decode(charset, "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _read_apart(source: str, seconds: int) -> Page:
    """Read a page in a process of its own (:mod:`desktop.reading.worker`), in so many seconds of processor time."""
    root = str(Path(desktop.__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    try:
        done = subprocess.run(  # noqa: S603  our own module with a figure of ours: the page goes in as its input
            [sys.executable, "-m", "desktop.reading.worker", str(seconds)],
            input=source.encode("utf-8", "replace"),
            capture_output=True,
            timeout=_WAIT * seconds,
            check=True,
            env=environment,
        )
        return page_of(json.loads(done.stdout))
    except (subprocess.SubprocessError, OSError, ValueError):
        return _refused(source)


def _refused(source: str) -> Page:
    message = "This page would take too long to read and is shown as its source"
    if len(source) > _SHOWN:
        message += f", the first {_SHOWN:,} characters of {len(source):,}"
    return Page(source[:_SHOWN], problems=(Problem(message, Severity.ERROR, "html.refused"),))


def plain_of(page: Page) -> dict[str, Any]:
    """A page in values that JSON knows: how the process hands it back."""
    return {
        "text": page.text,
        "hints": [[hint.span.start, hint.span.end, hint.level, hint.listed, hint.chrome] for hint in page.hints],
        "title": page.metadata.title,
        "fields": page.metadata.fields,
        "styles": [[style.span.start, style.span.end, style.face.value] for style in page.styles],
    }


def page_of(plain: dict[str, Any]) -> Page:
    """The page that :func:`plain_of` wrote down; raises ValueError for anything else."""
    try:
        hints = tuple(Hint(Span(start, end), level, listed, chrome) for start, end, level, listed, chrome in plain["hints"])
        fields = {name: tuple(values) for name, values in plain["fields"].items()}
        styles = tuple(Style(Span(start, end), Face(face)) for start, end, face in plain["styles"])
        return Page(plain["text"], hints, PageMetadata(plain["title"], fields, {}, "markup"), styles=styles)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("not a page") from error
