"""Saving a comparison to a file that the reader chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.export.comparison_csv import to_csv
from desktop.export.comparison_html import to_html
from desktop.export.comparison_markdown import to_markdown
from desktop.paths import write_whole
from desktop.ui.comparison_pdf import comparison_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.comparison.rows import Comparison
    from desktop.ui.panes.compare import ComparePane

FORMS: dict[str, tuple[str, Callable[[Comparison], str | bytes]]] = {
    ".md": ("Markdown", to_markdown),
    ".html": ("Web page", to_html),
    ".csv": ("Table of passages", to_csv),
    ".pdf": ("PDF", comparison_pdf),
}


def save_comparison(window: QWidget, pane: ComparePane, say: Callable[[str], None]) -> None:
    """Ask where to, and save the comparison shown in the form that the name's ending asks for."""
    comparison = pane.comparison
    path = ask_path(window, "Save the comparison", "comparison", FORMS, say) if comparison is not None else None
    if comparison is not None and path is not None:
        save(path, lambda: FORMS[path.suffix.lower()][1](comparison), say)


def save(path: Path, make: Callable[[], str | bytes], say: Callable[[str], None]) -> None:
    """Write what is made to a file, and say whether it could be saved."""
    try:
        write_whole(path, make())
    except OSError as error:
        say(f"{path.name} could not be saved: {error.strerror or error}")
    else:
        say(f"Saved as {path}")


def ask_path(
    window: QWidget, title: str, name: str, forms: Mapping[str, tuple[str, object]], say: Callable[[str], None]
) -> Path | None:
    """Ask where to save a file of one of some forms, by their endings; the first of them unless another is asked for.

    The ending of the name decides, unless another form was picked. None where nothing is to be saved.
    """
    filters = ";;".join(f"{form} (*{ending})" for ending, (form, _) in forms.items())
    first = next(iter(forms))
    chosen, picked = QFileDialog.getSaveFileName(window, title, str(Path.home() / f"{name}{first}"), filters)
    if not chosen:
        return None
    path, wanted = Path(chosen), next((ending for ending, (form, _) in forms.items() if picked.startswith(form)), first)
    named = path
    if path.suffix.lower() not in forms:
        named = path.with_name(path.name + wanted)
    elif wanted not in (first, path.suffix.lower()):
        named = path.with_suffix(wanted)
    if named != path and named.exists():  # the dialog has asked about another name
        say(f"{named.name} is there already: choose another name")
        return None
    return named
