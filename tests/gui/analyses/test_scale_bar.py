"""The color scale of surfaces."""

import pytest

from explorer.gui.analyses.scale_bar import ScaleBar
from explorer.gui.analyses.surface_data import ZScale, band_colors
from explorer.gui.widgets.theme import DARK


@pytest.mark.parametrize(
    ("scale", "values"),
    [(ZScale(-2, 4, True), ("0.01", "10", "10000")), (ZScale(0, 0.5, False), ("0", "0.25", "0.5")),
     (ZScale(-8, 10, True), ("1e−08", "10", "1e+10"))],
)  # fmt: skip
def test_it_writes_values_of_its_scale(shown, scale, values):
    bar = shown(ScaleBar(), 74, 300)
    bar.set_scale(scale, "loss")
    assert tuple(bar.value(share) for share in (0, 0.5, 1)) == values
    assert f"loss from {values[0]} to {values[2]}" in bar.accessibleName()


def test_low_is_below_and_high_above(shown):
    bar = shown(ScaleBar(), 74, 300)
    bar.set_theme(DARK)
    image = bar.grab().toImage()
    colors = [list(image.pixelColor(8, y).getRgb()[:3]) for y in (285, 14)]
    assert colors == [band_colors()[0].tolist(), band_colors()[-1].tolist()]
