"""Chooses what the heatmaps and the profile measure, and says how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from explorer.engine.infos import InstrumentInfo

_WHAT = "What the heatmaps, the cells and the gradient plot show"


def explanation(info: InstrumentInfo) -> str:
    """What an instrument measures and how to read it, as rich text."""
    rows = (("Formula", info.formula), ("Unit", info.unit), ("Healthy", info.healthy), ("Limits", info.limits),
            ("Source", info.source))  # fmt: skip
    lines = "".join(f"<br><b>{name}</b> {escape(text)}" for name, text in rows if text)
    return f"<p><b>{escape(info.title)}</b>{lines}</p>"


class InstrumentChooser(QComboBox):
    """Emits `chosen` with an instrument's name. Before the catalogue comes it shows the name alone, disabled."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("instrumentChooser")
        self.setAccessibleName("Instrument")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setEnabled(False)
        self._infos: dict[str, InstrumentInfo] = {}
        self.activated.connect(self._choose)
        self._explain()

    def set_instruments(self, instruments: Sequence[InstrumentInfo]) -> None:
        """Offer these, keeping the chosen one."""
        name = self.currentData()
        self._infos = {info.name: info for info in instruments}
        self.clear()
        for place, info in enumerate(instruments):
            self.addItem(info.title, info.name)
            self.setItemData(place, explanation(info), Qt.ItemDataRole.ToolTipRole)
        self.setEnabled(bool(instruments))
        if name is not None:
            self.set_chosen(name)

    def set_chosen(self, name: str) -> None:
        """Show an instrument; not echoed. One that is not on offer (any more) gives way to the first."""
        if not self._infos and self.findData(name) < 0:
            self.clear()
            self.addItem(name, name)
        self.setCurrentIndex(max(0, self.findData(name)))
        self._explain()

    def _choose(self) -> None:
        self._explain()
        self.chosen.emit(self.currentData())

    def _explain(self) -> None:
        info = self._infos.get(self.currentData() or "")
        self.setToolTip(_WHAT if info is None else f"<p>{_WHAT}:</p>{explanation(info)}")
