"""Data through the engine: questions in this process, downloads from a server of the test's, one real process."""

import hashlib
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from explorer.datasets.data_errors import DataError, FetchCanceledError
from explorer.datasets.dataset_registry import DATASETS
from explorer.datasets.download import Download, RemoteFile
from explorer.engine.commands import CancelFetch, Discard, Fetch, Sample, Shutdown, Stop, Survey, Train
from explorer.engine.data import DataDesk, answer
from explorer.engine.events import DataFailed, Event, Fetched, Fetching, Preparing, Problem, Sampled, Surveyed
from explorer.engine.training_loop import TrainingLoop
from explorer.infos import DatasetInfo
from explorer.training import Session
from tests.engine.conftest import Engine, ended, order


def image_folder(root: Path, each: int = 12, size: int = 10) -> str:
    """Red and blue images, every tenth for testing; the name of the dataset."""
    for name, color in (("blue", (0, 0, 255)), ("red", (255, 0, 0))):
        (root / name).mkdir(parents=True)
        for number in range(each):
            Image.new("RGB", (size + number, size), color).save(root / name / f"{number}.png")
    return f"folder:8:{root}"


def test_a_folder_is_surveyed_and_sampled(tmp_path: Path) -> None:
    name = image_folder(tmp_path / "colors")
    (tmp_path / "colors" / "red" / "notes.txt").write_text("no image")
    surveyed = answer(Survey(1, name))
    assert isinstance(surveyed, Surveyed)
    info = surveyed.dataset
    assert (surveyed.token, info.name, info.shape, info.classes) == (1, name, (3, 8, 8), ("blue", "red"))
    assert info.train_size + info.test_size == 24
    assert info.present
    sampled = answer(Sample(2, name, 9, seed=3))
    assert isinstance(sampled, Sampled)
    assert (sampled.token, sampled.images.shape, sampled.images.dtype) == (2, (9, 8, 8, 3), np.uint8)
    expected = np.array([(0, 0, 255), (255, 0, 0)], np.uint8)[sampled.labels]
    np.testing.assert_array_equal(sampled.images[:, 4, 4], expected)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Survey(7, "folder:8:/no/such/place"), "/no/such/place"),
        (Sample(7, "folder:8:/no/such/place", 4), "/no/such/place"),
        (Survey(7, "digit"), "digits"),
        (Sample(7, "digit", 4), "digits"),
    ],
)
def test_what_cannot_be_answered_says_why(question: Sample | Survey, words: str) -> None:
    found = answer(question)
    assert isinstance(found, DataFailed)
    assert found.token == 7
    assert words in found.message


class Line:
    """A download of the test's: hands out one block each time it is told to."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.fail: Exception | None = None

    def fetch(self, folder: Path, progress: Callable[[int, int], None], canceled: threading.Event) -> None:  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        for done in range(1, 5):
            while not self.go.acquire(timeout=0.02):
                if canceled.is_set():
                    raise FetchCanceledError("The download was canceled.")
            progress(done, 4)
        if self.fail is not None:
            raise self.fail
        (folder / "all").write_bytes(b"1234")


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Line:
    made = Line()
    file = RemoteFile("all", ("http://localhost/all",), hashlib.md5(b"1234").hexdigest(), 4)
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(tmp_path / "data"))
    DATASETS.names()  # loads it
    digits = replace(DATASETS["digits"], name="remote", download=Download((file,)))
    monkeypatch.setattr(DATASETS, "_members", {**DATASETS._members, "remote": digits})
    monkeypatch.setattr(Download, "fetch", made.fetch)
    monkeypatch.setattr("explorer.engine.data.SECONDS_BETWEEN_NEWS", 0.0)
    return made


@pytest.fixture
def told() -> "queue.Queue[Event]":
    return queue.Queue()


@pytest.fixture
def desk(told: "queue.Queue[Event]") -> Iterator[DataDesk]:
    made = DataDesk(told.put)
    yield made
    made.close(10)


def test_a_download_tells_how_far_it_is_and_that_it_is_there(line: Line, desk: DataDesk, told: queue.Queue) -> None:
    line.go.release(4)
    desk.fetch(Fetch("remote"))
    events = [told.get(timeout=20) for _ in range(5)]
    assert events[:4] == [Fetching("remote", done, 4) for done in (1, 2, 3, 4)]
    end = events[4]
    assert isinstance(end, Fetched)
    assert (end.dataset, end.message) == ("remote", "")
    assert isinstance(end.info, DatasetInfo)
    assert (end.info.present, end.info.download_bytes) == (True, 4)


def test_a_second_download_is_refused_and_questions_are_answered_beside_one(
    line: Line, desk: DataDesk, told: queue.Queue
) -> None:
    desk.fetch(Fetch("remote"))
    desk.fetch(Fetch("digits"))
    refused = told.get(timeout=20)
    assert isinstance(refused, Fetched)
    assert refused.dataset == "digits"
    assert "Another download is in progress" in refused.message
    desk.ask(Survey(1, "digits"))
    assert isinstance(told.get(timeout=20), Surveyed)
    desk.cancel(CancelFetch())
    assert told.get(timeout=20) == Fetched("remote", "The download was canceled.")


def test_a_download_that_fails_says_why_and_another_can_begin(line: Line, desk: DataDesk, told: queue.Queue) -> None:
    line.fail = FetchCanceledError("The server is silent.")
    line.go.release(4)
    desk.fetch(Fetch("remote"))
    while not isinstance(end := told.get(timeout=20), Fetched):
        pass
    assert end == Fetched("remote", "The server is silent.")
    desk.close(20)
    desk.fetch(Fetch("digit"))
    end = told.get(timeout=20)
    assert isinstance(end, Fetched)
    assert "digits" in end.message


@pytest.mark.parametrize("error", [DataError("The server is silent."), OSError("No space left")])
def test_a_download_that_fails_says_what_to_do_without_it(
    line: Line, desk: DataDesk, told: queue.Queue, error: Exception
) -> None:
    line.fail = error
    line.go.release(4)
    desk.fetch(Fetch("remote"))
    while not isinstance(end := told.get(timeout=20), Fetched):
        pass
    assert str(error) in end.message
    assert str(DATASETS["remote"].folder()) in end.message
    assert "OSError" not in end.message


def test_closing_ends_a_download(line: Line, desk: DataDesk, told: queue.Queue) -> None:
    desk.fetch(Fetch("remote"))
    desk.close(20)
    assert told.get(timeout=20).message == "The download was canceled."


@pytest.mark.parametrize("last", [Stop(), Discard()])
def test_stop_and_discard_end_runs_whose_data_are_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: Stop | Discard
) -> None:
    name = image_folder(tmp_path / "colors")
    orders: queue.Queue = queue.Queue()
    events: list[Event] = []
    read: list[str] = []
    real = Session.__init__

    def watched(self: Session, spec, progress=None, *more) -> None:
        def told(fraction: float) -> None:
            progress(fraction)
            read.append(spec.training.dataset)

        if spec.training.dataset != "digits":
            orders.put(last)
        real(self, spec, told, *more)

    monkeypatch.setattr(Session, "__init__", watched)
    orders.put(Train((order("first"), order("second", dataset=name, batch_size=4), order("third"))))
    loop = TrainingLoop(orders, events.append, tmp_path / "runs")
    threading.Thread(target=lambda: [until_ended(events, 3), orders.put(Shutdown())], daemon=True).start()
    loop.run()
    assert set(read) == {"digits"}, "nothing of the folder, and not the third run's data"
    for run_id in ("first", "second", "third"):
        assert (ended(events, run_id).outcome.status, ended(events, run_id).kept) == ("stopped", False)


def until_ended(events: list[Event], count: int) -> None:
    waiting = threading.Event()
    while sum(type(event).__name__ == "Ended" for event in events) < count:
        waiting.wait(0.02)


def test_no_data_cannot_be_trained_on(engine: Engine) -> None:
    engine.train(order("none", dataset="none"))
    end = ended(engine.until_ended("none"), "none")
    assert (end.outcome.status, end.kept) == ("failed", False)
    assert end.outcome.message.startswith("dataset is none: a network's own shape")
    assert "digits" in end.outcome.message


def test_images_that_cannot_be_read_are_told_once_for_all_runs(engine: Engine, tmp_path: Path) -> None:
    name = image_folder(tmp_path / "colors")
    (tmp_path / "colors" / "red" / "text.png").write_text("no image")
    both = {"dataset": name, "batch_size": 4}
    engine.train(order("a", **both), order("b", **both))
    events = engine.until_ended("a", "b")
    engine.train(order("c", **both))
    events += engine.until_ended("c")
    (problem,) = [event for event in events if isinstance(event, Problem)]
    assert problem.message.startswith("1 image could not be read and left out: ")
    assert str(tmp_path / "colors" / "red" / "text.png") in problem.message
    assert "Data… names up to 50" in problem.message
    assert {ended(events, run_id).outcome.status for run_id in "abc"} == {"completed"}


def test_a_folder_trains_in_the_real_process_and_questions_are_answered_meanwhile(
    engine: Engine, tmp_path: Path
) -> None:
    name = image_folder(tmp_path / "colors")
    engine.send(Survey(1, name), Sample(2, name, 5))
    events = engine.until(lambda seen: len(seen) == 2)
    assert [type(event).__name__ for event in events] == ["Surveyed", "Sampled"]
    assert events[1].images.shape == (5, 8, 8, 3)
    engine.train(order("folder", dataset=name, batch_size=4, epochs=2))
    events = engine.until_ended("folder")
    assert ended(events, "folder").outcome.status == "completed"
    assert all(0 <= event.fraction <= 1 for event in events if isinstance(event, Preparing))
    assert engine.ready is not None
    infos = {info.name: info for info in engine.ready.datasets}
    assert (infos["digits"].present, infos["digits"].download_bytes) == (True, 0)
    assert infos["mnist"].download_bytes > 1e7
    assert not infos["mnist"].present
