"""The settings of an analysis as a form, made from their data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from explorer.desk.edits import stepped, text_of
from explorer.gui.cards.editors import ChoiceEditor
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.number_box import NumberBox
from explorer.runs.analysis import Setting, Value
from explorer.wording import tr

_FEW = 24  # a range of whole numbers up to this is stepped through one by one


def read(setting: Setting, text: str) -> Value | None:
    """The number typed for a setting; None where it is none or not allowed."""
    try:
        value = type(setting.default)(text)
    except ValueError:
        return None
    if setting.low is not None and setting.high is not None and not setting.low <= float(value) <= setting.high:
        return None
    return value


def stops(setting: Setting) -> tuple[float, ...]:
    """Where the arrow keys stop between a setting's bounds: every whole number, or 1, 2, 5, 10 …"""
    low, high = setting.low, setting.high
    if low is None or high is None:
        return ()
    if isinstance(setting.default, int) and high - low <= _FEW:
        return tuple(float(n) for n in range(round(low), round(high) + 1))
    found = {float(f"{factor}e{power}") for power in range(-8, 9) for factor in (1, 2, 5)}
    whole = isinstance(setting.default, int)
    inside = (v for v in found if low <= v <= high and not (whole and v % 1))
    return tuple(sorted({float(low), float(high), float(setting.default), *inside}))


class SettingForm(QWidget):
    """Shows settings and their values; emits `changed` after every edit. A number that is not allowed stays in its
    box, marked, and `problem` says what is allowed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings: tuple[Setting, ...] = ()
        self._values: dict[str, Value] = {}
        self._wrong: dict[str, str] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(4)

    @property
    def values(self) -> dict[str, Value]:
        """Every setting's value."""
        return dict(self._values)

    @property
    def problem(self) -> str:
        """What is wrong, in a sentence; empty where nothing is."""
        return next(iter(self._wrong.values()), "")

    def set_settings(self, settings: Sequence[Setting], values: Mapping[str, Value]) -> None:
        """Show these settings, with `values` in place of their defaults."""
        self._settings, self._wrong = tuple(settings), {}
        self._values = {s.name: values.get(s.name, s.default) for s in settings}
        while self._form.rowCount():
            self._form.removeRow(0)
        for setting in settings:
            self._add(setting)
        self.setVisible(bool(settings))

    def _add(self, setting: Setting) -> None:
        editor = self._editor(setting)
        editor.setObjectName(f"analysisSetting_{setting.name}")
        bounds = setting.bounds
        editor.setToolTip(setting.about + (tr(" Allowed: {bounds}.", bounds=bounds) if bounds else ""))
        editor.setAccessibleName(setting.title)
        label = Label(setting.title)
        label.setProperty("role", "muted")
        label.setToolTip(editor.toolTip())
        label.setBuddy(editor)
        self._form.addRow(label, editor)

    def _editor(self, setting: Setting) -> QWidget:
        value = self._values[setting.name]
        if isinstance(setting.default, bool):
            box = QCheckBox()
            box.setChecked(bool(value))
            box.toggled.connect(partial(self._take, setting))
            return box
        if setting.choices:
            choice = ChoiceEditor([(name, name) for name in setting.choices])
            choice.show_value(str(value))
            choice.edited.connect(partial(self._take, setting))
            return choice
        number = NumberBox(partial(_next, setting), 7)
        number.show_text(_text(value))
        number.textChanged.connect(lambda text: self._type(setting, number, text))
        return number

    def _type(self, setting: Setting, box: NumberBox, text: str) -> None:
        value = read(setting, text)
        box.setProperty("wrong", value is None)
        box.setStyleSheet("QLineEdit { border-color: #d9534f; }" if value is None else "")
        if value is None:
            self._wrong[setting.name] = tr(
                "{title} is {text!r}; allowed: {allowed}.",
                title=setting.title,
                text=text,
                allowed=setting.bounds or tr("a number"),
            )
            self.changed.emit()
        else:
            self._take(setting, value)

    def _take(self, setting: Setting, value: Value) -> None:
        self._wrong.pop(setting.name, None)
        self._values[setting.name] = value
        self.changed.emit()


def _text(value: Value) -> str:
    return text_of(float(value))


def _next(setting: Setting, text: str, up: bool) -> str:
    value = read(setting, text)
    return text if value is None else _text(stepped(float(value), up, stops(setting)))
