"""What lessons read of a run: one number each, from its record alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.history import RunHistory

_AROUND = 5
"""Steps before and behind a step over which the batch's loss and accuracy are averaged."""


@dataclass(frozen=True)
class Measure:
    """One number of a run. `title` is for tables, `unit` "%" (0–100), "" or a unit. `needs_run`: it cannot be read of a
    network that was not trained. `of(graph, run, at)` gives NaN where there is nothing to read: `at` is a step, None
    for the end of the run."""

    name: str
    title: str
    unit: str
    needs_run: bool
    of: Callable[[NetworkGraph, RunHistory | None, int | None], float]


def measured(name: str, graph: NetworkGraph, run: RunHistory | None = None, at: int | None = None) -> float:
    """The measure `name` of a network or run; NaN where there is nothing to read yet."""
    measure = MEASURES[name]
    return math.nan if measure.needs_run and run is None else float(measure.of(graph, run, at))


def _epoch(field: str, factor: float = 100.0) -> Callable[[NetworkGraph, RunHistory | None, int | None], float]:
    """A figure of the last finished epoch, or of the last one at a step."""

    def of(_graph: NetworkGraph, run: RunHistory | None, at: int | None) -> float:
        epochs = [] if run is None else [e for e in run.epochs if at is None or e.step <= at]
        return factor * float(getattr(epochs[-1], field)) if epochs else math.nan

    return of


def _curve(field: str, factor: float) -> Callable[[NetworkGraph, RunHistory | None, int | None], float]:
    """The mean of a curve over the steps around one; over the last steps without one."""

    def of(_graph: NetworkGraph, run: RunHistory | None, at: int | None) -> float:
        if run is None or not len(run):
            return math.nan
        middle = len(run) - 1 if at is None else at
        rows = getattr(run, field)[max(0, middle - _AROUND) : middle + _AROUND + 1]
        return factor * float(np.mean(rows)) if len(rows) else math.nan

    return of


def _gap(_graph: NetworkGraph, run: RunHistory | None, at: int | None) -> float:
    return _epoch("train_accuracy")(_graph, run, at) - _epoch("test_accuracy")(_graph, run, at)


def _layer_ratio(instrument: str) -> Callable[[NetworkGraph, RunHistory | None, int | None], float]:
    """First layer over last convolution on the main path, in decades: log10. The classifier is left out."""

    def of(graph: NetworkGraph, run: RunHistory | None, at: int | None) -> float:
        row = None if run is None else run.reading(instrument, at)
        if row is None or len(graph.main_path) < 3:
            return math.nan
        column = {layer: i for i, layer in enumerate(run.graph.layers)} if run is not None else {}
        first, last = (float(row[column[graph.main_path[k]]]) for k in (0, -2))
        with np.errstate(all="ignore"):
            return float(np.log10(first) - np.log10(last))

    return of


def _first(instrument: str) -> Callable[[NetworkGraph, RunHistory | None, int | None], float]:
    """The reading of the first layer."""

    def of(graph: NetworkGraph, run: RunHistory | None, at: int | None) -> float:
        row = None if run is None else run.reading(instrument, at)
        return math.nan if row is None or run is None else float(row[run.graph.layers.index(graph.main_path[0])])

    return of


def _median(instrument: str) -> Callable[[NetworkGraph, RunHistory | None, int | None], float]:
    """The median over all that an instrument reads; readings where there is nothing to measure are negative."""

    def of(_graph: NetworkGraph, run: RunHistory | None, at: int | None) -> float:
        row = None if run is None else run.reading(instrument, at)
        kept = np.empty(0) if row is None else row[row >= 0]
        return float(np.median(kept)) if len(kept) else math.nan

    return of


def _fall(_graph: NetworkGraph, run: RunHistory | None, _at: int | None) -> float:
    """Points that accuracy loses within 20 steps behind the first intervention."""
    if run is None or not run.interventions:
        return math.nan
    step = min(moved.step for moved in run.interventions)
    before, after = run.accuracy[max(0, step - 20) : step], run.accuracy[step : step + 20]
    return 100 * float(np.mean(before) - np.mean(after)) if len(before) and len(after) else math.nan


def _diverged(_graph: NetworkGraph, run: RunHistory | None, _at: int | None) -> float:
    return math.nan if run is None or run.outcome is None else float(run.outcome.status == "diverged")


def _receptive(graph: NetworkGraph, _run: RunHistory | None, _at: int | None) -> float:
    fields = [found for layer in graph.main_path if (found := graph.receptive_fields.get(layer)) is not None]
    return float(max(fields, default=0)) or math.nan


MEASURES: dict[str, Measure] = {
    name: Measure(name, title, unit, needs_run, of)
    for name, title, unit, needs_run, of in (
        ("train_accuracy", "training accuracy", "%", True, _epoch("train_accuracy")),
        ("test_accuracy", "test accuracy", "%", True, _epoch("test_accuracy")),
        ("train_loss", "training loss", "nats", True, _epoch("train_loss", 1.0)),
        ("test_loss", "test loss", "nats", True, _epoch("test_loss", 1.0)),
        ("generalization_gap", "training minus test accuracy", "points", True, _gap),
        ("batch_accuracy", "accuracy of the batches around a step", "%", True, _curve("accuracy", 100.0)),
        ("batch_loss", "loss of the batches around a step", "nats", True, _curve("loss", 1.0)),
        ("accuracy_fall", "accuracy lost within 20 steps of the first intervention", "points", True, _fall),
        ("diverged", "diverged (1) or not (0)", "", True, _diverged),
        ("first_gradient", "gradient norm of the first layer", "", True, _first("gradient-norm")),
        ("gradient_decades", "gradient, first layer over last convolution", "decades", True,
         _layer_ratio("gradient-norm")),
        ("signal_decades", "gradient at the output, first layer over last convolution", "decades", True,
         _layer_ratio("output-gradient")),
        ("branch_ratio", "residual over shortcut, median over skips", "", True, _median("branch-ratio")),
        ("parameters", "parameters", "", False, lambda graph, _run, _at: float(graph.parameters)),
        ("multiply_adds", "multiply-adds of one image", "", False, lambda graph, _run, _at: float(graph.multiply_adds)),
        ("weighted_layers", "layers with weights", "", False, lambda graph, _run, _at: float(graph.weighted_layers)),
        ("skips", "skip connections that are on", "", False, lambda graph, _run, _at: float(len(graph.enabled))),
        ("receptive_field", "largest receptive field", "pixels", False, _receptive),
    )
}  # fmt: skip
"""Every measure that a lesson can name."""
