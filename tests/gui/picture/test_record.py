"""Which column of the history belongs to which cell."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.desk.background import AtOnce
from explorer.graph.layout import layout
from explorer.gui.picture.record import Record
from explorer.gui.picture.sight import UNKNOWN
from explorer.gui.widgets.colors import BLANK, FROZEN, SHARES, ZERO, indices
from explorer.infos import InstrumentInfo
from explorer.runs.snapshot import ABSENT
from tests.gui.support import history, probed_history, residual_graph, snapshot

LEVELS = (-6.0, 3.0)
GRAPH = residual_graph(20, "B")  # two projections: the history has more columns than the strip has cells


def numbered(steps: int = 1):
    """Readings that name their column: step s, column c reads 100 s + c + 1."""
    columns = np.arange(1, len(GRAPH.layers) + 1, dtype=np.float32)
    return columns + 100 * np.arange(steps, dtype=np.float32)[:, None]


def record_of(rows):
    found = Record(history(GRAPH, rows=rows), layout(GRAPH), UNKNOWN, LEVELS)
    found.take()
    return found


def test_every_cell_reads_its_own_column():
    found = record_of(numbered(3))
    for layer, call in enumerate(GRAPH.main_path):
        assert found.value(layer, 1) == 101 + GRAPH.layers.index(call)
    assert found.waterfall.values.shape == (3, 20)
    np.testing.assert_array_equal(found.waterfall.values[2], [found.value(k) for k in range(20)])


def test_layers_on_shortcuts_are_kept_with_their_arcs():
    shades, branches = record_of(numbered()).shades(None)
    assert len(shades) == 20
    assert sorted(branches) == [3, 6]
    column = GRAPH.layers.index("stage2_0_proj")
    assert branches[3].tolist() == indices([column + 1], *LEVELS).tolist()


def test_only_new_steps_are_read():
    found = record_of(numbered(2))
    assert not found.take()
    found.history.append(snapshot(GRAPH, 2, numbered(5)))
    assert found.take()
    assert found.waterfall.steps == 7


def test_shades_follow_the_step():
    found = record_of(numbered(2))
    first, newest = found.shades(0)[0], found.shades(None)[0]
    assert (first < newest).all()
    assert (found.shades(99)[0] == newest).all()


def test_before_the_first_step_there_is_nothing():
    found = record_of(numbered(0))
    assert found.shades(None) == (None, {})
    assert found.value(0) is None
    assert found.wanted_levels() is None


def test_wanted_levels_are_the_decades_of_the_main_path():
    assert record_of(numbered()).wanted_levels() == (0, 2)


def test_another_networks_run_is_refused():
    with pytest.raises(ValueError, match="the run of resnet-8 has no layer"):
        Record(history(residual_graph(8)), layout(GRAPH), UNKNOWN, LEVELS)


# ── probes, skips and shares ────────────────────────────────────────────────────────────────────

SHARE = InstrumentInfo("gradient-share", "Share", "", "", "", "", "", per="skip", probed=True, scale="linear")
STD = InstrumentInfo("activation-std", "Std", "", "", "", "", "", probed=True)


def probed(info, steps=25):
    found = Record(probed_history(GRAPH, steps), layout(GRAPH), info, SHARES if info is SHARE else LEVELS)
    found.take()
    return found


def test_a_probes_reading_is_held_until_the_next():
    found = probed(STD)
    rows = found.history.readings("activation-std")
    at = [GRAPH.layers.index(call) for call in GRAPH.main_path]
    wanted = rows[np.repeat([0, 1, 2], [10, 10, 5])][:, at]
    np.testing.assert_array_equal(found.waterfall.values, wanted)
    assert found.value(3, 9) == found.value(3, 0) != found.value(3, 10)


def test_a_skips_reading_colors_its_residual_branch_and_nothing_else():
    found = probed(SHARE)
    row = found.history.readings("gradient-share")[-1]
    passed = {call: i for i, skip in enumerate(GRAPH.skips) for call in skip.residual}
    shades, branches = found.shades(None)
    for place, call in enumerate(GRAPH.main_path):
        wanted = row[passed[call]] if call in passed else ABSENT
        assert found.value(place) == pytest.approx(wanted)
        assert shades[place] == indices(wanted, *SHARES, linear=True)
        assert found.waterfall.indices[-1, place] == shades[place]
    assert branches == {}
    assert found.value_of("stage2_0_proj") is None
    assert (found.waterfall.indices[:, [0, -1]] == BLANK).all()


def test_shares_want_no_other_scale():
    assert probed(SHARE).wanted_levels() is None


def test_absent_readings_do_not_widen_the_scale():
    found = probed(STD)
    assert found.waterfall.smallest > 0
    assert found.wanted_levels() == (-2, 0)


def test_a_frozen_layer_without_gradient_is_gray_in_cells_branches_and_heatmap():
    frozen = {GRAPH.main_path[0], "stage2_0_proj"}
    calls = {id: replace(call, frozen=id in frozen) for id, call in GRAPH.calls.items()}
    graph = replace(GRAPH, calls=calls)
    rows = np.zeros((2, len(graph.layers)), np.float32)
    rows[:, 5] = 1
    found = Record(history(graph, rows=rows), layout(graph), UNKNOWN, LEVELS)
    found.take()
    shades, branches = found.shades(None)
    assert (shades == FROZEN).nonzero()[0].tolist() == [0]
    assert shades[1] == ZERO
    assert branches[3].tolist() == [FROZEN]
    assert (found.waterfall.indices[:, 0] == FROZEN).all()
    assert (found.waterfall.indices == FROZEN).sum() == 2


class Later:
    """Does a job when the test says so."""

    def __init__(self):
        self.jobs = []

    def run(self, job, then):
        self.jobs.append((job, then))
        return len(self.jobs)

    def drop(self, token):
        if token:
            self.jobs[token - 1] = None

    def go(self):
        for job, then in filter(None, self.jobs):
            AtOnce().run(job, then)


@pytest.mark.parametrize("name", ["gradient-rms", "activation-std", "gradient-share"])
def test_a_long_run_is_folded_in_the_background_into_the_same(monkeypatch, name):
    info = InstrumentInfo(name, name, "", "", "", "", "", per="skip" if name == SHARE.name else "layer")
    run = probed_history(GRAPH, 3000)
    at_once = Record(run, layout(GRAPH), info, LEVELS)
    at_once.take()
    monkeypatch.setattr("explorer.gui.picture.record.MANY", 1000)
    later = Later()
    found = Record(run, layout(GRAPH), info, LEVELS, later)
    assert not found.take()
    assert found.coming
    assert found.waterfall.steps == 0
    run.append(snapshot(GRAPH, 3000, numbered(5)))  # it goes on meanwhile
    assert not found.take()
    found.set_levels((-9.0, 0.0))
    at_once.set_levels((-9.0, 0.0))
    later.go()
    assert not found.coming
    at_once.take()
    found.take()
    np.testing.assert_array_equal(found.waterfall.values, at_once.waterfall.values)
    np.testing.assert_array_equal(found.waterfall.indices, at_once.waterfall.indices)
    assert found.wanted_levels() == at_once.wanted_levels()
    assert (found.extent.low, found.extent.high) == (at_once.extent.low, at_once.extent.high)


def test_nothing_is_folded_for_a_run_that_left(monkeypatch):
    monkeypatch.setattr("explorer.gui.picture.record.MANY", 0)
    later = Later()
    found = Record(history(GRAPH, 30), layout(GRAPH), UNKNOWN, LEVELS, later)
    found.take()
    job = later.jobs[0][0]
    found.close()
    assert later.jobs == [None]
    del found
    assert job() is None
