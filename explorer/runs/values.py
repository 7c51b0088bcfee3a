"""What a run is found, sorted and grouped by: its settings and results under one list of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import partial

from explorer.choices.family import FAMILIES
from explorer.number_text import nats, percent, time_elapsed
from explorer.runs.rows import RunRow
from explorer.runs.spec import NetworkSpec, TrainingSpec

Value = str | int | float | bool | None


def _skips(row: RunRow) -> str:
    """The skips at step 0: "on", "off", "none" where there are none, else how many, as in "3 of 27"."""
    if row.skips_total == 0:
        return "none"
    if row.skips_on in (0, row.skips_total):
        return "on" if row.skips_on else "off"
    return f"{row.skips_on} of {row.skips_total}"


def _kind(row: RunRow) -> str:
    """The family, or its twin where the skips are the other way: "plain" and "resnet" tell pairs apart."""
    name = str(row.settings.get("family", ""))
    family = FAMILIES.get(name)
    if family is None or not family.twin or row.skips_on not in (0, row.skips_total):
        return name
    return family.name if family.skips_on == (row.skips_on > 0) else family.twin


def _figure(name: str, row: RunRow) -> float | None:
    found: float | None = getattr(row.outcome, name)
    return found


def _error(name: str, row: RunRow) -> float | None:
    accuracy = _figure(name, row)
    return None if accuracy is None else 1 - accuracy


RESULTS: Mapping[str, Callable[[RunRow], Value]] = {
    "train_loss": partial(_figure, "train_loss"),
    "test_loss": partial(_figure, "test_loss"),
    "train_accuracy": partial(_figure, "train_accuracy"),
    "test_accuracy": partial(_figure, "test_accuracy"),
    "train_error": partial(_error, "train_accuracy"),
    "test_error": partial(_error, "test_accuracy"),
    "steps": lambda row: row.outcome.steps,
    "seconds": lambda row: row.outcome.seconds,
}
"""Results by name: losses in nats, accuracies and errors from 0 to 1."""

SETTINGS = tuple(
    dict.fromkeys(
        ("network", "family", "depth", *(f.name for part in (NetworkSpec, TrainingSpec) for f in fields(part)))
    )
)
"""Names of settings, the network's first."""

_ABOUT: Mapping[str, Callable[[RunRow], Value]] = {
    "skips": _skips,
    "kind": _kind,
    "status": lambda row: row.status,
    "verdict": lambda row: row.verdict,
    "sweep": lambda row: " ".join(row.sweeps),
    "parent": lambda row: row.parent,
    "tags": lambda row: " ".join(row.tags),
    "notes": lambda row: row.notes,
    "reference": lambda row: row.reference,
    "skips_moved": lambda row: row.skips_moved,
    "created": lambda row: row.created.date().isoformat(),
    "id": lambda row: row.id,
}
_READ: Mapping[str, Callable[[RunRow], Value]] = {**_ABOUT, **RESULTS}

NAMES = tuple(dict.fromkeys((*(name for name in SETTINGS if name != "name"), *_ABOUT, *RESULTS)))
"""Every name that `value` knows."""


def value(row: RunRow, name: str) -> Value:
    """A setting or result of a run by its name; None where the run has none. A list becomes text."""
    if name in _READ:
        return _READ[name](row)
    found = row.settings.get(name)
    if isinstance(found, list | tuple | dict):
        return "x".join(map(str, found)) if name == "input_shape" else ", ".join(map(str, found))
    return found


def ordered(values: Iterable[Value]) -> list[Value]:
    """Different values in their order: none, then numbers by size, then text."""
    return sorted(set(values), key=order)


def order(found: Value) -> tuple[int, float, str]:
    """A key to sort values of one setting by, whatever their types."""
    if found is None:
        return 0, 0.0, ""
    if isinstance(found, bool | int | float):
        return 1, float(found), ""
    return 2, 0.0, found.casefold()


TITLES: Mapping[str, str] = {
    "kind": "network", "skips": "skip connections", "norm": "normalization",
    "zero_gamma": "zero-init γ", "branch_scale": "branch scale",
    "input_shape": "input", "source": "file", "digest": "content", "weights_digest": "initial weights file",
    "augment": "augmentation", "batch_size": "batch size", "lr": "learning rate", "weight_decay": "weight decay",
    "warmup": "warm-up", "together": "runs trained together", "sharpness_every": "steps between sharpness",
    "clip": "gradient clipping",
    "clip_by": "clipping", "capture": "captured steps", "train_loss": "training loss", "test_loss": "test loss",
    "train_accuracy": "training accuracy", "test_accuracy": "test accuracy", "train_error": "training error",
    "test_error": "test error", "seconds": "training time", "skips_moved": "skips moved", "created": "date",
}  # fmt: skip
"""What settings and results are called where that is not their name."""

ZERO: Mapping[str, str] = {"clip": "off", "max_steps": "auto", "probe_every": "auto", "sharpness_every": "off"}
"""How the 0 of a setting is written in which it is no number."""


def title(name: str) -> str:
    """What a setting or result is called in a sentence."""
    return TITLES.get(name, name.replace("_", " "))


def is_share(name: str) -> bool:
    """Whether a result is a share of 1, shown in percent."""
    return name.endswith(("_accuracy", "_error"))


def value_text(name: str, found: Value) -> str:
    """A value for people."""
    if found is None or found == "":
        return "–"
    if isinstance(found, bool):
        return "on" if found else "off"
    if isinstance(found, str):
        return found[:8] if name.endswith("digest") else found
    return ZERO[name] if found == 0 and name in ZERO else _number_text(name, found)


def _number_text(name: str, found: float) -> str:
    if is_share(name):
        return percent(found)
    if name == "seconds":
        return time_elapsed(found)
    return f"{found:,}" if name == "steps" else nats(found) if name.endswith("loss") else f"{found:g}"
