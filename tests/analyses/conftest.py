"""Tiny networks to ask, fresh and trained for a few steps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from explorer.analyses.subject import Subject
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train

STEPS = 6


def tiny_spec(name: str = "resnet-8", *, seed: int = 0, **network) -> RunSpec:
    """A network of width 4 on the digits."""
    return RunSpec(
        network=NetworkSpec(**{"name": name, "width": 4, **network}),
        training=TrainingSpec(device="cpu", epochs=1, seed=seed),
    )


@pytest.fixture(scope="session")
def weights_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[RunSpec], Path]:
    """Weights after a few steps, in a file."""
    kept: dict[RunSpec, Path] = {}

    def weights(spec: RunSpec) -> Path:
        if spec not in kept:
            run = Session(spec)
            for _ in islice(train(run, lambda waiting: False), STEPS):
                pass
            kept[spec] = tmp_path_factory.mktemp("weights") / "weights.safetensors"
            run.save_weights(kept[spec])
        return kept[spec]

    return weights


@pytest.fixture(scope="session")
def subject_of(weights_of: Callable[[RunSpec], Path]) -> Callable[..., Subject]:
    """A tiny network as an analysis gets it."""

    def subject(name: str = "resnet-8", *, trained: bool = False, seed: int = 0, **network) -> Subject:
        spec = tiny_spec(name, seed=seed, **network)
        return Subject(spec, weights_of(spec) if trained else None)

    return subject
