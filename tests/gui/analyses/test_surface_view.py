"""Surfaces of A and B."""

import csv
import io
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt

from explorer.gui.analyses.figure_panel import HIGHEST
from explorer.gui.analyses.surface_relief import Turn
from explorer.gui.analyses.surface_view import SurfaceView
from tests.gui.analyzed import bowl, squares


def test_a_and_b_have_one_scale_and_pointing_reads_both(shown):
    view = shown(SurfaceView({"A": bowl(), "B": bowl(100)}), 800, 340)
    assert view.bar.value(1.0) == "200"
    view.faces["A"].map.pointed.emit(QPointF(0.41, 0.02))
    assert view.readout.text() == "0.4000, 0 · A 0.2600 · B 16.10"
    assert [len(view.faces[side].map.cursor.points()) for side in "AB"] == [1, 1]
    view.faces["A"].map.pointed.emit(None)
    assert view.readout.text() == "A · B"


def test_hills_turn_together(shown, qtbot):
    view = shown(SurfaceView({"A": bowl(), "B": bowl(100)}), 800, 340)
    qtbot.mouseClick(view.hills, Qt.MouseButton.LeftButton)
    assert all(view.faces[side].relief.isVisible() for side in "AB")
    qtbot.keyClick(view.faces["A"].relief, Qt.Key.Key_Up)
    assert view.faces["B"].relief.turn == view.faces["A"].relief.turn != Turn()
    view.fit()
    assert view.faces["B"].relief.turn == Turn()


def test_a_matrix_has_no_hills_and_names_its_places(shown):
    view = shown(SurfaceView({"B": squares()}), 600, 340)
    assert not view.hills.isVisible()
    assert not view.faces["A"].isVisible()
    view.faces["B"].map.pointed.emit(QPointF(2, 1))
    assert view.readout.text() == "block 3, block 2 · B 3.000"


@pytest.mark.parametrize(("surface", "first"), [(bowl(), ("-1", "-1", "2.1")), (squares(), ("block 1", "block 1", ""))])
def test_the_table_has_a_line_for_each_point(shown, surface, first):
    rows = list(csv.reader(io.StringIO(shown(SurfaceView({"A": surface})).table())))
    assert rows[0] == [f"A {surface.x_label}", f"A {surface.y_label}", f"A {surface.z_label}"]
    assert tuple(rows[1]) == first
    assert len(rows) == 1 + surface.z.size


def test_the_table_of_a_matrix_whose_axes_have_one_name_has_both(shown):
    pairs = replace(squares(), x_label="block", y_label="block")
    rows = list(csv.reader(io.StringIO(shown(SurfaceView({"A": pairs})).table())))
    assert [row[:2] for row in rows[1:4]] == [["block 1", "block 1"], ["block 2", "block 1"], ["block 3", "block 1"]]
    assert len({tuple(row[:2]) for row in rows[1:]}) == pairs.z.size


def test_narrow_two_surfaces_stand_one_above_the_other(shown, qtbot):
    view = shown(SurfaceView({"A": bowl(), "B": bowl()}), 700, 340)
    a, b = view.faces["A"], view.faces["B"]
    qtbot.waitUntil(lambda: a.y() == b.y() and a.x() < b.x())
    view.resize(380, 700)
    qtbot.waitUntil(lambda: a.x() == b.x() and a.geometry().bottom() < b.y())
    assert a.width() > 0.8 * a.map.height(), "a square stays about a square"
    view.resize(700, 340)
    qtbot.waitUntil(lambda: a.y() == b.y())


def test_narrow_a_second_surface_comes_below_the_first(shown, qtbot):
    view = shown(SurfaceView({"A": bowl()}), 380, 700)
    assert view.maximumHeight() == HIGHEST
    view.set_figures({"A": view.figures["A"], "B": bowl()})
    a, b = view.faces["A"], view.faces["B"]
    qtbot.waitUntil(lambda: b.isVisible() and a.geometry().bottom() < b.y())
