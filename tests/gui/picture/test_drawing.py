"""A drawing between two networks."""

from sketches import residual


def test_gates_that_come_before_the_new_arcs_wait_for_them(show):
    """A pointer that leaves while a network is exchanged has every view show its step at once."""
    view = show(residual(20))
    drawing, (graph, drawn) = view.canvas.drawing, residual(8)
    level = drawing.shown.level
    drawing.set_layout_of(drawn, graph)
    gates = [0.0, 1.0, 0.0]
    drawing.set_gates(gates)
    drawing.show(level, 20.0)
    assert list(drawing.arcs.gates) == gates
