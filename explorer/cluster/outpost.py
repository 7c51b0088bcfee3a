"""A store for a recording far from the run store: everything becomes a message to the driver."""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path

from explorer.cluster.messages import Entered, Measured, Message, Noted, Saved
from explorer.graph.model import NetworkGraph
from explorer.number_text import size
from explorer.runs.checkpoints import Kind
from explorer.runs.provenance import Provenance
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import RunSpec
from explorer.training import Session

MOST_CHECKPOINT_BYTES = 512_000_000
"""The largest checkpoint that is brought back: that of 60 million parameters with momentum."""


class Outpost:
    """As far as a `Recording` needs it a run store. Files are made in `folder`, read, and sent. How the run ended is
    kept in `outcome`: the last message tells it, after its checkpoint and weights."""

    def __init__(self, session: Session, folder: Path, every: int, put: Callable[[Message], None]) -> None:
        self._session, self._folder, self._put = session, folder, put
        self.checkpoints = _SentCheckpoints(folder, every, put)
        self.outcome: Outcome | None = None

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
        """Tell that the run starts; where it comes from the driver knows."""
        notes = tuple(self._session.notes)
        self._put(Entered(spec, graph, steps_per_epoch, self._session.steps, device, platform.node(), notes))

    def reopen(self, run_id: str, spec: RunSpec, steps: int, device: str) -> None:
        """Tell that the run goes on."""
        session = self._session
        self.create(run_id, "", spec, session.graph, session.steps_per_epoch, device, Provenance())

    def append(self, run_id: str, snapshot: Snapshot) -> None:
        """Send new steps; waits while too much is on its way."""
        self._put(Measured(snapshot))

    def flush(self) -> None:
        """Nothing waits here."""

    def finish(self, run_id: str, outcome: Outcome) -> None:
        """Keep how the run ended."""
        self.outcome = outcome

    def discard(self, run_id: str) -> None:
        """Nothing is here."""

    def weights_path(self, run_id: str) -> Path:
        """Where the weights are made."""
        return self._folder / "weights.safetensors"

    def lost(self, message: str) -> None:
        """Tell of a checkpoint that could not be made."""
        self._put(Noted(message))


class _SentCheckpoints:
    def __init__(self, folder: Path, every: int, put: Callable[[Message], None]) -> None:
        self._folder, self.every, self._put = folder, every, put

    def add(self, run_id: str, step: int, kind: Kind, write: Callable[[Path], None]) -> None:
        """Make the file of a checkpoint and send it; OSError where it cannot be made or is too large."""
        path = self._folder / "checkpoint.safetensors"
        write(path)
        length = path.stat().st_size
        if length > MOST_CHECKPOINT_BYTES:
            raise OSError(
                f"it has {size(length)}; at most {size(MOST_CHECKPOINT_BYTES)} are brought back from another machine. "
                "If the worker is lost, the run starts anew"
            )
        self._put(Saved(step, kind, path.read_bytes()))
