"""The real window under a test's hands: everything goes through the widget that a user touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from explorer.desk.document import Document, SideState
from explorer.desk.sides import SIDES, Side
from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.window.main_window import MainWindow
from explorer.runs.history import RunHistory

W = TypeVar("W", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def small_bench(a: str = "plain-20", b: str = "resnet-20", *, width: int = 4, epochs: int = 2) -> Document:
    """The first start's pair, small."""
    sides = []
    for state, name in ((Document().a, a), (Document().b, b)):
        spec = state.spec
        network = replace(spec.network, name=name, width=width)
        sides.append(SideState(replace(spec, network=network, training=replace(spec.training, epochs=epochs))))
    return Document(*sides)


class Desk:
    """Hands and eyes: presses, types and clicks, and reads what is on show."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window, self.bench = qtbot, window, window.bench

    # ── hands ───────────────────────────────────────────────────────────────────────────────────

    def find(self, kind: type[W], name: str) -> W:
        found = self.window.findChild(kind, name)
        assert found is not None, f"no {kind.__name__} {name}"
        return found

    def press(self, name: str, inside: QWidget | None = None) -> None:
        """Click a button that can be clicked (in the window, or in a part of it)."""
        button = (inside or self.window).findChild(QAbstractButton, name)
        assert button is not None, f"no button {name}"
        assert button.isVisible(), f"{name} is not on show"
        assert button.isEnabled(), f"{name} is disabled"
        self.qtbot.mouseClick(button, LEFT)
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, on: QWidget | None = None) -> None:
        self.qtbot.keyClick(on or self.window, key, modifier)
        self.settle()

    def choose(self, name: str, value: str) -> None:
        """Choose from a combo box by keyboard, as a user without a mouse does."""
        box = self.find(QComboBox, name)
        assert box.isEnabled(), f"{name} is disabled"
        box.setFocus()
        there = box.findData(value)
        assert there >= 0, f"{name} does not offer {value}"
        key = Qt.Key.Key_Down if there > box.currentIndex() else Qt.Key.Key_Up
        for _ in range(box.count()):  # headings are passed over
            if box.currentIndex() != there:
                self.qtbot.keyClick(box, key)
        assert box.currentIndex() == there
        self.settle()

    def type_into(self, name: str, text: str) -> None:
        """Type over what a box holds, and Enter."""
        box = self.find(QLineEdit, name)
        assert box.isEnabled(), f"{name} is disabled"
        box.setFocus()
        box.selectAll()
        self.qtbot.keyClicks(box, text)
        self.qtbot.keyClick(box, Qt.Key.Key_Return)
        self.settle()

    def canvas(self, side: Side) -> GestureCanvas:
        return self.window.panes[side].view.canvas

    def apex(self, side: Side, arc: int) -> QPoint:
        """Where an arc is highest, in the canvas."""
        canvas = self.canvas(side)
        shapes = canvas.arcs.shapes
        return self.strip_point(side, shapes.middle[arc], shapes.base - shapes.height[arc] + 2)

    def strip_point(self, side: Side, x: float, y: float) -> QPoint:
        canvas = self.canvas(side)
        return canvas.mapFromScene(canvas.strip.mapViewToScene(QPointF(x, y)))

    def click_arc(self, side: Side, arc: int) -> None:
        self.qtbot.mouseClick(self.canvas(side).viewport(), LEFT, pos=self.apex(side, arc))
        self.settle()

    def open_menu(self, side: Side, at: QPoint) -> QMenu:
        """Right-click the picture."""
        port = self.canvas(side).viewport()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at))
        QApplication.sendEvent(port, event)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def pick(self, menu: QMenu, text: str) -> None:
        """Click an entry of an open menu."""
        action = next(a for a in menu.actions() if a.text().split("\t")[0] == text)
        assert action.isEnabled(), f"{text} is disabled"
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        self.settle()

    def action(self, name: str) -> QAction:
        found = self.window.findChild(QAction, name)
        assert found is not None, f"no action {name}"
        return found

    # ── eyes ────────────────────────────────────────────────────────────────────────────────────

    def settle(self) -> None:
        """Let the window's clock do now what it does within the next ticks."""
        QApplication.processEvents()  # what is queued, such as the end of an edit, may ask for more
        self.window.refresher.refresh_all()
        while self.window.reading.busy:
            self.until(lambda: not self.window.reading.busy)
            self.window.refresher.refresh_all()
        QApplication.processEvents()

    def until(self, done: Callable[[], bool], timeout: int = 60_000) -> None:
        self.qtbot.waitUntil(done, timeout=timeout)

    def ready(self) -> bool:
        return all(self.bench.graph(side) is not None for side in SIDES)

    def on(self, side: Side) -> list[int]:
        """Numbers of the skips that are drawn as on."""
        drawn = self.window.panes[side].view.canvas.drawing
        skips = [arc.skip for arc in drawn.drawn.arcs]
        on = (arc.members for arc, gate in zip(drawn.arcs.arcs, drawn.arcs.gates, strict=True) if gate > 0)
        return [int(skips[i].removeprefix("skip")) for members in on for i in members]

    def history(self, side: Side) -> RunHistory:
        found = self.bench.history(side)
        assert found is not None, f"{side} shows no run"
        return found

    def skips(self, side: Side) -> str | tuple[str, ...]:
        return self.bench.document.side(side).spec.network.skips
