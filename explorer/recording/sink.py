"""Where a recording puts what it measures: the run store, or a message to the process that has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from explorer.graph.model import NetworkGraph
from explorer.runs.checkpoints import Kind
from explorer.runs.provenance import Provenance
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import RunSpec


class CheckpointSink(Protocol):
    """As `explorer.runs.checkpoints.Checkpoints`."""

    @property
    def every(self) -> int:
        """Steps between two checkpoints, or AUTOMATIC or NEVER."""

    def add(self, run_id: str, step: int, kind: Kind, write: Callable[[Path], None]) -> object:
        """Have `write` make the file of a checkpoint, and keep it; OSError or StoreError where that fails."""


class Sink(Protocol):
    """What `Recording` asks of a store; its methods are those of `explorer.runs.store.RunStore`."""

    @property
    def checkpoints(self) -> CheckpointSink:
        """Where checkpoints are kept."""

    def create(  # noqa: PLR0917
        self,
        run_id: str,
        name: str,
        spec: RunSpec,
        graph: NetworkGraph,
        steps_per_epoch: int,
        device: str,
        provenance: Provenance,
    ) -> None:
        """Enter a run that starts now."""

    def reopen(self, run_id: str, spec: RunSpec, steps: int, device: str) -> None:
        """Have a run that ended go on after its first `steps` steps."""

    def append(self, run_id: str, snapshot: Snapshot) -> None:
        """Add the next steps of a run."""

    def flush(self) -> None:
        """Keep every appended step now."""

    def finish(self, run_id: str, outcome: Outcome) -> None:
        """Keep how a run ended."""

    def discard(self, run_id: str) -> None:
        """Remove a run for good."""

    def weights_path(self, run_id: str) -> Path:
        """Where the trained weights of a run belong."""
