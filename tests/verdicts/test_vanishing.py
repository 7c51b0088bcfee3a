"""Vanishing: the gradient falls by decades from the start on, and nothing is learned."""

import numpy as np
import pytest

from explorer.graph.model import Skip
from explorer.runs.history import RunHistory
from explorer.verdicts.vanishing import ALIKE, MIDDLE, SMALL, WEAK
from tests.verdicts.found import vanishing
from tests.verdicts.runs_by_hand import BARE, CHANCE_LOSS, LAYERS, PROBED, make_graph, make_run, slope

judge = vanishing.judge


def _run(near: float, far: float = 1e-3, **changes: object):
    readings = {"gradient-norm": slope(near, far), "gradient-rms": slope(near, far)}
    return make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, **changes)


def test_a_gradient_that_falls_by_ten_decades():
    found = judge(_run(1e-13), None)
    assert found is not None
    assert found.severity == "error"
    assert "decades" in found.sentence
    *first, classifier = found.evidence[0].layers
    assert first == list(range(len(first)))
    assert classifier == LAYERS - 1
    assert found.offer is not None
    assert found.offer.spec.network.name == "plain-20"


def test_all_of_it_is_lost():
    profile = slope(1e-13, 1e-3)
    profile[:4] = 0
    found = judge(
        make_run(CHANCE_LOSS, accuracy=0.1, readings=dict.fromkeys(("gradient-norm", "gradient-rms"), profile)), None
    )
    assert found is not None
    assert "vanishes completely" in found.sentence


@pytest.mark.parametrize("near", [1e-3, 3e-5, 0.04])
def test_a_profile_that_is_flat_or_grows(near: float):
    assert judge(_run(near), None) is None


def test_one_that_learns_has_not_vanished():
    steep = slope(1e-13, 1e-3)
    assert judge(make_run(readings={"gradient-norm": steep, "gradient-rms": steep}), None) is None


def test_branches_that_start_silent_have_no_gradient_at_step_0_alone():
    late = np.full((500, LAYERS), 1e-3, np.float32)
    late[0, :9] = 0
    assert (
        judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": late, "gradient-rms": late}), None) is None
    )


def test_too_early():
    assert judge(_run(1e-13, steps=20, status=None), None) is None


def test_only_the_time_since_a_gate_moved_counts():
    rms = np.broadcast_to(slope(1e-13, 1e-3), (500, LAYERS)).copy()
    rms[300:] = 1e-3
    readings = {"gradient-norm": rms, "gradient-rms": rms}
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, moved=(300,)), None) is None
    rms[300:] = slope(1e-13, 1e-3)
    found = judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, moved=(300,)), None)
    assert found is not None
    assert found.sentence.startswith(
        "Judged from step 300 on, where skips were switched: training accuracy was 10.0 % before and is 10.0 % now. "
    )
    assert min(e.steps[0] for e in found.evidence) >= 300


def test_one_that_began_later_says_so():
    norms = np.full((500, LAYERS), 0.3, np.float32)
    norms[50:] = slope(1e-8, 0.02)
    found = judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": norms}), None)
    assert found is not None
    assert "but not over the first 10 steps" in found.sentence


def test_one_that_exploded_first_is_another_finding():
    norms = np.full((500, LAYERS), 0.3, np.float32)
    norms[:] = slope(1e-8, 0.02)
    norms[0] = slope(400, 0.2)
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": norms}), None) is None


def test_no_gradient_anywhere_is_another_finding():
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": 0.0}), None) is None


def test_layers_that_died_are_another_finding():
    norms = np.full((500, LAYERS), 0.02, np.float32)
    norms[100:, :-1] = 0
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": norms}), None) is None


def test_weights_worn_away_are_another_finding():
    norms = np.full((500, LAYERS), 0.02, np.float32)
    norms[100:] = slope(1e-8, 0.02)
    weights = np.repeat(np.geomspace(10, 1e-6, 500)[:, None], LAYERS, axis=1)
    readings = {"gradient-norm": norms, "weight-norm": weights}
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1, readings=readings), None) is None


def stuck(norms: np.ndarray, **changes: object) -> RunHistory:
    return make_run(CHANCE_LOSS, accuracy=0.1, **{"readings": {"gradient-norm": norms}, **changes})


def with_middle(low: float) -> np.ndarray:
    """‖g‖ 1e-2 everywhere but in three layers in the middle, as in a U-Net, whose ends are near the loss."""
    norms = np.full(LAYERS, 1e-2, np.float32)
    norms[5:8] = low
    return norms


def test_a_signal_may_vanish_in_the_middle():
    found = judge(stuck(with_middle(1e-7)), None)
    assert found is not None
    assert "falls by 5.0 decades from the classifier to layers 6 to 7" in found.sentence
    assert "from the first steps on" in found.sentence
    assert found.evidence[0].layers == (5, 6, LAYERS - 1)


def test_the_middle_may_not_be_low_later_alone():
    norms = np.broadcast_to(with_middle(1e-7), (500, LAYERS)).copy()
    norms[:11] = 1e-2
    assert judge(stuck(norms), None) is None


@pytest.mark.parametrize(("kind", "said"), [("identity", False), ("concatenation", True)])
def test_a_branch_that_an_addition_bypasses_may_be_silent(kind: str, said: bool):
    convs = tuple(f"conv{i}" for i in range(5, 10))
    skip = Skip("skip1", kind, "conv4", "conv10", (), convs, 1, 1)
    graph = make_graph(skips=(skip,))
    assert (judge(stuck(with_middle(1e-7), graph=graph), None) is not None) == said
    off = graph.with_enabled(frozenset())
    assert judge(stuck(with_middle(1e-7), graph=off), None) is not None, "with the skip off nothing bypasses them"


@pytest.mark.parametrize(("factor", "said"), [(0.9, True), (1.1, False)])
def test_each_limit_is_where_the_rule_has_it(factor: float, said: bool):
    early = np.full(LAYERS, 1e-2, np.float32)
    early[:3] *= SMALL * factor
    assert (judge(stuck(early), None) is not None) == said
    assert (judge(stuck(with_middle(1e-2 * MIDDLE * factor)), None) is not None) == said
    weak = np.full(LAYERS, 1e-2, np.float32)
    weak[:3] *= WEAK * factor
    alike = {"gradient-norm": weak, "image-std": ALIKE / 2}
    assert (judge(stuck(weak, readings=alike), None) is not None) == said
    alike = {"gradient-norm": weak * (0.5, *[1] * (LAYERS - 1)), "image-std": ALIKE * factor}
    alike["gradient-norm"][:3] = 1e-2 * WEAK / 2
    assert (judge(stuck(weak, readings=alike), None) is not None) == said


def test_an_output_that_is_the_same_for_all_images_is_no_vanishing_gradient_by_itself():
    flat = {"gradient-norm": np.full(LAYERS, 1e-2, np.float32), "image-std": ALIKE / 2}
    assert judge(stuck(flat["gradient-norm"], readings=flat), None) is None
    assert PROBED["image-std"] > ALIKE


@pytest.mark.parametrize(
    ("graph", "settings", "advice"),
    [
        (BARE, {"init": "pytorch"}, "batch norm, skip connections, He init, a shallower network."),
        (make_graph(), {"init": "he"}, "skip connections, a shallower network."),
        (BARE, {"source": "net.py", "init": "own"}, "batch norm, skip connections, He init, a shallower network."),
        (
            make_graph(normed=False, skips=(Skip("skip1", "identity", "conv1", "conv3", (), ("conv2",), 1, 1, False),)),
            {},
            "batch norm, the skips switched on, a shallower network.",
        ),
    ],
)
def test_norm_and_skips_are_advised_first(graph, settings: dict[str, object], advice: str):
    found = judge(stuck(slope(1e-9, 1e-2), graph=graph, network=settings), None)
    assert found is not None
    assert found.to_try == f"One at a time, likeliest first: {advice}"


def test_frozen_layers_do_not_vanish():
    norms = np.full(LAYERS, 1e-2, np.float32)
    norms[:8] = 0
    assert judge(stuck(norms, graph=make_graph(frozen=range(8))), None) is None
    norms[8:] = slope(1e-9, 1e-2)[[0, 1, -1, -1]]
    found = judge(stuck(norms, graph=make_graph(frozen=range(8))), None)
    assert found is not None
    assert found.sentence.startswith("8 of 12 layers are frozen: they are not judged. The gradient falls by ")
    assert found.evidence[0].layers == (8, LAYERS - 1)


@pytest.mark.parametrize(("times", "said"), [(1.95, True), (2.05, False), (1e34, False)])
def test_where_the_loss_blew_up_no_gradient_vanishes(times: float, said: bool):
    """A run that is about to diverge has a gradient of 1e13 in its first layers, and 1e16 in the classifier."""
    grown = {"gradient-norm": slope(1e13, 1e16), "gradient-rms": slope(1e13, 1e16)}
    run = make_run(np.float32(times) * CHANCE_LOSS, accuracy=0.1, readings=grown)
    assert (judge(run, None) is not None) == said
