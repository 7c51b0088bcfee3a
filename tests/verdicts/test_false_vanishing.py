"""False vanishing: steep at step 0, thrown far by the first updates, then frozen."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.runs.snapshot import SHARPNESS, Probe
from explorer.runs.spec import RunSpec, TrainingSpec
from explorer.verdicts.false_vanishing import FROZEN, GREW, KICK, LEARNED, sharpness_told
from explorer.verdicts.first_gradient import STEEP
from tests.gui.support import history, readings, residual_graph, snapshot
from tests.verdicts.found import false_vanishing
from tests.verdicts.runs_by_hand import CHANCE_LOSS, LAYERS, falling, make_run, slope

judge = false_vanishing.judge

STUCK = falling(500, end=1.5)


def _readings(start: float = 400.0, grew: float = 40.0, left: float = 1e-5) -> dict[str, np.ndarray]:
    norms = np.full((500, LAYERS), 0.2, np.float32)
    norms[0] = slope(start, 0.25)
    ratio = norms / 10
    ratio[1:] = ratio[0] * left
    weights = np.full((500, LAYERS), 10, np.float32)
    weights[1:] = slope(10 * grew, 10)
    return {"gradient-norm": norms, "gradient-weight-ratio": ratio, "weight-norm": weights}


def test_what_plain_56_does():
    found = judge(make_run(STUCK, readings=_readings()), None)
    assert found is not None
    assert "1,183 times" in found.sentence  # between the median of the first three layers and the classifier
    assert "layer 1 by 40" in found.sentence
    assert found.evidence[1].layers == (0,)
    assert found.offer is not None


@pytest.mark.parametrize("changed", [{"start": 1.0}, {"grew": 1.4}, {"left": 0.8}])
def test_near_misses(changed: dict[str, float]):
    assert judge(make_run(STUCK, readings=_readings(**changed)), None) is None


def test_one_that_learns_all_the_same():
    assert judge(make_run(readings=_readings()), None) is None


def test_without_a_norm_nothing_freezes():
    assert judge(make_run(STUCK, readings=_readings(), network={"norm": "none"}), None) is None


def test_it_is_seen_while_the_run_goes_on():
    assert judge(
        make_run(STUCK[:30], steps=30, readings={n: r[:30] for n, r in _readings().items()}, status=None), None
    )


def _at(steep: float = 2.0, grew: float = 2.0, left: float = 0.5) -> dict[str, np.ndarray]:
    """Readings whose three figures are these multiples of the rule's limits."""
    norms = np.full((500, LAYERS), 0.25, np.float32)
    norms[0, :-1] = 0.25 * STEEP * steep
    ratio = norms / 10
    ratio[1:] = ratio[0] * FROZEN * left
    weights = np.full((500, LAYERS), 10, np.float32)
    weights[1:, 0] = 10 * GREW * grew
    return {"gradient-norm": norms, "gradient-weight-ratio": ratio, "weight-norm": weights}


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({}, True),
        ({"steep": 1.05}, True),
        ({"steep": 0.95}, False),
        ({"grew": 1.05}, True),
        ({"grew": 0.95}, False),
        ({"left": 0.95}, True),
        ({"left": 1.05}, False),
    ],
)
def test_each_limit_is_where_the_rule_has_it(figures: dict[str, float], said: bool):
    assert (STEEP, GREW, FROZEN, LEARNED, KICK) == (40, 3, 0.1, 0.93, 10), "chosen on the labeled runs"
    assert (judge(make_run(STUCK, readings=_at(**figures)), None) is not None) == said


@pytest.mark.parametrize(("accuracy", "said"), [(0.92, True), (0.94, False)])
def test_not_where_it_learned(accuracy: float, said: bool):
    assert (judge(make_run(STUCK, accuracy=accuracy, readings=_at()), None) is not None) == said


@pytest.mark.parametrize(("grown", "said"), [(10, True), (11, False)])
def test_the_weights_have_ten_updates_to_grow(grown: int, said: bool):
    readings = _at()
    readings["weight-norm"][:grown] = 10
    assert (judge(make_run(STUCK, readings=readings), None) is not None) == said


@pytest.mark.parametrize(("steps", "said"), [(20, True), (19, False)])
def test_it_takes_twenty_steps(steps: int, said: bool):
    readings = {name: rows[:steps] for name, rows in _at().items()}
    run = make_run(CHANCE_LOSS, steps=steps, accuracy=0.2, readings=readings, status=None)
    assert (judge(run, None) is not None) == said


def test_only_the_first_third_counts():
    readings = _at()
    readings["weight-norm"][1:, 0] = 10
    readings["weight-norm"][1:, LAYERS // 2] = 1000
    assert judge(make_run(STUCK, readings=readings), None) is None


@pytest.mark.parametrize(
    ("sharpness", "training", "told"),
    [
        (
            -4.56e6,
            {"lr": 0.1},
            "4.6e6 in size, 1.2e5 times (2 + 2β)/lr = 38 (at most 136 in networks that learned the digits)",
        ),
        (2e3, {"lr": 0.1, "momentum": 0.0}, "2,000 in size, 100 times 2/lr = 20"),
        (2e3, {"optimizer": "adam", "lr": 1e-3}, "2,000 in size (at most"),
        (-127.0, {"lr": 0.1}, ""),
        (np.nan, {"lr": 0.1}, ""),
        (np.inf, {"lr": 0.1}, ""),
    ],
)
def test_sharpness_is_quoted_where_it_was_measured_and_is_far_above(sharpness, training, told):
    """ResNet-56 has −127 and 2/lr is 20, and it learns: above the line alone says nothing."""
    run = history(residual_graph(8), 3)
    run.spec = RunSpec(training=TrainingSpec(**training))
    probe = Probe(3, {SHARPNESS: np.array([5.0], np.float32)}, 3)
    first = replace(probe, step=0, values={SHARPNESS: np.array([sharpness], np.float32)})
    run.append(replace(snapshot(run.graph, 3, readings(run.graph, 3)), probes=(first, probe)))
    said = sharpness_told(run)
    assert told in said
    assert bool(said) == bool(told)
    assert sharpness_told(history(residual_graph(8), 3)) == ""
