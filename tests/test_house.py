"""The rules that hold the house up, checked on the tree itself."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.helpers.project import ROOT, tracked_files

_TOP_LEVEL = {".ci", ".gitignore", "LICENSE", "README.md", "desktop", "pyproject.toml", "resources", "seeds", "tests"}

# Written so that this file does not match itself: addresses of package hosts, and folders of the machines it was written on.
_FOREIGN = re.compile(r"[p]ythonhosted|[p]ypi[.]org|[d]eb[.]debian[.]org|[r]egistry[.]npmjs|/(?:[w]ork|[f]arm|[r]oot|[h]ome)/")

_SEEDS = {
    "000_fd16d79966d3a298.txt": "4a6026ef950a42df1f78ee9a5301fbd3ee25b2032c615baf45f239604d2da4a5",
    "001_13185d55af5d5b3b.txt": "bcaab0960529b08671dc6a68e8157bc7a316a0a6d708e7312407f70adcabeabc",
    "002_db8d471b5b461476.txt": "32053b4acc23ad98b203c897b713ea87ac5ce67b6e0f8ae000e5b1ffc671d6a5",
    "003_aac41312e441cadf.txt": "9cb5d455954179d13e96bdc9434d8b5587258b2251c22c16d955ad87d246a2dd",
    "004_2e5206008a39f530.txt": "e94a39c621680584febe21ef5fd3ce14a9f0c6bb80cff17a31b447cb154cbbbe",
}

_README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_top_level_holds_only_what_is_meant_to_be_there() -> None:
    assert {path.parts[0] for path in tracked_files()} <= _TOP_LEVEL


def test_layers_hold_and_only_the_ui_knows_qt() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_command_line_loads_no_qt() -> None:
    code = "import sys, desktop.cli; print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_nothing_tells_where_it_was_written_or_fetched() -> None:
    found = []
    for path in tracked_files():
        if path.parts[0] != "seeds":
            text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
            found += [f"{path}: {match[0]}" for match in _FOREIGN.finditer(text)]
    assert not found


def test_seeds_are_as_they_were_found() -> None:
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").iterdir()} == _SEEDS


def test_data_folders_hold_no_code() -> None:
    # A .py file below them would be taken for a module by an editable install.
    assert not [path for path in tracked_files() if path.parts[0] in {"resources", "seeds"} and path.suffix == ".py"]


@pytest.mark.parametrize("path", [path for path in tracked_files("resources") if path.suffix == ".toml"], ids=str)
def test_vocabulary_is_sound_toml(path: Path) -> None:
    assert tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


def test_a_silenced_check_has_its_reason_beside_it() -> None:
    bare = re.compile(r"# (?:noqa|type: ignore)(?:: [A-Z0-9, ]+|\[[a-z, -]+\])?\s*$")
    found = []
    for path in tracked_files():
        if path.suffix == ".py":
            lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines):
                above = lines[number - 1].strip() if number else ""
                if bare.search(line) and not above.startswith("#"):
                    found.append(f"{path}:{number + 1}")
    assert not found


def test_test_folders_are_packages() -> None:
    folders = {path.parent for path in tracked_files("tests") if path.suffix == ".py"}
    assert not [folder for folder in folders if not (ROOT / folder / "__init__.py").is_file()]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["bash tests/run"]
    assert commands[0] in _README.splitlines()


def test_what_the_readme_names_exists() -> None:
    assert "bash desktop/run" in _README.splitlines()
    scripts = re.findall(r"\bbash ([a-z/]+)", _README)
    paths = re.findall(r"`((?:desktop|resources|seeds|tests)/[\w./-]*)`|\]\((?!http)([^)#]+)\)", _README)
    missing = [name for name in [*scripts, *(code or link for code, link in paths)] if not (ROOT / name).exists()]
    missing += [name for name in re.findall(r"python -m ([\w.]+)", _README) if not find_spec(name)]
    assert not missing


def test_keys_in_the_readme_are_the_programs() -> None:
    from desktop.ui.command_table import COMMANDS, VIEW_KEYS  # noqa: PLC0415 - the other tests here need no Qt

    keys = {key for command in COMMANDS for key in command.keys} | {key for _, told, _ in VIEW_KEYS for key in told.split(", ")}
    table = _README.split("| Key | Does |", 1)[1].split("\n\n", 1)[0]
    told = re.findall(r"`([^`]+)`", table)
    assert told
    assert not [key for key in told if key not in keys]
