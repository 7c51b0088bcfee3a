"""Trained weights on their way to the window: in parts, before the end of their run is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from explorer.engine.events import Ended, Event, Silent
from explorer.engine.remote.wire import WireError
from explorer.engine.weights_part import WeightsPart
from explorer.runs.run_files import RunFiles
from explorer.runs.store import RunStore

LARGEST = 256 << 20
"""Larger weights stay on the machine where they were trained, in bytes."""
_PART = 4 << 20


def with_weights(event: Event | Silent, runs_dir: Path) -> Iterator[Event | Silent | WeightsPart]:
    """The event and, before the end of a run that has weights, those."""
    if isinstance(event, Ended) and event.kept:
        with suppress(OSError, ValueError):  # none, or not readable: the run is told all the same
            path = RunFiles(runs_dir).weights(event.run_id)
            size = path.stat().st_size
            if size <= LARGEST:
                with path.open("rb") as file:
                    while data := file.read(_PART):
                        yield WeightsPart(event.run_id, size, data)
    yield event


class WeightsFile:
    """A file that comes in parts; it is in its place once it is whole."""

    def __init__(self, store: RunStore, run_id: str) -> None:
        self._place = store.weights_path(run_id)
        self._part = store.files.part(f"{run_id}.weights")
        self._part.unlink(missing_ok=True)
        self._size = 0

    def take(self, event: WeightsPart) -> None:
        """Write the next part. WireError where it is more than was announced or is allowed."""
        self._size += len(event.data)
        if not self._size <= event.total <= LARGEST:
            raise WireError(
                f"{self._size:,} bytes of weights arrived; {event.total:,} were announced, {LARGEST:,} are allowed."
            )
        with self._part.open("ab") as file:
            file.write(event.data)
        if self._size == event.total:
            os.replace(self._part, self._place)
