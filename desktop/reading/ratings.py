"""Every score of a page, and which one is the critic's verdict on this work."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.reading.lines import Line, line_at, lines_of
from desktop.reading.notations import Form, Notation, bare_number, find_grade, find_notations
from desktop.reading.scales import DEFAULT_GRADES
from desktop.reading.stages import Claim, PageMetadata, Ratings
from desktop.reading.verdicts import Setting, age_signs, is_counted, is_label_only, judged, label_at_end, rating_of
from desktop.reading.vocabulary import Terms, every_language, table
from desktop.review import Block, Rating, Role, Span, Whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORT = 60  # characters of a line between a label and its figure
_REACH = 14  # lines between a label that stands alone and its figure
_TEXT = 80  # characters of a line that is text
_LONGEST_LABELLED = 120  # characters of a line with a labelled bare number
_BESIDE = 30  # characters that a line which is a score may have beside it
_PARTS = 3  # so many labelled scores of one scale are scores of parts
_GRADE_BEFORE = re.compile(r"(?<=[:：=–—\-\w])[ \xa0*_“\"'‘(]{1,4}(?=[A-F](?![\w’']))")
_GIVEN_NUMBER = re.compile(r"\ban? (?P<value>(?:[6-9]|10)(?:\.\d)?)(?=[.!,;)]|\s?$)")
_ASTERISKS = re.compile(r"\*(?: ?\*){1,4}(?: ?(?:½|1/2))?")
_HEAD = 8  # lines above a figure that stands in the head of a page
_HIGH_OF_FIVE, _LOW_OF_TEN = 3.5, 3.0
_HALVES = re.compile(r"(?:[34][.,][05]|5[.,]0)")
_DECIMAL = re.compile(r"\d{1,2}[.,]\d{1,2}")
_OF_A_SCALE = re.compile(r"(?:\d\s?/\s?|out of )(?P<scale>5|10|100)(?![\d/.,]\d|\d)")
_NUMBER = re.compile(r"(?<![\w.,/$£€])\d{1,3}(?:[.,]\d{1,2})?(?![\w/%]|[.,]\d)")


def find_ratings(
    text: str, blocks: Sequence[Block], metadata: PageMetadata | None = None, scale: str = DEFAULT_GRADES
) -> Ratings:
    """Every score of the page; ``scale`` names the mapping of letter grades (:func:`desktop.reading.scales.grade_scales`)."""
    every = lines_of(text, blocks)
    lines = [line for line in every if not line.chrome]
    following = {line.span: below.text for line, below in pairwise(every)}
    found: list[Rating] = [] if metadata is None else list(_from_metadata(metadata, scale))
    seen = {rating.span for rating in found if len(rating.span)}
    of = _scale_of_the_page(text)
    others = False
    for at, line in enumerate(lines):
        others = others or _heads_others(line.text)
        inline = list(_in_line(line, scale, of, following.get(line.span, "")))
        if not inline:
            below = _below_label(lines, at, scale, of)
            inline = [below] if below is not None else []
        if others:
            inline = [_of_others(rating) for rating in inline]
        found += (rating for rating in inline if rating.span not in seen)
        seen.update(rating.span for rating in inline)
    found = _with_parts(text, lines, found)
    if not any(rating.whose is Whose.CRITIC for rating in found):
        found += _above_a_word(lines, of) or _standing_alone(lines) or _asterisks_alone(lines)
    verdict, rule = choose(found)
    return Ratings(tuple(found), verdict, rule, _claims(lines, found))


@cache
def _others_below() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("ratings")["others_below"]))


def _heads_others(text: str) -> bool:
    """Whether a line is the heading above what readers or buyers say: ``Customer reviews (18)``."""
    bare = text.strip(" :*_#()0123456789,")
    return len(bare) <= _SHORT and _others_below().exact(bare) is True


def _of_others(rating: Rating) -> Rating:
    """A score below such a heading: no verdict of the critic's, unless it is labelled so."""
    if rating.whose is not Whose.CRITIC or rating.rule.endswith("_label"):
        return rating
    return replace(rating, whose=Whose.OTHER, about="readers", rule="ratings.below_others", confidence=0.75)


def _scale_of_the_page(text: str) -> float | None:
    """The one scale that scores of the page state, for those that state none; None where there are several or none."""
    scales = {match["scale"] for match in _OF_A_SCALE.finditer(text)}
    return float(scales.pop()) if len(scales) == 1 else None


def _standing_alone(lines: Sequence[Line]) -> list[Rating]:
    """A figure with a decimal alone on its line, ``6.2``: what else would it be, where it is the only one."""
    alone = [line for line in lines if _DECIMAL.fullmatch(line.text)]
    notation = bare_number(alone[0].text) if len(alone) == 1 else None
    if notation is not None:
        return [rating_of(Setting.of(alone[0], notation, 0), Whose.CRITIC, "ratings.figure_alone", 0.65)]
    return _of_five_in_the_head(lines, alone[0]) if len(alone) == 1 else []


def _of_five_in_the_head(lines: Sequence[Line], line: Line) -> list[Rating]:
    """``Artist`` / ``Album`` / ``4.0`` above the text: halves from three on are of five; of ten, so little is seldom given.

    Below three it could be either, and nothing is said.
    """
    above = [other.text for other in lines[: lines.index(line)]]
    if not above or len(above) > _HEAD or any(len(text) > _TEXT for text in above) or not _HALVES.fullmatch(line.text):
        return []
    beside = [above[-1], *(other.text for other in lines[len(above) + 1 : len(above) + 2])]
    if any(is_label_only(text) or is_counted(text) or _owner_before(text) for text in beside if len(text) <= _SHORT):
        return []
    notation = bare_number(line.text, 5.0)
    return [rating_of(Setting.of(line, notation, 0), Whose.CRITIC, "ratings.figure_in_head", 0.55)] if notation else []


def _asterisks_alone(lines: Sequence[Line]) -> list[Rating]:
    """Asterisks that are the only such line of the page: two or more above the text, four or five below it."""
    alone = [number for number, line in enumerate(lines) if _ASTERISKS.fullmatch(line.text)]
    text = [number for number, line in enumerate(lines) if len(line.text) > _TEXT]
    if len(alone) != 1 or not text:
        return []
    line = lines[alone[0]]
    notation = next(iter(find_notations(line.text)), None)
    if notation is None or not (alone[0] < text[0] or (alone[0] > text[-1] and notation.value > len("***"))):
        return []
    return [rating_of(Setting.of(line, notation, 0), Whose.CRITIC, "ratings.alone", 0.75)]


def _above_a_word(lines: Sequence[Line], of: float | None) -> list[Rating]:
    """A figure alone on its line with a word for what it means directly below or above: ``9`` / ``AMAZING``."""
    for number, line in enumerate(lines):
        if len(line.text) > len("10.0 "):
            continue
        beside = [lines[other].text for other in (number + 1, number - 1) if 0 <= other < len(lines)]
        words = [text.strip(' !.*_"“”') for text in beside if len(text) <= _SHORT]
        notation = bare_number(line.text, of) or _meant(line.text, words)
        if notation is not None and any(_verdict_terms().exact(word) for word in words):
            return [rating_of(Setting.of(line, notation, 0), Whose.CRITIC, "ratings.figure_and_word", 0.75)]
    return []


def _meant(text: str, words: Sequence[str]) -> Notation | None:
    """A figure up to five by the word beside it: what is great is of five, what is bad at three or more is of ten."""
    number = bare_number(text, 5.0)
    if number is not None and number.value >= _HIGH_OF_FIVE and any(_high_words().exact(word) for word in words):
        return number
    if number is not None and number.value >= _LOW_OF_TEN and any(_low_words().exact(word) for word in words):
        return bare_number(text, 10.0)
    return None


@cache
def _high_words() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("ratings")["high_words"]))


@cache
def _low_words() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("ratings")["low_words"]))


@cache
def _verdict_terms() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("ratings")["verdict_words"]))


def _in_line(line: Line, scale: str, of: float | None, following: str) -> Iterator[Rating]:
    notations = find_notations(line.text) or [*_grades(line.text, scale), *_words(line.text), *_given_numbers(line.text)]
    notations += [n for n in _labelled_numbers(line, of) if not any(n.span.meets(other.span) for other in notations)]
    notations.sort(key=lambda notation: notation.span)
    begin = 0
    for notation in notations:
        rating = judged(Setting.of(line, notation, begin, following))
        begin = notation.span.end
        if rating is not None:
            yield rating


def _grades(text: str, scale: str) -> Iterator[Notation]:
    """Letters that may be grades: what stands round them decides. Alone on its line a letter needs its sign, ``B+``."""
    alone = _whole_grade(text, scale) if len(text) <= _BESIDE else None
    if alone is not None and text.rstrip(" .*_")[-1:] in "+-–−":
        yield alone
        return
    for match in _GRADE_BEFORE.finditer(text):
        grade = find_grade(text, scale, match.end())
        if grade is not None:
            yield grade


def _given_numbers(text: str) -> Iterator[Notation]:
    """``I'd give it an 8.``: from six on a bare number that is given is of ten."""
    for match in _GIVEN_NUMBER.finditer(text):
        notation = bare_number(match["value"])
        if notation is not None:
            yield notation.moved(match.start("value"))


@cache
def _verdict_words() -> Terms[tuple[float, float, bool]]:
    entries = table("ratings")["words"]
    return Terms((e["term"], (float(e["value"]), float(e["scale"]), e.get("alone", False))) for e in entries)


def _words(text: str) -> Iterator[Notation]:
    """Verdicts in words: ``Two thumbs up``; some only where they are the whole line."""
    for hit in _verdict_words().find(text):
        value, scale, alone = hit.value
        if alone and len(text) > hit.end - hit.start + 2:
            continue
        share = round(value / scale * 100, 2)
        words = text[hit.start : hit.end]
        span = Span(hit.start, hit.end)
        yield Notation(Form.WORDS, value, scale, span, stated=True, conversion=f"“{words}” = {share:g}", normalised=share)


def _labelled_numbers(line: Line, of: float | None) -> Iterator[Notation]:
    """``Score: 8.5`` and ``IMDb 6.3``: a bare number behind a label of scores or an owner's name; age ratings are none."""
    if len(line.text) > _LONGEST_LABELLED:
        return
    for match in _NUMBER.finditer(line.text):
        before = line.text[: match.start()]
        label = label_at_end(before)
        own = label is not None and label.kind in {"own", "total", "part"} and match.group() not in age_signs()
        owner = _owner_before(before) if len(before) <= _SHORT else ""
        if owner or own or (label is not None and label.kind == "owner"):
            unit = label is not None and _units().first(label.text) is not None
            notation = bare_number(match.group(), _owners_scales().get(owner, 5.0 if unit else of))
            if notation is not None:
                yield notation.moved(match.start())


def _owner_before(before: str) -> str:
    """The last owner of scores that a text names; empty for none."""
    hits = list(_owner_names().find(before))
    return hits[-1].value if hits else ""


@cache
def _units() -> Terms[bool]:
    """The words for stars: behind ``Stars:`` a figure is of five."""
    return Terms((term, True) for term in every_language(table("ratings")["stars"]))


@cache
def _owner_names() -> Terms[str]:
    return Terms((name, name) for name in table("ratings")["owners"]["names"])


@cache
def _owners_scales() -> dict[str, float]:
    return {name: float(scale) for name, scale in table("ratings")["owners"]["scales"].items()}


def _below_label(lines: Sequence[Line], at: int, scale: str, of: float | None) -> Rating | None:
    """A label alone on its line and its figure some short lines below; the words of the scale may stand between."""
    if not is_label_only(lines[at].text):
        return None
    for distance, line in enumerate(lines[at + 1 : at + 1 + _REACH]):
        if len(line.text) > _SHORT or (distance and find_notations(line.text)):
            return None
        notation = bare_number(line.text, of) or (_whole_grade(line.text, scale) if not distance else None)
        if notation is not None:
            return rating_of(Setting.of(line, notation, 0), Whose.CRITIC, "ratings.label_above", 0.8)
    return None


def _whole_grade(text: str, scale: str) -> Notation | None:
    grade = find_grade(text, scale)
    return grade if grade is not None and not text[grade.span.end :].strip(' .*_"”)') else None


def _from_metadata(metadata: PageMetadata, scale: str) -> Iterator[Rating]:
    """Scores that a page's own data states: ``rating: 4/5`` in front matter, ratingValue and bestRating in JSON-LD."""
    for key, scale_key, whose in (("rating", "best_rating", Whose.CRITIC), ("aggregate", "aggregate_best", Whose.OTHER)):
        best = next(iter(metadata.fields.get(scale_key, ())), "")
        for value in metadata.fields.get(key, ()):
            written = f"{value}/{best}" if best and re.fullmatch(r"[\d.,]{1,6}", value) else value
            notation = next(iter(find_notations(written)), None) or find_grade(written, scale) or bare_number(written)
            if notation is not None:
                yield Rating(
                    notation=value,
                    value=notation.value,
                    scale=notation.scale,
                    normalised=notation.normalised,
                    conversion=notation.conversion,
                    whose=whose,
                    span=metadata.spans.get(key, Span(0, 0)),
                    rule=f"ratings.{metadata.source or 'metadata'}",
                    confidence=0.95,
                )


def _with_parts(text: str, lines: Sequence[Line], found: Sequence[Rating]) -> list[Rating]:
    """The ratings, with labelled ones that stand in a row of several made scores of parts: ``Combat – 8/10``."""
    labels: dict[Span, str] = {}
    for rating in found:
        line = line_at(lines, rating.span.start)
        if line is None or not len(rating.span) or rating.whose is not Whose.CRITIC or rating.rule.endswith("_label"):
            continue
        before = text[line.span.start : rating.span.start].strip(" \t\xa0:–—-=*_(|")
        behind = text[rating.span.end : line.span.end].strip(" .)*_|")
        if before and len(before) <= 40 and not behind:
            labels[rating.span] = before
    parts = sum(1 for rating in found if rating.whose is Whose.PART)
    if len(labels) + parts < _PARTS:
        return list(found)
    return [
        replace(rating, whose=Whose.PART, about=labels[rating.span], rule="ratings.one_of_a_row")
        if rating.span in labels
        else rating
        for rating in found
    ]


def choose(found: Sequence[Rating]) -> tuple[Rating | None, str]:
    """The verdict among the critic's own scores, and the rule of choice in words; no score, no verdict."""
    own = [rating for rating in found if rating.whose is Whose.CRITIC]
    if not own:
        return None, ""
    if len({rating.normalised for rating in own}) == 1:
        return max(own, key=lambda rating: rating.confidence), "the only score" if len(own) == 1 else "all its scores agree"
    totals = [rating for rating in own if rating.rule == "ratings.total_label"]
    if totals:
        return totals[-1], "the score labelled as the total"
    labelled = [rating for rating in own if rating.rule in {"ratings.own_label", "ratings.label_above", "ratings.front_matter"}]
    if len({rating.normalised for rating in labelled}) == 1:
        return labelled[-1], "the score with a label"
    stated = [rating for rating in own if "assumed" not in rating.conversion]
    best = stated or own
    top = max(rating.confidence for rating in best)
    return next(
        r for r in reversed(best) if r.confidence == top
    ), "the surest score, of equals the last; a stated scale before an assumed one"


def _claims(lines: Sequence[Line], found: Sequence[Rating]) -> dict[Span, Claim]:
    """The lines that are nothing but a score with its label."""
    claims: dict[Span, Claim] = {}
    for rating in found:
        line = line_at(lines, rating.span.start) if len(rating.span) else None
        if line is not None and len(line.text) - len(rating.span) <= _BESIDE:
            claims[line.block.span] = Claim(Role.RATING, rating.rule, rating.confidence)
    return claims
