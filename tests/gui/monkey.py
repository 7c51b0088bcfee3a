"""A monkey at the window: presses, types, clicks, drags, opens and closes at random, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QSplitterHandle,
    QToolButton,
    QWidget,
)

from explorer.desk.sides import SIDES
from explorer.gui.runs.runs_model import MIME
from explorer.gui.widgets.shortcuts import SHORTCUTS
from explorer.runs.store_errors import StoreError
from tests.gui.access import controls
from tests.gui.desk import CTRL, LEFT, NONE, SHIFT, Desk
from tests.gui.gestures import menu_of, pull, wheel

Act = Callable[[], str]
"""Does something and says what."""

TEXTS = ("", "0", "1", "-3", "0.05", "1e9", "nan", "fast", "8", "20", "resnet", "relu", "<b>&", "größer")
KEYS = tuple(getattr(Qt.Key, f"Key_{name}") for name in (
    "Tab", "Backtab", "Space", "Return", "Escape", "Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown",
    "Delete", "F2", "F", "0", "Plus", "Minus", "P", "Period"
))  # fmt: skip
MODIFIERS = (NONE, NONE, NONE, SHIFT, CTRL, Qt.KeyboardModifier.AltModifier)

PATIENCE_MS = 500
"""An act is over long before, unless something waits for a person."""


class Monkey:
    """Chooses and does one act at a time (`act`), and remembers them (`log`). `folder` holds files that can be
    opened. What closes the window or opens another program is pressed as well: see `kept_inside`."""

    def __init__(self, desk: Desk, seed: int, folder: Path) -> None:
        self.desk, self.window, self.folder = desk, desk.window, folder
        self.seed, self.random = seed, Random(seed)
        self.log: list[str] = []
        self._waiting = QTimer(desk.window, interval=PATIENCE_MS)
        self._waiting.timeout.connect(self._free)
        self._acts: tuple[tuple[float, Act], ...] = (
            (12, self._control), (10, self._shortcut), (10, self._arc), (6, self._key), (5, self._menu_entry),
            (4, self._drag), (4, self._wheel), (3, self._brush), (3, self._context_menu), (3, self._double_click),
            (2, self._resize), (2, self._splitter), (2, self._drop_run),
        )  # fmt: skip

    def also(self, acts: Iterable[tuple[float, Act]]) -> None:
        """Choose among these acts as well, each with its weight: those of the engine."""
        self._acts += tuple(acts)

    def act(self) -> str:
        """Do something where a person would: in the menu or list that popped up, in a dialog, in the window."""
        self._waiting.start()
        popup = QApplication.activePopupWidget()
        dialog = next((w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()), None)
        if popup is not None:
            done = self._in_popup(popup)
        elif dialog is not None and self.random.random() < 0.8:
            done = self._in_dialog(dialog)
        else:
            weights, acts = zip(*self._acts, strict=True)
            done = self.random.choices(acts, weights)[0]()
        self._waiting.stop()
        self.log.append(done)
        return done

    def _free(self) -> None:
        """Close what waits for a person in a loop of its own, so that the act comes back."""
        blocking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if blocking is not None:
            self.log.append(f"(closed {blocking.objectName() or type(blocking).__name__}, which waited)")
            blocking.close()

    # ── controls ────────────────────────────────────────────────────────────────────────────────

    def _in_popup(self, popup: QWidget) -> str:
        if isinstance(popup, QMenu) and self.random.random() < 0.6:
            entries = [a for a in popup.actions() if a.isEnabled() and a.text()]
            if entries:
                entry = self.random.choice(entries)
                QTest.mouseClick(popup, LEFT, NONE, popup.actionGeometry(entry).center())
                return f"menu entry {entry.text()!r}"
        if isinstance(popup, QMenu):
            popup.close()
            return "close the menu"
        key = self.random.choice((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape))
        QTest.keyClick(popup.focusWidget() or popup, key)
        return f"{key.name} in a list that popped up"

    def _in_dialog(self, dialog: QDialog) -> str:
        if self.random.random() < 0.2:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            return f"Esc in {dialog.objectName()}"
        return self._poke(dialog)

    def _control(self) -> str:
        return self._poke(self.window)

    def _poke(self, root: QWidget) -> str:
        found = [w for w in controls(root) if w.isVisible() and w.isEnabled()]
        widget = self.random.choice(found) if found else None
        match widget:
            case None:
                return "nothing to press"
            case QToolButton() if (menu := menu_of(widget)) is not None:
                menu.popup(widget.mapToGlobal(QPoint()))  # its own click waits for the choice
                done = "open the menu"
            case QAbstractButton():
                QTest.mouseClick(widget, LEFT)
                done = "press"
            case QComboBox():
                done = self._in_combo(widget)
            case QLineEdit():
                done = self._type(widget)
            case QAbstractItemView():
                done = self._in_items(widget)
            case QAbstractSlider():
                key = self.random.choice((Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End))
                QTest.keyClick(widget, key)
                done = key.name
            case _:
                QTest.keyClick(widget, self.random.choice(KEYS))
                done = "key"
        return f"{done} in {widget.objectName() or type(widget).__name__}"

    def _in_combo(self, box: QComboBox) -> str:
        keys = self.random.choices((Qt.Key.Key_Down, Qt.Key.Key_Up), k=self.random.randint(1, 3))
        for key in keys:
            QTest.keyClick(box, key)
        return " ".join(key.name for key in keys)

    def _type(self, line: QLineEdit) -> str:
        files = [str(path) for path in self.folder.iterdir()]
        text = self.random.choice((*TEXTS, *files))
        line.setFocus()
        line.selectAll()
        QApplication.clipboard().setText(text)
        line.paste()
        ending = self.random.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, None))
        if ending is not None:
            QTest.keyClick(line, ending)
        return f"type {Path(text).name!r} {ending.name if ending is not None else ''}"

    def _in_items(self, view: QAbstractItemView) -> str:
        rows = view.model().rowCount() if view.model() is not None else 0
        if not rows:
            return "nothing listed"
        index = view.model().index(self.random.randrange(rows), 0)
        view.scrollTo(index)
        at = view.visualRect(index).center()
        act = self.random.choice(("click", "double click", "Return", "Delete", "F2"))
        QTest.mouseClick(view.viewport(), LEFT, self.random.choice(MODIFIERS), at)
        if act == "double click":
            QTest.mouseDClick(view.viewport(), LEFT, NONE, at)
        elif act != "click":
            QTest.keySequence(view, QKeySequence(act))
        return f"{act} row {index.row()}"

    # ── keys and menus ──────────────────────────────────────────────────────────────────────────

    def _shortcut(self) -> str:
        entry = self.random.choice([s for s in SHORTCUTS if not s.gesture])
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(entry.keys[0]))
        return f"{entry.keys[0]} ({entry.id})"

    def _key(self) -> str:
        key, modifier = self.random.choice(KEYS), self.random.choice(MODIFIERS)
        views = [pane.view for pane in self.window.panes.values()]
        target = self.random.choice((*views, QApplication.focusWidget() or self.window))
        target.setFocus()
        QTest.keyClick(target, key, modifier)
        return f"{modifier.name} {key.name} in {target.objectName() or type(target).__name__}"

    def _menu_entry(self) -> str:
        actions = [
            a for a in self.window.menu.findChildren(QAction) if a.isEnabled() and a.isVisible() and not a.menu()
        ]
        entry = self.random.choice(actions)
        entry.trigger()
        return f"menu {entry.objectName() or entry.text()!r}"

    # ── the pictures and plots ──────────────────────────────────────────────────────────────────

    def _arc(self) -> str:
        side = self.random.choice(SIDES)
        arcs = len(self.desk.canvas(side).arcs.arcs)
        if not arcs:
            return "no arc to click"
        arc = self.random.randrange(arcs)
        QTest.mouseClick(self.desk.canvas(side).viewport(), LEFT, NONE, self.desk.apex(side, arc))
        return f"click arc {arc} of {side}"

    def _brush(self) -> str:
        port, start, end = self._stroke(*(self.desk.canvas(side).viewport() for side in SIDES))
        pull(port, start, end, SHIFT)
        return f"brush from {start.toTuple()} to {end.toTuple()} in {port.parent().objectName()}"

    def _drag(self) -> str:
        port, start, end = self._stroke(*self._pictures())
        pull(port, start, end, self.random.choice(MODIFIERS))
        return f"drag from {start.toTuple()} to {end.toTuple()} in {port.parent().objectName()}"

    def _double_click(self) -> str:
        port, at, _ = self._stroke(*self._pictures())
        QTest.mouseDClick(port, LEFT, NONE, at)
        return f"double click at {at.toTuple()} in {port.parent().objectName()}"

    def _context_menu(self) -> str:
        side = self.random.choice(SIDES)
        port, at, _ = self._stroke(self.desk.canvas(side).viewport())
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at))
        QApplication.sendEvent(port, event)  # a picture of no network has no menu
        return f"context menu at {at.toTuple()} of {side}"

    def _wheel(self) -> str:
        port, at, _ = self._stroke(*self._pictures())
        turn, modifier = self.random.choice((-960, -120, 120, 960)), self.random.choice((NONE, SHIFT, CTRL))
        wheel(port, at, turn, modifier)
        return f"wheel {turn} {modifier.name} at {at.toTuple()} in {port.parent().objectName()}"

    def _pictures(self) -> list[QWidget]:
        plots = (self.window.plots.loss, self.window.plots.accuracy, self.window.plots.profile)
        found = (*(self.desk.canvas(side) for side in SIDES), *(plot.canvas for plot in plots))
        return [view.viewport() for view in found if view.isVisible()]

    def _stroke(self, *ports: QWidget) -> tuple[QWidget, QPoint, QPoint]:
        """One of these, and two points in it."""
        port = self.random.choice(ports)
        start, end = (
            QPoint(self.random.randrange(max(port.width(), 1)), self.random.randrange(max(port.height(), 1)))
            for _ in range(2)
        )
        return port, start, end

    # ── the window ──────────────────────────────────────────────────────────────────────────────

    def _resize(self) -> str:
        width, height = self.random.randint(640, 1920), self.random.randint(480, 1080)
        self.window.resize(width, height)
        return f"resize to {width} × {height}"

    def _splitter(self) -> str:
        handles = [h for h in self.window.findChildren(QSplitterHandle) if h.isVisible()]
        handle = self.random.choice(handles)
        by = QPoint(self.random.randint(-300, 300), self.random.randint(-300, 300))
        pull(handle, QPoint(2, 2), QPoint(2, 2) + by)
        return f"drag a splitter by {by.toTuple()}"

    def _drop_run(self) -> str:
        """Drop a stored run on a card, as from the list of runs."""
        try:
            rows = self.window.store.rows()
        except StoreError:
            return "no list of runs"
        if not rows:
            return "no run to drop"
        row, side = self.random.choice(rows), self.random.choice(SIDES)
        mime = QMimeData()
        mime.setData(MIME, row.id.encode())
        card = self.window.panes[side].card
        event = QDropEvent(QPointF(4, 4), Qt.DropAction.CopyAction, mime, LEFT, NONE)
        QApplication.sendEvent(card, event)
        return f"drop a run on {side}"
