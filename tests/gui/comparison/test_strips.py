"""Strips of gradient profiles: with large fonts nothing is cut off."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from explorer.gui.comparison.strips import ProfileStrip, Strips
from explorer.gui.widgets.accessible import told


@pytest.mark.parametrize("factor", [1, 2])
def test_notes_rows_and_headings_have_room_for_the_font(qtbot: QtBot, factor: int) -> None:
    strips = Strips("strips")
    qtbot.addWidget(strips)
    font = strips.font()
    font.setPointSizeF(9.0 * factor)
    strips.setFont(font)
    strips.resize(900, 300)
    values = np.ones(4, np.float32)
    rows = [ProfileStrip(name, (values, values), name, ("1640", "12.22 ×")) for name in ("first", "second")]
    strips.show_strips(("Step 0", "Final"), rows, (-6.0, 0.0))
    metrics = QFontMetricsF(strips.font())
    last = strips._area(1, 1)
    assert last.right() + 6 + metrics.horizontalAdvance("12.22 ×") <= strips.width()
    assert last.top() - strips._area(0, 1).top() >= metrics.height()
    assert strips._area(0, 0).top() >= metrics.height()


def test_the_keyboard_goes_on_where_rows_have_gone(qtbot: QtBot) -> None:
    strips = Strips("strips")
    qtbot.addWidget(strips)
    rows = [ProfileStrip(name, (np.ones(3),), name) for name in ("a", "b", "c")]
    strips.show_strips(["step 0"], rows, (-1.0, 0.0))
    for _ in rows:
        qtbot.keyClick(strips, Qt.Key.Key_Down)
    assert told(strips) == "c"
    strips.show_strips(["step 0"], rows[:2], (-1.0, 0.0))
    qtbot.keyClick(strips, Qt.Key.Key_Down)
    assert told(strips) == "b"


def test_a_row_is_chosen_and_acted_on_by_keyboard(qtbot: QtBot) -> None:
    strips = Strips("strips")
    qtbot.addWidget(strips)
    strips.show_strips(["step 0"], [ProfileStrip(name, (np.ones(3),), name) for name in ("a", "b")], (-1.0, 0.0))
    strips.show()
    strips.setFocus()
    before = strips.grab().toImage()
    for _ in range(3):
        qtbot.keyClick(strips, Qt.Key.Key_Down)
    assert told(strips) == "b"
    assert strips.grab().toImage() != before, "a ring shows which"
    with qtbot.waitSignal(strips.run_wanted, check_params_cb=lambda run, _: run == "b"):
        qtbot.keyClick(strips, Qt.Key.Key_Return)
