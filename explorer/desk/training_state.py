"""What the training bar shows, as frozen data, and the texts made from it."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.desk.sides import Side
from explorer.number_text import time_left
from explorer.wording import tr


@dataclass(frozen=True)
class TrainingState:
    """Which wishes make sense now. `unusable` sides have a network that cannot be made; `preparing` runs have done no
    step yet. `undo_text` and `redo_text` say what would be undone and redone. `status` says in words what the engine
    is doing or waiting for; `device` is the engine's phrase, such as "CPU · 1 thread"."""

    ready: bool = False
    unusable: tuple[Side, ...] = ()
    training: bool = False
    preparing: bool = False
    paused: bool = False
    can_undo: bool = False
    can_redo: bool = False
    undo_text: str = ""
    redo_text: str = ""
    has_skips: bool = True
    status: str = ""
    device: str = ""

    def no_training(self, *sides: Side) -> str:
        """Why no training of these sides can begin now; empty where it can."""
        unusable = [side for side in sides if side in self.unusable]
        if self.training:
            return tr("A run is training. Stop or discard it first.")
        if not self.ready:
            return tr("The engine is not ready yet.")
        return tr("The network of {unusable} cannot be built.", unusable=tr(" and ").join(unusable)) if unusable else ""


@dataclass(frozen=True)
class TrainingProgress:
    """How far a training is: `step` of `total_steps` (of the run that is furthest behind, where two train) at
    `steps_per_second` of one run; 0 where it is not known yet. `beside` names a run that stands on neither side."""

    step: int
    total_steps: int
    steps_per_epoch: int
    steps_per_second: float = 0.0
    paused: bool = False
    beside: str = ""

    @property
    def fraction(self) -> float:
        """0–1."""
        return self.step / self.total_steps if self.total_steps else 0.0

    @property
    def epochs(self) -> int:
        """Epochs in all."""
        return -(-self.total_steps // self.steps_per_epoch) if self.steps_per_epoch else 0

    @property
    def epoch(self) -> int:
        """The epoch under way, from 1; the last one once all is done."""
        return min(self.step // self.steps_per_epoch + 1, self.epochs) if self.steps_per_epoch else 0

    @property
    def seconds_left(self) -> float | None:
        """At the present rate; None while that is not known."""
        return (self.total_steps - self.step) / self.steps_per_second if self.steps_per_second > 0 else None


def describe(progress: TrainingProgress) -> str:
    """One line: epoch, time left and speed, as far as they are known. Where the line is too narrow, its end is cut."""
    parts = [progress.beside] if progress.beside else []
    parts += [tr("Paused")] if progress.paused else []
    parts += [tr("Epoch {epoch}/{epochs}", epoch=progress.epoch, epochs=progress.epochs)]
    left = progress.seconds_left
    if left is not None and not progress.paused:
        parts.append(tr("{left} left", left=time_left(left)))
    if progress.steps_per_second > 0:
        parts.append(tr("{steps_per_second:.3g} steps/s", steps_per_second=progress.steps_per_second))
    return " · ".join(parts)
