"""The plots under one row of controls, one above the other, with one crosshair."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from explorer.desk.plot_options import PlotOptions
from explorer.desk.sides import Side
from explorer.gui.plots.about import AboutInstrument
from explorer.gui.plots.accuracy_plot import AccuracyPlot
from explorer.gui.plots.controls import PlotControls
from explorer.gui.plots.curve_plot import CurvePlot
from explorer.gui.plots.histogram_panel import HistogramPanel
from explorer.gui.plots.loss_plot import LossPlot
from explorer.gui.plots.panel import PlotPanel
from explorer.gui.plots.profile_plot import ProfilePlot
from explorer.gui.plots.sharpness_plot import SharpnessPlot
from explorer.gui.plots.smoothing import beta_for
from explorer.gui.widgets.theme import Theme
from explorer.infos import InstrumentInfo
from explorer.runs.history import RunHistory
from explorer.wording import tr

_NARROWEST = 380  # pixels


class PlotColumn(QWidget):
    """Loss, accuracy and what the chosen instrument measures, of A and B. Hovering a step shows it in all of them.

    `rows` is the splitter they stand in: what belongs below them is added to it.

    Emits `cursor_moved` (step as float, or None) and `layer_hovered` (index in `graph.main_path`, or None) so that
    the heatmaps can follow, `options_changed` (PlotOptions) to be remembered, `fork_wanted` (side, step), and `failed`
    with a sentence."""

    cursor_moved = Signal(object)
    layer_hovered = Signal(object)
    options_changed = Signal(object)
    failed = Signal(str)
    fork_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plots")
        self.controls = PlotControls()
        self.loss, self.accuracy, self.profile = LossPlot(), AccuracyPlot(), ProfilePlot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.controls)
        self.histogram, self.sharpness, self.about = HistogramPanel(), SharpnessPlot(), AboutInstrument()
        self.tabs = self._tabs()
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.setObjectName("plotRows")
        self.rows.setChildrenCollapsible(False)
        column.addWidget(self.rows, 1)
        for row in (self.loss, self.accuracy, self.tabs):
            self.rows.addWidget(row)
            self.rows.setStretchFactor(self.rows.count() - 1, 1)
        self.loss.set_titled(False)
        for view in self.views():
            view.failed.connect(self.failed)
        self._share_x()
        for plot in (*self._step_plots(), self.histogram, self.sharpness):
            plot.cursor_moved.connect(self._move_cursor)
        for curve_plot in self._step_plots():
            curve_plot.fork_wanted.connect(self.fork_wanted)
        self.profile.layer_hovered.connect(self._move_layer)
        self.controls.changed.connect(self._change_options)
        self.controls.fit_wanted.connect(self.fit)
        self.set_options(PlotOptions())

    def _tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.setObjectName("instrumentTabs")
        tabs.setAccessibleName(tr("The selected instrument"))
        tabs.setDocumentMode(True)
        tabs.setUsesScrollButtons(False)
        tabs.setElideMode(Qt.TextElideMode.ElideRight)
        tabs.tabBar().setDrawBase(False)
        for page, title, tip in (
            (self.profile, tr("Through depth"), tr("The selected instrument from the first layer to the last")),
            (
                self.histogram,
                tr("Histogram"),
                tr("Distribution of the selected layer's gradients, weights or activations, over time and at one step"),
            ),
            (
                self.sharpness,
                tr("Sharpness"),
                tr("Largest Hessian eigenvalue while training, against what the rate bears"),
            ),
            (self.about, tr("About"), tr("What the selected instrument measures, healthy values, and limitations")),
        ):
            place = tabs.addTab(page, title)
            tabs.setTabToolTip(place, f"{title}: {tip}")
        return tabs

    def minimumSizeHint(self) -> QSize:
        """At least as wide as plots can be read, although the controls would take less."""
        return super().minimumSizeHint().expandedTo(QSize(_NARROWEST, 0))

    def views(self) -> list[PlotPanel]:
        """The plots, top to bottom, each with a `refresh` of its own."""
        return [self.loss, self.accuracy, self.profile, self.sharpness]

    def set_history(self, side: Side, history: RunHistory | None) -> None:
        """Show another run on a side, or none."""
        self.loss.set_history(side, history)
        self.accuracy.set_history(side, history)
        self.profile.set_history(side, history)
        self.histogram.set_history(side, history)
        self.sharpness.set_history(side, history)

    def set_layers(self, layers: int) -> None:
        """How many layers the longest network on show has: the depth axis of a plot without a run."""
        self.profile.set_layers(layers)

    def select(self, side: Side, calls: Sequence[str]) -> None:
        """Show these calls' histograms."""
        self.histogram.select(side, calls)

    def set_span(self, side: Side, steps: tuple[int, int] | None) -> None:
        """Shade these steps (first, last) in the curves in a side's color, or none."""
        for plot in self._step_plots():
            plot.set_span(side, steps)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.controls.set_theme(theme)
        self.about.set_theme(theme)
        self.tabs.setStyleSheet(
            f"QTabBar::tab {{ color: {theme.muted}; padding: 4px 10px; border: none; "
            f"border-bottom: 2px solid transparent; background: transparent; }}"
            f"QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}"
            f"QTabBar::tab:focus {{ color: {theme.accent}; }} QTabBar::tab:hover {{ color: {theme.text}; }}"
        )
        self.histogram.set_theme(theme)
        for view in self.views():
            view.set_theme(theme)

    def refresh(self) -> None:
        """Draw what is new in all of them."""
        for view in self.views():
            view.refresh()
        self.histogram.refresh()

    def set_options(self, options: PlotOptions) -> None:
        """Draw with these options and show them in the controls; emits nothing."""
        self.controls.set_options(options)
        for plot in self._step_plots():
            if plot.mode != options.x:
                plot.set_x(options.x)
            if plot.beta != beta_for(options.half_life):
                plot.set_smoothing(beta_for(options.half_life))
        if self.loss.log_y != options.log_y:
            self.loss.set_log_y(options.log_y)

    def set_instrument(self, info: InstrumentInfo) -> None:
        """Draw another instrument in the profile, and tell of it."""
        self.profile.set_instrument(info)
        self.about.set_instrument(info)

    def set_cursor(self, step: float | None) -> None:
        """Stand the crosshair at a step in all plots, the profile showing that step; emits nothing."""
        for plot in self._step_plots():
            plot.set_cursor(step)
        self.profile.show_step(step)
        self.histogram.show_step(step)
        self.sharpness.show_step(step)

    def fit(self) -> None:
        """Show everything in all three."""
        for view in self.views():
            view.fit()

    def _step_plots(self) -> tuple[CurvePlot, CurvePlot]:
        return self.loss, self.accuracy

    def _share_x(self) -> None:
        """Loss and accuracy show the same steps, whichever of them is drawn, zoomed or moved first."""
        for one, other in (self._step_plots(), self._step_plots()[::-1]):
            one.canvas.view.sigXRangeChanged.connect(lambda _, x, other=other: other.follow_x(tuple(x)))
            one.canvas.moved_by_user.connect(other.leave_following)
            one.canvas.fit_wanted.connect(other.fit)

    def _move_cursor(self, step: float | None) -> None:
        self.set_cursor(step)
        self.cursor_moved.emit(step)

    def _move_layer(self, index: int | None) -> None:
        self.profile.set_layer(index)
        self.layer_hovered.emit(index)

    def _change_options(self, options: PlotOptions) -> None:
        self.set_options(options)
        self.options_changed.emit(options)
