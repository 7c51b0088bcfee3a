"""What is checked has a mark, not a color alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton

from explorer.gui.widgets.theme import DARK, LIGHT, style_sheet

SHEETS = {theme.name: style_sheet(theme) for theme in (DARK, LIGHT)}


def colors(button: QCheckBox | QRadioButton) -> set[str]:
    """The colors inside the border of its box."""
    button.resize(button.sizeHint())
    option = QStyleOptionButton()
    option.initFrom(button)
    radio = isinstance(button, QRadioButton)
    part = QStyle.SubElement.SE_RadioButtonIndicator if radio else QStyle.SubElement.SE_CheckBoxIndicator
    inside = button.style().subElementRect(part, option, button).adjusted(4, 4, -4, -4)
    image = button.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(inside.left(), inside.right() + 1)
            for y in range(inside.top(), inside.bottom() + 1)}  # fmt: skip


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("enabled", [True, False], ids=["enabled", "disabled"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_is_checked_is_marked_in_another_color_than_its_box(qtbot, theme, enabled, kind):
    button = kind("x")
    qtbot.addWidget(button)
    button.setStyleSheet(SHEETS[theme.name])
    button.setEnabled(enabled)
    box = theme.accent if enabled else theme.muted
    assert box not in colors(button)
    button.setChecked(True)
    assert {box, theme.panel} <= colors(button)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_what_is_partly_checked_looks_like_neither(qtbot, theme):
    box = QCheckBox("x")
    qtbot.addWidget(box)
    box.setStyleSheet(SHEETS[theme.name])
    box.setTristate(True)
    seen = []
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked):
        box.setCheckState(state)
        seen.append(box.grab().toImage())
    assert seen[0] != seen[1] != seen[2] != seen[0]
    box.setCheckState(Qt.CheckState.PartiallyChecked)
    assert {QColor(theme.accent).name(), QColor(theme.panel).name()} <= colors(box)
