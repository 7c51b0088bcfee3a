"""A run's settings as one short text: equal settings have equal digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from functools import lru_cache
from typing import Any

from explorer.choices.optimizer import OPTIMIZERS
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec


@lru_cache(maxsize=4096)
def spec_digest(spec: RunSpec) -> str:
    """32 hex digits of everything that decides a run's numbers.

    How often is probed or sharpness measured does not count, nor whether steps are captured, nor momentum where the
    optimizer has none, nor the kind of clipping where there is none, nor settings at their default: one that is added
    later leaves older digests as they are.
    """
    return digest({"network": changed(spec.network), "training": changed(effective(spec.training))})


def effective(training: TrainingSpec) -> TrainingSpec:
    """How it is trained, without what changes no number."""
    momentum = training.momentum if OPTIMIZERS[training.optimizer].momentum else 0.0
    clip_by = training.clip_by if training.clip else TrainingSpec.clip_by
    return replace(training, probe_every=0, sharpness_every=0, capture=True, momentum=momentum, clip_by=clip_by)


def changed(part: NetworkSpec | TrainingSpec) -> dict[str, Any]:
    """The settings that differ from their defaults; 1 and 1.0 are the same."""
    values = asdict(part)
    different = {f.name: values[f.name] for f in fields(part) if values[f.name] != f.default}
    return {name: float(value) if isinstance(value, int) else value for name, value in different.items()}


def digest(data: Mapping[str, Any]) -> str:
    """32 hex digits of JSON-ready data."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:32]
