"""Labels of facts and the values behind them: ``Director: X``, ``Genre: A | Country: B``, label and value lines apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.dates import find_dates
from desktop.reading.durations import find_durations
from desktop.reading.people import is_name, split_names
from desktop.reading.places import find_platform_names, is_place
from desktop.reading.vocabulary import Terms, alternatives, every_language, table, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.reading.lines import Line
    from desktop.review import Span

_LONGEST_LABEL = 40
_LONGEST_VALUE_LINE = 160
_HEAD = 10  # lines of the review among which its actors are named
_MOST_LABELS = 12  # on one line
_DASH = re.compile(r"(?: \([^()]{1,20}\))? [-–—] ")
_NAMES_SHARE = 0.75  # of a line of small words and names is names
_MOST_PEOPLE = 30  # names under one label
_BRACKETS = re.compile(r"\s?\([^()]{1,40}\)$")
_MARK = re.compile(r"[:：]")
_SEPARATORS = " \t\xa0|/•·–—-,;*_"
_PARTING = re.compile(r"\s{0,3}[|•·¦]\s{0,3}|\s{3,12}")
_PEOPLE = frozenset({"director", "writer", "both", "cast", "composer", "cinematographer", "producer", "artist", "maker"})
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_DASHED = re.compile(
    r"(?P<label>[^\W\d_][\w &/’'().]{1,38}?)(?:\s{1,3}[–—-]\s{1,3}|\s{0,3}[|=＝]\s{0,3}|\s{3,12})(?P<value>\S.{0,200})$"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value that a label announces. ``lines`` are the lines taken up, ``certain`` is False for labels without a colon."""

    field: str
    label: str
    value: str
    span: Span
    rule: str
    lines: tuple[Line, ...]
    certain: bool = True


@cache
def labels() -> Terms[str]:
    """The labels of every field, longest first."""
    return Terms((term, field) for field, languages in table("labels").items() for term in every_language(languages))


@cache
def _categories() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("titles")["categories"]))


def is_category(text: str) -> bool:
    """Whether a text only names a category of the site: ``Film``, ``Movies & TV``."""
    return len(text) <= _LONGEST_LABEL and _categories().exact(text) is True


def field_of(label: str) -> str | None:
    """The field that a label names, if it is one; what stands in brackets behind it does not count."""
    return labels().exact(_BRACKETS.sub("", label)) if len(label) <= _LONGEST_LABEL else None


def is_labelled(text: str) -> bool:
    """Whether a line begins with a label and its value, parted by a colon or, where the value is of the right form, a dash."""
    label, colon, value = text.partition(":")
    if colon and value.strip() and field_of(label) is not None:
        return True
    dashed = _DASHED.match(text) if not colon and len(text) <= _LONGEST_VALUE_LINE else None
    field = field_of(dashed["label"]) if dashed is not None else None
    return dashed is not None and field is not None and _fits(field, dashed["value"])


def find_labelled(lines: Sequence[Line]) -> Iterator[Labelled]:
    """Every labelled value of the lines, in order."""
    at = 0
    while at < len(lines):
        line = lines[at]
        inline = list(_inline(line))
        if inline:
            yield from inline
        else:
            dashed = _dashed(line)
            if dashed is not None:
                yield dashed
            else:
                yield from _small_words(lines, at)
        alone = None if inline else _alone(lines, at)
        if alone is not None:
            yield alone
            at += len(alone.lines) - 1
            for further in _further_people(lines, at + 1, alone):
                yield further
                at += 1
        at += 1


def _inline(line: Line) -> Iterator[Labelled]:
    """``Label: value``, several times in a line too."""
    text = line.text
    marks: list[tuple[str, str, int, int]] = []
    for colon in _MARK.finditer(text):
        found = _label_before(text, colon.start(), first=not marks)
        if found is not None:
            field, start = found
            marks.append((field, text[start : colon.start()].strip(" *_"), start, colon.end()))
        if len(marks) > _MOST_LABELS:
            break
    if not marks and text.count(" - ") > 1:
        marks = _dashed_marks(text)
    for number, (field, label, _, begin) in enumerate(marks):
        end = marks[number + 1][2] if number + 1 < len(marks) else len(text)
        parting = _PARTING.search(text, begin + 1, end)
        if parting is not None and text[begin : parting.start()].strip(_SEPARATORS):
            end = parting.start()
        value = text[begin:end]
        start = begin + len(value) - len(value.lstrip(_SEPARATORS))
        value = value.strip(_SEPARATORS)
        if value:
            yield Labelled(field, label, value, line.part(start, start + len(value)), "label_line", (line,))
            acted = _acted().search(value) if field in _PEOPLE else None
            if acted is not None:  # ``Dir: A. With B, C.``
                names = line.part(start + acted.end(), start + len(value))
                yield Labelled(
                    "cast", acted.group().strip(" .;"), value[acted.end() :], names, "label_line", (line,), certain=False
                )


def _dashed_marks(text: str) -> list[tuple[str, str, int, int]]:
    """Several labels of people with dashes on one line, ``Director - A, Screenplay - B & C``; one dash is too little."""
    marks: list[tuple[str, str, int, int]] = []
    for dash in _DASH.finditer(text):
        found = _label_before(text, dash.start(), first=not marks)
        if found is not None and found[0] in {*_PEOPLE, "editor"}:
            field, start = found
            marks.append((field, text[start : dash.start()].strip(" *_"), start, dash.end()))
    return marks if 1 < len(marks) <= _MOST_LABELS else []


@cache
def _acted() -> re.Pattern[str]:
    """What begins the actors behind another credit: ``. With``, ``. Avec``."""
    words = alternatives(word.capitalize() for word in every_language(table("labels_without_colon")["cast"]))
    return re.compile(rf"[.;]\s(?:{words})\s(?=[^\W\d_a-z])")


@cache
def _opening(field: str) -> re.Pattern[str]:
    words = alternatives(every_language(table("labels_without_colon")[field]))
    return re.compile(rf"(?i:{words})\s(?=[^\W\d_a-z])")


@cache
def _first_words(field: str) -> frozenset[str]:
    return frozenset(term.split()[0] for term in every_language(table("labels_without_colon")[field]))


def _names_behind(text: str, field: str) -> str:
    """The value of a line that is a small word and names, and nothing else; empty for any other line."""
    if len(text) > _LONGEST_VALUE_LINE or text[:_LONGEST_LABEL].partition(" ")[0].casefold() not in _first_words(field):
        return ""
    match = _opening(field).match(text)
    value = text[match.end() :] if match is not None else ""
    names = list(split_names(value))
    covered = sum(len(named.name) + len(named.character) for named in names)
    whole = bool(names) and covered >= _NAMES_SHARE * len(value) and all(len(named.name.split()) >= 2 for named in names)
    return value if whole else ""


def names_the_cast(text: str) -> bool:
    """Whether a line is a small word and the names of actors: ``Mit Jana Wulff, Max Teichmann``."""
    return "," in text and bool(_names_behind(text, "cast"))


def _small_words(lines: Sequence[Line], at: int) -> Iterator[Labelled]:
    """``De Rémi Castaing`` above ``Avec Jeanne Aubry, Malik Sorel``: lines of small words and names, of a film's sheet.

    Without the director's beside it, the line of the actors counts at the head of the page, and with two names at least.
    """
    pair = lines[at : at + 2]
    for fields in (("director", "cast"), ("cast", "director")):
        values = [_names_behind(line.text, field) for line, field in zip(pair, fields, strict=False)]
        if len(values) == 2 and all(values):
            break
    else:
        acted = _names_behind(lines[at].text, "cast") if at < _HEAD else ""
        if acted.count(",") == 0:
            return  # one name alone behind a small word may begin anything
        pair, fields, values = lines[at : at + 1], ("cast", ""), [acted]
    for line, field, value in zip(pair, fields, values, strict=False):
        start = len(line.text) - len(value)
        yield Labelled(
            field, line.text[:start].strip(), value, line.part(start, len(line.text)), "label_dash", (line,), certain=False
        )


def _label_before(text: str, colon: int, *, first: bool) -> tuple[str, int] | None:
    """The label that ends at a colon and where it starts: the longest known one that follows a start or a separator."""
    begin = max(0, colon - _LONGEST_LABEL)
    head = text[begin:colon]
    tokens = tokens_of(head)
    for number, start in enumerate(tokens.starts):
        if begin and number == 0 and start == 0:
            continue  # perhaps the middle of a word
        field = labels().exact(head[start:])
        if field is None:
            continue
        before = head[:start].rstrip(" \t\xa0*_")
        at_start = not before and not begin
        # In the middle of a line a label is written large, or stands behind a separator.
        if at_start or before.endswith(tuple("|/•·;,.)")) or (not first and head[start].isupper()):
            return field, begin + start
        return None
    return None


def _dashed(line: Line) -> Labelled | None:
    """``Label – value``, ``| Label | value |``."""
    if len(line.text) > _LONGEST_VALUE_LINE:
        return None
    offset = len(line.text) - len(line.text.lstrip("| *_"))
    match = _DASHED.match(line.text, offset)
    if match is None:
        return None
    field = field_of(match["label"])
    value = match["value"].rstrip(" |*_")
    if field is None or not _fits(field, value):
        return None
    start = match.start("value")
    return Labelled(field, match["label"], value, line.part(start, start + len(value)), "label_dash", (line,), certain=False)


def _alone(lines: Sequence[Line], at: int) -> Labelled | None:
    """A label that is the whole line, its value on the next one."""
    line = lines[at]
    if at + 1 >= len(lines) or len(line.text) > _LONGEST_LABEL:
        return None
    label = line.text.rstrip(" :：*_").lstrip("*_ ")
    field = field_of(label)
    value = lines[at + 1]
    if field is None or len(value.text) > _LONGEST_VALUE_LINE or field_of(value.text.rstrip(" :：")) is not None:
        return None
    colon = line.text.rstrip(" *_").endswith((":", "："))
    if not colon and not _fits(field, value.text):
        return None
    return Labelled(field, label, value.text, value.span, "label_above", (line, value), certain=colon)


def _further_people(lines: Sequence[Line], at: int, above: Labelled) -> Iterator[Labelled]:
    """The further names under a label of people, each on a line of its own: a cast list."""
    if above.field not in _PEOPLE:
        return
    for line in lines[at : at + _MOST_PEOPLE]:
        one = list(split_names(line.text))
        full = len(one) == 1 and len(one[0].name.split()) >= 2 and len(line.text) <= _LONGEST_LABEL * 2
        if not full or field_of(line.text) is not None:
            return
        yield Labelled(above.field, above.label, line.text, line.span, above.rule, (line,), certain=above.certain)


def _fits(field: str, value: str) -> bool:
    """Whether a value is of the form that a label without a colon must have behind it: the label alone is too weak a sign."""
    if field in _PEOPLE:
        return next(split_names(value), None) is not None and len(value.split()) >= 2 and not value.endswith(".")
    if field in {"critic", "author", "by"}:
        return len(value) <= 40 and (is_name(value) or (" " not in value and value.isalpha()))
    if field == "runtime":
        return next(find_durations(value, labelled=True), None) is not None
    if field == "published":
        return next(find_dates(value), None) is not None
    if field in {"year", "release"}:
        return _YEAR.search(value) is not None
    if field in {"country", "platform"}:
        return is_place(value) or (field == "platform" and any(find_platform_names(value)))
    return field == "genre" and len(value) <= 60
