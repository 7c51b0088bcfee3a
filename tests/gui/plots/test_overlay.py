import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage

from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.overlay import Band, Cross, Edge, Line, Note, Overlay, _Labels
from explorer.gui.widgets.theme import DARK

RED, LIME, BLUE = QColor("#ff0000"), QColor("#00ff00"), QColor("#0000ff")


@pytest.fixture
def canvas(shown):
    made = shown(Canvas())
    made.set_theme(DARK)
    made.show_range((0.0, 100.0), (0.0, 1.0))
    made.overlay = Overlay(made.font())
    made.add(made.overlay)
    return made


def columns_of(canvas, color):
    """x of every pixel of that hue (edges are blended with the ground), in data units."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    hues, saturations, _ = hsv(rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(float))
    away = np.abs((hues - color.hue() + 180) % 360 - 180)
    columns = np.nonzero((away < 15) & (saturations > 150))[1]
    area = canvas.view.sceneBoundingRect()
    return (100 * (np.sort(columns) - area.left()) / area.width()).tolist()


def hsv(pixels):
    """Hue in degrees, saturation and value to 255, as QColor gives them."""
    red, green, blue = np.moveaxis(pixels, -1, 0)
    high, low = pixels.max(-1), pixels.min(-1)
    spread = np.where(high > low, high - low, 1)
    hue = np.select(
        [high == low, high == red, high == green],
        [-1, 60 * (green - blue) / spread % 360, 60 * (blue - red) / spread + 120],
        60 * (red - green) / spread + 240,
    )
    return hue, np.where(high > 0, 255 * (high - low) / np.maximum(high, 1), 0), high


def test_a_line_stands_at_its_step(canvas):
    canvas.overlay.set_marks([Line(50.0, "", RED)])
    assert columns_of(canvas, RED) == pytest.approx([50] * len(columns_of(canvas, RED)), abs=0.6)
    assert len(columns_of(canvas, RED)) > 20


def test_what_lies_outside_is_not_drawn(canvas):
    canvas.overlay.set_marks([Line(150.0, "far", RED), Cross(-20.0, 0.5, "diverged", LIME)])
    assert columns_of(canvas, RED) == columns_of(canvas, LIME) == []


def test_a_cross_beyond_the_scale_is_drawn_at_the_edge(canvas):
    canvas.overlay.set_marks([Cross(30.0, 1e8, "", LIME)])
    assert sum(columns_of(canvas, LIME)) / len(columns_of(canvas, LIME)) == pytest.approx(30, abs=1)


def test_edges_are_filled_with_their_own_color(canvas):
    canvas.overlay.set_marks([Edge(20.0, "top", BLUE, RED), Edge(70.0, "bottom", LIME, RED)])
    assert min(columns_of(canvas, BLUE)) > 15
    assert max(columns_of(canvas, BLUE)) < 25
    assert min(columns_of(canvas, LIME)) > 65


def test_notes_stand_at_the_right_or_in_the_middle(canvas):
    canvas.overlay.set_marks([Note("off scale", RED), Note("nothing yet", LIME, middle=True)])
    assert min(columns_of(canvas, RED)) > 70
    assert 30 < min(columns_of(canvas, LIME)) < 50


def test_labels_never_lie_on_one_another(canvas):
    labels = _Labels(QRectF(0, 0, 400, 150), QFontMetricsF(canvas.font()))
    spots = [labels.place("27 skips off", x) for x in (10, 12, 14, 16, 390)]
    assert None not in spots
    spots.append(labels.below(QRectF(spots[0])))
    assert not any(a.intersects(b) for i, a in enumerate(spots) for b in spots[:i])
    assert all(spot.right() <= 400 for spot in spots)
    assert labels.place("no room left", 18) is None


def test_labels_in_one_row_stand_apart_and_off_the_crosses(canvas):
    """ "9 skips off" just left of "off scale" read as one word."""
    metrics = QFontMetricsF(canvas.font())
    labels = _Labels(QRectF(0, 0, 400, 150), metrics)
    note = labels.place("off scale ↑ max 17.58", 386)
    beside = labels.place("9 skips off", note.left() - metrics.horizontalAdvance("9 skips off") - 5)
    assert beside.top() >= note.bottom()
    labels.keep_free(QPointF(20, 7))
    assert labels.place("9 skips off", 10).top() > 7


def test_a_band_shades_its_part_of_the_axis(canvas):
    before = canvas.grab().toImage()
    canvas.overlay.set_marks([Band(20.0, 40.0, RED)])
    after, area = canvas.grab().toImage(), canvas.view.sceneBoundingRect()
    y = int(area.center().y()) + 3
    changed = [x for x in range(after.width()) if after.pixelColor(x, y) != before.pixelColor(x, y)]
    assert 100 * (changed[0] - area.left()) / area.width() == pytest.approx(20, abs=1)
    assert 100 * (changed[-1] - area.left()) / area.width() == pytest.approx(40, abs=1)
