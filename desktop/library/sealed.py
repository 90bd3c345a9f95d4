"""Large values kept in the cache, each in a file of its own that is whole or not used at all."""

from __future__ import annotations

import logging
import os
from hashlib import blake2b
from typing import IO, TYPE_CHECKING, Final

from desktop.paths import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_log = logging.getLogger(__name__)

_MAGIC: Final = b"Diptych cache\n"
_SEAL: Final = 16  # bytes of the checksum at the end
_LENGTH: Final = 8  # bytes of the length before each part
_PIECE: Final = 1 << 24  # bytes that are read or written at a time


class SealedFiles:
    """Files of one kind in a folder; they belong to one version of the rules by which they were made."""

    def __init__(self, folder: Path, kind: str, rules: str, most: int) -> None:
        """Files of other rules, and what was not written to its end, are removed; the latest ``most`` are kept.

        Raises:
            OSError: the folder cannot be looked through.
        """
        self._folder, self._kind, self._rules, self._most = folder, kind, rules, most
        begun = folder.glob(f".{kind}-*.sealed-*")  # by a program that did not live to end it
        others = (each for each in folder.glob(f"{kind}-*.sealed") if not each.name.startswith(f"{kind}-{rules}-"))
        for each in (*begun, *others):
            each.unlink(missing_ok=True)

    def read(self, name: bytes) -> list[bytes] | None:
        """The parts that were written under a name; None where there is no such file, or it is damaged."""
        try:
            with self._path(name).open("rb") as file:
                return _read(file)
        except (OSError, EOFError) as error:
            _log.debug("nothing kept of the %s: %s", self._kind, error)
            return None

    def write(self, name: bytes, parts: Sequence[bytes | memoryview]) -> None:
        """Keep parts in place of those before; what cannot be written is not kept."""
        try:
            with replacing(self._path(name), lasting=False) as file:
                _write(file, parts)
            kept = sorted(self._folder.glob(f"{self._kind}-*.sealed"), key=lambda each: each.stat().st_mtime)
            for old in kept[: -self._most]:
                old.unlink()
        except OSError as error:
            _log.debug("the %s was not kept: %s", self._kind, error)

    def _path(self, name: bytes) -> Path:
        return self._folder / f"{self._kind}-{self._rules}-{blake2b(name, digest_size=12).hexdigest()}.sealed"


def _write(file: IO[bytes], parts: Sequence[bytes | memoryview]) -> None:
    """How many parts there are, each part behind its length, and the seal of it all."""
    digest = blake2b(digest_size=_SEAL)

    def put(data: bytes | memoryview) -> None:
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            digest.update(piece)
            file.write(piece)

    put(_MAGIC + bytes([len(parts)]))
    for part in parts:
        put(len(part).to_bytes(_LENGTH, "big"))
        put(part)
    file.write(digest.digest())


def _read(file: IO[bytes]) -> list[bytes] | None:
    """The parts in a file; None where it is damaged, EOFError where it ends too soon."""
    digest = blake2b(digest_size=_SEAL)
    whole = os.fstat(file.fileno()).st_size

    def take(size: int) -> bytes:
        data = file.read(min(size, whole))
        if len(data) < size:
            raise EOFError("it is cut off")
        digest.update(data)
        return data

    if take(len(_MAGIC)) != _MAGIC:
        return None
    parts = [take(int.from_bytes(take(_LENGTH), "big")) for _ in range(take(1)[0])]
    return parts if file.read() == digest.digest() else None
