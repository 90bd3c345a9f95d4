"""What the window remembers between starts: plain values in one JSON file.

Only numbers, words and lists of paths are kept, never Qt's own state blobs: those crash or hang Qt when they are damaged. A
value that cannot be right is left at its default; a damaged file is set aside and the program starts as new.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from desktop.library.query_parts import SortKey
from desktop.ui.theme import ThemeChoice


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered; ``opened`` are the paths of the last library, empty at the first start.

    ``last_review`` and ``last_place`` are the review read last and the source offset at its top; ``last_reviews`` are
    those that were compared or overlooked, where ``last_view`` says so.
    """

    opened: tuple[str, ...] = ()
    theme: str = ThemeChoice.SYSTEM.value
    scale: float = 1.0
    measure: int = 66
    leading: float = 1.5
    width: int = 1360
    height: int = 860
    maximised: bool = False
    filters_width: int = 232
    list_width: int = 336
    sidebar: bool = True
    list_pane: bool = True
    table: bool = False
    columns_hidden: tuple[str, ...] = ()  # names of columns of the table
    columns_wide: tuple[str, ...] = ()  # "critic 120": widths that the reader gave, in pixels at scale 1
    sort: str = "file"
    descending: bool = False
    sort_then: tuple[str, ...] = ()  # fields that part what the first leaves alike, with "-" in front where they descend
    group: str = "work"
    fold_copies: bool = True
    compare_mode: str = "topics"
    letters: str = "reader"  # where j and k go to the next review: reader, everywhere, off
    searches: tuple[str, ...] = ()  # queries, the latest first
    commands: tuple[str, ...] = ()  # names of the commands run last from the palette
    closed_facets: tuple[str, ...] = ()  # fields
    last_review: str = ""
    last_place: int = 0
    last_view: str = "read"
    last_reviews: tuple[str, ...] = ()
    grades: str = "default"  # the mapping of letter grades, where nothing is said of a file
    answers_by_meaning: bool = False
    meaning_model: str = ""  # the folder or the name of a sentence model; empty: the usual one

    @property
    def order(self) -> tuple[SortKey, ...]:
        """What the list is sorted by."""
        keys = [SortKey(name.removeprefix("-"), name.startswith("-")) for name in self.sort_then]
        return SortKey(self.sort, self.descending), *(key for key in keys if key.field in _CHOICES["sort"] - {self.sort})


_BOUNDS: dict[str, tuple[float, float]] = {
    "scale": (0.5, 4),
    "measure": (30, 140),
    "leading": (1, 3),
    "width": (480, 20_000),
    "height": (320, 20_000),
    "filters_width": (120, 2_000),
    "list_width": (180, 4_000),
    "last_place": (0, 2**31 - 1),
}
_FREE = frozenset({"meaning_model", "last_review", "grades"})  # any words
_CHOICES: dict[str, frozenset[str]] = {
    "theme": frozenset(choice.value for choice in ThemeChoice),
    "sort": frozenset({"score", "title", "critic", "work", "date", "length", "file", "relevance"}),
    "group": frozenset({"work", "critic", "score", "none"}),
    "compare_mode": frozenset({"topics", "full_text"}),
    "letters": frozenset({"reader", "everywhere", "off"}),
    "last_view": frozenset({"read", "compare", "overview"}),
}


class SettingsFile:
    """The file of the settings. ``notice`` says what went wrong with it, in words for the reader."""

    def __init__(self, path: Path) -> None:
        """``path`` need not exist; nothing is written before :meth:`save`."""
        self._path = path
        self.notice = ""

    def load(self) -> Settings:
        """The settings as kept, each wrong value replaced by its default."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._note_unkept()
            return Settings()
        except (OSError, ValueError, RecursionError) as error:
            self.notice = f"The settings could not be read and are back at their defaults ({error})."
            self._set_aside()
            return Settings()
        self._note_unkept()
        return _checked(data)

    def save(self, settings: Settings) -> None:
        """Keep the settings: the file is the old one or the new one, never half. A failure is told in ``notice``."""
        # In ASCII: names of files may hold what no encoding takes.
        text = json.dumps(asdict(settings), indent=1)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".settings-")
            try:
                with os.fdopen(handle, "w", encoding="ascii") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self._path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            self.notice = f"The settings could not be kept: {error.strerror or error}."

    def _note_unkept(self) -> None:
        """Say early what :meth:`save` would only find out at the end."""
        there = next((folder for folder in self._path.parents if os.access(folder, os.F_OK)), self._path.parent)
        if not (there.is_dir() and os.access(there, os.W_OK)):
            self.notice = f"The settings cannot be kept: {there} cannot be written."

    def _set_aside(self) -> None:
        try:
            self._path.replace(self._path.with_suffix(".damaged.json"))
        except OSError as error:
            self.notice += f" The damaged file could not be set aside ({error.strerror})."


def _checked(data: object) -> Settings:
    """Settings from parsed JSON, taking only values of the right type, within bounds."""
    if not isinstance(data, dict):
        return Settings()
    default = Settings()
    good: dict[str, Any] = {}
    for entry in fields(Settings):
        value, usual = data.get(entry.name), getattr(default, entry.name)
        if isinstance(usual, tuple):
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                good[entry.name] = tuple(value)
        elif isinstance(usual, bool):
            if isinstance(value, bool):
                good[entry.name] = value
        elif isinstance(usual, int | float):
            low, high = _BOUNDS[entry.name]
            if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
                good[entry.name] = type(usual)(value)
        elif isinstance(value, str) and (entry.name in _FREE or value in _CHOICES[entry.name]):
            good[entry.name] = value
    return replace(default, **good)
