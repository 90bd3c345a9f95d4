"""Korean names in Latin letters: which Hangul a spelling can stand for. The data are ``resources/names/korean.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from desktop.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LONGEST: Final = 7  # letters of a written syllable
_HANGUL: Final = (0xAC00, 0xD7A3)


@dataclass(frozen=True, slots=True)
class KoreanName:
    """One way to read a spelling: the family name as Hangul; for each syllable of the given name the Hangul it may be."""

    family: str
    given: tuple[frozenset[str], ...]

    def may_be(self, other: KoreanName) -> bool:
        """Whether both can be the same name."""
        return (
            self.family == other.family
            and len(self.given) == len(other.given)
            and all(mine & theirs for mine, theirs in zip(self.given, other.given, strict=True))
        )


@dataclass(frozen=True, slots=True)
class _Tables:
    syllables: Mapping[str, frozenset[str]]
    families: Mapping[str, tuple[str, ...]]


@cache
def _tables() -> _Tables:
    data = tomllib.loads((RESOURCES / "names" / "korean.toml").read_text("utf-8"))
    spelt: dict[str, set[str]] = {}
    for (initial, begins), (vowel, middles), (final, ends) in product(
        *(data[part].items() for part in ("initials", "vowels", "finals"))
    ):
        behind = data["vowels_behind_consonant"].get(vowel, ()) if initial != "ㅇ" else ()
        for begin, middle, end in product(begins, [*middles, *behind], ends):
            spelt.setdefault(begin + middle + end, set()).add(_composed(initial, vowel, final))
    for syllable, spellings in data["syllables"].items():
        for spelling in spellings:
            spelt.setdefault(spelling, set()).add(syllable)
    families: dict[str, list[str]] = {}
    for family, spellings in data["families"].items():
        for spelling in (family, *spellings):
            families.setdefault(spelling, []).append(family)
    return _Tables(
        {spelling: frozenset(syllables) for spelling, syllables in spelt.items()},
        {spelling: tuple(found) for spelling, found in families.items()},
    )


_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")


def _composed(initial: str, vowel: str, final: str) -> str:
    """The Hangul syllable of three letters, by the arithmetic of the Unicode standard (3.12)."""
    place = (_INITIALS.index(initial) * len(_VOWELS) + _VOWELS.index(vowel)) * len(_FINALS) + _FINALS.index(final)
    return chr(_HANGUL[0] + place)


def _is_hangul(text: str) -> bool:
    return all(_HANGUL[0] <= ord(character) <= _HANGUL[1] for character in text)


def _syllable(written: str) -> frozenset[str]:
    """The Hangul syllables that a written one can stand for."""
    if len(written) == 1 and _is_hangul(written):
        return frozenset(written)
    return _tables().syllables.get(written, frozenset())


def _given(parts: Sequence[str]) -> Iterable[tuple[frozenset[str], ...]]:
    """The readings of a given name: two syllables, written as two words or as one, or one syllable."""
    if len(parts) == 2:
        readings = tuple(map(_syllable, parts))
        if all(readings):
            yield readings
    elif len(parts) == 1:
        word = parts[0]
        if _syllable(word):
            yield (_syllable(word),)
        for cut in range(1, min(len(word), _LONGEST + 1)):
            readings = _syllable(word[:cut]), _syllable(word[cut:])
            if all(readings):
                yield readings


@lru_cache(1 << 16)
def korean_readings(words: tuple[str, ...]) -> tuple[KoreanName, ...]:
    """The ways to read a name as Korean, its family name first or last; none if it cannot be Korean.

    Args:
        words: the name's words in lower case, parted at spaces and hyphens; or one word of two to four Hangul.
    """
    if len(words) == 1 and 2 <= len(words[0]) <= 4 and _is_hangul(words[0]):
        words = (words[0][0], *words[0][1:])
    if not 2 <= len(words) <= 3:
        return ()
    families = _tables().families
    return tuple(
        KoreanName(family, given)
        for first, rest in ((words[0], words[1:]), (words[-1], words[:-1]))
        for family in families.get(first, ())
        for given in _given(rest)
    )
