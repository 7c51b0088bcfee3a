"""A run's settings as the command line that repeats it."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from explorer.choices.family import FAMILIES
from explorer.choices.optimizer import OPTIMIZERS
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

_OPTIONS = {"arguments": "arg", "source": "", "name": "", "digest": "", "files": "", "weights_digest": "",
            "input_shape": "", "classes": "", "interventions": "at"}  # fmt: skip


def command_line(spec: RunSpec, name: str = "") -> str:
    """The command that trains `spec` again, as this system's terminal reads it; `name` is the run's.

    Settings that the command chooses by itself are left out. Of a user's own model it names the file, whose content
    must be the same.
    """
    words = ["residual-explorer", "train", *arguments(spec)]
    if name and name != spec.network.name:
        words.append(f"--name={name}")
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def arguments(spec: RunSpec) -> list[str]:
    """What `residual-explorer train` is given for a spec: its network and options."""
    network = spec.network
    place = f"{network.source}:{network.name}" if network.source else network.name
    return [place, *_written(network, _network_defaults(network)), *_written(spec.training, _usual(spec.training))]


def _network_defaults(network: NetworkSpec) -> dict[str, Any]:
    usual = {f.name: f.default for f in fields(NetworkSpec)}
    family = FAMILIES.get(network.family)
    if network.source or family is None:
        return {**usual, "init": "own"}
    # what the family does not heed has no option here
    unheeded = {f.name: getattr(network, f.name) for f in fields(NetworkSpec) if f.name not in family.options}
    return {**usual, **unheeded, "init": usual["init"], "skips": usual["skips"], **family.defaults}


def _usual(training: TrainingSpec) -> dict[str, Any]:
    optimizer = OPTIMIZERS.get(training.optimizer)
    usual = {f.name: f.default for f in fields(TrainingSpec)}
    return {**usual, "lr": optimizer.lr} if optimizer else usual


def _written(part: NetworkSpec | TrainingSpec, usual: Mapping[str, Any]) -> Iterator[str]:
    for field in fields(part):
        value, option = getattr(part, field.name), _OPTIONS.get(field.name, field.name.replace("_", "-"))
        if not option or value == usual[field.name]:
            continue
        if field.name == "arguments":
            yield from (f"--{option}={name}={text}" for name, text in value)
        elif field.name == "interventions":
            yield from (f"--{option}={move}" for move in value)
        elif value is True:
            yield f"--{option}"
        elif value is False:
            yield f"--no-{option}"
        else:
            yield f"--{option}={_text(value)}"


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "off"
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return str(value)
