"""What the words round a notation make of it: the critic's score, a part's, somebody else's, or no score at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.lines import sentence_at
from desktop.reading.notations import Form, Notation
from desktop.reading.vocabulary import Terms, every_language, table, tokens_of
from desktop.review import Rating, Whose

if TYPE_CHECKING:
    from desktop.reading.lines import Line

_SHORT = 60  # a line of no more characters beside its score is about the score
_LONG = 400  # characters of a line that has no room for "beside"
_LABEL = 60  # characters of the longest label
_SEGMENT_END = re.compile(r"[|•·;\n]|\s{3,8}|\s/\s|[.!?)]\s")
_NO_WORDS = re.compile(r"[\W_]+")
_GRADE_END = re.compile(r"[”\"’')]{0,2}(?:[.,;:!?)]|\s{0,3}$|\s(?P<word>\w{1,20}))")
_COUNTED = re.compile(
    r"[\s(\[|–—-]{0,4}(?:based on |from )?\d[\d,.]{0,9}[ \xa0](?P<what>\w{1,30}(?: \w{1,30})?)", re.IGNORECASE
)
_OF_SOMETHING = re.compile(r"(?: [\w'’-]{2,20}){1,3}[.!,]?")  # 3 out of 4 stolen lighthouses.
_TO = re.compile(r"\d\s?(?:to|or|-|–|and)\s?$")
_ENDS = (".", "!", ")", "|", "–", "—", "-", ",", ";", ":", "]")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a score: ``kind`` is own, total, part, owner or other."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A notation in its sentence: what stands before and behind it there."""

    line: Line
    notation: Notation
    before: str
    after: str
    label: Label | None

    @classmethod
    def of(cls, line: Line, notation: Notation, begin: int, following: str = "") -> Setting:
        """The setting of a notation; ``begin`` is where the one before it on the line ended, ``following`` the next line."""
        start, end = sentence_at(line.text, notation.span.start, notation.span.end)
        before = line.text[max(begin, start) : notation.span.start]
        after = line.text[notation.span.end : min(end, notation.span.end + 80)]
        if not line.text[notation.span.end :].strip(" .") and _COUNTED.match(following) is not None:
            after = " " + following[:60]  # ``4.2 out of 5 stars`` above ``2,311 global ratings``
        return cls(line, notation, before, after, label_at_end(before))

    @property
    def rest(self) -> int:
        """Letters and figures of the sentence beside the notation."""
        return len(_NO_WORDS.sub("", self.before + self.after))

    @property
    def beside(self) -> int:
        """Letters and figures of the line beside the notation; for a long line, its length."""
        if len(self.line.text) > _LONG:
            return len(self.line.text)
        return len(_NO_WORDS.sub("", self.line.text)) - len(_NO_WORDS.sub("", self.notation.span.of(self.line.text)))

    @property
    def ends(self) -> bool:
        """Whether the notation ends its sentence or a clause of it."""
        return not self.after.strip(" .!)\"”’'*_") or self.after.lstrip()[:1] in _ENDS

    @property
    def starts(self) -> bool:
        """Whether the notation starts its sentence."""
        return not _NO_WORDS.sub("", self.before)


@cache
def _labels() -> Terms[str]:
    entries = table("ratings")["labels"]
    kinds = {term: kind for kind in ("part", "own", "total") for term in every_language(entries[kind])}
    kinds |= dict.fromkeys(table("ratings")["owners"]["labels"], "owner")
    return Terms(kinds.items())


@cache
def _owners(group: str) -> Terms[str]:
    return Terms((term, term) for term in table("ratings")["owners"][group])


@cache
def _words(group: str) -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("ratings")[group]))


@cache
def age_signs() -> frozenset[str]:
    """Age ratings: behind a label such as "Rating" these are no score."""
    return frozenset(table("ratings")["ages"]["signs"])


def is_counted(text: str) -> bool:
    """Whether a line counts who gave a score: ``2,311 global ratings``."""
    counted = _COUNTED.match(text)
    return counted is not None and _owners("counted").first(counted["what"]) is not None


def label_at_end(before: str) -> Label | None:
    """The label that ends a stretch of text, if it is one: ``My rating:``, ``Overall -``, ``IMDb: 6.3, my rating:``."""
    segment = re.split(_SEGMENT_END, before)[-1]
    whole = segment.strip(" \t:–—-=*_(|>#\"“‘'[")
    if not whole:
        return None
    for text in (whole, whole.rsplit(",", 1)[-1].strip(), whole.rsplit("(", 1)[-1].strip()):
        kind = _labels().exact(text) if len(text) <= _LABEL else None
        if kind is not None:
            return Label(kind, text)
    own = _own_at_end(whole)
    if own is not None:
        return own
    if len(whole) > _LABEL or not segment.rstrip(' *_(“"').endswith((":", "=")):
        return None
    kinds = {hit.value for hit in _labels().find(whole)}
    for kind in ("owner", "total", "own"):
        if kind in kinds:
            return Label(kind, whole)
    return Label("part" if "part" in kinds and len(whole.split()) <= 4 else "other", whole)


def _own_at_end(segment: str) -> Label | None:
    """``… my rating of``, ``… my score for this film is``: the critic's own label with a few small words behind it."""
    tail = segment[-_LABEL:]
    for hit in _labels().find(tail):
        text = tail[hit.start : hit.end]
        own = hit.value in {"own", "total"} and _words("oneself").exact(text.split()[0]) is not None
        if own and len(tokens_of(tail[hit.end :])) <= 5 and _words("deducting").first(tail[hit.end :]) is None:
            return Label(hit.value, text)
    return None


def owner_of(setting: Setting) -> str:
    """Who else a score belongs to, as the page spells it, by its label or the words before or right behind it; else empty."""
    label = setting.label
    if label is not None and _words("oneself").exact(label.text.split()[0]) is None:
        hit = _owners("names").first(label.text) or _owners("phrases").first(label.text)
        if hit is not None or label.kind == "owner":
            return label.text[hit.start : hit.end] if hit else label.text
    counted = _COUNTED.match(setting.after)
    if counted is not None and (hit := _owners("counted").first(counted["what"])) and hit.start == 0:
        return counted["what"]
    behind = re.split(r"[|•·;]|\d|[★☆]", setting.after)[0][:40]
    spoken = _words("oneself").first(setting.before[-60:]) is not None
    near = [] if label is not None and label.kind in {"own", "total"} else [re.split(_SEGMENT_END, setting.before)[-1][-80:]]
    if not (spoken and _words("giving").first(setting.before[-60:])):
        near.append(behind)
    for text in near:
        hit = _owners("names").first(text)
        if hit is not None:
            return text[hit.start : hit.end]
    if not spoken:
        for text in near:
            hit = _owners("phrases").first(text)
            if hit is not None:
                return text[hit.start : hit.end]
    return ""


def judged(setting: Setting) -> Rating | None:
    """The rating that a notation is in its setting, or None where it is no score."""
    owner = owner_of(setting)
    if owner:
        return rating_of(setting, Whose.OTHER, "ratings.owner", 0.9, owner)
    if setting.label is not None and setting.label.kind in {"own", "total"}:
        if _is_empty_form(setting) or (setting.notation.form is Form.GRADE and not _ends_as_grade(setting)):
            return None
        return rating_of(setting, Whose.CRITIC, f"ratings.{setting.label.kind}_label", 0.98)
    if setting.label is not None and setting.label.kind == "part":
        return rating_of(setting, Whose.PART, "ratings.part_label", 0.9, setting.label.text)
    if _is_taken_away(setting) or _is_not_given(setting) or _is_empty_form(setting):
        return None
    found = _unlabelled(setting)
    return None if found is None else rating_of(setting, Whose.CRITIC, *found)


def _unlabelled(setting: Setting) -> tuple[str, float] | None:
    """The rule, and how sure it is, by which a notation without a label is the critic's own score."""
    form, near = setting.notation.form, setting.before[-60:]
    if not setting.notation.usual:
        return None
    if form in {Form.PERCENT, Form.NUMBER, Form.GRADE}:
        return _of_few_words(setting)
    if form is Form.ASTERISKS and not (setting.notation.stated or (setting.beside <= _SHORT and setting.notation.value % 1)):
        return None
    if setting.beside == 0:
        return "ratings.alone", 0.9
    if form is Form.GLYPHS:
        return "ratings.stars", 0.9
    if _words("giving").first(near) is not None or any(hit.start <= 1 for hit in _words("given_by").find(setting.after[:16])):
        return "ratings.given", 0.85
    return _by_its_place(setting)


def _by_its_place(setting: Setting) -> tuple[str, float] | None:
    """The same by where the notation stands in its sentence and its line."""
    form = setting.notation.form
    full = form in {Form.FRACTION, Form.OUT_OF} and setting.notation.scale in {5.0, 10.0, 100.0}
    if full and (setting.rest == 0 or (setting.starts and setting.rest <= _SHORT)):
        return "ratings.own_sentence", 0.8
    if full and not setting.line.text[setting.notation.span.end :].strip(" .!)*_"):
        return "ratings.ends_paragraph", 0.7
    if form is Form.OUT_OF and setting.starts and _OF_SOMETHING.fullmatch(setting.after) is not None:
        return "ratings.own_sentence", 0.7
    if setting.ends and (setting.beside <= _SHORT or (full and setting.rest <= _SHORT)):
        return "ratings.short_line", 0.7
    return None


def _of_few_words(setting: Setting) -> tuple[str, float] | None:
    """The same for a percentage, a bare number or a letter, which are scores more rarely."""
    form = setting.notation.form
    if setting.beside == 0 and form is not Form.NUMBER:
        return "ratings.alone", 0.65
    given = form is not Form.PERCENT and _words("grading").first(setting.before[-40:]) is not None
    return ("ratings.given", 0.85 if form is Form.GRADE else 0.65) if given and _ends_as_grade(setting) else None


def _ends_as_grade(setting: Setting) -> bool:
    """Whether what follows a capital letter lets it be a grade: ``A. …``, ``B for effort``, but not ``A waste of time``."""
    match = _GRADE_END.match(setting.after)
    return match is not None and (match["word"] is None or _words("behind_grade").exact(match["word"]) is True)


def _is_taken_away(setting: Setting) -> bool:
    """``1 star deducted``, ``minus half a star``: marks taken away or added."""
    if setting.notation.form in {Form.FRACTION, Form.GLYPHS}:
        return False
    words = _words("deducting")
    return words.first(setting.before[-30:]) is not None or any(hit.start <= 4 for hit in words.find(setting.after[:24]))


def _is_not_given(setting: Setting) -> bool:
    """``does not deserve a 9 out of 10``, ``6 to 8 out of 10``: a score that is spoken of but not given."""
    if setting.notation.form is Form.GLYPHS:
        return False
    near = setting.before[-45:]
    if any(hit.start <= 2 for hit in _words("given_then").find(setting.after[:24])):
        return True
    return _words("not_given").first(near) is not None or _TO.search(near) is not None


def _is_empty_form(setting: Setting) -> bool:
    """Five empty stars, or ten alone on a line, are there to be clicked on."""
    empty = setting.notation.form is Form.GLYPHS and setting.notation.value == 0
    return empty and (setting.notation.scale <= 5 or setting.beside == 0)


def rating_of(setting: Setting, whose: Whose, rule: str, confidence: float, about: str = "") -> Rating:
    """The rating of a notation, its span in the page; one whose scale is assumed is less sure."""
    notation, line = setting.notation, setting.line
    return Rating(
        notation=notation.span.of(line.text),
        value=notation.value,
        scale=notation.scale,
        normalised=notation.normalised,
        conversion=notation.conversion,
        whose=whose,
        span=line.part(notation.span.start, notation.span.end),
        rule=rule,
        confidence=round(confidence if notation.stated else confidence - 0.1, 2),
        about=about,
    )


def is_owned(before: str) -> bool:
    """Whether a few words before a score name somebody else whose score it is: ``Customers say``."""
    return len(before) <= _LABEL and _owners("names").first(before) is not None


def is_label_only(text: str) -> bool:
    """Whether a line is a label of the critic's score and nothing else: ``Engadget Score``, ``Final verdict:``."""
    bare = text.strip(" :*_#")
    if len(bare) > 40 or len(tokens_of(bare)) > 4:
        return False
    if _labels().exact(bare) in {"own", "total"}:
        return True
    hits = [hit for hit in _labels().find(bare) if hit.value in {"own", "total"}]
    owned = _owners("names").first(bare) or _owners("phrases").first(bare)
    return bool(hits) and hits[-1].end == len(bare) and owned is None and bare[0].isupper()
