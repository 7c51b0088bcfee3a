import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.gui.plots.smoothing import Smoother, beta_for, half_life, smoothed


def by_definition(values, beta):
    """Σ β^(n−i)·x_i / Σ β^(n−i) over the finite values, one at a time."""
    out = []
    for n, value in enumerate(values):
        weights = [(beta ** (n - i), x) for i, x in enumerate(values[: n + 1]) if math.isfinite(x)]
        total = sum(w for w, _ in weights)
        out.append(sum(w * x for w, x in weights) / total if math.isfinite(value) and total else math.nan)
    return out


values = st.lists(st.floats(-1e6, 1e6) | st.just(math.nan) | st.just(math.inf), max_size=300)


@given(values, st.sampled_from([0.0, 0.3, 0.9, 0.99]))
def test_equals_the_definition(series, beta):
    np.testing.assert_allclose(smoothed(series, beta), by_definition(series, beta), rtol=1e-6, atol=1e-3)


@given(values, st.lists(st.integers(0, 300), max_size=4))
def test_pieces_give_the_same_as_the_whole(series, cuts):
    smoother = Smoother(0.9)
    pieces = [smoother.extend(p) for p in np.split(np.array(series), sorted(min(c, len(series)) for c in cuts))]
    np.testing.assert_allclose(np.concatenate(pieces), smoothed(series, 0.9), rtol=1e-9, atol=1e-6)


def test_the_first_value_is_not_pulled_to_zero():
    assert smoothed([5.0, 5.0, 5.0], 0.99) == pytest.approx([5.0, 5.0, 5.0])


def test_does_not_depend_on_what_comes_later():
    series = np.random.default_rng(0).normal(size=1000)
    np.testing.assert_allclose(smoothed(series, 0.95)[:200], smoothed(series[:200], 0.95))


def test_a_step_is_half_forgotten_after_the_half_life():
    series = np.concatenate([np.zeros(5000), np.ones(70)])
    assert smoothed(series, beta_for(70))[-1] == pytest.approx(0.5, abs=1e-3)


def test_half_life_and_beta_are_inverse():
    assert [half_life(beta_for(h)) for h in (0, 1, 7, 500)] == pytest.approx([0, 1, 7, 500])


@pytest.mark.parametrize("beta", [-0.1, 1.0, math.nan])
def test_refuses_a_weight_that_is_no_average(beta):
    with pytest.raises(ValueError, match=r"at least 0 and below 1"):
        Smoother(beta)
