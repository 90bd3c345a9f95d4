"""The command palette: commands by a few letters of their names, saved searches by theirs, and reviews by their headlines."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.command_table import COMMANDS, Command
from desktop.ui.matching import match, plain
from desktop.ui.panes.choices import Choice, ChoiceList
from desktop.ui.panes.controls import Field
from desktop.ui.panes.popup import Popup
from desktop.ui.theme import UNIT, Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.ui.commands import Commands

_ROWS = 12  # lines before they scroll
_WIDTH = 620  # pixels at scale 1
_REVIEWS = 8  # headlines offered at once
_SHORTEST = 2  # letters before headlines are offered
_RECENT = 8  # commands remembered
_LATE = 0.05  # what a command that was used lately is ahead by, for each place


class CommandPalette(Popup):
    """A field, and under it what it finds; Return runs it and the focus goes back to where it was."""

    review_chosen = Signal(str)
    search_chosen = Signal(str)  # the name of a saved search

    def __init__(self, look: Look, commands: Commands, parent: QWidget) -> None:
        super().__init__(look, "Command palette", parent)
        self._commands = commands
        self._recent: list[str] = []
        self._make_reviews: Callable[[], Sequence[tuple[str, str, str]]] = tuple
        self._reviews: Sequence[tuple[str, str, str]] = ()
        self._plain_reviews: list[str] | None = None
        self._searches: Sequence[tuple[str, str]] = ()
        self._field = Field(look, "Command or review", self)
        self._field.setPlaceholderText("Type a command, or words of a headline")
        self._field.textChanged.connect(self._look_up)
        self._field.installEventFilter(self)
        self._list = ChoiceList(look, "Commands", self)
        self._list.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 2, UNIT * 2, UNIT * 2, UNIT * 2)
        column.setSpacing(UNIT * 2)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        look.changed.connect(self._fit)

    # properties

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What stands in the list now."""
        return self._list.choices

    @property
    def recent(self) -> tuple[str, ...]:
        """The ids of the commands used last, the latest first."""
        return tuple(self._recent)

    # methods

    @Slot()
    def open(self) -> None:
        """Open with an empty field near the top of the window."""
        self._field.clear()
        self._look_up("")
        self._list.scrollToTop()
        self.open_in(self._place(), self._field)

    def set_reviews(self, make: Callable[[], Sequence[tuple[str, str, str]]]) -> None:
        """Take the maker of the reviews to offer: id, headline, and what tells it from others of that headline.

        It is asked when somebody looks for one: a library may be very large, and change often.
        """
        self._make_reviews = make
        self._plain_reviews = None

    def set_searches(self, searches: Sequence[tuple[str, str]]) -> None:
        """Take the saved searches to offer: name, and what is searched for."""
        self._searches = searches

    def set_recent(self, command_ids: Iterable[str]) -> None:
        """Take the commands used in earlier sessions, the latest first."""
        known = {command.id for command in COMMANDS}
        self._recent = [command_id for command_id in dict.fromkeys(command_ids) if command_id in known][:_RECENT]

    # events

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._list.take_key(event)
        return super().eventFilter(watched, event)

    # slots

    @Slot(str)
    def _look_up(self, typed: str) -> None:
        commands = self._found_commands(typed)
        able = [choice for choice in commands if choice.enabled]
        unable = [choice for choice in commands if not choice.enabled]
        searches = self._found_searches(typed)
        named = [choice for choice in searches if plain(typed).strip() in plain(choice.text)]
        vaguely = [choice for choice in searches if choice not in named]
        found = [*named, *able, *vaguely, *self._found_reviews(typed), *unable]
        self._list.show_choices(found or [Choice("", "No command, search or review of that name", enabled=False)])
        self._fit()

    @Slot(str)
    def _choose(self, choice_id: str) -> None:
        kind, _, name = choice_id.partition(":")
        self.hide()
        if kind == "review":
            self.review_chosen.emit(name)
        elif kind == "search":
            self.search_chosen.emit(name)
        else:
            self.set_recent((name, *self._recent))
            self._commands[name].trigger()

    @Slot()
    def _fit(self) -> None:
        if self.isVisible():
            self.setGeometry(self._place())

    # inside

    def _place(self) -> QRect:
        room = self.over.rect()
        width = min(round(_WIDTH * max(1.0, self._look.scale)), room.width() - UNIT * 4)
        others = self._field.height() + UNIT * 6
        most = self._list.rows_height(_ROWS) + others
        top = max(UNIT * 2, min(UNIT * 16, (room.height() - most) // 3))
        height = self._list.rows_height(min(_ROWS, len(self.choices))) + others
        return QRect((room.width() - width) // 2, top, width, min(height, room.height() - top - UNIT * 2))

    def _found_commands(self, typed: str) -> list[Choice]:
        lateness = {command_id: place for place, command_id in enumerate(self._recent)}
        ranked = []
        seen = set()
        for place, command in enumerate(COMMANDS):
            if command.id == "palette" or command.text in seen:
                continue
            seen.add(command.text)
            found = match(typed, command.text)
            weaker = match(typed, f"{_menu(command)} {command.text}") if found is None else None
            if found is None and weaker is None:
                continue
            late = lateness.get(command.id, _RECENT)
            score = (found.score if found else -1.0) - late * _LATE
            order = (-score, place) if typed.strip() else (late, place)
            ranked.append((order, self._choice(command, found.hits if found else ())))
        return [choice for _, choice in sorted(ranked, key=lambda pair: pair[0])]

    def _choice(self, command: Command, hits: tuple[int, ...]) -> Choice:
        action = self._commands[command.id]
        note = _menu(command) if not command.checkable else f"{_menu(command)}, {'on' if action.isChecked() else 'off'}"
        keys = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""
        return Choice(f"command:{command.id}", command.text, note, keys, action.isEnabled(), hits)

    def _found_searches(self, typed: str) -> list[Choice]:
        if not typed.strip():
            return []
        found = [(hit, name, query) for name, query in self._searches if (hit := match(typed, name)) is not None]
        return [
            Choice(f"search:{name}", name, query, "Saved search", hits=hit.hits)
            for hit, name, query in sorted(found, key=lambda each: -each[0].score)
        ]

    def _found_reviews(self, typed: str) -> list[Choice]:
        words = plain(typed).split()
        if sum(map(len, words)) < _SHORTEST:
            return []
        if self._plain_reviews is None:
            self._reviews = self._make_reviews()
            self._plain_reviews = [plain(f"{title}\n{subtitle}") for _, title, subtitle in self._reviews]
        longest = max(words, key=len)
        near = ((place, text) for place, text in enumerate(self._plain_reviews) if longest in text)
        found = (self._reviews[place] for place, text in near if all(word in text for word in words))
        return [
            Choice(f"review:{review_id}", title, subtitle, "Go to review", hits=_word_hits(words, title))
            for review_id, title, subtitle in islice(found, _REVIEWS)
        ]


def _menu(command: Command) -> str:
    return command.menu.value.replace("&", "")


def _word_hits(words: Sequence[str], text: str) -> tuple[int, ...]:
    """The places of the words in a text, each where it stands first."""
    given, hits = plain(text), set[int]()
    for word in words:
        at = given.find(word)
        if at >= 0:
            hits.update(range(at, at + len(word)))
    return tuple(sorted(hits))
