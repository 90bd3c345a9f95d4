"""Every score of a page: how it is written, whose it is, and which one is the critic's verdict on this work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.lines import Line, lines_of, sentence_at
from desktop.reading.notations import Form, Notation, bare_number, find_grade, find_notations
from desktop.reading.scales import DEFAULT_GRADES
from desktop.reading.stages import Claim, PageMetadata, Ratings
from desktop.reading.vocabulary import Terms, every_language, table
from desktop.review import Block, Rating, Role, Span, Whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORT = 60  # a line of no more characters beside its score is about the score
_REACH = 14  # lines between a label that stands alone and its figure
_SEGMENT_END = re.compile(r"[|•·;\n]|\s{3,8}|\s/\s")
_GRADE_END = re.compile(r"[”\"’')]{0,2}(?:[.,;:!?)]|\s*$|\s(?:for|from|in|overall|and|because|grade|rating|on|as|but|with)\b)")
_NO_PROSE = re.compile(r"[\s:;,.!?()\[\]{}<>*_=~–—\-|/\"“”'‘’️]+")


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands before a score: ``kind`` is own, total, part, owner or other."""

    kind: str
    about: str


@cache
def _labels() -> Terms[str]:
    entries = table("ratings")["labels"]
    order = ("part", "own", "total")  # a label of two kinds counts as the last
    kinds = {term: kind for kind in order for term in every_language(entries[kind])}
    return Terms(kinds.items())


@cache
def _owners() -> Terms[str]:
    owners = table("ratings")["owners"]
    return Terms((term, term) for term in [*owners["names"], *owners["phrases"]])


@cache
def _giving() -> Terms[str]:
    return Terms((term, term) for term in every_language(table("ratings")["giving"]))


@cache
def _grading() -> Terms[str]:
    return Terms((term, term) for term in every_language(table("ratings")["grading"]))


@cache
def _deducting() -> Terms[str]:
    return Terms((term, term) for term in every_language(table("ratings")["deducting"]))


@cache
def _ages() -> frozenset[str]:
    return frozenset(table("ratings")["ages"]["signs"])


def find_ratings(
    text: str, blocks: Sequence[Block], metadata: PageMetadata | None = None, scale: str = DEFAULT_GRADES
) -> Ratings:
    """Every score of the page; ``scale`` names the mapping of letter grades (see :func:`desktop.reading.scales.grade_scales`)."""
    lines = [line for line in lines_of(text, blocks) if not line.chrome]
    found: list[Rating] = []
    if metadata is not None:
        found += _from_metadata(metadata, scale)
    for at, line in enumerate(lines):
        inline = list(_in_line(line, scale))
        found += inline
        if not inline:
            below = _below_label(lines, at, scale)
            if below is not None and not any(other.span.meets(below.span) for other in found):
                found.append(below)
    found = _as_parts(_unique(found))
    verdict, rule = _choose(found)
    return Ratings(tuple(found), verdict, rule, _claims(text, lines, found))


def _in_line(line: Line, scale: str) -> Iterator[Rating]:
    text = line.text
    notations = find_notations(text)
    for grade in _grades_in(text, scale) if not notations else ():
        notations.append(grade)
    if not notations:
        notations += _labelled_numbers(text)
    for index, notation in enumerate(notations):
        begin = notations[index - 1].span.end if index else 0
        rating = _judged(line, notation, begin)
        if rating is not None:
            yield rating


def _judged(line: Line, notation: Notation, begin: int) -> Rating | None:
    """What the words round a notation make of it: a rating of somebody's, or None where it is no score."""
    text = line.text
    start, end = sentence_at(text, notation.span.start, notation.span.end)
    before = text[max(begin, start) : notation.span.start]
    segment = re.split(_SEGMENT_END, before)[-1]
    after = text[notation.span.end : min(end, notation.span.end + 60)]
    label = _label(segment)
    rest = len(_NO_PROSE.sub("", text)) - len(_NO_PROSE.sub("", notation.span.of(text)))
    owner = _owner(segment, after)
    if owner or (label is not None and label.kind == "owner"):
        return _rating(line, notation, Whose.OTHER, "ratings.owner", 0.9, owner or (label.about if label else ""))
    if _taken_away(before, after, notation):
        return None
    if label is not None and label.kind in {"own", "total"}:
        return _rating(line, notation, Whose.CRITIC, f"ratings.{label.kind}_label", 0.98)
    if label is not None and label.kind == "part":
        return _rating(line, notation, Whose.PART, "ratings.part_label", 0.9, label.about)
    if notation.form in {Form.PERCENT, Form.NUMBER, Form.GRADE}:
        graded = notation.form is Form.GRADE and _grading().first(before[-40:]) is not None and _GRADE_END.match(after) is not None
        return _rating(line, notation, Whose.CRITIC, "ratings.given", 0.85) if graded else None
    if notation.form is Form.ASTERISKS and not (notation.stated or (rest <= _SHORT and notation.value % 1)):
        return None
    if notation.form is Form.GLYPHS and notation.value == 0 and (notation.scale <= 5 or rest == 0):
        return None  # five empty stars are a form to click on
    if rest == 0:
        return _rating(line, notation, Whose.CRITIC, "ratings.alone", 0.9)
    if notation.form is Form.GLYPHS:
        return _rating(line, notation, Whose.CRITIC, "ratings.stars", 0.9)
    if _giving().first(before) is not None:
        return _rating(line, notation, Whose.CRITIC, "ratings.given", 0.9)
    ends = not after.strip(' .!)"”*_') or after.lstrip()[:1] in {".", "!", ")", "|", "–", "—"}
    if ends and (rest <= _SHORT or notation.form is Form.OUT_OF):
        return _rating(line, notation, Whose.CRITIC, "ratings.short_line", 0.75)
    return None


def _rating(line: Line, notation: Notation, whose: Whose, rule: str, confidence: float, about: str = "") -> Rating:
    return Rating(
        notation=notation.span.of(line.text),
        value=notation.value,
        scale=notation.scale,
        normalised=notation.normalised,
        conversion=notation.conversion,
        whose=whose,
        span=line.part(notation.span.start, notation.span.end),
        rule=rule,
        confidence=confidence if notation.stated else confidence - 0.1,
        about=about,
    )


def _label(segment: str) -> _Label | None:
    """The label that a segment of text before a score is, if it is one."""
    stripped = segment.strip(" \t\xa0:–—-=*_(|>#\"“‘'")
    if not stripped or len(stripped) > 60:
        return None
    kind = _labels().exact(stripped)
    if kind is not None:
        return _Label(kind, stripped)
    if segment.rstrip(" *_").endswith((":", "=")):
        hits = list(_labels().find(stripped))
        kinds = {hit.value for hit in hits}
        for kind in ("total", "own"):
            if kind in kinds:
                return _Label(kind, stripped)
        return _Label("part" if "part" in kinds and len(stripped.split()) <= 4 else "other", stripped)
    return None


def _owner(segment: str, after: str) -> str:
    """Who else a score belongs to, by the words before it or right behind it."""
    hit = _owners().first(segment[-80:])
    if hit is None:
        behind = re.split(r"[|•·;]|\d|[★☆]", after)[0]
        hit = _owners().first(behind[:40])
    return hit.value if hit else ""


def _taken_away(before: str, after: str, notation: Notation) -> bool:
    if notation.form in {Form.FRACTION, Form.GLYPHS}:
        return False
    near = before[-30:]
    return _deducting().first(near) is not None or any(hit.start <= 4 for hit in _deducting().find(after[:24]))


def _grades_in(text: str, scale: str) -> Iterator[Notation]:
    """Letter grades behind a label, or behind ``a``/``an`` in a sentence that gives one."""
    for match in re.finditer(
        r"(?:[:：=–—-]|\b(?:grade|rating|score|verdict|an?|of|is))[ \xa0*_“\"'‘(]{1,4}(?=[A-F](?![\w’']))", text
    ):
        grade = find_grade(text[match.end() :], scale)
        if grade is not None:
            moved = Span(grade.span.start + match.end(), grade.span.end + match.end())
            yield Notation(grade.form, grade.value, grade.scale, moved, grade.stated, grade.conversion, grade.normalised)
            return


def _labelled_numbers(text: str) -> Iterator[Notation]:
    """``Score: 8.5`` and ``IMDb 6.3``: a bare number behind a label of scores or an owner's name."""
    if len(text) > 120:
        return
    for match in re.finditer(r"(?<![\w.,/$£€])(?P<value>\d{1,3}(?:[.,]\d{1,2})?)(?![\w/%]|[.,]\d)", text):
        segment = re.split(_SEGMENT_END, text[: match.start()])[-1]
        label = _label(segment)
        owner = _owner(segment, "") and len(segment) <= 40
        if not owner and (label is None or label.kind == "other" or match.group() in _ages()):
            continue
        notation = bare_number(match.group())
        if notation is not None:
            yield Notation(
                notation.form,
                notation.value,
                notation.scale,
                Span(*match.span()),
                notation.stated,
                notation.conversion,
                notation.normalised,
            )


def _below_label(lines: Sequence[Line], at: int, scale: str) -> Rating | None:
    """A label alone on its line and its figure some short lines below, such as the words of the scale between."""
    label = lines[at].text.strip(" :*_")
    if len(label) > 40:
        return None
    hits = [hit for hit in _labels().find(label) if hit.value in {"own", "total"}]
    if not hits or len(label.split()) > 4 or not (hits[-1].end == len(label) or _labels().exact(label)):
        return None
    if _owner(label, ""):
        return None
    for line in lines[at + 1 : at + 1 + _REACH]:
        if len(line.text) > _SHORT:
            return None
        grade = find_grade(line.text, scale) if line is lines[at + 1] else None
        notation = bare_number(line.text) or (
            grade if grade is not None and grade.span.end >= len(line.text.rstrip()) else None
        )
        if notation is not None:
            return _rating(line, notation, Whose.CRITIC, "ratings.label_above", 0.8)
        if find_notations(line.text):
            return None
    return None


def _from_metadata(metadata: PageMetadata, scale: str) -> Iterator[Rating]:
    """Scores that a page's own data states: ``rating: 4/5`` in front matter, ratingValue and bestRating in JSON-LD."""
    nowhere = Span(0, 0)
    best = next(iter(metadata.fields.get("best_rating", ())), "")
    for key, whose in (("rating", Whose.CRITIC), ("aggregate", Whose.OTHER)):
        for value in metadata.fields.get(key, ()):
            written = f"{value}/{best}" if best and re.fullmatch(r"[\d.,]{1,6}", value) else value
            notation = next(iter(find_notations(written)), None) or find_grade(written, scale) or bare_number(written)
            if notation is not None:
                yield Rating(
                    value, notation.value, notation.scale, notation.normalised, notation.conversion, whose,
                    metadata.spans.get(key, nowhere), f"ratings.{metadata.source or 'metadata'}", 0.95,
                )  # fmt: skip


def _unique(found: list[Rating]) -> list[Rating]:
    seen: set[Span] = set()
    return [r for r in found if not (r.span in seen or seen.add(r.span))]  # type: ignore[func-returns-value]


def _as_parts(found: list[Rating]) -> list[Rating]:
    return found


def _choose(found: Sequence[Rating]) -> tuple[Rating | None, str]:
    """The verdict among the critic's own scores, and the rule of choice."""
    own = [rating for rating in found if rating.whose is Whose.CRITIC]
    if not own:
        return None, ""
    if len({rating.normalised for rating in own}) == 1:
        return max(own, key=lambda rating: rating.confidence), "the only score" if len(own) == 1 else "all agree"
    totals = [rating for rating in own if rating.rule == "ratings.total_label"]
    if totals:
        return totals[-1], "labelled as the total"
    stated = [rating for rating in own if "assumed" not in rating.conversion]
    best = stated or own
    top = max(rating.confidence for rating in best)
    return next(r for r in reversed(best) if r.confidence == top), "the one whose scale and label are clearest"


def _claims(text: str, lines: Sequence[Line], found: Sequence[Rating]) -> dict[Span, Claim]:
    """Lines that are nothing but a score with its label."""
    claims: dict[Span, Claim] = {}
    for rating in found:
        for line in lines:
            if line.span.holds(rating.span) and len(rating.span) and len(line.text) - len(rating.span) <= 30:
                claims[line.block.span] = Claim(Role.RATING, rating.rule, rating.confidence)
    return claims
