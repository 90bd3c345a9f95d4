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
    from collections.abc import Callable

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
    if comparison is None:
        return
    filters = ";;".join(f"{name} (*{ending})" for ending, (name, _) in FORMS.items())
    chosen, picked = QFileDialog.getSaveFileName(window, "Save the comparison", str(Path.home() / "comparison.md"), filters)
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() not in FORMS:
        ending = next((e for e, (name, _) in FORMS.items() if picked.startswith(name)), ".md")
        path = path.with_name(path.name + ending)
    try:
        write_whole(path, FORMS[path.suffix.lower()][1](comparison))
    except OSError as error:
        say(f"{path.name} could not be saved: {error.strerror or error}")
    else:
        say(f"Saved as {path}")
