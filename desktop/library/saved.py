"""Searches that the reader has given a name: kept in a file of their own, for the window and the command line alike."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.library.folding import fold
from desktop.library.query_grammar import LONGEST
from desktop.paths import user_config, write_whole

if TYPE_CHECKING:
    from pathlib import Path

#: Searches that can be kept, letters of a name.
MOST: Final = 200
LONGEST_NAME: Final = 80
_LARGEST: Final = 2 * MOST * (LONGEST + LONGEST_NAME)  # characters that are read of a file


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query, as text, under a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """All saved searches in the order of their names; two names that differ only in case or accents are one."""

    searches: tuple[SavedSearch, ...] = ()

    @property
    def full(self) -> bool:
        """Whether no more searches can be kept."""
        return len(self.searches) >= MOST

    def find(self, name: str) -> SavedSearch | None:
        """The search of that name, None where there is none."""
        return next((search for search in self.searches if _key(search.name) == _key(name)), None)

    def saving(self, name: str, query: str) -> SavedSearches:
        """The searches with this one, in place of one of the same name.

        Raises:
            ValueError: the name is empty, or there are too many searches; the message is for the reader.
        """
        name = clean_name(name)
        if not name:
            raise ValueError("a search needs a name")
        others = self.without(name)
        if others.full:
            raise ValueError(f"{MOST} searches are saved already: delete one first")
        return SavedSearches(tuple(sorted((*others.searches, SavedSearch(name, query[:LONGEST])), key=lambda s: _key(s.name))))

    def renaming(self, old: str, new: str) -> SavedSearches:
        """The searches with another name for one of them.

        Raises:
            ValueError: the new name is empty or belongs to another search; the message is for the reader.
        """
        search, taken = self.find(old), self.find(new)
        if search is None:
            return self
        if taken is not None and taken != search:
            raise ValueError(f"another search is called “{taken.name}”")
        return self.without(old).saving(new, search.query)

    def without(self, name: str) -> SavedSearches:
        """The searches without the one of that name."""
        return SavedSearches(tuple(search for search in self.searches if _key(search.name) != _key(name)))


def clean_name(name: str) -> str:
    """A name as it is kept: on one line, with single spaces, not too long."""
    return " ".join(name.split())[:LONGEST_NAME].strip()


def _key(name: str) -> str:
    name = clean_name(name)
    return fold(name) or name.casefold()


class SavedFile:
    """The file of the searches. ``notice`` says what went wrong with it, in words for the reader."""

    def __init__(self, path: Path | None = None) -> None:
        """``path``, the user's own unless it is given, need not exist; nothing is written before :meth:`save`."""
        self._path = path or user_config() / "searches.json"
        self.notice = ""

    def load(self) -> SavedSearches:
        """The searches as kept; a damaged file is set aside and there are none, a damaged search is left out."""
        self.notice = ""
        try:
            with self._path.open(encoding="utf-8") as file:
                text = file.read(_LARGEST)
            listed = json.loads(text)["searches"]
        except FileNotFoundError:
            return SavedSearches()
        except OSError as error:
            self.notice = f"The saved searches could not be read ({error.strerror or error})."
            return SavedSearches()
        except (ValueError, TypeError, KeyError, RecursionError):
            self._set_aside()
            return SavedSearches()
        return _checked(listed if isinstance(listed, list) else [])

    def save(self, searches: SavedSearches) -> bool:
        """Keep the searches: the file is the old one or the new one, never half. A failure is told in ``notice``."""
        listed = [{"name": search.name, "query": search.query} for search in searches.searches]
        self.notice = ""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps({"searches": listed}, indent=1, ensure_ascii=False))
        except OSError as error:
            self.notice = f"The search could not be kept: {error.strerror or error}."
        return not self.notice

    def _set_aside(self) -> None:
        aside = self._path.with_suffix(".damaged.json")
        self.notice = f"The saved searches are damaged: they were set aside as {aside.name}."
        try:
            self._path.replace(aside)
        except OSError as error:
            self.notice = f"The saved searches are damaged, and could not be set aside ({error.strerror})."


def _checked(data: list[object]) -> SavedSearches:
    searches = SavedSearches()
    for each in data:
        name, query = (each.get("name"), each.get("query")) if isinstance(each, dict) else (None, None)
        if isinstance(name, str) and isinstance(query, str) and clean_name(name) and not searches.full:
            searches = searches.saving(name, query)
    return searches
