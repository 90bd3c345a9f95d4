"""The process that sets a comparison as a PDF for the command line (:mod:`desktop.export.comparison_pdf`)."""

from __future__ import annotations

import os
import pickle
import sys

from PySide6.QtWidgets import QApplication

from desktop.ui.comparison_pdf import comparison_pdf


def serve() -> None:
    """Write the PDF of the comparison on standard input to standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed must not stand in the answer
    application = QApplication(sys.argv[:1])
    comparison = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the program that started this process
    answers.write(comparison_pdf(comparison))
    answers.flush()
    application.quit()
