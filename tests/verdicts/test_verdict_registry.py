"""What holds of every verdict, and of judging by all of them."""

from __future__ import annotations

import inspect
import re
from itertools import pairwise

import numpy as np
import pytest

from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.verdicts.judging import judge
from explorer.verdicts.precedence import TABLE
from explorer.verdicts.readings import Record
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from tests.verdicts.runs_by_hand import CHANCE_LOSS, LAYERS, falling, make_run, slope

EXPECTED = {
    "healthy", "vanishing", "exploding", "false-vanishing", "degradation", "forward-collapse", "dead-relus", "diverged",
    "double-softmax", "lr-too-high", "lr-too-low", "overfitting", "unfinished", "cannot-tell",
}  # fmt: skip


def _nan_tail() -> RunHistory:
    loss = falling(300)
    loss[-1] = np.nan
    readings = {"gradient-norm": np.where(np.arange(300)[:, None] < 299, 0.5, np.nan).repeat(LAYERS, 1)}
    return make_run(loss, steps=300, readings=readings, status="diverged")


RUNS = {
    "healthy": make_run,
    "guessing": lambda: make_run(CHANCE_LOSS, accuracy=0.1, readings={"image-std": 1e-7}),
    "steep": lambda: make_run(
        CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": slope(1e-12, 1e-3), "image-std": 1e-7}
    ),
    "nan": _nan_tail,
    "nan at once": lambda: make_run(np.nan, steps=1, accuracy=0.1, status="diverged"),
    "beyond all measure": lambda: make_run(np.geomspace(2, 1e30, 500), accuracy=0.1, readings={"gradient-norm": 1e20}),
    "one step": lambda: make_run(CHANCE_LOSS, steps=1, status=None),
    "no probes": lambda: make_run(readings={"image-std": None, "dead-channels": None, "response-std": None}),
    "old run": lambda: make_run(
        readings=dict.fromkeys(("image-std", "dead-channels", "update-ratio", "start-distance", "weight-norm"))
    ),
    "moved just now": lambda: make_run(moved=(499,)),
    "moved at the end": lambda: make_run(moved=(100, 300, 499), status=None),
    "all weights zero": lambda: make_run(
        CHANCE_LOSS,
        accuracy=0.1,
        readings={"weight-norm": 0.0, "gradient-weight-ratio": np.nan, "update-ratio": np.inf},
    ),
}


@pytest.fixture(params=list(VERDICTS), ids=lambda v: v.name)
def verdict(request: pytest.FixtureRequest) -> Verdict:
    return request.param


def test_all_there():
    assert set(VERDICTS.names()) == EXPECTED


def test_each_is_documented_and_lives_in_a_file_of_its_name(verdict: Verdict):
    assert verdict.title
    assert verdict.rule.endswith(".")
    assert verdict.source
    assert inspect.getmodule(verdict.judge).__name__ == f"explorer.verdicts.{verdict.name.replace('-', '_')}"


def test_no_two_have_the_same_title():
    assert len({v.title for v in VERDICTS}) == len(EXPECTED)


@pytest.mark.parametrize("name", RUNS)
def test_a_finding_is_whole(verdict: Verdict, name: str):
    run = RUNS[name]()
    found = verdict.judge(Record(run), Twins(run.spec))
    if found is None:
        return
    assert found.verdict == verdict.name
    assert found.title == verdict.title
    assert re.search(r"\d", found.sentence), "a sentence has numbers"
    assert found.sentence.endswith(".")
    assert found.not_this.endswith(".")
    assert found.to_try.endswith(".")
    assert found.evidence
    for evidence in found.evidence:
        assert 0 <= evidence.steps[0] <= evidence.steps[1] < max(1, len(run))
        assert all(0 <= layer < LAYERS for layer in evidence.layers)
        assert evidence.measure in ("loss", "accuracy", *run.instruments)
        assert evidence.text


@pytest.mark.parametrize("name", RUNS)
def test_there_is_always_something_to_say_and_the_most_important_comes_first(name: str):
    found = judge(RUNS[name]())
    assert found
    order = [place.verdict for place in TABLE]
    places = [order.index(f.verdict) for f in found]
    assert places == sorted(places)
    unknown = [f for f in found if f.severity == "unknown"]
    assert not unknown or len(found) == 1


def test_a_run_before_its_first_step():
    empty = RunHistory("a", RunSpec(), make_run().graph, 24)
    assert [f.verdict for f in judge(empty)] == ["cannot-tell"]


def test_judging_changes_nothing():
    run = make_run()
    before = run.version, run.loss.copy(), run.readings("gradient-norm").copy()
    assert judge(run) == judge(run)
    assert run.version == before[0]
    assert np.array_equal(run.loss, before[1])
    assert np.array_equal(run.readings("gradient-norm"), before[2])


def test_a_biased_norm_and_silent_branches_trigger_nothing():
    """Branches whose γ starts at 0 have no gradient at step 0; a branch that is gated off never has any."""
    norms = np.full((500, LAYERS), 0.5, np.float32)
    norms[0, 1:10] = 0
    norms[:, 4] = 0
    readings = {"gradient-norm": norms, "gradient-rms": norms / 50, "gradient-weight-ratio": norms / 10}
    assert [f.verdict for f in judge(make_run(readings=readings))] == ["healthy"]
    learning = make_run(falling(500, end=0.8, over=1.0), readings=readings, status=None)
    assert [f.verdict for f in judge(learning)] == ["unfinished"]


def test_a_run_on_its_way_says_few_different_things():
    """Judged every 10 steps, a run that learns with noise is told once that it is on its way, and once that it is
    there."""
    rng = np.random.default_rng(1)
    loss = falling(500, over=0.7) + rng.uniform(0, 0.05, 500).astype(np.float32)
    said = [
        judge(make_run(loss[:n], steps=n, readings={}, status=None if n < 500 else "completed"))[0].verdict
        for n in range(10, 501, 10)
    ]
    changes = [b for a, b in pairwise(said) if a != b]
    assert changes == ["unfinished", "healthy"]


def test_a_twin_of_another_kind_is_passed_over():
    other = make_run(network={"name": "resnet-20"})
    assert [f.verdict for f in judge(make_run(), [other])] == ["healthy"]
    assert isinstance(other.spec, RunSpec)
