"""Which column of the history belongs to which cell."""

import numpy as np
import pytest
from support import history, residual_graph, snapshot

from explorer.graph.layout import layout
from explorer.gui.colours import indices
from explorer.gui.picture.record import Record
from explorer.gui.picture.sight import UNKNOWN

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
