import numpy as np
import pytest

from explorer.desk.plot_options import MODES
from explorer.gui.plots.axis import positions, step_at, total_steps, window
from tests.gui.plot_runs import PER_EPOCH, diverged, history


@pytest.mark.parametrize("mode", MODES)
def test_step_at_undoes_positions(mode):
    run = history(100)
    for step in (0.0, 1.0, 37.25, 98.5, 99.0):
        assert step_at(run, float(positions(run, step, mode)), mode) == pytest.approx(step, abs=1e-3)


def test_an_epoch_ends_at_a_whole_number():
    run = history(100)
    assert positions(run, [PER_EPOCH - 1, 2 * PER_EPOCH - 1], "epoch") == pytest.approx([1, 2])


def test_time_is_the_measured_one_and_held_beyond_the_ends():
    run = history(10)
    assert positions(run, [0, 4, 9, 50], "time") == pytest.approx(run.seconds[[0, 4, 9, 9]])
    assert [step_at(run, x, "time") for x in (-1.0, 99.0)] == [0, 9]


@pytest.mark.parametrize("mode", MODES)
def test_the_window_holds_all_that_is_seen(mode):
    run = history(100)
    low, high = float(positions(run, 30, mode)), float(positions(run, 60, mode))
    first, last = window(run, low, high, mode)
    assert first <= 30
    assert last >= 61
    assert last - first < 40
    assert window(run, -1e9, 1e9, mode) == (0, 100)


def test_a_run_without_steps():
    assert step_at(history(), 3.0, "time") == 0
    assert positions(history(), np.arange(3), "time").tolist() == [0, 0, 0]


def test_total_is_what_was_asked_for_until_the_run_is_over():
    run = history(50, epochs=15)
    assert total_steps(run) == 15 * PER_EPOCH
    assert total_steps(diverged(run)) == 50
