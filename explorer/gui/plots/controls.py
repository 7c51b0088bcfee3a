"""The row of controls that chooses how the plots are drawn."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QToolButton, QWidget

from explorer.desk.plot_options import HALF_LIVES, MODES, PlotOptions, XMode
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import ElidedLabel
from explorer.gui.widgets.theme import Theme
from explorer.wording import marked, tr

_NAMES: dict[XMode, str] = marked({"step": "Steps", "epoch": "Epochs", "time": "Time"})

_FEWEST = 24  # pixels: an ellipsis, where fonts are large; the whole is in the tooltip


class PlotControls(QWidget):
    """Emits `changed` with the wanted PlotOptions and `fit_wanted`; shows what `set_options` says."""

    changed = Signal(object)
    fit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = PlotOptions()
        self.x_axis = QComboBox()
        self.log = QToolButton()
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.amount = ElidedLabel(room="500 steps")
        self.fit = QToolButton()
        self._name()
        self._lay_out()
        self.set_options(self.options)
        self.x_axis.activated.connect(lambda index: self._wish(replace(self.options, x=MODES[index])))
        self.log.toggled.connect(lambda on: self._wish(replace(self.options, log_y=on)))
        self.smoothing.valueChanged.connect(lambda i: self._wish(replace(self.options, half_life=HALF_LIVES[i])))
        self.fit.clicked.connect(self.fit_wanted)

    def set_options(self, options: PlotOptions) -> None:
        """Show these options; emits nothing. ValueError for a half-life that is not in HALF_LIVES."""
        if options.half_life not in HALF_LIVES:
            raise ValueError(f"half-life is {options.half_life}; allowed: {', '.join(map(str, HALF_LIVES))}.")
        self.options = options
        self.x_axis.setCurrentIndex(MODES.index(options.x))
        self.log.setChecked(options.log_y)
        self.smoothing.setValue(HALF_LIVES.index(options.half_life))
        self.amount.setText(tr("{half_life} steps", half_life=options.half_life) if options.half_life else tr("off"))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.fit.setIcon(icon("fit", theme))

    def _wish(self, options: PlotOptions) -> None:
        if options != self.options:
            self.set_options(options)
            self.changed.emit(options)

    def _name(self) -> None:
        self.x_axis.addItems([tr(_NAMES[mode]) for mode in MODES])
        self.log.setText(tr("Log loss"))
        self.log.setCheckable(True)
        self.smoothing.setRange(0, len(HALF_LIVES) - 1)
        self.smoothing.setPageStep(1)
        self.smoothing.setMinimumWidth(48)  # a narrow column would leave no way to slide
        self.amount.setProperty("role", "muted")
        described: tuple[tuple[QWidget, str, str, str], ...] = (
            (
                self.x_axis,
                "plots_x",
                tr("X axis"),
                tr("Steps, epochs or seconds of training, without pauses"),
            ),
            (self.log, "plots_log", tr("Logarithmic loss axis"), tr("Draw the loss on a logarithmic axis")),
            (self.smoothing, "plots_smoothing", tr("Smoothing"), tr("Half-life of the bold curve's average, in steps")),
            (self.fit, "plots_fit", tr("Fit plots"), tr("Fit all three plots to their data (double click fits one)")),
        )
        for widget, name, spoken, tip in described:
            widget.setObjectName(name)
            widget.setAccessibleName(spoken)
            widget.setToolTip(tip)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        label = ElidedLabel()
        label.setText(tr("Smooth"))
        label.setBuddy(self.smoothing)
        for words in (label, self.amount):
            words.setMinimumWidth(_FEWEST)
        row.addWidget(self.x_axis)
        row.addWidget(self.log)
        row.addWidget(label)
        row.addWidget(self.smoothing, 1)
        row.addWidget(self.amount)
        row.addWidget(self.fit)
