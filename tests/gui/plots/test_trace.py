import numpy as np
import pytest

from explorer.gui.plots.smoothing import smoothed
from explorer.gui.plots.trace import Trace
from tests.gui.plot_runs import history, snapshot


def loss_trace(beta=0.9):
    return Trace(lambda h: h.loss, beta)


def test_grows_with_the_run_and_equals_smoothing_at_once():
    run, trace = history(10), loss_trace()
    trace.set_history(run)
    rng = np.random.default_rng(0)
    for _ in range(20):
        trace.update()
        run.append(snapshot(len(run), rng.normal(2, 1, 37), len(run.graph.layers)))
    trace.update()
    np.testing.assert_array_equal(trace.values, run.loss)
    np.testing.assert_allclose(trace.smoothed, smoothed(run.loss, 0.9))
    assert (trace.low, trace.high) == (run.loss.min(), run.loss.max())
    assert trace.positive == run.loss[run.loss > 0].min()


def test_bounds_pass_over_what_is_not_finite():
    trace = loss_trace()
    trace.set_history(history(loss=np.array([np.nan, 3.0, 0.0, np.inf])))
    trace.update()
    assert (trace.low, trace.high, trace.positive) == (0, 3, 3)


def test_another_weight_smooths_all_again():
    trace = loss_trace()
    trace.set_history(history(50))
    trace.update()
    trace.set_beta(0.0)
    trace.update()
    np.testing.assert_allclose(trace.smoothed, trace.values)


def test_points_keep_a_spike():
    loss = np.ones(5000)
    loss[1234] = 50
    trace = loss_trace()
    trace.set_history(history(loss=loss))
    trace.update()
    x, y = trace.points(False, (0, 5000), 300, "step")
    assert x[np.argmax(y)] == 1234
    assert len(x) <= 602
    assert trace.points(True, (0, 5000), 300, "epoch")[0][-1] == pytest.approx(5000 / 23, abs=1)


def test_no_run_no_points():
    trace = loss_trace()
    trace.update()
    assert [len(p) for p in trace.points(True, (0, 10), 100, "step")] == [0, 0]
