"""Putting one question to one network: its data, its weights, its threads, and what can go wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch

from explorer.analyses.analysis_registry import ANALYSES, Analysis, carry_out, checked
from explorer.analyses.held_steps import Held
from explorer.analyses.subject import Subject, WeightsError
from explorer.own.switches import kept
from explorer.runs.analysis import AnalysisResult, Value
from explorer.runs.spec import RunSpec
from explorer.training.device_errors import device_explained


def ask(
    name: str,
    spec: RunSpec,
    weights: Path | None,
    gates: Mapping[str, float],
    settings: Mapping[str, Value],
    *,
    progress: Callable[[float], None],
    held: Callable[[], Sequence[Held]] = tuple,
) -> AnalysisResult:
    """The answer of the analysis called `name`, computed in this thread; what `progress` raises cancels.

    `weights` is where a run's weights belong, None for a network that was not trained; `gates` are the run's last, and
    `held` looks up its checkpoints where they are asked for.
    Raises WeightsError, and SpecError, UnknownNameError, DataError, OwnModelError, DeviceError for what cannot be
    asked, read or held in memory.
    """
    analysis = ANALYSES[name]
    checked(analysis, settings)  # before data are read
    found = _found(analysis, spec, weights)
    with device_explained(spec), kept(bool(spec.network.source)):
        subject = Subject(spec, found, gates, held)

        def go_on(share: float) -> None:
            torch.set_num_threads(subject.threads)  # training beside this may have set another number
            progress(share)

        subject.load(lambda _: go_on(0.0))
        go_on(0.0)
        return carry_out(analysis, subject, settings, go_on)


def _found(analysis: Analysis, spec: RunSpec, weights: Path | None) -> Path | None:
    """The file with the weights, None where there is none and none is needed."""
    if weights is not None and weights.exists():
        return weights
    if analysis.trained:
        network = spec.network.name
        raise WeightsError(
            f"{analysis.title} needs a trained network, and {network} is not trained. Train it first."
            if weights is None
            else f"{analysis.title} needs trained weights, and this run of {network} has no saved weights. Train it "
            "to completion first, or stop it: both save its weights."
        )
    return None
