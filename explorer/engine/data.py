"""Data in the engine: downloads in one thread, questions about data in another, so that neither holds up the other."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from explorer.engine.commands import CancelFetch, Fetch, Sample, Survey
from explorer.engine.events import DataFailed, Event, Fetched, Fetching, Sampled, Surveyed
from explorer.engine.pace import Pace
from explorer.failures import answered
from explorer.infos import DatasetInfo

SECONDS_BETWEEN_NEWS = 0.1

Post = Callable[[Event], None]


class DataDesk:
    """Takes commands from the thread that reads the pipe, and returns at once. One download at a time: a second one
    is refused in words. The threads start with the first command: until then nothing here imports torch."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._questions: queue.SimpleQueue[Sample | Survey] = queue.SimpleQueue()
        self._asked: threading.Thread | None = None
        self._fetching: threading.Thread | None = None
        self._canceled = threading.Event()

    def ask(self, question: Sample | Survey) -> None:
        """Have a question answered; questions are answered in order."""
        self._questions.put(question)
        if self._asked is None:
            self._asked = threading.Thread(target=self._answer_all, name="data", daemon=True)
            self._asked.start()

    def fetch(self, command: Fetch) -> None:
        """Begin a download, or say why not."""
        if self._fetching is not None and self._fetching.is_alive():
            self._post(
                Fetched(command.dataset, ("Another download is in progress. Wait for it to finish, or cancel it."))
            )
            return
        self._canceled = threading.Event()
        self._fetching = threading.Thread(
            target=_fetch, args=(command.dataset, self._post, self._canceled), name="download", daemon=True
        )
        self._fetching.start()

    def cancel(self, _: CancelFetch) -> None:
        """End the download under way; what has come is kept."""
        self._canceled.set()

    def close(self, timeout: float) -> None:
        """End the download and wait for that, for at most `timeout` seconds."""
        self._canceled.set()
        if self._fetching is not None:
            self._fetching.join(timeout)

    def _answer_all(self) -> None:
        while True:
            self._post(answer(self._questions.get()))


def info(name: str) -> DatasetInfo:
    """A dataset as data for menus and cards; raises UnknownNameError or DataError."""
    from explorer.datasets.dataset_lookup import find
    from explorer.engine.catalog import dataset_info

    return dataset_info(find(name))


def answer(question: Sample | Survey) -> Sampled | Surveyed | DataFailed:
    """What was asked about a dataset; never raises."""
    return answered(lambda: _told(question), lambda why: DataFailed(question.token, why))


def _told(question: Sample | Survey) -> Sampled | Surveyed | DataFailed:
    from explorer.datasets.data_errors import UnclearLayoutError

    try:
        return _found(question)
    except UnclearLayoutError as error:
        return DataFailed(question.token, error.question, error.folders)


def _found(question: Sample | Survey) -> Sampled | Surveyed:
    from explorer.datasets.data_samples import sample, survey
    from explorer.engine.catalog import dataset_info

    if isinstance(question, Survey):
        dataset, notes = survey(question.dataset)
        return Surveyed(question.token, dataset_info(dataset), tuple(notes))
    images, labels = sample(question.dataset, question.count, question.seed)
    return Sampled(question.token, info(question.dataset), images, labels)


def _fetch(name: str, post: Post, canceled: threading.Event) -> None:
    pace = Pace(SECONDS_BETWEEN_NEWS)

    def progress(done: int, total: int) -> None:
        if pace.due():
            post(Fetching(name, done, total))

    def fetched() -> Fetched:
        from explorer.datasets import published
        from explorer.datasets.dataset_lookup import find

        published.fetch(find(name), progress, canceled)
        return Fetched(name, info=info(name))

    post(answered(fetched, lambda why: Fetched(name, why)))
