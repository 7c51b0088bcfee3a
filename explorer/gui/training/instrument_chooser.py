"""Chooses what the heatmaps and the profile measure, and says how to read it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from explorer.gui.plots.about import explanation
from explorer.infos import InstrumentInfo
from explorer.runs.short_names import spoken
from explorer.wording import marked, tr

_WHAT = "Instrument shown in heatmaps, cells and the plot through depth"
_WAITS = "Available once the engine is ready."
GROUPS = marked(("At every step", "By probes, per layer", "By probes, per block"))


def group(info: InstrumentInfo) -> str:
    """The heading an instrument stands under."""
    return GROUPS[0] if not info.probed else GROUPS[2] if info.per == "skip" else GROUPS[1]


class InstrumentChooser(QComboBox):
    """Emits `chosen` with an instrument's name. Before the catalog comes it shows the name in words, disabled.

    Histograms and sharpness are not offered: they have plots of their own."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("instrumentChooser")
        self.setAccessibleName(tr("Instrument"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(24)
        self.setEnabled(False)
        self._infos: dict[str, InstrumentInfo] = {}
        self.activated.connect(self._choose)
        self._explain()

    def set_instruments(self, instruments: Sequence[InstrumentInfo]) -> None:
        """Offer these in their groups, keeping the chosen one."""
        name = self.currentData()
        offered = sorted(
            (i for i in instruments if i.per in ("layer", "skip")), key=lambda info: GROUPS.index(group(info))
        )
        self._infos = {info.name: info for info in offered}
        self.clear()
        for heading in GROUPS:
            members = [info for info in offered if group(info) == heading]
            if members:
                self._add_heading(tr(heading))
            for info in members:
                self.addItem(info.title, info.name)
                self.setItemData(self.count() - 1, explanation(info), Qt.ItemDataRole.ToolTipRole)
        self.setEnabled(bool(offered))
        if offered:
            self.set_chosen(name if name is not None else offered[0].name)

    def set_chosen(self, name: str) -> None:
        """Show an instrument; not echoed. One that is not on offer (any more) gives way to the first."""
        if not self._infos and self.findData(name) < 0:
            self.clear()
            self.addItem(spoken(name), name)
        known = name if self.findData(name) >= 0 else next(iter(self._infos), None)
        self.setCurrentIndex(self.findData(known))
        self._explain()

    def _add_heading(self, text: str) -> None:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        heading = QStandardItem(text)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        heading.setFont(font)
        model.appendRow(heading)

    def _choose(self) -> None:
        self._explain()
        self.chosen.emit(self.currentData())

    def _explain(self) -> None:
        info = self._infos.get(self.currentData() or "")
        what = tr(_WHAT)
        self.setToolTip(f"{tr(_WAITS)}\n{what}" if info is None else f"<p>{what}:</p>{explanation(info)}")
