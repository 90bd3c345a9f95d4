from __future__ import annotations

import os
import struct
import threading
from typing import TYPE_CHECKING

import pytest

from desktop.meaning.model import UnavailableError, locate
from desktop.meaning.process import Fetching, ModelProcess, StoppedError
from desktop.meaning.worker import environment
from tests.helpers.sentence_library import made_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("sentence_library")


@pytest.fixture
def processes() -> Iterator[list[ModelProcess]]:
    made: list[ModelProcess] = []
    yield made
    for process in made:
        process.close()


def started(folder: Path, processes: list[ModelProcess]) -> ModelProcess:
    processes.append(ModelProcess(folder))
    return processes[-1]


def test_texts_come_back_as_vectors(tmp_path: Path, processes: list[ModelProcess]) -> None:
    process = started(made_model(tmp_path / "m"), processes)
    assert [struct.unpack("<2e", vector) for vector in process.encode(["abc", "abcde"])] == [(3, 1), (5, 1)]
    assert [struct.unpack("<2e", vector) for vector in process.encode(["a"])] == [(1, 1)]


def test_a_model_that_cannot_be_loaded_is_told_in_a_line(tmp_path: Path, processes: list[ModelProcess]) -> None:
    process = started(made_model(tmp_path / "m", "fails"), processes)
    with pytest.raises(UnavailableError, match=r"^the weights are of another model$"):
        process.encode(["a"])


def test_a_process_that_dies_is_told(tmp_path: Path, processes: list[ModelProcess]) -> None:
    process = started(made_model(tmp_path / "m", "dies"), processes)
    with pytest.raises(UnavailableError, match="died"):
        process.encode(["a"])


def test_it_is_stopped_in_the_middle_of_a_text(
    tmp_path: Path, processes: list[ModelProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = tmp_path / "begun"
    monkeypatch.setenv("STARTED", str(begun))
    os.mkfifo(begun)
    process = started(made_model(tmp_path / "m", "hangs"), processes)
    met: list[Exception] = []

    def ask() -> None:
        try:
            process.encode(["a"])
        except StoppedError as error:
            met.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    begun.open("rb").close()  # opens once the model is at the text
    process.stop()
    thread.join(10)
    assert not thread.is_alive()
    assert len(met) == 1


def test_stopped_before_the_first_text_it_never_starts(tmp_path: Path, processes: list[ModelProcess]) -> None:
    process = started(made_model(tmp_path / "m"), processes)
    process.stop()
    with pytest.raises(StoppedError):
        process.encode(["a"])


def test_a_model_is_fetched_with_progress_and_without_the_weights_of_other_frameworks(sentence_library: Path) -> None:
    told: list[tuple[int, int]] = []
    Fetching("who/model").run(lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[0] == (0, 12)
    assert (4, 12) in told
    assert told[-1] == (12, 12)
    assert locate("who/model").name == "abc"
    assert not list(sentence_library.rglob("onnx"))


def test_what_was_fetched_in_part_is_not_taken_for_a_model(sentence_library: Path) -> None:
    with pytest.raises(UnavailableError, match=r"the line is down$"):
        Fetching("who/broken").run(lambda _done, _total: None)
    assert list(sentence_library.rglob("modules.json"))
    with pytest.raises(UnavailableError, match="is not on this machine"):
        locate("who/broken")


def test_a_model_that_cannot_be_fetched_is_named() -> None:
    with pytest.raises(UnavailableError, match=r"^nobody/nothing could not be fetched: 404: no such model$"):
        Fetching("nobody/nothing").run(lambda _done, _total: None)


def test_fetching_that_was_stopped_fetches_nothing(sentence_library: Path) -> None:
    fetching = Fetching("who/model")
    fetching.stop()
    with pytest.raises(StoppedError):
        fetching.run(lambda _done, _total: None)
    assert not sentence_library.exists()


def test_only_fetching_is_allowed_the_network() -> None:
    assert environment(fetching=False)["HF_HUB_OFFLINE"] == "1"
    assert "HF_HUB_OFFLINE" not in environment(fetching=True)
