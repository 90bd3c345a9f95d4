"""Renders the key screens of the program to PNG files: ``uv run python -m tests.screenshots [FOLDER] [--only NAME]``.

The program is driven by its own commands, on the sample reviews, with settings and data of its own in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop.paths import SEEDS, user_config

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.application import Program


@dataclass(frozen=True)
class Screen:
    """One picture: its name, the theme and size it is taken in, and what is done before."""

    name: str
    act: Callable[[Program], None]
    theme: str = "light"
    width: int = 1360
    height: int = 860
    text: int = 0  # steps of text size


def library(program: Program) -> None:
    program.window.pane.list.select(3)


def reader(program: Program) -> None:
    program.window.pane.list.select(3)
    program.dispatch.run("focus_main", False)


def bullets(program: Program) -> None:
    program.window.pane.list.select(1)
    program.dispatch.run("focus_main", False)


def original(program: Program) -> None:
    program.window.pane.list.select(0)
    program.commands["original"].setChecked(True)
    program.dispatch.run("original", True)


def table(program: Program) -> None:
    program.dispatch.run("list_table", True)
    program.window.splitter.setSizes([220, 780, 360])


def filtered(program: Program) -> None:
    program.window.search.focus_in()
    from desktop.library.query import parse  # noqa: PLC0415 - a picture's own step

    program.session.take_query(parse("platform:Netflix score:>=70 -gore revenge"))


def nothing(program: Program) -> None:
    from desktop.library.query import parse  # noqa: PLC0415 - a picture's own step

    program.session.take_query(parse("score:>=90"))


def by_topic(program: Program) -> None:
    program.window.pane.list.select_all_of([1, 2, 3, 4])
    program.dispatch.run("by_topic", True)


def by_topic_three(program: Program) -> None:
    program.window.pane.list.select_all_of([1, 2, 3])
    program.dispatch.run("by_topic", True)


def overview(program: Program) -> None:
    program.window.pane.list.select(3)
    program.dispatch.run("view_overview", True)


def answers(program: Program) -> None:
    by_topic(program)
    settle()
    program.dispatch.run("focus_main", False)
    program.dispatch.run("next_section", False)
    program.dispatch.run("next_section", False)
    program.dispatch.run("next_answer", False)


def rows(program: Program) -> None:
    by_topic(program)
    program.dispatch.run("next_section", False)
    program.dispatch.run("hide_row", False)
    program.dispatch.run("fold_row", False)


def move(program: Program) -> None:
    answers(program)
    program.dispatch.run("move_passage", False)


def full_text(program: Program) -> None:
    program.window.pane.list.select_all_of([2, 3, 4])
    program.dispatch.run("full_text", True)


def full_answers(program: Program) -> None:
    full_text(program)
    settle()
    texts = program.window.compare.texts
    texts.scroll_to(texts.lead, 700)
    program.dispatch.run("next_answer", False)


def palette(program: Program) -> None:
    program.dispatch.run("palette", False)


def keys(program: Program) -> None:
    program.dispatch.run("keys", False)


def find(program: Program) -> None:
    program.window.pane.list.select(4)
    program.window.reader.focus_in()
    program.window.reader.open_find()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("film")


SCREENS = (
    Screen("library", library),
    Screen("library-dark", library, theme="dark"),
    Screen("library-contrast", library, theme="contrast"),
    Screen("library-900", library, width=900, height=700),
    Screen("library-large", library, text=3),
    Screen("reader", reader),
    Screen("reader-bullets", bullets),
    Screen("reader-dark", bullets, theme="dark"),
    Screen("reader-find", find),
    Screen("original", original),
    Screen("table", table),
    Screen("filtered", filtered),
    Screen("nothing", nothing),
    Screen("by-topic", by_topic, width=1600, height=1000),
    Screen("by-topic-three", by_topic_three),
    Screen("by-topic-dark", by_topic, theme="dark", width=1600, height=1000),
    Screen("by-topic-900", by_topic, width=900, height=700),
    Screen("by-topic-640", by_topic, width=640, height=800),
    Screen("by-topic-large", by_topic, text=3, width=1600, height=1000),
    Screen("full-text", full_text, width=1600, height=1000),
    Screen("full-text-dark", full_text, theme="dark", width=1600, height=1000),
    Screen("answers", answers, width=1600, height=1000),
    Screen("answers-contrast", answers, theme="contrast", width=1600, height=1000),
    Screen("rows", rows, width=1600, height=1000),
    Screen("move", move),
    Screen("full-text-answers", full_answers, width=1600, height=1000),
    Screen("overview", overview, width=1600, height=1000),
    Screen("overview-dark", overview, theme="dark", width=1600, height=1000),
    Screen("overview-contrast", overview, theme="contrast"),
    Screen("overview-900", overview, width=900, height=700),
    Screen("overview-large", overview, text=3),
    Screen("palette", palette),
    Screen("keys", keys),
)


def settle(milliseconds: int = 60) -> None:
    """Let the event loop run, so that what was asked for is laid out and painted."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def take(screen: Screen, folder: Path, source: Path) -> Path:
    """Take one picture and return its path."""
    from desktop.ui.application import build  # noqa: PLC0415 - after the folders of the user are set
    from desktop.ui.theme import ThemeChoice  # noqa: PLC0415 - as above

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    program = build(application)
    program.preferences.choose_theme(ThemeChoice(screen.theme))
    program.window.resize(screen.width, screen.height)
    program.window.share(232, 336)
    loop = QEventLoop()
    program.loader.idle.connect(loop.quit)
    program.start([source])
    loop.exec()
    program.look.set_scale(1.0)
    for _ in range(screen.text):
        program.preferences.step_text(1)
    settle()
    screen.act(program)
    settle(150)
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    active = dialogs[0] if dialogs else program.window
    path = folder / f"{screen.name}.png"
    active.grab().save(str(path))
    if active is not program.window:
        active.close()
    program.window.close()
    program.window.deleteLater()
    (user_config() / "settings.json").unlink()  # the next picture begins as new
    settle(10)
    return path


def main() -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--only", action="append", help="the name of a screen; may be given several times")
    parser.add_argument("--source", type=Path, default=SEEDS, help="the reviews to show")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[variable] = str(Path(home) / variable.lower())
        application = QApplication(sys.argv[:1])
        for screen in SCREENS:
            if not arguments.only or screen.name in arguments.only:
                print(take(screen, arguments.folder, arguments.source))  # noqa: T201 - the command's answer
        del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
