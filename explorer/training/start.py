"""Where a session begins that does not begin at step 0."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.runs.snapshot import Intervention
from explorer.training.checkpoint_file import Saved
from explorer.training.kept_state import ALL, Same


@dataclass(frozen=True)
class Start:
    """A checkpoint, or step 0 where there is none; what the run has in common with the one that it is of; and the
    interventions by hand that are repeated at their steps, because the run had them before it ended."""

    saved: Saved | None = None
    same: Same = ALL
    replayed: tuple[Intervention, ...] = ()

    @property
    def step(self) -> int:
        """The first step of the session."""
        return 0 if self.saved is None else self.saved.facts.step

    @property
    def seconds(self) -> float:
        """The training time before it."""
        return 0.0 if self.saved is None else self.saved.facts.seconds
