"""A surface from above."""

import numpy as np
from PySide6.QtCore import QPointF, Qt

from explorer.gui.analyses.surface_data import band_colors, shared_scale
from explorer.gui.analyses.surface_map import SurfaceMap
from explorer.gui.widgets.theme import DARK
from tests.gui.analyzed import bowl, squares


def made(shown, surface):
    found = shown(SurfaceMap(), 420, 340)
    found.set_theme(DARK)
    found.show_surface(surface, shared_scale([surface]), DARK)
    return found


def pixel(view, x, y):
    at = view.mapFromScene(view.view.mapViewToScene(QPointF(x, y)))
    return list(view.grab().toImage().pixelColor(at).getRgb()[:3])


def test_points_have_the_colors_of_their_values(shown):
    view = made(shown, bowl())
    assert pixel(view, 0.99, 0.99) == band_colors()[-1].tolist()
    assert pixel(view, 0.035, -0.035) == band_colors()[0].tolist()


def test_the_first_row_is_the_lowest_y(shown):
    surface = bowl()
    surface.z[:4, :] = 1e-3
    assert pixel(made(shown, surface), 0.2, -0.9) == band_colors()[0].tolist()


def test_the_middle_is_marked_where_zero_is_in_it(shown):
    assert len(made(shown, bowl()).center.points()) == 1
    assert len(made(shown, squares()).center.points()) == 0


def test_a_matrix_has_labels_on_both_axes_and_no_contours(shown):
    view = made(shown, squares())
    for axis in (view.bottom, view.left):
        assert axis._tickLevels[0][0] == (0.0, "block 1")
    assert len(view.lines.getData()[0]) == 0
    (left, right), _ = view.view.viewRange()
    assert np.allclose((left, right), (-0.5, 3.5))


def test_the_pointer_is_told_in_the_surfaces_coordinates(shown, qtbot):
    view = made(shown, bowl())
    at = view.mapFromScene(view.view.mapViewToScene(QPointF(0.5, -0.5)))
    with qtbot.waitSignal(view.pointed) as told:
        qtbot.mouseMove(view.viewport(), at)
    assert abs(told.args[0].x() - 0.5) < 0.02
    assert abs(told.args[0].y() + 0.5) < 0.02


def test_the_arrow_keys_go_from_value_to_value(shown, qtbot):
    view = made(shown, bowl())
    found = []
    view.pointed.connect(found.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
    x, y = view.surface.x, view.surface.y
    column, row = (len(x) - 1) // 2, (len(y) - 1) // 2
    assert [(at.x(), at.y()) for at in found] == [
        (x[column], y[row]), (x[column + 1], y[row]), (x[column + 1], y[row + 1]),
    ]  # fmt: skip
