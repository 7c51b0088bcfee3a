"""A labeled choice of names, and rows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from explorer.gui.widgets.labels import Label

K = TypeVar("K", bound=str)


class ChoiceBox(QWidget):
    """A label and a combo box; `chosen` carries the value that a person chose. It shows what `offer` says."""

    chosen = Signal(str)

    def __init__(self, name: str, label: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(label)
        self.box.setToolTip(tip)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        text = Label(label)
        text.setProperty("role", "muted")
        text.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(text)
        row.addWidget(self.box)
        self._values: list[str] = []
        self._offered: Mapping[str, str] = {}
        self.box.activated.connect(lambda place: self.chosen.emit(self._values[place]))

    @property
    def value(self) -> str:
        """What is chosen; empty where nothing is offered."""
        place = self.box.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else ""

    def offer(self, choices: Mapping[str, str], value: str) -> None:
        """Offer these values with their texts and show `value`; emits nothing."""
        if choices != self._offered:
            self._offered, self._values = dict(choices), list(choices)
            self.box.clear()
            self.box.addItems(list(choices.values()))
        if value in self._values:
            self.box.setCurrentIndex(self._values.index(value))


def named(choices: Sequence[K], titles: Mapping[K, str]) -> dict[str, str]:
    """Choices with their texts, capitalized."""
    return {choice: titles[choice][:1].upper() + titles[choice][1:] for choice in choices}
