"""Which sentence model is meant and where it is on this machine; nothing is fetched, and nothing heavy is imported."""

from __future__ import annotations

import os
import re
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Final

#: The model that is meant where the reader names no other: small, and quick without a graphics card.
DEFAULT_MODEL: Final = "sentence-transformers/all-MiniLM-L6-v2"
NO_EXTRA: Final = "Answers by meaning need the extra diptych[semantic]: pip install 'diptych[semantic]'"
_OWNER: Final = "sentence-transformers"  # of models that are named without one
_NAME: Final = re.compile(r"\w[\w.-]{0,95}(?:/\w[\w.-]{0,95})?")
_PARTS: Final = ("modules.json", "config.json")  # one of these stands in the folder of every model
_WEIGHTS: Final = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")
_LOOKED_AT: Final = 1 << 16  # bytes at either end of a file that tell it from others of the same size


class UnavailableError(Exception):
    """A model cannot be used; the text says why, in a sentence for the reader.

    ``fetchable`` is the full name of a model that only has to be fetched, if the reader wants that; else empty.
    """

    def __init__(self, sentence: str, fetchable: str = "") -> None:
        super().__init__(sentence)
        self.fetchable = fetchable


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("sentence_transformers") is not None and find_spec("numpy") is not None


def locate(model: str) -> Path:
    """The folder of a model that is named by its name or its folder; raises UnavailableError where it cannot be used."""
    if not installed():
        raise UnavailableError(NO_EXTRA)
    folder = Path(model).expanduser()
    if folder.is_absolute() or model.startswith(".") or folder.is_dir():
        if not is_model(folder):
            raise UnavailableError(f"{model} is not a folder with a sentence model: it holds no weights, or no {_PARTS[0]}")
        return folder.resolve()
    name = full_name(model)
    found = _fetched_before(name)
    if found is None:
        raise UnavailableError(f"The model {name} is not on this machine", fetchable=name)
    return found


def full_name(model: str) -> str:
    """The name of a model with its owner; raises UnavailableError where it cannot be the name of any."""
    if not _NAME.fullmatch(model):
        raise UnavailableError(f"“{model}” is neither a folder nor the name of a model, such as {DEFAULT_MODEL}")
    return model if "/" in model else f"{_OWNER}/{model}"


def is_model(folder: Path) -> bool:
    """Whether a folder holds a model with its weights."""

    def holds(names: tuple[str, ...], where: Path) -> bool:
        return any((where / name).is_file() for name in names)

    return holds(_PARTS, folder) and (holds(_WEIGHTS, folder) or holds(_WEIGHTS, folder / "0_Transformer"))


def identity(folder: Path) -> str:
    """What tells a model from all others, wherever it lies: its small files, and the sizes and ends of its large ones."""
    digest = blake2b(digest_size=12)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
            digest.update(file.read(_LOOKED_AT))
            file.seek(max(0, size - _LOOKED_AT))
            digest.update(file.read(_LOOKED_AT))
    return digest.hexdigest()


def _fetched_before(name: str) -> Path | None:
    """The folder of a model in the cache that all programs share that use models of the Hugging Face hub.

    Its layout: https://huggingface.co/docs/huggingface_hub/guides/manage-cache
    """
    home = _hub_cache() / f"models--{name.replace('/', '--')}"
    try:
        commit = (home / "refs" / "main").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = home / "snapshots" / commit
    return folder if is_model(folder) else None


def _hub_cache() -> Path:
    """Where that cache is: https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables ."""
    given = os.environ.get("HF_HUB_CACHE")
    if given:
        return Path(given).expanduser()
    general = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "huggingface"
    return Path(os.environ.get("HF_HOME") or general).expanduser() / "hub"
