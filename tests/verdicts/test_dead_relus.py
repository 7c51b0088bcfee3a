"""Dead ReLUs: what probes say of channels."""

import numpy as np
import pytest

from explorer.runs.snapshot import ABSENT
from tests.verdicts.found import dead_relus
from tests.verdicts.runs_by_hand import LAYERS, make_graph, make_run

judge = dead_relus.judge


def _dead(now: float, start: float = 0.02) -> np.ndarray:
    shares = np.full((500, LAYERS), now, np.float32)
    shares[:50] = start
    shares[:, -1] = ABSENT  # nothing follows the classifier
    return shares


def test_most_channels_are_dead():
    shares = _dead(0.7)
    shares[50:, 4] = 0.95
    found = judge(make_run(2.3, accuracy=0.1, readings={"dead-channels": shares}), None)
    assert found is not None
    assert "72.3 %" in found.sentence
    assert "95.0 % in layer 5" in found.sentence
    assert found.evidence[0].layers == (4,)


@pytest.mark.parametrize("now", [0.0, 0.3])
def test_some_are(now: float):
    assert judge(make_run(2.3, accuracy=0.1, readings={"dead-channels": _dead(now)}), None) is None


def test_a_network_that_learns_without_them_is_not_ill():
    assert judge(make_run(readings={"dead-channels": _dead(0.7)}), None) is None


def test_no_probes_no_verdict():
    run = make_run(2.3, accuracy=0.1, readings={"dead-channels": None, "image-std": None})
    assert judge(run, None) is None


def test_a_network_without_activations():
    assert judge(make_run(2.3, accuracy=0.1, readings={"dead-channels": ABSENT}), None) is None


@pytest.mark.parametrize(("loss", "told"), [(2.4, True), (4.0, True), (20.0, False)])
def test_a_loss_far_above_guessing_is_that_of_units_thrown_about(loss: float, told: bool):
    run = make_run(loss, accuracy=0.1, readings={"dead-channels": _dead(0.7)})
    assert (judge(run, None) is not None) == told


@pytest.mark.parametrize(("activation", "title", "named"), [
    ("relu", "Dead ReLUs", "behind ReLU are 0"), ("gelu", "Dead channels", "behind GELU are 0"),
    ("hard swish", "Dead channels", "behind hard swish are 0"),
])  # fmt: skip
def test_it_speaks_of_the_networks_own_activation(activation: str, title: str, named: str):
    graph = make_graph(activation=activation)
    found = judge(make_run(2.3, accuracy=0.1, readings={"dead-channels": _dead(0.7)}, graph=graph), None)
    assert found is not None
    assert found.title == title
    assert named in found.sentence


@pytest.mark.parametrize("activation", ["leakyrelu", "leaky relu", "tanh", "elu"])
def test_functions_with_a_slope_at_0_have_no_dead_channels(activation: str):
    graph = make_graph(activation=activation)
    assert judge(make_run(2.3, accuracy=0.1, readings={"dead-channels": _dead(0.7)}, graph=graph), None) is None
