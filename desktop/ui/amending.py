"""What the reader says of the review that is read: which of its lines are whose, and how its file is to be read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.review import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.review import Review, Span
    from desktop.ui.preferences import Preferences
    from desktop.ui.rereading import Rereading
    from desktop.ui.session import Session
    from desktop.ui.window import Window


class Amending(QObject):
    """Runs the commands that change how the current review is read; each is a decision that is kept."""

    def __init__(self, window: Window, session: Session, rereading: Rereading, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._rereading, self._preferences = rereading, preferences
        rereading.said.connect(session.say)
        window.reader.block_corrected.connect(self._correct)

    # methods

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What is done for each command."""
        ask = self._of_current
        return {
            "as_body": partial(self._window.reader.correct, Role.BODY),
            "as_chrome": partial(self._window.reader.correct, Role.CHROME),
            "encoding": partial(ask, self._rereading.ask_encoding),
            "mend": partial(ask, self._rereading.mend),
            "grades": partial(ask, self._rereading.ask_grades),
            "columns": partial(ask, self._rereading.ask_columns),
            "usual_grades": self.ask_usual_grades,
        }

    def ask_usual_grades(self) -> None:
        """Let the reader choose how letter grades become figures in every review."""
        scale = self._rereading.ask_usual_grades()
        if scale:
            self._preferences.take_grades(scale)
            self._session.say(f"Letter grades by the mapping {scale}")

    # slots

    @Slot(str, object, object)
    def _correct(self, _review_id: str, span: Span, role: Role) -> None:
        current = self._session.current
        if current is not None and self._rereading.correct(current, span, role):
            whose = "the critic’s text" if role == "body" else "the site’s"
            self._session.say(f"Taken for {whose} from now on. Ctrl+Z takes it back")

    # inside

    def _of_current(self, ask: Callable[[Review], object]) -> None:
        current = self._session.current
        if current is not None:
            ask(current)
