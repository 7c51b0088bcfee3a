"""Colors that carry a meaning are told apart with every common color vision, and texts stand out from the ground.

Color-vision deficiencies at full severity: Machado, Oliveira & Fernandes 2009, table 1, on linear RGB. Distances are
those of CIELAB (CIE 1976, white D65); 2.3 is just noticed when two areas touch. Contrast is that of WCAG 2.1.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pyqtgraph as pg
import pytest

from explorer.gui.comparison.palette import line_colors
from explorer.gui.widgets.theme import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(color: str) -> np.ndarray:
    """A color #rrggbb in linear RGB."""
    values = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Linear RGB in CIELAB."""
    shares = _XYZ @ np.clip(rgb, 0, 1) / _WHITE
    x, y, z = np.where(shares > 216 / 24389, np.cbrt(shares), (24389 / 27 * shares + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one: str, other: str) -> float:
    """The least distance of two colors over all visions."""
    return min(
        float(np.linalg.norm(lab(vision @ linear(one)) - lab(vision @ linear(other)))) for vision in VISIONS.values()
    )


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted(float(linear(color) @ _XYZ[1]) for color in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_oracle_knows_what_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21, abs=1e-3)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the classic that just fails AA
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=0.05)
    assert apart("#ff0000", "#00ff00") < 0.6 * float(np.linalg.norm(lab(linear("#ff0000")) - lab(linear("#00ff00"))))


@THEMES
def test_texts_stand_out(theme: Theme) -> None:
    for ground in (theme.window, theme.panel, theme.raised):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5


@THEMES
def test_marks_stand_out(theme: Theme) -> None:
    for color in (theme.a, theme.b, theme.skip, theme.accent, theme.warning, theme.danger):
        assert min(contrast(color, ground) for ground in (theme.window, theme.panel)) >= 3


@THEMES
def test_a_and_b_and_skips_on_and_off_are_told_apart(theme: Theme) -> None:
    assert apart(theme.a, theme.b) >= 40
    assert apart(theme.skip, theme.skip_off) >= 25


@THEMES
def test_what_is_no_number_is_told_apart_and_is_none_of_the_heatmap(theme: Theme) -> None:
    odd = {"nan": theme.nan, "infinite": theme.infinite, "zero": theme.zero}
    for one, other in combinations(odd, 2):
        assert apart(odd[one], odd[other]) >= 20, f"{one} and {other}"
    table = pg.colormap.get("inferno").getLookupTable(0, 1, 64)[:, :3]
    for name, color in odd.items():
        nearest = min(apart(color, "#{:02x}{:02x}{:02x}".format(*map(int, entry))) for entry in table)
        assert nearest >= 20, f"{name} is like a number"


@THEMES
def test_eight_lines_of_a_comparison_are_told_apart(theme: Theme) -> None:
    lines = [color.name() for color in line_colors(range(8), theme, numeric=False).values()]
    assert min(contrast(line, theme.panel) for line in lines) >= 3
    for one, other in combinations(lines, 2):
        assert apart(one, other) >= 20, f"{one} and {other}"
