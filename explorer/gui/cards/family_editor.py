"""The family chooser: a list under headings that typing searches."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QWidget

from explorer.choices.family import FamilyInfo
from explorer.gui.widgets.elided_line import ElidedLine
from explorer.runs.short_names import spoken
from explorer.wording import tr

FEWEST, MOST = 11, 26  # characters; longer titles are shortened
_SEARCHED = Qt.ItemDataRole.UserRole + 1


class _Search(QCompleter):
    """Finds families by everything they are called, and puts their titles."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionRole(_SEARCHED)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The title, where Qt would put what was searched."""
        return str(index.data())


class FamilyEditor(QComboBox):
    """`edited` carries the name of the chosen family, or what is typed instead of a title, for the owner to understand
    or to refuse.

    Typing filters by any part of a title, with or without its hyphens and blanks, or of the name on the command line.
    What is no title is confirmed with Enter, when the field is left, and by `commit`; Escape and an empty field go back
    to the family on show (`taken_back`). A value that is not on offer (a user's own model) shows as it is."""

    edited = Signal(object)
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setLineEdit(ElidedLine())
        self.setMinimumContentsLength(FEWEST)
        self.setMaxVisibleItems(24)
        self._value = self._sent = ""
        self.search = _Search(self)
        self.setCompleter(self.search)
        line = self.lineEdit()
        assert line is not None
        self._line = line
        self.activated.connect(self._choose)
        self.search.activated.connect(self._take_text)
        self._line.editingFinished.connect(self._confirm)
        self._line.returnPressed.connect(self._take_name)
        self._line.installEventFilter(self)

    def offer(self, families: Iterable[FamilyInfo]) -> None:
        """Replace the choices, each group under its heading in order of first appearance; not echoed."""
        families = tuple(families)
        order = {group: i for i, group in enumerate(dict.fromkeys(f.group for f in families))}
        model = QStandardItemModel(self)
        for group, members in groupby(sorted(families, key=lambda f: order[f.group]), key=lambda f: f.group):
            model.appendRow(_heading(tr(group)))
            for family in members:
                model.appendRow(_item(family))
        with QSignalBlocker(self):
            self.setModel(model)
            self.search.setModel(model)
            width = self.view().sizeHintForColumn(0) + 32  # of every title in its font: 0.02 s
            for view in self._lists():
                view.setMinimumWidth(width)
        self.show_value(self._value)

    def show_value(self, value: str) -> None:
        """Show a value; not echoed."""
        self._value = value
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))
            if self.currentIndex() < 0:
                self.setEditText(spoken(value))
            self._line.setCursorPosition(0)
        self._sent = self._line.text()
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past must not edit, and a wheel over many families would ask for each of them."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing replaces the title."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._line.selectAll()

    def event(self, event: QEvent) -> bool:
        """Escape takes back what is typed, before it is a shortcut of the window. A window sends keys to the box, which
        hands them to its line past every event filter."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride and self._line.text() != self._title():
            event.accept()
            return True
        if escape and event.type() == QEvent.Type.KeyPress and self._line.text() != self._title():
            self._take_back()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into the title selects it like the Tab key; a click while typing places the cursor."""
        if watched is self._line and event.type() == QEvent.Type.MouseButtonPress and not self._line.isModified():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._line.selectAll()
            return True
        return super().eventFilter(watched, event)

    def _choose(self, index: int) -> None:
        name = self.itemData(index)
        if name is not None and name != self._value:  # Qt takes a heading that is typed for a choice
            self._value = name
            self._line.setCursorPosition(0)
            self._fit()
            self.edited.emit(name)

    def _take_name(self) -> None:
        """Enter takes what is typed although the list of what is found is still open."""
        self._lists()[1].hide()
        self._confirm()

    def _lists(self) -> tuple[QAbstractItemView, QAbstractItemView]:
        """All families, and those that are found by typing; Qt may make either anew."""
        found = self.search.popup()
        assert found is not None  # Qt makes one where there is none
        return self.view(), found

    def _fit(self) -> None:
        """Be as wide as the title on show."""
        self.setMinimumContentsLength(min(max(len(self.currentText()) + 1, FEWEST), MOST))

    def _take_text(self, title: str) -> None:
        index = self.findText(title, Qt.MatchFlag.MatchFixedString)
        if index >= 0:
            self.setCurrentIndex(index)
            self._choose(index)

    def commit(self) -> None:
        """Confirm what is typed, if it was not yet."""
        text = self._line.text()
        if text in (self._sent, self._title()):
            return
        self._sent = text
        index = self._titled(text)
        if index >= 0:
            self.setCurrentIndex(index)
            self._choose(index)
        elif text.strip():
            self.edited.emit(text)
        else:
            self._take_back()

    def _title(self) -> str:
        """What stands here while nothing is typed."""
        place = self.findData(self._value)
        return self.itemText(place) if place >= 0 else spoken(self._value)

    def _take_back(self) -> None:
        self.show_value(self._value)
        self.taken_back.emit()

    def _titled(self, text: str) -> int:
        index = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return index if index >= 0 and self.itemData(index) is not None else self.findData(text.strip().lower())

    def _confirm(self) -> None:
        if not any(view.isVisible() for view in self._lists()):
            self.commit()


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _item(family: FamilyInfo) -> QStandardItem:
    item = QStandardItem(family.title)
    item.setData(family.name, Qt.ItemDataRole.UserRole)
    plain = "".join(filter(str.isalnum, family.title))
    item.setData(f"{family.title} {plain} {family.name}", _SEARCHED)
    item.setToolTip(family.description)
    return item
