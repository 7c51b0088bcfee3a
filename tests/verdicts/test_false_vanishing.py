"""False vanishing: steep at step 0, thrown far by the first updates, then frozen."""

import numpy as np
import pytest
from runs_by_hand import LAYERS, falling, make_run, slope

from explorer.verdicts.false_vanishing import judge

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
    assert found.twin is not None


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
