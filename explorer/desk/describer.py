"""Graphs for the two sides: asked of the engine once per architecture, toggled here without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from explorer.desk.document import resolved
from explorer.desk.pending import Questions
from explorer.engine.commands import Command, Describe
from explorer.engine.events import Described, DescribeFailed
from explorer.graph.model import NetworkGraph
from explorer.runs.spec import NetworkSpec, RunSpec

_KEPT = 64  # graphs; one of ResNet-1202 takes about 5 MB

_Key = tuple[NetworkSpec, str]  # on which data: they may be gone, or have another shape by now


class Describer:
    """Keeps the graph of every architecture seen lately. A skip's state is not part of the question: graphs
    are asked with the family's own skips, and `graph` applies the spec's: the same object each time, so that views
    see at once that nothing changed. Answers carry a token; one that is no longer waited for is dropped."""

    def __init__(self, send: Callable[[Command], None]) -> None:
        self._send = send
        self._graphs: dict[_Key, NetworkGraph] = {}
        self._resolved: dict[_Key, NetworkGraph] = {}
        self._messages: dict[_Key, str] = {}
        self._waiting: Questions[_Key] = Questions()

    def graph(self, spec: RunSpec) -> NetworkGraph | None:
        """The spec's graph with its skips, or None while the engine is still asked (or could not answer)."""
        key, exact = _key(spec), (spec.network, spec.training.dataset)
        if key in self._graphs:
            if exact not in self._resolved:
                _keep(self._resolved, exact, resolved(self._graphs[key], spec.network))
            return self._resolved[exact]
        if key not in self._messages and key not in self._waiting:
            self._send(Describe(self._waiting.ask(key), *key))
        return None

    def message(self, spec: RunSpec) -> str:
        """Why there is no graph, in words; empty while waiting."""
        return self._messages.get(_key(spec), "")

    def answer(self, event: Described | DescribeFailed) -> bool:
        """Take the engine's answer; False where nobody waits for it any more."""
        key = self._waiting.answered(event.token)
        if key is None:
            return False
        if isinstance(event, DescribeFailed):
            self._messages[key] = event.message
        else:
            _keep(self._graphs, key, event.graph)
        return True

    def forget_waiting(self) -> None:
        """The engine died: ask again at the next need."""
        self._waiting.drop()

    def forget(self, dataset: str, graphs: bool) -> None:
        """A dataset may be there again: ask anew where there was no answer on it, and, with `graphs`, for all: answers
        on their way are then about the data as they were."""
        self._waiting.drop(lambda key: graphs and key[1] == dataset)
        for kept in (self._messages, *((self._graphs, self._resolved) if graphs else ())):
            for key in [key for key in kept if key[1] == dataset]:
                del kept[key]

    def forget_own(self, source: str) -> None:
        """A user's model was opened again: its file may be back, and the files it imports may have changed."""
        self._waiting.drop(lambda key: key[0].source == source)
        for kept in (self._messages, self._graphs, self._resolved):
            for key in [key for key in kept if key[0].source == source]:
                del kept[key]


def _keep(graphs: dict[_Key, NetworkGraph], key: _Key, graph: NetworkGraph) -> None:
    graphs[key] = graph
    while len(graphs) > _KEPT:
        del graphs[next(iter(graphs))]


def _key(spec: RunSpec) -> _Key:
    return replace(spec.network, skips="default", init="he"), spec.training.dataset
