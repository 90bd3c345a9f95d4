"""The process that holds a sentence model: importing and running it would make the program stutter, and takes half a gigabyte.

It is started as a program of its own. On its standard input stand requests, on its standard output their answers, in order; it
says how far it is in between. It fetches nothing unless it was started to fetch.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_log = logging.getLogger(__name__)

_FETCHED: Final = frozenset({".json", ".txt", ".model", ".safetensors"})  # what the files of a model end in
_OTHERS: Final = frozenset({"onnx", "openvino"})  # folders with the same weights once more, for other frameworks
_COMMAND: Final = "import sys; sys.path.insert(0, sys.argv[1]); from desktop.meaning.worker import serve; serve()"


class Load(NamedTuple):
    """Take up the model in this folder; answered by None."""

    folder: str


class Encode(NamedTuple):
    """Read these texts; answered by a vector for each."""

    texts: tuple[str, ...]


class Fetch(NamedTuple):
    """Fetch the model with this name; answered by None, after some :class:`Progress`."""

    name: str


class Progress(NamedTuple):
    """So many bytes of so many are fetched."""

    done: int
    total: int


class Failed(NamedTuple):
    """A request could not be done, for this reason."""

    reason: str


Request: TypeAlias = Load | Encode | Fetch
Answer: TypeAlias = "tuple[bytes, ...] | Progress | Failed | None"


def command() -> Sequence[str]:
    """The command line that starts the process."""
    return sys.executable, "-c", _COMMAND, str(Path(__file__).parents[2])


def environment(*, fetching: bool) -> Mapping[str, str]:
    """The environment of the process: without the network, unless it is there to fetch."""
    offline = {} if fetching else {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    return {**os.environ, "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false", **offline}


def serve() -> None:
    """Answer requests until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends this process itself
    if hasattr(os, "nice"):
        os.nice(5)  # whoever reads goes first
    source = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed must not stand among the answers
    model = None
    with redirect_stdout(sys.stderr):
        while True:
            try:
                request: Request = pickle.load(source)  # noqa: S301 - written by the program that started this process
            except EOFError:
                return
            try:
                if isinstance(request, Load):
                    model = _loaded(request.folder)
                    _say(answers, None)
                elif isinstance(request, Encode):
                    _say(answers, _encoded(model, request.texts))
                else:
                    _fetch(request.name, partial(_tell, answers))
                    _say(answers, None)
            except Exception as error:  # noqa: BLE001 - a foreign library on a foreign model may raise anything; it is told
                _log.debug("stumbled on %s", type(request).__name__, exc_info=True)
                _say(answers, Failed(_why(error)))


def _loaded(folder: str) -> Any:
    """The model in a folder, whose own code, if it has any, is not run."""
    return import_module("sentence_transformers").SentenceTransformer(folder, device="cpu", local_files_only=True)


def _encoded(model: Any, texts: Sequence[str]) -> tuple[bytes, ...]:
    """A unit vector for each text, as half-precision figures, the low byte first."""
    made = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    return tuple(row.astype("<f2").tobytes() for row in made)


def _fetch(name: str, tell: Callable[[int, int], None]) -> None:
    """Fetch a model into the cache that all programs share; what is there already is not fetched again."""
    hub = import_module("huggingface_hub")
    files = {file.rfilename: file.size or 0 for file in hub.HfApi().model_info(name, files_metadata=True).siblings}
    files = {file: size for file, size in files.items() if _wanted(file)}
    done, total = 0, sum(files.values())
    # The weights last: what was stopped halfway is not taken for a model.
    for file, size in sorted(files.items(), key=lambda item: item[1]):
        tell(done, total)
        hub.hf_hub_download(name, file, tqdm_class=_bar(partial(_tell_part, tell, done, total)))
        done += size
    tell(done, total)


def _wanted(file: str) -> bool:
    """Whether a file belongs to the model, as it is used here: weights for other frameworks do not."""
    path = PurePosixPath(file)
    return path.suffix in _FETCHED and not _OTHERS.intersection(path.parts)


def _tell_part(tell: Callable[[int, int], None], before: int, total: int, now: int) -> None:
    tell(min(before + now, total), total)


def _bar(tell: Callable[[int], None]) -> type:
    """A progress bar, as the hub's library wants one, that draws nothing and only tells how many bytes there are."""

    class Bar(import_module("tqdm").tqdm):  # type: ignore[misc]  # of a library that need not be there
        def __init__(self, *args: object, **kwargs: Any) -> None:
            kwargs.pop("name", None)  # of the hub's own bars alone
            super().__init__(*args, **{**kwargs, "disable": True})
            self._there = int(kwargs.get("initial") or 0)

        def update(self, n: float | None = 1) -> None:
            self._there += int(n or 0)
            tell(self._there)

    return Bar


def _why(error: Exception) -> str:
    """The first line of what an error says."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _tell(stream: IO[bytes], done: int, total: int) -> None:
    _say(stream, Progress(done, total))


def _say(stream: IO[bytes], answer: Answer) -> None:
    pickle.dump(answer, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()
