"""A drawing between two networks."""

from tests.gui.sketches import residual


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


def test_a_step_that_is_asked_for_while_a_network_goes_is_shown_behind_that(show, monkeypatch):
    """Hiding the picture takes the pointer from it, and every view is told so at once."""
    view = show(residual(20))
    change, asked = view.pages.setCurrentIndex, []

    def hide(page: int) -> None:
        asked.append(page)
        view.show_step(None)
        change(page)

    monkeypatch.setattr(view.pages, "setCurrentIndex", hide)
    view.set_graph(None, "It is gone.")
    assert asked == [0]
    assert view.sight.drawn.arcs == ()
