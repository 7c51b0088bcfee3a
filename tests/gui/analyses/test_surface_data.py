"""Colors and contour lines of surfaces."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from explorer.gui.analyses.surface_data import (
    BANDS,
    ZScale,
    band,
    band_colors,
    contours,
    picture,
    refined,
    shared_scale,
)  # fmt: skip
from explorer.gui.widgets.theme import DARK
from tests.gui.analyzed import bowl, squares


def rgb(name):
    return list(QColor(name).getRgb()[:3])


def test_one_scale_holds_both_in_log_where_either_asks_for_it():
    scale = shared_scale([bowl(1), replace(bowl(100), log_z=False)])
    assert (scale.low, scale.high, scale.log) == (pytest.approx(-1), pytest.approx(np.log10(200.1)), True)


def test_what_is_not_finite_does_not_stretch_the_scale():
    z = bowl().z.copy()
    z[0, :3] = np.nan, np.inf, 0.0
    assert shared_scale([replace(bowl(), z=z)]).high == pytest.approx(np.log10(2.1))


@pytest.mark.parametrize("z", [np.full((3, 3), np.nan), np.full((3, 3), 2.0)])
def test_a_scale_always_has_two_ends(z):
    scale = shared_scale([replace(bowl(count=3), z=z)])
    assert scale.high > scale.low


def test_refining_keeps_what_was_measured_and_invents_nothing_beyond_it():
    surface = bowl(3.0)
    x, y, z = refined(surface, True)
    assert len(x) > 60
    measured = np.log10(surface.z)
    for row, b in enumerate(surface.y):
        for column, a in enumerate(surface.x):
            place = np.abs(y - b).argmin(), np.abs(x - a).argmin()
            assert z[place] == pytest.approx(measured[row, column])
    assert measured.min() <= z.min()
    assert z.max() <= measured.max()


def test_contours_lie_where_the_surface_has_their_value():
    surface = replace(bowl(count=41), log_z=False)
    scale = shared_scale([surface])
    x, y = contours(surface, scale)
    radius = (x**2 + y**2)[np.isfinite(x)] + 0.1
    assert len(radius) > 500
    nearest = np.abs(np.subtract.outer(radius, scale.borders())).min(axis=1)
    assert nearest.max() < 0.005


def test_colors_are_the_bands_and_readings_outside_the_scale_have_their_own():
    z = bowl().z.copy()
    z[0, :3] = np.nan, np.inf, 0.0
    surface = replace(bowl(), z=z)
    colors = picture(surface, shared_scale([surface]), DARK, fine=False)
    assert colors.shape == (11, 11, 3)
    assert [colors[0, n].tolist() for n in range(3)] == [rgb(DARK.nan), rgb(DARK.infinite), rgb(DARK.zero)]
    assert colors[5, 5].tolist() == band_colors()[0].tolist()
    assert colors[10, 10].tolist() == band_colors()[-1].tolist()
    fine = picture(surface, shared_scale([surface]), DARK)
    assert fine[0, 0].tolist() == rgb(DARK.nan)


def test_a_gap_in_a_matrix_is_no_alarm():
    colors = picture(squares(), shared_scale([squares()]), DARK, fine=False)
    assert colors[1, 1].tolist() == rgb(DARK.raised)


def test_bands_share_the_scale_evenly():
    scale = ZScale(0.0, 1.0, False)
    assert band(scale.shares(np.array([-1, 0, 0.999, 1, 2]))).tolist() == [0, 0, BANDS - 1, BANDS - 1, BANDS - 1]
    assert len(scale.borders()) == BANDS - 1
