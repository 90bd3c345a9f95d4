"""The page's headline and its standfirst."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.bylines import byline_in
from desktop.reading.dates import find_dates
from desktop.reading.durations import find_durations
from desktop.reading.fact_rows import is_fact_row
from desktop.reading.labels import field_of, is_category, names_the_cast
from desktop.reading.lines import sentence_at
from desktop.reading.mentions import Mentions
from desktop.reading.notations import find_notations
from desktop.reading.places import is_place
from desktop.reading.publication import is_stamp
from desktop.reading.verdicts import is_label_only, is_owned
from desktop.reading.vocabulary import Terms, alternatives, every_language, table, tokens_of
from desktop.review import Found

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desktop.reading.lines import Line
    from desktop.reading.notations import Notation
    from desktop.review import Span

_LONGEST = 170  # characters of a headline
_SENTENCE = 90  # a first line of more characters that ends in a full stop is the review's first sentence
_HEAD = 40  # characters before the name in a byline
_TELLING = 12  # characters from which on the beginning of a stated headline is one
_NEAR = 10  # the lines among which a headline is looked for
_LETTERS = 0.7  # the part of a headline that is letters and figures, at least
_LONG_WORD = 4  # letters from which on a word is capitalised in a title
_TITLE_CASE = 0.6  # the part of such words that is capitalised in a title, at least
_ELLIPSES = ("..", ". .", "…")
_BEFORE_WORDS = "“”\"‘’'« "
_QUOTES = "“”\"‘’'«»„ .,!?)]"
_BELOW_DATE = 3.0  # what it says for a line that it stands below the date of what was posted
_BESIDE_DATE = 12  # characters beside a date
_GOING_ON = (":", ",", ";", "--", " -", "–", "—")
_BESIDE_SCORE = 14  # characters beside a score: ``4.5 out of 5 (18 reviews)``
_SHORT = 60  # characters of a line that is a small fact
_MOTTOS = 3  # lines above a headline that say what the site is
_WARNING = 6  # words of the longest line that only warns
_LEGEND = 3  # scores on one line from which on it explains the scores
_YEAR = re.compile(r"\((?:18|19|20)\d\d\)")
_PLACED = re.compile(r"\((?P<place>[^()]{2,30})\)$")
_LABEL_YEAR = re.compile(r"[^\d|•·]{2,40}\s?[•·|]\s?(?:18|19|20)\d\d$")  # Interscope • 2023
_LABEL_LINE = re.compile(r"[A-Z]\w{1,20}(?: [\w/&-]{1,20}){0,2}(?: \([^()]{1,30}\))?:\s\S")
_CRUMB = re.compile(r"\s[»›>/]\s")  # Home » Fiction » The Ash Garden
_DOMAIN = re.compile(
    r"^(?:https?://|www\.)?[\w-]{2,40}\.(?:com|net|org|co\.uk|io|de|fr|blog|info|tv|me|us|ca|au|at|ch)(?:/\S{0,80})?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\s?[ap]\.?m\b", re.IGNORECASE)
_MOTTO = re.compile(r"[“\"«„](?P<inner>[^“”\"«»„]{12,170})[”\"»“](?:\s?[-–—~]\s?[^\W\d_].{2,40})?$")
_NAMING = re.compile(r"\s[–—|·-]\s|:\s|\s[(\[]")
_WORD = re.compile(r"[^\W\d_]{2}")


@cache
def review_words() -> Terms[bool]:
    """The words by which a headline says that it is a review's."""
    return Terms((term, True) for term in every_language(table("titles")["review"]))


@cache
def _owning() -> Terms[bool]:
    """Words of the line at a page's foot that names the site."""
    return Terms((term, True) for term in every_language(table("titles")["owning"]))


def find_headline(
    every: Sequence[Line], lines: Sequence[Line], taken: Collection[Span], stated: Found[str] | None
) -> tuple[Found[str], Line | None] | None:
    """The headline and its line: the one that markup or the page's own data calls so, else the best of the first short lines.

    ``lines`` are the review's own, ``taken`` the spans of blocks that are already known for facts, ``stated`` what the page's
    own data names as headline: a line that says the same is preferred to it.
    """
    near = lines[:_NEAR]
    same = next((line for line in near if stated is not None and _same(line.text, stated.value)), None)
    marked = same or next((line for line in near if line.block.level == 1 and line.block.span not in taken), None)
    if marked is not None:
        return Found(marked.text, marked.span, "headline.stated" if same else "headline.markup", 0.95), marked
    if stated is not None:
        return stated, None
    return _first_line(every, near, taken) or _in_the_masthead(every, lines)


def _in_the_masthead(every: Sequence[Line], lines: Sequence[Line]) -> tuple[Found[str], Line] | None:
    """A line among the site's at the top of which the text speaks, or the last of them where its form is a headline's."""
    text = Mentions(lines)
    top = next((number for number, line in enumerate(every[:_NEAR]) if not line.chrome), _NEAR)
    for number, line in enumerate(every[:_NEAR]):
        if not line.chrome or len(line.text) > _SENTENCE or _is_no_headline(line):
            continue
        if text.count(line.text) or (number == top - 1 and _worth(line) >= 1):
            return Found(line.text, line.span, "headline.masthead", 0.6), line
    return None


def _first_line(every: Sequence[Line], near: Sequence[Line], taken: Collection[Span]) -> tuple[Found[str], Line] | None:
    """The best of the short lines above the text."""
    best: tuple[float, Line] | None = None
    for number, line in enumerate(near):
        if line.block.span in taken or line.bulleted or _is_no_headline(line) or _in_a_row_of_labels(near, number):
            continue
        behind = near[number + 1] if number + 1 < len(near) else None
        if not _could_be(line) or _is_prose(line.text, behind.text if behind else ""):
            if number < _MOTTOS and len(line.text) <= _SHORT and behind is not None and len(behind.text) <= _LONGEST:
                continue  # a site says a word of itself below its name
            break
        signed = any(_is_signed(below) for below in near[number + 1 : number + 4])
        facts = sum(below.block.span in taken for below in near[number + 1 : number + 3])
        worth = (
            _worth(line) + 0.5 * facts + (1 if signed else 0) - 0.6 * number - (2 if _owns_the_page(line.text, every) else 0)
        )
        worth += _BELOW_DATE if _is_below_date(near, number, taken) else 0
        if best is None or worth > best[0]:
            best = (worth, line)
    if best is None:
        return None
    line = best[1]
    return Found(line.text, line.span, "headline.first_line", 0.85 if best[0] >= 2 else 0.7), line


def _is_below_date(near: Sequence[Line], number: int, taken: Collection[Span]) -> bool:
    """Whether a line stands below the date of what was posted, as it does on many sites, and the lines above it are the site's.

    The text tells: it speaks of what this line names, and of nothing that they name. A title above facts is theirs.
    """
    if not 2 <= number < len(near) - 1 or not _is_date(near[number - 1].text):
        return False
    if near[number + 1].block.span in taken and not _is_signed(near[number + 1]):
        return False
    text = Mentions(near[number + 1 :])
    above = (other.text for other in near[: number - 1])
    return _is_spoken_of(near[number].text, text) and not any(_is_spoken_of(other, text) for other in above)


def _is_date(text: str) -> bool:
    """Whether a line is a date and nothing else but the words that stand beside dates."""
    written = next(iter(find_dates(text)), None) if len(text) <= _SHORT else None
    return written is not None and len(text) - len(written.span) <= _BESIDE_DATE


def _is_spoken_of(line: str, text: Mentions) -> bool:
    """Whether a text speaks of what a part of a line names: all of it, or what stands before a colon, a dash or a bracket."""
    parts = [part.strip(_QUOTES) for part in _NAMING.split(line)]
    return any(text.count(part) >= (1 if " " in part else 2) for part in parts if review_words().exact(part) is None)


def _is_signed(line: Line) -> bool:
    """Whether a line is a byline or says when the page was published."""
    written = next(iter(find_dates(line.text)), None) if len(line.text) <= _SENTENCE else None
    byline = byline_in(line.text)
    return (written is not None and is_stamp(line.text, written)) or (byline is not None and byline.start <= _HEAD)


def _same(line: str, stated: str) -> bool:
    """Whether a line is the headline that is stated, which may carry the site's name behind it."""
    short, long = line.casefold().strip(" ."), stated.casefold().strip(" .")
    return short == long or (len(short) >= _TELLING and long.startswith(short) and len(short) > len(long) / 2)


def _is_no_headline(line: Line) -> bool:
    """Whether a short line at the top is something else that stands above headlines: a date, a category, the site's name."""
    text = line.text
    scores = find_notations(text)
    if len(scores) >= _LEGEND or not _WORD.search(text) or _is_warning(text) or _is_motto(text):
        return True
    if _CLOCK.search(text) is not None or _is_score_line(text, scores) or is_fact_row(text) or names_the_cast(text):
        return True
    byline = byline_in(text)
    if byline is not None and byline.start <= _HEAD:
        return True
    return len(text) <= _SHORT and _is_small_fact(text, starred=any(score.form == "glyphs" for score in scores))


def _is_score_line(text: str, scores: Sequence[Notation]) -> bool:
    """Whether a line is a score with its label, or with a few characters behind it: ``4.5 out of 5 (18 reviews)``."""
    if not scores:
        return False
    score = scores[0]
    if score.span.end == len(text) and (is_label_only(text[: score.span.start]) or is_owned(text[: score.span.start])):
        return True
    return score.span.start <= 1 and score.form != "glyphs" and len(text) - len(score.span) <= _BESIDE_SCORE


def _is_small_fact(text: str, *, starred: bool) -> bool:
    """Whether a short line is a date, a time, a trail of links, a category, a place, a label or an address."""
    if not starred and sum(char.isalnum() for char in text) < _LETTERS * len(text.replace(" ", "")):
        return True
    written = next(iter(find_dates(text)), None)
    if written is not None and (len(text) - len(written.span) <= 12 or is_stamp(text, written)):
        return True
    duration = next(iter(find_durations(text)), None)
    if (duration is not None and len(text) - len(duration.span) <= 12) or _begins_with_time().match(text) is not None:
        return True
    words = text.split()
    named = is_category(text) or is_place(text) or (len(words) <= 3 and all(is_category(w) or is_place(w) for w in words))
    return named or len(_CRUMB.findall(text)) >= 2 or bool(_DOMAIN.match(text)) or field_of(text) is not None


def _is_warning(text: str) -> bool:
    """Whether a line only warns: ``*SPOILERS*``, ``This may contain spoilers!``."""
    words = tokens_of(text).words
    return len(words) <= _WARNING and _warning().first(text) is not None and review_words().first(text) is None


@cache
def _warning() -> Terms[bool]:
    return Terms((term, True) for term in every_language(table("sections")["not_warnings"]))


def _is_motto(text: str) -> bool:
    """Whether a line quotes a sentence, with or without its speaker: ``"He caught it." - Eric Idle``."""
    match = _MOTTO.match(text)
    return match is not None and not _is_capitalised(match["inner"]) and review_words().first(text) is None


@cache
def _begins_with_time() -> re.Pattern[str]:
    """``5 min read``, ``23.4 hrs on record``."""
    units = table("durations")
    names = alternatives([*every_language(units["hours"]), *every_language(units["minutes"])])
    return re.compile(rf"\d{{1,4}}(?:[.,]\d)?\s?(?:{names})\b", re.IGNORECASE)


def _in_a_row_of_labels(near: Sequence[Line], number: int) -> bool:
    """Whether a line is one of several ``Label: value`` lines, even if the label is not known."""
    if not _LABEL_LINE.match(near[number].text) or review_words().first(near[number].text) is not None:
        return False
    return any(0 <= other < len(near) and _LABEL_LINE.match(near[other].text) for other in (number - 1, number + 1))


def _could_be(line: Line) -> bool:
    text = line.text
    if len(text) > _LONGEST or _LABEL_YEAR.match(text) or (text[0] in "([" and text[-1] in ")]"):
        return False
    if text.endswith(".") and not text.endswith(_ELLIPSES) and not line.block.level:
        return False
    # A long line that ends in a full stop, or has one inside, is the text's beginning.
    return len(text) <= _SENTENCE or not (text.endswith((".", "!")) or sentence_at(text, 0, 1)[1] < len(text))


def _is_prose(text: str, behind: str) -> bool:
    """Whether a short line is the review's first words: a sentence by its form, or one that goes on in the line behind it."""
    if text.endswith(_GOING_ON):
        return True
    if _YEAR.search(text) is not None:
        return False
    reviews = sum(1 for _ in review_words().find(text))
    if not reviews and ((text[0].islower() and text[1:2].islower()) or _continues(behind)):
        return True
    if _is_capitalised(text, reviews):
        return False
    if not reviews and text.endswith((".", "!", "?")) and not text.endswith(_ELLIPSES):
        return True
    return _speaking().first(text.partition(": ")[0]) is not None


def _is_capitalised(text: str, reviews: int = 0) -> bool:
    """Whether the longer words of a line have capitals, as titles have; ``reviews`` words need none."""
    words = [word for word in text.split() if len(word.strip(_BEFORE_WORDS)) >= _LONG_WORD]
    capitals = sum(not word.lstrip(_BEFORE_WORDS)[0].islower() for word in words)
    return capitals + reviews >= _TITLE_CASE * len(words)


def _continues(behind: str) -> bool:
    """Whether a line goes on with the sentence of the one before it."""
    if behind.startswith((".", ",", ";", "!", "?", ")")):
        return True
    words = behind.lstrip(_BEFORE_WORDS)
    return words[:1].islower() and words[1:2].islower() and byline_in(behind) is None


@cache
def _speaking() -> Terms[bool]:
    """Words of somebody who speaks of what he has seen, which headlines have only beside the title."""
    return Terms((term, True) for term in every_language(table("titles")["speaking"]))


def _owns_the_page(text: str, every: Sequence[Line]) -> bool:
    """Whether a short line is the site's name, by the line of rights at the page's foot."""
    if len(text) > 40:
        return False
    if any(line.text.casefold().find(f" by {text.casefold()}") >= 0 for line in every if len(line.text) <= _SENTENCE):
        return True  # who posts here
    return any(text in line.text and _owning().first(line.text) is not None for line in every[-12:] if len(line.text) <= 200)


def _worth(line: Line) -> float:
    worth = 0.0
    if review_words().first(line.text) is not None and not _is_of_reviews(line.text):
        worth += 1 if line.text.startswith(("A ", "a ")) else 2
    if len(line.text.split()) >= 3:
        worth += 1
    if _YEAR.search(line.text) is not None or any(n.form == "glyphs" for n in find_notations(line.text)):
        worth += 1.5
    placed = _PLACED.search(line.text)
    if placed is not None and is_place(placed["place"]):  # ``Hexwater (PC)``
        worth += 1.5
    if ". " in line.text:
        worth -= 1.5
    if line.text[0] in "“\"‘'«„":  # it begins with a title
        worth += 1
    if line.text.endswith(".") and not line.text.endswith(_ELLIPSES):
        worth -= 1
    return worth + (1 if line.block.level else 0)


def _is_of_reviews(text: str) -> bool:
    """Whether a line is the name of a site or of a part of it that holds reviews: ``FERRY REVIEWS``."""
    words = tokens_of(text).words
    return len(words) <= 3 and words[-1] == "reviews"


def find_standfirst(lines: Sequence[Line], headline: Line, taken: Collection[Span]) -> tuple[Found[str], Line] | None:
    """The sentence between the headline and the text.

    It stands on the line of the stars, or it is a line of its own, and then something that is not text (a byline, a date, a
    category) must part it from the text: otherwise it is the text's first sentence.
    """
    at = next((number for number, line in enumerate(lines) if line is headline), None)
    if at is None or at + 1 >= len(lines):
        return None
    line = lines[at + 1]
    notations = find_notations(line.text)
    if notations and notations[0].span.start == 0 and 20 <= len(line.text) - len(notations[0].span) <= _LONGEST:
        body = line.text[notations[0].span.end :].strip(" \xa0-–—:|")
        start = line.text.find(body)
        return Found(body, line.part(start, start + len(body)), "standfirst.behind_rating", 0.8), line
    if at + 2 >= len(lines) or line.block.span in taken or not 25 <= len(line.text) <= 250 or line.bulleted:
        return None
    parting = lines[at + 2]
    if line.text.count(" | ") > 1:  # a row of facts: title, year, runtime
        return None
    parted = parting.block.span in taken or is_category(parting.text) or _is_score(parting.text)
    if len(line.text.split()) >= 5 and parted:
        return Found(line.text, line.span, "standfirst.below_headline", 0.75), line
    return None


def _is_score(text: str) -> bool:
    """Whether a line is nothing but a score."""
    return any(len(text) - len(notation.span) <= 2 for notation in find_notations(text))
