"""What several views of a comparison have: an area that scrolls, and the switch of a logarithmic axis."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QToolButton, QWidget

from explorer.wording import tr


def scrolling(held: QWidget) -> QScrollArea:
    """An area around a widget that paints no ground of its own: a picture for print has its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(held)
    for behind in (held, area.viewport()):
        behind.setAutoFillBackground(False)
    return area


def log_switch(name: str) -> QToolButton:
    """The button that draws the results on a logarithmic axis."""
    button = QToolButton()
    button.setText(tr("Log"))
    button.setObjectName(name)
    button.setAccessibleName(tr("Logarithmic axis"))
    button.setToolTip(tr("Draw the results on a logarithmic axis"))
    button.setCheckable(True)
    return button
