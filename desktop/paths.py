"""Where resources, sample reviews and the user's own data are, and how a file there is written."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parent
_DATA = _PACKAGE / "_data"
# An installed wheel carries its data inside the package; a checkout has it beside the package.
_BASE = _DATA if _DATA.is_dir() else _PACKAGE.parent

RESOURCES = _BASE / "resources"
SEEDS = _BASE / "seeds"


def user_data() -> Path:
    """The folder of the user's own marks; it may not exist yet."""
    return Path(platformdirs.user_data_dir("diptych", appauthor=False))


def user_config() -> Path:
    """The folder of the program's settings; it may not exist yet."""
    return Path(platformdirs.user_config_dir("diptych", appauthor=False))


def notebook_path() -> Path:
    """Where the notebook is kept: the reader's marks and corrections."""
    return user_data() / "notebook.sqlite3"


def user_cache() -> Path:
    """The folder of what can be made again; it may not exist yet."""
    return Path(platformdirs.user_cache_dir("diptych", appauthor=False))


@contextmanager
def replacing(path: Path, *, lasting: bool) -> Iterator[IO[bytes]]:
    """A new file that takes another's place once all is written to it: what is there is the old one or the new one, never half.

    ``lasting`` says that it is to outlast a loss of power, for which the disk is waited for.

    Raises:
        OSError: it cannot be written; the old file is left as it was.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)  # where it did not get so far


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, text as UTF-8, so that it is the old one or the new one, never half; raises OSError."""
    with replacing(path, lasting=True) as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
