"""What can be done now, and why not where it cannot."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from explorer.gui.widgets.labels import plain_tip


def offer(target: QAction | QWidget, tip: str, obstacle: str = "") -> None:
    """Enable an action or a control; with an obstacle disable it, and say why before what it does."""
    target.setEnabled(not obstacle)
    target.setToolTip(plain_tip(f"{obstacle}\n{tip}" if obstacle else tip))
