"""The page's headline and standfirst, and the title and year of the work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.review import Found, Role, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desktop.reading.labels import Labelled
    from desktop.reading.lines import Line

_LONGEST_HEADLINE = 160
_SENTENCE = 90  # a first line of more characters that ends in a full stop is the review's first sentence
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_TITLE_YEAR = re.compile(rf"(?P<title>[^\n()|]{{1,80}}?)[\"”’'»]?[ \xa0]?\({_YEAR}\)")
_QUOTED = re.compile(r"[“\"‘'«„](?P<title>[^“”\"‘’«»„\n]{1,80})[”\"’'»“](?!\w)")
_REVIEW_WORD = r"(?:(?:film|movie|book|game|tv|album|series|show|music|product|restaurant|theatre|theater|play|netflix|video game|anime|k-drama|drama|spoiler-free|quick|mini|short)[ \xa0-]){0,2}(?:review|kritik|rezension|critique)"
_BEFORE = re.compile(rf"^{_REVIEW_WORD}[ \xa0]*(?:of|:|–|—|-|\|)[ \xa0]*(?P<title>.{{1,100}})$", re.IGNORECASE)
_AFTER = re.compile(rf"^(?P<title>.{{1,80}}?)(?:[ \xa0]*(?:[–—:|-]|\()?[ \xa0]*){_REVIEW_WORD}\b", re.IGNORECASE)
_CAPTION = re.compile(rf"^(?P<title>[^\n()]{{1,60}}?)[ \xa0]\({_YEAR}\)[ \xa0]*[-–—|][ \xa0]*\w.{{1,40}}$")
_ASKED = re.compile(r"^(?:What (?:Is|Happens In)|Is|Should You Watch|Does|Will There Be)[ \xa0](?P<title>.{1,60}?)[ \xa0](?:About|Worth (?:Watching|Reading|Playing|It)|Any Good|Good)\?$", re.IGNORECASE)
_TRAILER = re.compile(r"^(?P<title>.{1,60}?)[ \xa0]*[-–—|:]?[ \xa0]*(?:\(?official )?trailer\b.{0,20}$", re.IGNORECASE)
_PIPED = re.compile(rf"^(?P<title>[^|\n]{{1,80}}?)[ \xa0]*\|[ \xa0]*{_YEAR}\b")


def find_headline(lines: Sequence[Line], taken: Collection[Span]) -> Line | None:
    """The line that is the page's headline: the title by markup, or the first short line before the text begins."""
    own = [line for line in lines if not line.chrome]
    for line in own[:12]:
        if line.block.level == 1:
            return line
    for line in own[:6]:
        if line.block.span in taken:
            continue
        if len(line.text) <= _LONGEST_HEADLINE and not (len(line.text) > _SENTENCE and line.text.endswith(".")) and line.whole:
            return line
        return None
    return None


def find_work(lines: Sequence[Line], headline: Line | None, labelled: Sequence[Labelled]) -> tuple[Found[str], Found[int] | None] | None:
    """The work's title, and its year where it stands beside the title."""
    for entry in labelled:
        if entry.field == "title":
            return _with_year(entry.value, entry.span, f"work.{entry.rule}", 0.9)
    if headline is not None:
        found = _in_headline(headline)
        if found is not None:
            return found
    for line in lines:
        for pattern, rule, confidence in (
            (_PIPED, "work.facts_line", 0.85),
            (_CAPTION, "work.caption", 0.6),
            (_ASKED, "work.heading", 0.7),
            (_TRAILER, "work.trailer", 0.6),
        ):
            match = pattern.match(line.text) if len(line.text) <= 120 else None
            if match is not None:
                year = Found(int(match["year"]), line.part(*match.span("year")), rule, confidence) if "year" in match.groupdict() else None
                return Found(match["title"], line.part(*match.span("title")), rule, confidence), year
    return None


def _in_headline(line: Line) -> tuple[Found[str], Found[int] | None] | None:
    text = line.text
    quoted = _QUOTED.search(text)
    if quoted is not None and quoted.start() < 40:
        year = re.match(rf"[ \xa0]?\({_YEAR}\)", text[quoted.end() :])
        found_year = None
        if year is not None:
            found_year = Found(int(year["year"]), line.part(quoted.end() + year.start("year"), quoted.end() + year.end("year")), "work.headline", 0.9)
        return Found(quoted["title"], line.part(*quoted.span("title")), "work.quoted", 0.8), found_year
    for pattern in (_BEFORE, _AFTER):
        match = pattern.match(text)
        if match is not None:
            return _with_year(match["title"], line.part(*match.span("title")), "work.headline", 0.8)
    return None


def _with_year(value: str, span: Span, rule: str, confidence: float) -> tuple[Found[str], Found[int] | None]:
    match = _TITLE_YEAR.match(value)
    if match is None:
        return Found(value, span, rule, confidence), None
    title = match["title"].strip(" \"“”‘’'")
    at = span.start + value.find(title)
    year = Found(int(match["year"]), Span(span.start + match.start("year"), span.start + match.end("year")), rule, confidence)
    return Found(title, Span(at, at + len(title)), rule, confidence), year


def is_heading_role(line: Line) -> bool:
    """Whether a line has been recognised as more than running text."""
    return line.block.role in {Role.HEADING, Role.HEADLINE}
