"""A thread of the engine's own for questions about users' models: each may take the whole of its time limit."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from explorer.engine.commands import Describe, Inspect
from explorer.engine.events import Described, DescribeFailed, Event, Inspected
from explorer.failures import answered

Question = Describe | Inspect


class OwnModels:
    """Answers one question after the other; `ask` returns at once."""

    def __init__(self, post: Callable[[Event], None]) -> None:
        self._post = post
        self._questions: queue.SimpleQueue[Question] = queue.SimpleQueue()
        self._started = False

    def ask(self, question: Question) -> None:
        """Have a question answered: Described or DescribeFailed for Describe, Inspected for Inspect."""
        if not self._started:
            self._started = True
            threading.Thread(target=self._serve, name="own models", daemon=True).start()
        self._questions.put(question)

    def _serve(self) -> None:
        while True:
            self._post(answer(self._questions.get()))


def answer(question: Question) -> Described | DescribeFailed | Inspected:
    """What a process of its own finds out about a user's model; never raises."""
    if isinstance(question, Inspect):
        return answered(lambda: _inspected(question), lambda why: Inspected(question.token, (), why))
    return answered(lambda: _described(question), lambda why: DescribeFailed(question.token, why))


def _inspected(question: Inspect) -> Inspected:
    from explorer.engine import own_asking as asking

    return Inspected(question.token, asking.inspect(question.source, question.digest))


def _described(question: Describe) -> Described:
    from explorer.datasets.dataset_lookup import fitted  # torch
    from explorer.engine import own_asking as asking

    seen = asking.look(fitted(question.network, question.dataset))
    return Described(question.token, seen.graph, seen.files, seen.output, seen.results)
