"""The command palette: type a few letters of an action, a setting, a network or a run, and press Return."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from explorer.desk.palette import Offer
from explorer.gui.widgets.labels import Label, plain_tip
from explorer.wording import tr

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_NOTHING = "Nothing matches. Try a word of a menu entry, a setting, a network such as resnet-110, or a run's name."


class PaletteDialog(QDialog):
    """`search` gives the offers for what is typed. Return, Enter or a click does the selected one and closes; one that
    cannot be done now says why and stays."""

    def __init__(self, search: Callable[[str], Sequence[Offer]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._offers: Sequence[Offer] = ()
        self.setObjectName("paletteDialog")
        self.setWindowTitle(tr("Command palette"))
        self.resize(640, 440)
        self._line = QLineEdit()
        self._line.setObjectName("paletteSearch")
        self._line.setPlaceholderText(tr("Action, setting, network or run"))
        self._line.setAccessibleName(tr("Search actions, settings, networks and runs"))
        self._line.setToolTip(tr("Every word has to occur; a number is a network's depth"))
        self._line.textChanged.connect(self._show)
        self._line.returnPressed.connect(self._do)
        self._line.installEventFilter(self)
        self._list = _offer_list()
        self._list.itemClicked.connect(lambda _item, _column: self._do())
        self._list.itemActivated.connect(lambda _item, _column: self._do())
        self._told = Label()
        self._told.setObjectName("paletteMessage")
        self._told.setProperty("role", "warning")
        self._told.setWordWrap(True)
        column = QVBoxLayout(self)
        for part in (self._line, self._list, self._told):
            column.addWidget(part)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the selection while the search has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self._offers = self._search(self._line.text())
        self._list.clear()
        for offer in self._offers:
            item = QTreeWidgetItem([offer.text, offer.note or offer.group])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, plain_tip(f"{offer.group}: {offer.text}"))
            if offer.obstacle:
                item.setForeground(0, self.palette().brush(self.palette().ColorRole.PlaceholderText))
            self._list.addTopLevelItem(item)
        if (first := self._list.topLevelItem(0)) is not None:
            self._list.setCurrentItem(first)
        self._tell("" if self._offers else tr(_NOTHING))

    def _do(self) -> None:
        item = self._list.currentItem()
        if item is None or not self.isVisible():  # a click may also activate
            return
        offer = self._offers[self._list.indexOfTopLevelItem(item)]
        if offer.obstacle:
            self._tell(offer.obstacle)
            return
        self.accept()
        offer.act()

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))


def _offer_list() -> QTreeWidget:
    made = QTreeWidget()
    made.setObjectName("paletteList")
    made.setAccessibleName(tr("Matching actions, networks and runs"))
    made.setToolTip(tr("Press Enter to run or open the selected entry"))
    made.setHeaderHidden(True)
    made.setColumnCount(2)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    header = made.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return made
