"""What lessons read of a run: one number each, from its record and its analyses alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorer.choices.figures.lines import Lines
from explorer.graph.model import NetworkGraph
from explorer.runs.analysis import AnalysisResult
from explorer.runs.history import RunHistory

TRAINED, AT_START = "as trained", "at initialization"
"""What analyses call the lines of a run's network, and of that network before training."""
_AROUND = 5
"""Steps before and behind a step over which the batch's loss and accuracy are averaged."""


@dataclass(frozen=True)
class Seen:
    """What there is to read: the network's graph, its run's record (None before it is trained), and its analyses."""

    graph: NetworkGraph
    run: RunHistory | None = None
    analyses: Mapping[str, AnalysisResult] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """One number of a run. `title` is for tables, `unit` "%" (0–100) or another. `trained`: it cannot be read of a
    network that was not trained. `analysis` names the one that it is read from, "" for none. `of(seen, at)` gives NaN
    where there is nothing to read: `at` is a step, None for the end of the run."""

    name: str
    title: str
    unit: str
    of: Callable[[Seen, int | None], float]
    trained: bool = True
    analysis: str = ""


Of = Callable[[Seen, int | None], float]


def measured(name: str, seen: Seen, at: int | None = None) -> float:
    """The measure `name` of a network or run; NaN where there is nothing to read yet."""
    return float(MEASURES[name].of(seen, at))


def _epoch(field: str, factor: float = 100.0) -> Of:
    """A figure of the last finished epoch, or of the last one at a step."""

    def of(seen: Seen, at: int | None) -> float:
        run = seen.run
        epochs = [] if run is None else [e for e in run.epochs if at is None or e.step <= at]
        return factor * float(getattr(epochs[-1], field)) if epochs else math.nan

    return of


def _curve(field: str, factor: float) -> Of:
    """The mean of a curve over the steps around one; over the last steps without one."""

    def of(seen: Seen, at: int | None) -> float:
        run = seen.run
        if run is None or not len(run):
            return math.nan
        middle = len(run) - 1 if at is None else at
        rows = getattr(run, field)[max(0, middle - _AROUND) : middle + _AROUND + 1]
        return factor * float(np.mean(rows)) if len(rows) else math.nan

    return of


def _gap(seen: Seen, at: int | None) -> float:
    return _epoch("train_accuracy")(seen, at) - _epoch("test_accuracy")(seen, at)


def _layer_ratio(instrument: str) -> Of:
    """First layer over last convolution on the main path, in decades: log10. The classifier is left out."""

    def of(seen: Seen, at: int | None) -> float:
        graph, run = seen.graph, seen.run
        row = None if run is None else run.reading(instrument, at)
        if row is None or len(graph.main_path) < 3:
            return math.nan
        column = {layer: i for i, layer in enumerate(run.graph.layers)} if run is not None else {}
        first, last = (float(row[column[graph.main_path[k]]]) for k in (0, -2))
        with np.errstate(all="ignore"):
            return float(np.log10(first) - np.log10(last))

    return of


def _first(instrument: str) -> Of:
    """The reading of the first layer."""

    def of(seen: Seen, at: int | None) -> float:
        graph, run = seen.graph, seen.run
        row = None if run is None else run.reading(instrument, at)
        return math.nan if row is None or run is None else float(row[run.graph.layers.index(graph.main_path[0])])

    return of


def _median(instrument: str) -> Of:
    """The median over all that an instrument reads; readings where there is nothing to measure are negative."""

    def of(seen: Seen, at: int | None) -> float:
        run = seen.run
        row = None if run is None else run.reading(instrument, at)
        kept = np.empty(0) if row is None else row[row >= 0]
        return float(np.median(kept)) if len(kept) else math.nan

    return of


def _fall(seen: Seen, _at: int | None) -> float:
    """Points that accuracy loses within 20 steps behind the first intervention."""
    run = seen.run
    if run is None or not run.interventions:
        return math.nan
    step = min(moved.step for moved in run.interventions)
    before, after = run.accuracy[max(0, step - 20) : step], run.accuracy[step : step + 20]
    return 100 * float(np.mean(before) - np.mean(after)) if len(before) and len(after) else math.nan


def _diverged(seen: Seen, _at: int | None) -> float:
    run = seen.run
    return math.nan if run is None or run.outcome is None else float(run.outcome.status == "diverged")


def _receptive(seen: Seen, _at: int | None) -> float:
    fields = seen.graph.receptive_fields
    return float(max((found for layer in seen.graph.main_path if (found := fields.get(layer))), default=math.nan))


def _graph(of: Callable[[NetworkGraph], float]) -> Of:
    """A figure of the network alone."""
    return lambda seen, _at: float(of(seen.graph))


def _figure(analysis: str, name: str, of: Callable[[Any], float]) -> Of:
    """A figure's number, NaN where the analysis is not there or has no such figure."""

    def read(seen: Seen, _at: int | None) -> float:
        figures = seen.analyses[analysis].figures if analysis in seen.analyses else ()
        figure = next((figure for figure in figures if figure.id == name), None)
        return math.nan if figure is None else float(of(figure))

    return read


def _mean_length(figure: Lines) -> float:
    """The average path's length, weighted with the gradient that it carries."""
    gradient = figure.series[0]
    total = float(gradient.y.sum())
    return float((gradient.x * gradient.y).sum()) / total if total else math.nan


def _line(label: str, place: int) -> Callable[[Lines], float]:
    """A value of the line of a figure that has this label; NaN where there is no such line or place."""

    def read(figure: Lines) -> float:
        values = next((series.y for series in figure.series if series.label == label), np.empty(0))
        return float(values[place]) if -len(values) <= place < len(values) else math.nan

    return read


def _bars(reduced: Callable[[Any], Any]) -> Callable[[Any], float]:
    """A number from all bars of a figure; NaN where there are none, as for a network without blocks."""
    return lambda bars: float(reduced(bars.values)) if len(bars.values) else math.nan


_ALL = (
    Measure("train_accuracy", "training accuracy", "%", _epoch("train_accuracy")),
    Measure("test_accuracy", "test accuracy", "%", _epoch("test_accuracy")),
    Measure("train_loss", "training loss", "nats", _epoch("train_loss", 1.0)),
    Measure("test_loss", "test loss", "nats", _epoch("test_loss", 1.0)),
    Measure("generalization_gap", "training minus test accuracy", "points", _gap),
    Measure("batch_accuracy", "mean accuracy of neighboring batches", "%", _curve("accuracy", 100.0)),
    Measure("batch_loss", "mean loss of neighboring batches", "nats", _curve("loss", 1.0)),
    Measure("accuracy_fall", "accuracy lost within 20 steps of the first intervention", "points", _fall),
    Measure("diverged", "diverged (1) or not (0)", "", _diverged),
    Measure("first_gradient", "gradient norm of the first layer", "", _first("gradient-norm")),
    Measure("gradient_decades", "gradient norm, first over last convolution", "decades", _layer_ratio("gradient-norm")),
    Measure("signal_decades", "gradient at the output, first over last convolution", "decades",
            _layer_ratio("output-gradient")),
    Measure("image_deviation_decades", "deviation across images, first over last convolution", "decades",
            _layer_ratio("image-std")),
    Measure("branch_ratio", "residual over shortcut, median over skips", "", _median("branch-ratio")),
    Measure("response", "standard deviation of the layers' response, median", "", _median("response-std")),
    Measure("parameters", "parameters", "", _graph(lambda graph: graph.parameters), trained=False),
    Measure("multiply_adds", "multiply-adds of one image", "", _graph(lambda graph: graph.multiply_adds),
            trained=False),
    Measure("weighted_layers", "layers with weights", "", _graph(lambda graph: graph.weighted_layers), trained=False),
    Measure("skips", "skip connections that are on", "", _graph(lambda graph: len(graph.enabled)), trained=False),
    Measure("receptive_field", "largest receptive field", "pixels", _receptive, trained=False),
    Measure("lesion_median", "test error when a block is dropped, median change", "points",
            _figure("lesion", "lesion-block", _bars(np.median)), analysis="lesion"),
    Measure("lesion_worst", "test error when a block is dropped, largest change", "points",
            _figure("lesion", "lesion-block", _bars(np.max)), analysis="lesion"),
    Measure("path_length", "length of the paths of the gradient, on average", "blocks",
            _figure("path-lengths", "path-lengths", _mean_length), analysis="path-lengths"),
    Measure("gradient_correlation", "correlation of gradients at neighboring inputs, at initialization", "",
            _figure("shattering", "shattering", _line(AT_START, 1)), analysis="shattering"),
    Measure("block_distance", "distance of a block from the identity, median", "",
            _figure("identity", "identity-distance", _bars(np.median)), analysis="identity"),
    Measure("probe_accuracy", "what a linear probe reads behind the last block, as trained", "%",
            _figure("distortion", "distortion-probe", _line(TRAINED, -1)), analysis="distortion"),
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _ALL}
"""Every measure that a lesson can name."""
