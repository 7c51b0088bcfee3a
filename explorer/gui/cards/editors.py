"""One control per kind of field, all with the same two faces: `show_value` and the signal `edited`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QWidget

from explorer.desk.edits import stepped, typed, written
from explorer.desk.fields import Field
from explorer.gui.cards.depth_slider import DepthSlider
from explorer.gui.cards.family_editor import FamilyEditor
from explorer.gui.widgets.number_box import NumberBox
from explorer.registry import SpecError
from explorer.runs.short_names import data_name, spoken
from explorer.wording import tr


class ChoiceEditor(QComboBox):
    """A value out of several; `edited` carries the chosen value. A value that is not on offer yet shows as it is."""

    edited = Signal(object)

    def __init__(self, choices: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.offer(choices)
        self.activated.connect(lambda index: self.edited.emit(self.itemData(index)))

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Replace the choices, (value, text) each, keeping the shown value; not echoed."""
        shown = self.currentData()
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        if shown is not None:
            self.show_value(shown)

    def commit(self) -> None:
        """Nothing is ever left to confirm."""

    def show_value(self, value: str) -> None:
        """Show a value; not echoed."""
        if self.findData(value) < 0:
            name = data_name(value)
            self.insertItem(0, spoken(name) if name == value else name, value)
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only the box that has the focus follows the wheel: scrolling past must not edit."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberEditor(NumberBox):
    """A number; `edited` carries the text as typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(self._next, field.digits, parent)
        self.field = field
        self.stops: Sequence[float] = field.stops

    def show_value(self, value: float) -> None:
        """Show a number; not echoed."""
        self.show_text(written(self.field, value))

    def _next(self, text: str, up: bool) -> str:
        try:
            value = stepped(typed(self.field, text), up, self.stops)
        except SpecError:
            return text
        return written(self.field, value if self.field.kind == "real" else int(value))


class FlagEditor(QCheckBox):
    """Yes or no; `edited` carries the bool."""

    edited = Signal(bool)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(tr(field.label), parent)
        self.clicked.connect(self.edited)

    def commit(self) -> None:
        """Nothing is ever left to confirm."""

    def show_value(self, value: bool) -> None:
        """Show a state; not echoed."""
        self.setChecked(value)


class DepthEditor(QWidget):
    """Slider and number of one depth; `edited` carries the number as text. Gone for families of one network."""

    edited = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = DepthSlider()
        self.box = NumberEditor(field)
        self.slider.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.slider.setFixedWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.slider)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.edited.connect(self.edited)
        self.slider.moved.connect(lambda depth: self.box.show_text(str(depth)))
        self.slider.settled.connect(lambda depth: self.edited.emit(str(depth)))

    def offer(self, depths: Sequence[int]) -> None:
        """Allow these depths, ascending; not echoed."""
        self.box.stops = depths
        self.slider.set_depths(depths)

    def show_value(self, depth: int | None) -> None:
        """Show a depth; not echoed."""
        if depth is not None:
            self.box.show_value(depth)
            self.slider.show_depth(depth)

    def commit(self) -> None:
        """Confirm where the slider was left, or what is typed."""
        self.slider.rest.finish()
        self.box.commit()

    def sizeHint(self) -> QSize:
        """As high as the box alone, so that the strip's rows stay even."""
        return QSize(super().sizeHint().width(), self.box.sizeHint().height())


Editor = FamilyEditor | ChoiceEditor | NumberEditor | FlagEditor | DepthEditor


def make_editor(field: Field) -> Editor:
    """The control for a field."""
    match field.kind:
        case "family":
            return FamilyEditor()
        case "depth":
            return DepthEditor(field)
        case "flag":
            return FlagEditor(field)
        case "whole" | "real":
            return NumberEditor(field)
    return ChoiceEditor((value, tr(text)) for value, text in field.choices)
