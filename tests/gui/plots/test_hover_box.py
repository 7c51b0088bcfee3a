"""The box beside the pointer."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.gui.plots.hover_box import HoverBox, Row
from explorer.gui.widgets.theme import DARK


@pytest.mark.parametrize("x", [0, 200, 399])
def test_it_reads_every_line_inside_its_parent_and_beside_x(shown, x):
    home = shown(QWidget(), 400, 200)
    box = HoverBox(home)
    box.set_theme(DARK)
    assert not box.isVisible()
    box.show_rows("layer 3", [Row("A · he <b>", "1.5", QColor("red")), Row("B", "2", QColor("blue"))], x)
    assert box.isVisible()
    assert home.rect().contains(box.geometry())
    assert not box.x() < x < box.x() + box.width()
    assert "he &lt;b&gt;" in box.text()
    assert "layer 3" in box.text()
