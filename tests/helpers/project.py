"""The project's own tree, for tests about the project itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def tracked_files(below: str = ".", *, or_new: bool = False) -> tuple[Path, ...]:
    """The files that git tracks below a folder of the checkout and that still exist, relative to the checkout.

    With ``or_new``, also those not added yet but not ignored: the tree as a build sees it.
    """
    # Whoever runs the tests need not own the checkout, in which case git wants to be told that this is meant.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached"]
    if or_new:
        command += ["--others", "--exclude-standard"]
    names = subprocess.run([*command, "--", below], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(Path(name) for name in names if name and (ROOT / name).is_file())
