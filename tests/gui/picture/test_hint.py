"""What an empty heatmap says."""

from dataclasses import replace

from explorer.gui.picture.heatmap import HINT
from tests.gui.sketches import residual
from tests.gui.support import history


def test_a_run_without_the_instrument_says_so_and_no_run_does_not(show):
    view = show(residual(8))
    graph = view.sight.graph
    view.set_instrument(replace(view.sight.info, name="never-measured", title="Never"))
    view.set_history(history(graph, 5))
    assert view.canvas.heatmap.hint == "Never was not measured in this run."
    view.set_history(None)
    assert view.canvas.heatmap.hint == HINT
