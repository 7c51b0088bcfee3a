import numpy as np

from explorer.desk.columns import places
from explorer.gui.plots.profile_data import profile
from tests.gui.plot_runs import history, snapshot


def test_rows_by_step():
    run = history(layers=3)
    rows = np.arange(12.0).reshape(3, 4)
    run.append(snapshot(0, np.ones(3), 4, layers=rows))
    at = places(run.graph, run.graph.main_path, "layer")
    for step, row in ((None, 2), (0, 0), (1, 1), (99, 2)):
        found = profile(run, "gradient-rms", step, at)
        assert found.step == row
        np.testing.assert_array_equal(found.values, rows[row, at])


def test_logs_have_gaps_where_there_is_no_logarithm():
    run = history(layers=3)
    run.append(snapshot(0, np.ones(1), 4, layers=np.array([[100, np.nan, 0.0, np.inf]])))
    found = profile(run, "gradient-rms", None, np.arange(4))
    np.testing.assert_allclose(
        found.heights, [2, np.nan, np.nan, np.nan], rtol=1e-6
    )  # float32; the last bit is the CPU's
    assert found.layers.tolist() == [1, 2, 3, 4]


def test_nothing_before_the_first_step_or_of_another_instrument():
    assert profile(history(), "gradient-rms", None, np.arange(2)) is None
    assert profile(history(5), "weight-norm", None, np.arange(2)) is None
