"""A wheel built from the checkout holds the program and its data, nothing else, and works far from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers.project import ROOT, tracked_files

if TYPE_CHECKING:
    from collections.abc import Mapping

# What only a checkout needs.
_LEFT_OUT = {Path("desktop/run"), Path("desktop/setup.sh"), Path("resources/screenshots")}


class Uv:
    """Calls uv from the checkout, so that it takes the exact versions in pyproject.toml, with the caller's own cache."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        # `uv run` says where uv is; the search path is for tests that were started otherwise.
        path = environment.get("UV") or shutil.which("uv", path=environment.get("PATH"))
        assert path, "uv is needed to build and install"
        self._uv = path
        self._environment = {name: value for name, value in environment.items() if name != "VIRTUAL_ENV"}

    def __call__(self, *arguments: str | Path) -> None:
        """Run uv, from its cache alone if that suffices; AssertionError with its output where it fails."""
        for how in (["--offline"], []):
            command = [self._uv, *how, "--quiet", *map(str, arguments)]
            run = subprocess.run(command, cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False)
            if run.returncode == 0:
                return
        raise AssertionError(run.stdout + run.stderr)

    def environment(self, folder: Path, *packages: str | Path) -> Path:
        """Make a fresh virtual environment that holds the packages, and return the folder of its programs."""
        self("venv", folder)
        self("pip", "install", "--python", folder, *packages)
        return folder / ("Scripts" if os.name == "nt" else "bin")


def _said(*command: str | Path, cwd: Path) -> str:
    return subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def uv(outer_environment: Mapping[str, str]) -> Uv:
    return Uv(outer_environment)


@pytest.fixture(scope="module")
def wheel(uv: Uv, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--wheel", "--out-dir", folder)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_the_program_and_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name) for name in archive.namelist()}
    told = {name for name in names if name.parts[0].endswith(".dist-info")}
    tree = {path for folder in ("desktop", "resources", "seeds") for path in tracked_files(folder, or_new=True)}
    wanted = {path for path in tree if not _LEFT_OUT & {path, *path.parents}}
    assert names - told == {path if path.parts[0] == "desktop" else "desktop/_data" / path for path in wanted}
    assert {"entry_points.txt", "METADATA", "LICENSE"} <= {name.name for name in told}


def test_installed_program_reads_its_seeds_far_from_the_checkout(uv: Uv, wheel: Path, tmp_path: Path) -> None:
    programs = uv.environment(tmp_path / "fresh", wheel)
    where = "from desktop import paths; print(paths.RESOURCES, paths.SEEDS, sep='\\n')"
    resources, seeds = map(Path, _said(programs / "python", "-c", where, cwd=tmp_path).splitlines())
    for folder, original in ((resources, "resources"), (seeds, "seeds")):
        assert folder.is_relative_to(tmp_path / "fresh")
        assert folder.parts[-3:] == ("desktop", "_data", original)
    lines = _said(programs / "diptych-cli", "read", seeds, "--format", "jsonl", cwd=tmp_path).splitlines()
    assert {json.loads(line)["id"] for line in lines} == {path.stem for path in tracked_files("seeds")}
    assert (programs / "diptych").exists()


def test_editable_install_copies_nothing(uv: Uv, tmp_path: Path) -> None:
    programs = uv.environment(tmp_path / "editable", "--no-deps", "--editable", ROOT)
    (packages,) = (tmp_path / "editable").glob("lib/python*/site-packages")
    assert {path.suffix for path in packages.iterdir()} <= {".pth", ".dist-info", ".py"}
    assert {path.name for path in packages.glob("*.py")} <= {"_virtualenv.py"}  # made by uv in every environment
    where = _said(programs / "python", "-c", "import desktop; print(desktop.__path__[0])", cwd=tmp_path)
    assert Path(where.strip()) == ROOT / "desktop"
