"""A stand-in for sentence-transformers and the hub's library, for the process that holds a model: small, and quick to start.

Its models are folders with a file ``model.safetensors`` that says, in words, what the model does.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_SENTENCES = """
import os, pathlib, time
import numpy as np

class SentenceTransformer:
    def __init__(self, folder, device, local_files_only):
        assert local_files_only and device == "cpu" and os.environ["HF_HUB_OFFLINE"] == "1"
        self.does = pathlib.Path(folder, "model.safetensors").read_text()
        print("a line that must not stand among the answers")
        if self.does == "fails":
            raise ValueError("the weights are of another model\\nand more")

    def encode(self, texts, normalize_embeddings, show_progress_bar):
        if self.does == "dies":
            os._exit(1)
        if self.does == "hangs":
            open(os.environ["STARTED"], "wb").close()
            time.sleep(600)
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)
"""
_HUB = """
import os, pathlib
from types import SimpleNamespace

FILES = {"model.safetensors": 8, "config.json": 2, "modules.json": 2}
FILES |= {"onnx/model.onnx": 900, "onnx/config.json": 2, "README.md": 5}

class HfApi:
    def model_info(self, name, files_metadata):
        assert "HF_HUB_OFFLINE" not in os.environ
        if name == "nobody/nothing":
            raise OSError("404: no such model")
        return SimpleNamespace(siblings=[SimpleNamespace(rfilename=f, size=s) for f, s in FILES.items()])

def hf_hub_download(name, file, tqdm_class):
    home = pathlib.Path(os.environ["HF_HUB_CACHE"], "models--" + name.replace("/", "--"))
    path = home / "snapshots" / "abc" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    (home / "refs").mkdir(exist_ok=True)
    (home / "refs" / "main").write_text("abc")
    if name == "who/broken" and file.endswith(".safetensors"):
        raise OSError("the line is down")
    bar = tqdm_class(total=FILES[file], initial=0, name="huggingface_hub")
    for part in range(2):
        bar.update(FILES[file] // 2)
    path.write_text("works")
"""
_BARS = """
class tqdm:
    def __init__(self, *args, **kwargs):
        assert kwargs["disable"] and "name" not in kwargs
"""


@pytest.fixture
def sentence_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the stand-in in the place of the real library, with an empty cache of models; returns the folder of that cache."""
    packages, cache = tmp_path / "packages", tmp_path / "hub"
    packages.mkdir()
    for name, source in (("sentence_transformers", _SENTENCES), ("huggingface_hub", _HUB), ("tqdm", _BARS)):
        (packages / f"{name}.py").write_text(source, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(packages))
    monkeypatch.setattr(sys, "path", [str(packages), *sys.path])
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    return cache


def made_model(folder: Path, does: str = "works") -> Path:
    """A folder with a model."""
    folder.mkdir(parents=True)
    (folder / "modules.json").write_text("[]", "utf-8")
    (folder / "model.safetensors").write_text(does, "utf-8")
    return folder
