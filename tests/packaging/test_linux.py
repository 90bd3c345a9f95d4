"""The files that a Linux desktop reads agree with the project and with each other."""

from __future__ import annotations

import tomllib
from configparser import ConfigParser
from xml.etree import ElementTree as ET

from tests.helpers.project import ROOT

_ID = "org.diptych.Diptych"
_FOLDER = ROOT / "resources" / "linux"
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_menu_entry_starts_a_program_that_the_project_installs() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(_FOLDER / "diptych.desktop", encoding="utf-8")
    program, argument = entry["Desktop Entry"]["Exec"].split()
    assert program in _PROJECT["gui-scripts"]
    assert argument == "%F"
    assert (_FOLDER / f"{entry['Desktop Entry']['Icon']}.svg").is_file()


def test_metainfo_tells_of_this_version_and_these_programs() -> None:
    component = ET.fromstring((_FOLDER / f"{_ID}.metainfo.xml").read_bytes())  # noqa: S314 - our own file
    assert component.findtext("id") == _ID
    assert component.findtext("launchable") == "diptych.desktop"  # the name that the window gives to the desktop
    assert component.findtext("project_license") == _PROJECT["license"]
    assert next(component.iter("release")).get("version") == _PROJECT["version"]
    assert {binary.text for binary in component.iter("binary")} == {*_PROJECT["gui-scripts"], *_PROJECT["scripts"]}
