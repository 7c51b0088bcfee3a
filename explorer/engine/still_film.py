"""Looks at networks that do not train: before training, at a stored step, after it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from explorer.engine.commands import ListImages, Look, Watch
from explorer.engine.events import Event, WatchFailed
from explorer.engine.time_limit import TimeLimit
from explorer.runs.store import RunStore

if TYPE_CHECKING:
    from explorer.datasets.batches import Batches
    from explorer.tracing import Network

Post = Callable[[Event], None]
T = TypeVar("T")
_KEPT = 2  # networks and data: those of A and B


class StillFilm:
    """Takes commands from the thread that reads the pipe, and returns at once: a thread of its own, which begins with
    the first one, answers the newest. Until then nothing here imports torch."""

    def __init__(self, post: Post, runs_dir: Path, limit: TimeLimit) -> None:
        self._post, self._runs_dir, self._limit = post, runs_dir, limit
        self._changed = threading.Condition()
        self._watch: Watch | None = None
        self._lists: dict[str, ListImages] = {}
        self._started = False
        self._networks: OrderedDict[Hashable, Network] = OrderedDict()
        self._batches: OrderedDict[Hashable, Batches] = OrderedDict()

    def ask(self, command: Watch | ListImages) -> None:
        """Have a command answered, as far as it is about networks that do not train."""
        with self._changed:
            if isinstance(command, Watch):
                self._watch = command
            elif not command.look.live:
                self._lists[command.look.side] = command
            self._changed.notify()
        if not self._started:
            self._started = True
            threading.Thread(target=self._serve, name="film", daemon=True).start()

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._watch or self._lists)
                watch, self._watch = self._watch, None
                asked = None if watch or not self._lists else self._lists.pop(next(iter(self._lists)))
            if watch is not None:
                self._answer(watch)
            if asked is not None:
                self._list(asked)

    def _answer(self, command: Watch) -> None:
        for wanted in command.looks:
            if self._watch is not None:  # a newer one has come
                return
            if not wanted.live:
                failed = partial(WatchFailed, command.token, wanted.side)
                act = partial(self._watched, command, wanted)
                self._post(self._limit.answered(wanted.spec.network, act, failed))

    def _watched(self, command: Watch, wanted: Look) -> Event:
        from explorer.engine.film import watched

        network, step, batches = self._at(wanted)
        return _beside(network, batches, lambda: watched(command, wanted, step, network, batches))

    def _list(self, command: ListImages) -> None:
        from explorer.engine.film import listed, unlisted

        def found() -> Event:
            network, _, batches = self._at(command.look)
            return _beside(network, batches, lambda: listed(command, network, batches))

        self._post(self._limit.answered(command.look.spec.network, found, partial(unlisted, command)))

    def _at(self, wanted: Look) -> tuple[Network, int, Batches]:
        """The network as it was at the wanted step, that step, and its data."""
        from explorer.engine.stored_networks import batches_of, network_of, stored_for

        training = wanted.spec.training
        data = training.dataset, training.batch_size, training.seed, training.device
        batches = _recent(self._batches, data, lambda: batches_of(wanted.spec))
        with closing(RunStore(self._runs_dir)) as store:
            stored = stored_for(store, wanted)
        network = _recent(self._networks, stored, lambda: network_of(stored))
        return network, stored.step, batches


def _beside(network: Network, batches: Batches, act: Callable[[], T]) -> T:
    import torch

    from explorer.training.looking import beside_training

    torch.set_flush_denormal(True)  # the flag belongs to this thread
    with beside_training(network, batches.split.mean.device, 0):
        return act()


def _recent(known: OrderedDict[Hashable, T], key: Hashable, make: Callable[[], T]) -> T:
    """What was made for a key, made where it is not among the latest."""
    if key not in known:
        known[key] = make()
    known.move_to_end(key)
    while len(known) > _KEPT:
        known.popitem(last=False)
    return known[key]
