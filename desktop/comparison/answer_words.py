"""Why a passage answers another, in words that a reader knows: as they stand in the passage, not as they are indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.reading.lexicon import tokenize
from desktop.reading.stems import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.review import Span

_TOPIC = "topic: "
_MOST = 4  # words and names told


def reasons_in_words(
    reasons: Sequence[str], text: str, span: Span, topic_name: Callable[[str], str], closeness: float | None = None
) -> str:
    """What two passages share, from the reasons of an answer; ``text`` and ``span`` are those of either passage.

    Persons and concepts are named, words are quoted as the passage writes them; the parts of a name that is told as a whole
    are left out. ``topic_name`` gives the name of a topic. How close they are in meaning comes
    first, with its figure, where it counted.
    """
    tokens = tokenize(text, span.start, span.end)
    written = {stem(word): text[start:end] for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True)}
    topics = [topic_name(reason.removeprefix(_TOPIC)) for reason in reasons if reason.startswith(_TOPIC)]
    words = [reason for reason in reasons if not reason.startswith(_TOPIC)]
    people = [word for word in words if any(letter.isupper() for letter in word)]
    parts = {stem(part) for person in people for part in tokenize(person).words}
    rest = [f"“{written[word]}”" if word in written else word for word in words if word not in people and word not in parts]
    shared = ", ".join([*people, *rest][:_MOST])
    on = " and ".join(topics)
    meaning = f"close in meaning ({closeness:.2f})" if closeness is not None and closeness > 0 else ""
    told = [meaning, f"shares {shared}" if shared else "", f"both on {on}" if on else ""]
    return "; ".join(part for part in told if part)
