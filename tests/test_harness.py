"""The rules of the test suite do catch what they are there to catch: each bad test below must fail, for its own reason."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent

_BAD_TESTS = """
import logging, threading, warnings
import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QThread, QTimer, Qt, Signal
from PySide6.QtWidgets import QWidget

KEPT = []
RELEASE = threading.Event()

def test_stray_log():
    logging.getLogger("somewhere").warning("strange")

def test_python_warning():
    warnings.warn("old", DeprecationWarning)

def test_thread_exception():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_unraisable():
    class Bad:
        def __del__(self):
            raise ValueError("unraisable")
    Bad()

def test_thread_left():
    # A daemon, so that the run itself can end.
    threading.Thread(target=threading.Event().wait, name="left alone", daemon=True).start()

def test_window_left(qtbot):
    widget = QWidget()
    widget.setObjectName("forgotten")
    KEPT.append(widget)

def test_timer_left(qtbot):
    timer = QTimer()
    timer.start(60_000)
    KEPT.append(timer)

def test_qthread_left(qtbot):
    class Worker(QThread):
        def run(self):
            RELEASE.wait()
    worker = Worker()
    worker.setObjectName("runs on")
    KEPT.append(worker)
    worker.start()

def test_slot_exception(qtbot):
    class Sender(QObject):
        sent = Signal()
    def fail():
        raise ValueError("in a slot")
    sender = Sender()
    sender.sent.connect(fail)
    sender.sent.emit()

def test_bad_model(model_validator):
    class Model(QAbstractListModel):
        def __init__(self):
            super().__init__()
            self.size = 1
        def rowCount(self, parent=QModelIndex()):
            return 0 if parent.isValid() else self.size
        def data(self, index, role=Qt.ItemDataRole.DisplayRole):
            return "x" if role == Qt.ItemDataRole.DisplayRole else None
    model = Model()
    validator = model_validator(model)
    model.beginInsertRows(QModelIndex(), 1, 1)
    model.size += 2
    model.endInsertRows()
    assert validator.signals == ["rowsInserted"]

def test_good(qtbot, log_watch, model_validator):
    widget = QWidget()
    qtbot.addWidget(widget)
    timer = QTimer(widget)
    timer.start(60_000)
    with log_watch.expect("announced"):
        logging.getLogger("somewhere").warning("announced")

def test_good_after_the_bad(qtbot):
    RELEASE.set()  # a QThread destroyed while it runs would end the process
"""

# Tells this process what each failed test reported, in full.
_REPORTER = """
import json
import pathlib

def pytest_runtest_logreport(report):
    if report.failed:
        text = "\\n".join([report.longreprtext, *(content for _, content in report.sections)])
        with pathlib.Path(__file__).with_name("failures.jsonl").open("a") as log:
            log.write(json.dumps([report.head_line, text]) + "\\n")
"""

_REASONS = {
    "test_stray_log": "WARNING somewhere: strange",
    "test_python_warning": "DeprecationWarning: old",
    "test_thread_exception": "ZeroDivisionError",
    "test_unraisable": "ValueError: unraisable",
    "test_thread_left": "thread left alone",
    "test_window_left": "window QWidget 'forgotten'",
    "test_timer_left": "QTimer of 60000 ms",
    "test_qthread_left": "QThread Worker 'runs on'",
    "test_slot_exception": "ValueError: in a slot",
    "test_bad_model": "Qt modeltester errors",
}


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The reports of the bad tests that failed under this suite's own settings and plugins, by the test's name."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "test_bad.py").write_text(_BAD_TESTS, encoding="utf-8")
    (folder / "conftest.py").write_text(_REPORTER, encoding="utf-8")
    plugins = [f"-ptests.helpers.{name}" for name in ("isolation", "leaks", "logs", "models")]
    command = [sys.executable, "-m", "pytest", f"-c{_ROOT / 'pyproject.toml'}", f"--rootdir={folder}", "-pno:cacheprovider"]
    run = subprocess.run([*command, *plugins, str(folder)], cwd=_ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout + run.stderr
    reports: dict[str, str] = {}
    for line in (folder / "failures.jsonl").read_text(encoding="utf-8").splitlines():
        name, text = json.loads(line)
        reports[name] = reports.get(name, "") + text
    return reports


@pytest.mark.parametrize("name", _REASONS)
def test_a_bad_test_fails_for_its_own_reason(failures: dict[str, str], name: str) -> None:
    assert _REASONS[name] in failures[name]


def test_a_clean_test_passes_and_is_not_blamed_for_the_others(failures: dict[str, str]) -> None:
    assert failures.keys() == _REASONS.keys()


def test_folders_are_the_tests_own(own_folders: Path) -> None:
    from desktop import paths  # noqa: PLC0415 - read inside the test, where the environment is set

    for folder in (paths.user_data(), paths.user_config(), paths.user_cache(), Path.home()):
        assert folder.is_relative_to(own_folders)
