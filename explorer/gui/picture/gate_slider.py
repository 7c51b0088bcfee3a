"""A slider that moves gates of a running network to any value from 0 to 1."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSlider, QStyle, QVBoxLayout, QWidget

from explorer.gui.widgets.labels import Label
from explorer.wording import tr

_PAUSE_MS = 250
"""A gate moves once the slider has rested so long: each move is an intervention with a checkpoint before it."""
_STEPS = 100


class GateSlider(QDialog):
    """Stands beside a place of the picture and emits `moved` with the gate where the slider is let go or rests. It
    stays until it is closed: a gate may be moved again and again."""

    moved = Signal(float)

    def __init__(self, title: str, gate: float, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setObjectName("gateDialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sent = round(gate * _STEPS)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._send)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("gateSlider")
        self.slider.setAccessibleName(title)
        self.slider.setToolTip(tr("0: off; 1: on. Each value is an intervention from the next step on (Esc closes)"))
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(_STEPS // 10)
        self.slider.setTickInterval(_STEPS // 4)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setMinimumWidth(220)
        self.slider.setValue(self._sent)
        self.value = Label()
        self.value.setObjectName("gateValue")
        self.value.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.00") + 6)
        self._show_value()
        self.slider.valueChanged.connect(self._changed)
        self.slider.sliderReleased.connect(self._send)
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.value)
        column = QVBoxLayout(self)
        column.addLayout(row)

    def open_at(self, place: QPoint) -> None:
        """Show it, its top at this place of the screen and all of it on the screen, with the keyboard in the slider."""
        self.adjustSize()
        room = (QGuiApplication.screenAt(place) or self.screen()).availableGeometry()
        frame = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)  # its own is known once it is shown
        last = room.bottomRight() - QPoint(self.width() + frame, self.height() + frame)
        wanted = place - QPoint(self.width() // 2, -8)
        self.move(max(room.left(), min(wanted.x(), last.x())), max(room.top(), min(wanted.y(), last.y())))
        self.show()
        self.activateWindow()
        self.slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was chosen last counts."""
        super().hideEvent(event)
        self._send()

    def _changed(self) -> None:
        self._show_value()
        if not self.slider.isSliderDown():
            self._pause.start()

    def _show_value(self) -> None:
        self.value.setText(f"{self.slider.value() / _STEPS:.2f}")

    def _send(self) -> None:
        self._pause.stop()
        if self.slider.value() != self._sent:
            self._sent = self.slider.value()
            self.moved.emit(self._sent / _STEPS)
