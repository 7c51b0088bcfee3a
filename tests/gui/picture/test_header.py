"""The line above a picture: what gives way to what."""

import pytest
from PySide6.QtWidgets import QLabel, QToolButton

from explorer.gui.picture.header import PictureHeader


@pytest.fixture
def header(qtbot):
    header = PictureHeader("B")
    qtbot.addWidget(header)
    header.detail.show()
    switch = QToolButton()
    switch.setText("B − A")
    header.add_switch(switch)
    header.set_texts("ResNet-56", "1.96M multiply-adds · 56 layers")
    header.show()
    return header


def test_the_muted_line_gives_way_to_the_name(header, qtbot):
    header.resize(800, 30)
    assert header.details.isVisible()
    row = header.layout()
    sides = header.chip, header.title, *header.findChildren(QToolButton)
    fixed = sum(widget.sizeHint().width() for widget in sides[:2]) + header.detail.width_of(compact=True)
    fixed += sum(switch.sizeHint().width() for switch in sides[2:] if switch is not header.detail)
    header.resize(fixed + row.contentsMargins().left() + row.contentsMargins().right() + 3 * row.spacing() + 20, 30)
    assert not header.details.isVisible()
    qtbot.waitUntil(lambda: QLabel.text(header.title) == "ResNet-56")
    assert header.chip.width() == header.chip.sizeHint().width(), "what is left is the name's"


def test_in_a_very_narrow_picture_the_buttons_move_together_before_they_are_cut(header):
    header.resize(100, 30)  # compact from now on
    buttons = header.findChildren(QToolButton)
    margins = header.layout().contentsMargins()
    parts = header.chip.sizeHint().width() + header.title.minimumSizeHint().width()
    parts += sum(button.minimumSizeHint().width() for button in buttons)
    narrow = parts + margins.left() + margins.right() + 3 * 4
    for _ in range(2):  # it is compact, and takes less room, only once it is narrow
        header.resize(narrow, 30)
        header.layout().activate()
    assert header.width() == narrow
    assert header.detail.geometry().right() <= header.width() - margins.right()
    assert all(button.width() >= button.minimumSizeHint().width() for button in buttons)
