"""The search over the parts of A and B."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from explorer.desk.sides import Side
from explorer.graph.call_search import find
from explorer.graph.model import NetworkGraph
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.shortcuts import tooltip
from explorer.wording import tr

MOST = 200  # results a side; more are counted, not listed


class Finder(QWidget):
    """A search field with its results; `chosen` carries side and call. The list is there only while there is text."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._graphs: dict[Side, NetworkGraph] = {}
        self.field = QLineEdit()
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(tr("Find a layer"))
        self.field.setAccessibleName(tr("Find a layer"))
        self.field.setToolTip(
            tr(
                "Search by name or type: every word must match a path, type or term; skip3 finds a skip. {keys}",
                keys=tooltip("find"),
            )
        )
        self.field.setClearButtonEnabled(True)
        self.results = QListWidget()
        self.results.setObjectName("findResults")
        self.results.setAccessibleName(tr("Layers found"))
        self.results.setToolTip(tr("Press Return or click to show the layer in its picture"))
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.results.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.results)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(lambda: self._choose(self.results.item(max(0, self.results.currentRow()))))
        self.field.installEventFilter(self)
        self.results.itemClicked.connect(self._choose)
        self.results.itemActivated.connect(self._choose)

    def set_graphs(self, graphs: Mapping[Side, NetworkGraph]) -> None:
        """Search these networks from now on."""
        if {side: id(graph) for side, graph in graphs.items()} != {side: id(g) for side, g in self._graphs.items()}:
            self._graphs = dict(graphs)
            self._search()

    def start(self) -> None:
        """Type into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓ in the field goes to the results."""
        down = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and self.results.count():
            row = min(self.results.currentRow() + 1, self.results.count() - 1)
            self.results.setFocus(Qt.FocusReason.TabFocusReason)
            self.results.setCurrentRow(row)
            return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        self.results.clear()
        text = self.field.text().strip()
        self.results.setVisible(bool(text))
        if not text:
            return
        for side, graph in self._graphs.items():
            found = find(graph, text)
            for call_id in found[:MOST]:
                call = graph.calls[call_id]
                self._add(f"{side}  {call.path or call.id} · {call.type}", (side, call_id))
            if len(found) > MOST:
                self._add(tr("{side}  … and {count} more: refine the search", side=side, count=len(found) - MOST), None)
        if not self.results.count():
            self._add(tr("No match for “{text}” in A or B.", text=text), None)

    def _add(self, text: str, place: tuple[Side, str] | None) -> None:
        item = QListWidgetItem(text)
        item.setToolTip(plain_tip(text))
        item.setData(Qt.ItemDataRole.UserRole, place)
        if place is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.results.addItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        place = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        if place is not None:
            self.chosen.emit(*place)
