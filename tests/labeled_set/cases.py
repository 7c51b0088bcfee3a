"""The cases of the labeled set as data: specs written by hand, labels and the facts behind them as measured."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

Half = Literal["fit", "held-out"]
HALVES: tuple[Half, ...] = ("fit", "held-out")
SPECS, LABELS, NEXT = (Path(__file__).with_name(name) for name in ("specs.json", "labels.json", "next.json"))
"""NEXT are the specs of the half that will be held out next: written, and neither labeled nor judged yet."""


_LATER = {
    "network": ("files", "arguments", "output", "weights", "weights_digest", "activation", "slope", "branch_scale"),
    "training": (
        "max_steps",
        "interventions",
        "clip",
        "clip_by",
        "sharpness_every",
        "precision",
        "capture",
        "together",
    ),
}
"""Settings that came later than the labels: at their defaults they change nothing."""


@dataclass(frozen=True)
class Case:
    """A run to be judged: what it was set up for (`aim`, a verdict's name) and by what means (`why`).

    The half "fit" is the cases that were seen while thresholds were chosen: the first hundred, and three sets, of 135,
    of 115 and of 105, that were held out until they were judged. The half "held-out" was written and labeled after
    those, with no look at the thresholds or at any verdict on a run, and judged once.
    `shallower` is the depth of the twin it is compared with, 0 where it is judged alone.
    """

    key: str
    aim: str
    why: str
    half: Half
    spec: RunSpec
    shallower: int = 0

    @property
    def twin(self) -> RunSpec | None:
        """The same run at the smaller depth."""
        return None if not self.shallower else at_depth(self.spec, self.shallower)

    @property
    def fingerprint(self) -> str:
        """Changes with everything that decides the numbers."""
        spec = self.spec.to_dict()
        for part, usual in (("network", NetworkSpec()), ("training", TrainingSpec())):
            for name in _LATER[part]:
                if getattr(getattr(self.spec, part), name) == getattr(usual, name):
                    spec[part].pop(name)
        content = json.dumps([spec, self.shallower], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Labeled:
    """What is true of a case: `labels` are all verdicts that are right on it, `primary` the one that must be found.

    No label and an empty primary: no verdict is right. `open` are those that are neither right nor wrong: noise would
    decide. `facts` are the measurements behind them (facts.py).
    """

    key: str
    fingerprint: str
    half: Half
    primary: str
    labels: tuple[str, ...]
    facts: Mapping[str, float | None]
    open: tuple[str, ...] = ()


def at_depth(spec: RunSpec, depth: int) -> RunSpec:
    """The same run of the same family at another depth."""
    return replace(spec, network=spec.network.at(depth))


def read_cases(path: Path | None = None) -> tuple[Case, ...]:
    """The specs, in the order of the file; settings that it leaves out are those of RunSpec."""
    data = json.loads((path or SPECS).read_text(encoding="utf-8"))
    return tuple(_case(item) for item in data)


def read_labels(path: Path | None = None) -> dict[str, Labeled]:
    """What is known of the cases by key; empty where nothing was measured yet."""
    path = path or LABELS
    if not path.exists():
        return {}
    items = json.loads(path.read_text(encoding="utf-8"))
    lists = ("labels", "open")
    return {item["key"]: Labeled(**{**item, **{name: tuple(item[name]) for name in lists}}) for item in items}


def write_labels(labels: Iterable[Labeled], path: Path | None = None) -> None:
    """The inverse of `read_labels`: one line a case, so that a difference shows what changed."""
    lines = ",\n".join(json.dumps(asdict(label), allow_nan=False) for label in labels)
    (path or LABELS).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _case(item: Mapping[str, Any]) -> Case:
    network = {"width": 8, **item["network"]}
    training = {"device": "cpu", **item["training"]}
    spec = RunSpec.from_dict({"network": network, "training": training})
    return Case(item["key"], item["aim"], item["why"], item["half"], spec, item.get("shallower", 0))
