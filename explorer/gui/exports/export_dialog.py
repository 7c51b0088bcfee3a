"""Asks how runs are to be handed on: format, readings of layers, trained weights."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from explorer.exports.format_registry import FORMATS, Format
from explorer.gui.widgets.labels import Label
from explorer.wording import tr

_WIDTH = 460


class ExportDialog(QDialog):
    """`wanted` carries a format's name, and whether readings of layers and trained weights are to be in it."""

    wanted = Signal(str, bool, bool)

    def __init__(self, count: int, chosen: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(tr("Export run") if count == 1 else tr("Export {count:,} runs", count=count))
        self._forms = tuple(FORMATS)
        self.form = self._make_forms()
        self.about = Label()
        self.about.setObjectName("exportAbout")
        self.about.setWordWrap(True)
        self.about.setProperty("role", "muted")
        self.layers = _box(
            "exportLayers",
            tr("Readings of layers and skips"),
            tr("What instruments measured at each step; most of the size"),
        )
        self.layers.setChecked(True)
        self.weights = _box("exportWeights", tr("Trained weights"), tr("So that analyses can be asked elsewhere"))
        self.buttons = QDialogButtonBox()
        self.save = self.buttons.addButton(tr("Choose file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setObjectName("exportSave")
        self.save.setToolTip(tr("Choose where to write, and write"))
        self.save.setAccessibleName(tr("Choose file"))
        cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setObjectName("exportCancel")
        cancel.setToolTip(tr("Export nothing"))
        cancel.setAccessibleName(tr("Cancel"))
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.form, self.about, self.layers, self.weights, self.buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_WIDTH)
        self.form.currentIndexChanged.connect(self._show_form)
        self.form.setCurrentIndex(max(0, self.form.findData(chosen)))
        self._show_form()

    @property
    def chosen(self) -> Format:
        """The format that is chosen."""
        return self._forms[self.form.currentIndex()]

    def _make_forms(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("exportFormat")
        box.setToolTip(tr("What the runs are written as"))
        box.setAccessibleName(tr("Format"))
        for form in self._forms:
            box.addItem(f"{tr(form.title)} ({form.suffix})" if form.suffix else tr(form.title), form.name)
        return box

    def _show_form(self) -> None:
        form = self.chosen
        missing = (
            tr(" Needs the package {missing}, which is not installed.", missing=tr(" and ").join(form.missing))
            if form.missing
            else ""
        )
        self.about.setText(tr(form.about) + missing)
        self.weights.setEnabled(form.weights)
        self.layers.setEnabled(not form.whole)
        self.save.setEnabled(not form.missing)

    def _accept(self) -> None:
        form = self.chosen
        self.accept()
        self.wanted.emit(form.name, form.whole or self.layers.isChecked(), form.weights and self.weights.isChecked())


def _box(name: str, text: str, tip: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    box.setToolTip(tip)
    box.setAccessibleName(text)
    return box
