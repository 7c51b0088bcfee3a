"""PyTorch's global random state: there is one for all threads, lent to one at a time."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor

CPU = torch.device("cpu")

_lent = threading.RLock()


def mixed(*key: int) -> int:
    """A seed for a key of any length: generators of the CPU use only the low 32 bits of a seed."""
    (seed,) = np.random.SeedSequence(key).generate_state(1)
    return int(seed)


@contextmanager
def lent(device: torch.device = CPU) -> Iterator[None]:
    """Code inside may draw and seed as it likes, for itself: other threads that come here wait, and afterwards the
    random states of CPU and device are what they were, to the bit."""
    with _lent:
        kept = _states(device)
        try:
            yield
        finally:
            torch.set_rng_state(kept[0])
            for state in kept[1:]:
                torch.get_device_module(device).set_rng_state(state)


@contextmanager
def seeded(seed: int, device: torch.device = CPU) -> Iterator[Callable[[], bool]]:
    """What is drawn inside (weights, dropout, stochastic depth) depends on `seed` alone; otherwise as `lent`.

    Gives a function that says whether anything was drawn so far.
    """
    with lent(device):
        torch.default_generator.manual_seed(seed)  # torch.manual_seed would seed every other device too
        if device.type != "cpu":
            torch.get_device_module(device).manual_seed(seed)
        fresh = _states(device)
        yield lambda: any(not torch.equal(now, then) for now, then in zip(_states(device), fresh, strict=True))


@contextmanager
def python_seeded(seed: int) -> Iterator[None]:
    """Python's and numpy's global random numbers start at `seed` inside, and are what they were afterwards."""
    kept, numpys = random.getstate(), np.random.get_state()  # noqa: NPY002 (user code draws from it)
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(kept)
        np.random.set_state(numpys)  # noqa: NPY002


@contextmanager
def drawing(seed: int, device: torch.device = CPU) -> Iterator[None]:
    """`seeded`, and Python's and numpy's random numbers as well: for a user's code."""
    with seeded(seed, device), python_seeded(seed):
        yield


class Drawing:
    """Random numbers that begin at `seed` and are drawn in parts: each part goes on where the last one ended, and
    between them everything is as it was. With `python` Python's and numpy's as well, for a user's code. `drew` says
    whether any of PyTorch's were drawn so far."""

    def __init__(self, seed: int, device: torch.device = CPU, *, python: bool = False) -> None:
        self._seed, self._device, self._python = seed, device, python
        self._kept: tuple[list[Tensor], Any, Any] | None = None
        self.drew = False

    @contextmanager
    def part(self) -> Iterator[None]:
        """What is drawn inside belongs to this."""
        with (drawing if self._python else seeded)(self._seed, self._device):
            if self._kept is not None:
                self._go_on(*self._kept)
            before = _states(self._device)
            yield
            after = _states(self._device)
            self.drew |= any(not torch.equal(now, then) for now, then in zip(after, before, strict=True))
            self._kept = after, random.getstate(), np.random.get_state()  # noqa: NPY002

    def _go_on(self, states: list[Tensor], pythons: Any, numpys: Any) -> None:
        torch.set_rng_state(states[0])
        for state in states[1:]:
            torch.get_device_module(self._device).set_rng_state(state)
        if self._python:
            random.setstate(pythons)
            np.random.set_state(numpys)  # noqa: NPY002


def _states(device: torch.device) -> list[Tensor]:
    states = [torch.get_rng_state()]
    return states if device.type == "cpu" else [*states, torch.get_device_module(device).get_rng_state()]
