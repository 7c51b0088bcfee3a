"""What lessons read of a run, beside records made by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.analyses.siblings import AT_START, TRAINED
from explorer.choices.figures.bars import Bars
from explorer.choices.figures.lines import Lines, Series
from explorer.graph.model import NetworkGraph
from explorer.lessons import measures
from explorer.lessons.checking import Outcome, outcome
from explorer.lessons.measures import MEASURES, Seen, measured
from explorer.lessons.steps import Result
from explorer.runs.analysis import AnalysisResult
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import EpochResult, Intervention, Probe, Snapshot
from explorer.runs.snapshot import Outcome as End
from explorer.runs.spec import RunSpec

STEPS = 60


@pytest.fixture
def run(small_graph: NetworkGraph) -> RunHistory:
    """60 steps, accuracy 0.8 up to the intervention at step 40 and 0.3 from there on."""
    made = RunHistory("a", RunSpec(), small_graph, STEPS // 2)
    count = len(small_graph.layers)
    gradient = np.tile(np.logspace(-count, -1, count, dtype=np.float32), (STEPS, 1))
    accuracy = np.where(np.arange(STEPS) < 40, 0.8, 0.3).astype(np.float32)
    skips = np.array([-1.0, *[0.5] * len(small_graph.skips)], np.float32)[: max(1, len(small_graph.skips))]
    made.append(
        Snapshot(
            0,
            np.linspace(2, 1, STEPS, dtype=np.float32),
            accuracy,
            np.arange(STEPS, dtype=np.float32),
            {"gradient-norm": gradient},
            (EpochResult(1, 29, 2.0, 0.5, 2.2, 0.4), EpochResult(2, 59, 1.0, 0.9, 1.5, 0.7)),
            (Intervention(40, small_graph.skips[0].id, 0.0),),
            (Probe(0, {"branch-ratio": skips}, 60),),
        )
    )
    return made


@pytest.mark.parametrize(
    ("name", "at", "value"),
    [
        ("train_accuracy", None, 90),
        ("train_accuracy", 40, 50),
        ("train_accuracy", 5, math.nan),
        ("test_loss", None, 1.5),
        ("generalization_gap", None, 20),
        ("batch_accuracy", 20, 80),
        ("batch_accuracy", None, 30),
        ("batch_loss", 0, float(np.mean(np.linspace(2, 1, STEPS)[:6]))),
        ("accuracy_fall", None, 50),
        ("diverged", None, math.nan),
        ("lesion_median", None, math.nan),
    ],
)
def test_a_measure_of_a_run(run: RunHistory, name: str, at: int | None, value: float) -> None:
    assert measured(name, Seen(run.graph, run), at) == pytest.approx(value, nan_ok=True)


def test_gradients_are_read_on_the_main_path(run: RunHistory) -> None:
    seen = Seen(run.graph, run)
    first, last = (run.graph.layers.index(run.graph.main_path[k]) for k in (0, -2))
    row = run.reading("gradient-norm")
    assert measured("first_gradient", seen) == pytest.approx(float(row[first]))
    assert measured("gradient_decades", seen) == pytest.approx(first - last)


def test_every_measure_has_nothing_to_read_of_a_network_that_was_not_trained(small_graph: NetworkGraph) -> None:
    for measure in MEASURES.values():
        assert math.isnan(measured(measure.name, Seen(small_graph))) is measure.trained, measure.name


def test_a_run_that_diverged(run: RunHistory) -> None:
    run.finish(End("diverged", STEPS, 1.0))
    assert measured("diverged", Seen(run.graph, run)) == 1
    assert outcome(Result(verdict="diverged"), Seen(run.graph, run), ("diverged",)) == Outcome(1.0, True)
    assert outcome(Result(verdict="healthy"), Seen(run.graph, run), ("diverged",)) == Outcome(0.0, False)


def test_figures_of_analyses(small_graph: NetworkGraph) -> None:
    x = np.arange(4.0)
    figures: dict[str, Bars | Lines] = {
        "lesion": Bars(
            id="lesion-block", title="", x_label="", y_label="", labels=("1", "2", "3"), values=np.array([1.0, 2, 9])
        ),
        "path-lengths": Lines(
            id="path-lengths", title="", x_label="", y_label="", series=(Series("", x, np.array([0.0, 30, 60, 10])),)
        ),
    }
    lines = (
        Series(TRAINED, x, np.array([1.0, 0.9, 0, 0])),
        Series(AT_START, x, np.array([1.0, 0.4, 0, 0])),
        Series("white noise", x, x, dashed=True),
    )
    figures["shattering"] = Lines(id="shattering", title="", x_label="", y_label="", series=lines)
    made = {name: AnalysisResult(analysis=name, network="", settings={}, figures=(figure,), sentences=(), made="",
                                 seconds=0.0) for name, figure in figures.items()}  # fmt: skip
    seen = Seen(small_graph, None, made)
    assert measured("lesion_median", seen) == 2
    assert measured("lesion_worst", seen) == 9
    assert measured("path_length", seen) == pytest.approx(1.8)
    assert measured("gradient_correlation", seen) == 0.4
    assert (measures.TRAINED, measures.AT_START) == (TRAINED, AT_START)
    assert outcome(Result(measure="lesion_worst", low=9, high=10), seen) == Outcome(9.0, True)
    assert not outcome(Result(measure="block_distance", low=-1e9, high=1e9), seen).expected, "NaN is nothing"


def test_an_analysis_without_the_line_or_bar_that_is_read_gives_no_value(small_graph: NetworkGraph) -> None:
    """An analysis of an untrained network has no line of the trained one; a network without blocks has no bars."""
    start = Series(AT_START, np.zeros(1), np.zeros(1))
    figures: dict[str, Lines | Bars] = {
        name: Lines(id=figure, title="", x_label="", y_label="", series=(start,))
        for name, figure in (
            ("distortion", "distortion-probe"),
            ("shattering", "shattering"),
            ("path-lengths", "path-lengths"),
        )
    }
    figures["lesion"] = Bars(id="lesion-block", title="", x_label="", y_label="", labels=(), values=np.zeros(0))
    made = {name: AnalysisResult(analysis=name, network="", settings={}, figures=(figure,), sentences=(), made="",
                                 seconds=0.0) for name, figure in figures.items()}  # fmt: skip
    seen = Seen(small_graph, None, made)
    for name in ("probe_accuracy", "gradient_correlation", "path_length", "lesion_median", "lesion_worst"):
        assert math.isnan(measured(name, seen)), name
