"""A comparison as a PDF for whoever has no window: set in a process of its own, since only the window's part knows Qt."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop.comparison.rows import Comparison

_COMMAND: Final = "import sys; sys.path.insert(0, sys.argv[1]); from desktop.ui.printing import serve; serve()"
_PATIENCE: Final = 300.0  # seconds; hundreds of pages take one


class PdfError(Exception):
    """No PDF could be made; the message says why."""


def to_pdf(comparison: Comparison) -> bytes:
    """The whole comparison as a PDF, the same that the window saves.

    Raises:
        PdfError: Qt cannot be started here, or the comparison could not be set.
    """
    command = (sys.executable, "-c", _COMMAND, str(Path(__file__).parents[2]))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}  # no screen is needed to set a page
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=pickle.dumps(comparison), capture_output=True, env=environment, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PdfError(str(error)) from error
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise PdfError(lines[-1] if lines else f"the process that sets it ended with {done.returncode}")
    return done.stdout
