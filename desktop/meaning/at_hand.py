"""A model by its name, ready to be asked: looked for, fetched where the reader asks for that, and ended afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.meaning.cache import VectorCache
from desktop.meaning.model import UnavailableError, locate
from desktop.meaning.process import Fetching, ModelProcess
from desktop.paths import user_cache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def model_at_hand(
    name: str, *, fetching: Callable[[int, int], None] | None = None
) -> Iterator[tuple[ModelProcess, VectorCache]]:
    """The model with this name or in this folder, and the cache of its vectors.

    It is fetched only with ``fetching``, which is told bytes, of how many. Raises UnavailableError where it cannot be had.
    """
    try:
        folder = locate(name)
    except UnavailableError as error:
        if fetching is None or not error.fetchable:
            raise
        Fetching(error.fetchable).run(fetching)
        folder = locate(name)
    model = ModelProcess(folder)
    cache = VectorCache(user_cache(), model.identity)
    try:
        yield model, cache
    finally:
        model.close()
        cache.close()
