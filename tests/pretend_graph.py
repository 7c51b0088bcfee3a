"""CUDA graphs without a GPU: what the pretended device computes is put on a tape, and played again on the same memory.

As on a GPU, recording computes nothing that lasts, numbers of Python and of the CPU are in the record as they were, a
replay writes to the tensors of the record, and waiting for the device while recording is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any, ClassVar

import torch
from torch import Tensor
from torch.utils._pytree import tree_flatten

_FORBIDDEN = "CUDA error: operation not permitted when stream is capturing"


class Tape:
    """Stands in for torch.cuda.CUDAGraph; `recording` is the one under way."""

    recording: ClassVar[Tape | None] = None
    recorded: ClassVar[int] = 0
    replays: ClassVar[int] = 0

    def __init__(self) -> None:
        self._calls: list[tuple[Any, Any, Any, list[Tensor]]] = []
        self._before: dict[int, tuple[Any, Any]] = {}
        self._made: set[int] = set()

    def pool(self) -> object:
        """Memory that other tapes may use as well."""
        return self

    def note(self, func: Any, args: Any, kwargs: Any) -> Any:
        """Compute with tensors of the CPU, and remember how."""
        self._keep(func, args, kwargs)
        found = func(*args, **kwargs)
        made = [value for value in tree_flatten(found)[0] if isinstance(value, Tensor)]
        given = {t.untyped_storage().data_ptr() for t in tree_flatten((args, kwargs))[0] if isinstance(t, Tensor)}
        self._made |= {t.untyped_storage().data_ptr() for t in made} - given
        self._calls.append((func, args, kwargs, made))
        return found

    def _keep(self, func: Any, args: Any, kwargs: Any) -> None:
        """What the call writes to is as it was once the recording is over."""
        for value in self._written(func, args, kwargs):
            storage = value.untyped_storage()
            if storage.data_ptr() not in self._made | self._before.keys():
                self._before[storage.data_ptr()] = storage, storage.clone()

    @staticmethod
    def _written(func: Any, args: Any, kwargs: Any) -> Iterator[Tensor]:
        for place, argument in enumerate(func._schema.arguments if hasattr(func, "_schema") else ()):
            declared = argument.alias_info is not None and argument.alias_info.is_write
            if declared or argument.name in ("running_mean", "running_var"):  # aten.native_batch_norm does not say so
                value = args[place] if place < len(args) else kwargs.get(argument.name)
                yield from (t for t in tree_flatten(value)[0] if isinstance(t, Tensor))

    def replay(self) -> None:
        """Compute it all again, from what its inputs hold now."""
        Tape.replays += 1
        with torch.no_grad():
            for func, args, kwargs, made in self._calls:
                again = [v for v in tree_flatten(func(*args, **kwargs))[0] if isinstance(v, Tensor)]
                for old, new in zip(made, again, strict=True):
                    if old.data_ptr() != new.data_ptr():
                        old.copy_(new)

    def undo(self) -> None:
        """The recording is over: nothing was computed. What it made holds nothing until the first replay."""
        for storage, before in self._before.values():
            storage.copy_(before)
        for *_, made in self._calls:
            for value in made:
                if value.is_floating_point() and value.untyped_storage().data_ptr() in self._made:
                    value.fill_(torch.nan)


@contextmanager
def recording(tape: Tape, **_how: Any) -> Iterator[None]:
    """Stands in for torch.cuda.graph."""
    Tape.recording = tape
    try:
        yield
    finally:
        Tape.recording = None
        Tape.recorded += 1
        tape.undo()


class Waits(list[str]):
    """What has waited for the device, in order."""

    def append(self, what: str) -> None:
        """One more; an error while a tape is recording."""
        if Tape.recording is not None:
            raise RuntimeError(f"{_FORBIDDEN} ({what})")
        super().append(what)


class Stream:
    """Stands in for torch.cuda.Stream: there is one order of things anyway."""

    def __init__(self, device: Any = None) -> None:
        pass

    def wait_stream(self, other: Stream) -> None:
        """Nothing to wait for."""


class Event:
    """Stands in for torch.cuda.Event; counts what is waited for."""

    awaited: ClassVar[int] = 0

    def __init__(self, **_how: Any) -> None:
        pass

    def elapsed_time(self, later: Event) -> float:
        """Milliseconds until a later event: some."""
        return 1.0

    def record(self) -> None:
        """Passed at once."""

    def synchronize(self) -> None:
        """Passed already."""
        Event.awaited += 1


_H100 = SimpleNamespace(
    major=9,
    minor=0,
    multi_processor_count=132,
    clock_rate=1_980_000,
    memory_clock_rate=2_619_000,
    memory_bus_width=5120,
)
STAND_INS = {
    "CUDAGraph": Tape,
    "graph": recording,
    "Stream": Stream,
    "Event": Event,
    "stream": lambda stream: nullcontext(),
    "current_stream": lambda device=None: Stream(),
    "synchronize": lambda: None,
    "get_device_properties": lambda device: _H100,
}
"""In place of what torch.cuda has under these names."""
