"""A checkpoint as one safetensors file: tensors, and in its header all else as JSON. Reading it runs no code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from explorer.runs.resuming import ContinueError
from explorer.runs.snapshot import EpochResult, Intervention
from explorer.training.probe_schedule import ScheduleState
from explorer.typed import made, parsed

FORMAT = 1
_HEADER = "training"


class CheckpointError(ContinueError):
    """A checkpoint that cannot be used; the message says why."""


Plain = int | float | str | bool | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a checkpoint holds besides tensors.

    `step` is the next step and `seconds` the training time so far; `draws` says whether the network draws random
    numbers, `probes_fit` whether memory suffices for probes. `epoch` is the last finished one, `moved` are the
    interventions before the next step. `optimizer` holds its numbers, `python` the plain values that a user's code
    keeps, both by name; `lost` names what of that code's state could not be kept.
    """

    format: int = FORMAT
    step: int
    seconds: float
    draws: bool
    gates: Mapping[str, float]
    probes: ScheduleState
    probes_fit: bool = True
    epoch: EpochResult | None = None
    moved: tuple[Intervention, ...] = ()
    optimizer: Mapping[str, Plain] = field(default_factory=dict)
    python: Mapping[str, Plain] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Saved:
    """A checkpoint in memory."""

    facts: Facts
    tensors: Mapping[str, Tensor]


def write(saved: Saved, path: Path) -> None:
    """Write a checkpoint; OSError where that fails. The caller makes it whole or not at all."""
    try:
        save_file(dict(saved.tensors), str(path), {_HEADER: json.dumps(asdict(saved.facts))})
    except SafetensorError as error:
        raise OSError(f"the checkpoint could not be written to {path}: {error}") from error


def read(path: Path) -> Saved:
    """Read a checkpoint, on the CPU; CheckpointError where the file is missing, damaged or of a newer version."""
    try:
        with safe_open(str(path), "pt") as file:
            data = parsed((file.metadata() or {}).get(_HEADER, ""))
            version = data.get("format") if isinstance(data, Mapping) else None
            if version != FORMAT:
                raise CheckpointError(f"{path.name} has format {version!r}, this program reads {FORMAT}")
            return Saved(made(Facts, data), {name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118
    except CheckpointError:
        raise
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(f"{path.name} cannot be read: {error}") from error
