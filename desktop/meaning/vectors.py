"""Vectors of texts: what is kept is taken from the cache, the rest is made in batches, with progress, until it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

import numpy as np

from desktop.meaning.cache import key_of
from desktop.meaning.model import UnavailableError
from desktop.meaning.process import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from desktop.meaning.cache import VectorCache

    #: A unit vector in each row.
    Vectors: TypeAlias = NDArray[np.float32]

_BATCH: Final = 32  # texts that are read at a time: some tenths of a second without a graphics card
_HALF: Final = np.dtype("<f2")


class Encoder(Protocol):
    """What makes vectors of texts: a model in a process of its own, or a small stand-in."""

    @property
    def identity(self) -> str:
        """What tells its vectors from those of others."""

    def encode(self, texts: Sequence[str]) -> Sequence[bytes]:
        """A unit vector for each text, of the same length for all, as half-precision figures, the low byte first.

        Raises UnavailableError where it cannot, StoppedError where it was stopped.
        """


def vectors(
    texts: Sequence[str],
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Vectors:
    """A unit vector for each text, as the rows of a matrix: the product of two of them says how close they are, -1 to 1.

    ``progress`` is told how many different texts are done, and of how many. Raises UnavailableError where the encoder fails,
    StoppedError once ``cancelled``; what was made until then is in the cache.
    """
    keys = [key_of(text) for text in texts]
    wanted = dict(zip(keys, texts, strict=True))
    known = dict(cache.get(list(wanted)) if cache is not None else {})
    # Texts of one length together: the shorter ones of a batch are padded to the longest.
    missing = sorted(wanted.keys() - known.keys(), key=lambda key: (len(wanted[key]), key))
    for start in range(0, len(missing), _BATCH):
        progress(len(known), len(wanted))
        if cancelled():
            raise StoppedError
        batch = missing[start : start + _BATCH]
        made = dict(zip(batch, encoder.encode([wanted[key] for key in batch]), strict=True))
        if cache is not None:
            cache.put(made)
        known |= made
    progress(len(wanted), len(wanted))
    return _matrix([known[key] for key in keys])


def _matrix(rows: Sequence[bytes]) -> Vectors:
    if len({len(row) for row in rows}) > 1:
        raise UnavailableError("The sentence model gave vectors of different lengths")
    matrix = (
        np.frombuffer(b"".join(rows), _HALF).astype(np.float32).reshape(len(rows), -1) if rows else np.zeros((0, 0), np.float32)
    )
    return unit(np.nan_to_num(matrix))


def unit(matrix: Vectors) -> Vectors:
    """The rows at a length of one; rows of nothing stay nothing."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return (matrix / np.where(lengths > 0, lengths, 1)).astype(np.float32)
