"""The field in which a file or dotted name is typed, with those opened lately below it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit

from explorer.gui.widgets.labels import plain_tip
from explorer.own.own_model_error import OwnModelError
from explorer.own.source import locate
from explorer.wording import tr


def path_chooser(path: QLineEdit, recent: Iterable[str]) -> QComboBox:
    """The field for a file or dotted name, with those opened lately that are still there below it."""
    made = QComboBox()
    made.setEditable(True)
    made.setLineEdit(path)
    path.setFrame(False)  # the combo box has one
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.addItems([text for text in recent if _there(text)])
    made.setCurrentIndex(-1)
    path.setPlaceholderText(tr("net.py, net.py:Net or package.module"))
    about = tr(
        "A Python file or dotted name, optionally with the model's name after a colon, such as net.py:Net. Recent "
        "models are in the list (Down)"
    )
    for widget, name in ((path, "ownModelPath"), (made, "ownModelRecent")):
        widget.setObjectName(name)
        widget.setAccessibleName(tr("Python file or dotted name"))
        widget.setToolTip(about)
        path.textChanged.connect(lambda text, widget=widget: widget.setToolTip(plain_tip(f"{text}\n{about}")))
    return made


def _there(text: str) -> bool:
    try:
        locate(text, Path.cwd())
    except OwnModelError:
        return False
    return True
