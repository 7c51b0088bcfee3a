"""Views of layouts made by hand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication

from explorer.graph.layout import Layout
from explorer.graph.model import NetworkGraph
from explorer.gui.picture import network_view
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.widgets.theme import DARK
from tests.gui.sketches import branching, residual


@pytest.fixture
def show(qtbot, monkeypatch) -> Callable[..., NetworkView]:
    def made(sketch: tuple[NetworkGraph, Layout], size: tuple[int, int] = (900, 420)) -> NetworkView:
        graph, drawn = sketch
        monkeypatch.setattr(network_view, "layout", lambda _: drawn)
        view = NetworkView("A")
        qtbot.addWidget(view)
        view.resize(*size)
        view.set_theme(DARK)
        view.set_graph(graph)
        with qtbot.waitExposed(view):
            view.show()
        QApplication.processEvents()
        return view

    return made


@pytest.fixture
def deep(show) -> NetworkView:
    """ResNet-56 with blocks and calls."""
    return show(residual(56))


@pytest.fixture
def branched(show) -> NetworkView:
    """Modules of four parallel branches."""
    return show(branching(3))


def pixel(view: NetworkView, x: float, y: float) -> QPoint:
    """Canvas position of a point of the strip (layers × pixels)."""
    return view.canvas.mapFromScene(view.canvas.strip.mapViewToScene(QPointF(x, y)))


@pytest.fixture(name="pixel")
def _pixel() -> Callable[[NetworkView, float, float], QPoint]:
    return pixel
