"""Curves of many runs over one another: error or loss while training, as in the paper's figures 1 and 6."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.comparison.alignment import ALIGNMENT_TITLES, Alignment
from explorer.comparison.chart import BAND_TITLES, BANDS, Band
from explorer.comparison.curves import Curve
from explorer.comparison.grouping import SEED, Choice, default_choice, differing, is_numeric, setting_text
from explorer.comparison.run_curves import LOSS, MOST_EACH, CurveChart, CurveGroup, read_curves, zoomed
from explorer.desk.background import Doing
from explorer.gui.cards.strip import Strip
from explorer.gui.comparison.choice_box import ChoiceBox, named
from explorer.gui.comparison.palette import line_colors
from explorer.gui.comparison.panel_grid import PanelGrid
from explorer.gui.comparison.trace import Scale, Trace
from explorer.gui.comparison.view_parts import log_switch
from explorer.gui.plots.scaling import extent, scaled
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.overviews import Overviews
from explorer.runs.rows import RunRow
from explorer.runs.values import Value, is_share, title, value_text
from explorer.wording import marked, tr, tr_values

_ZOOM_MS = 150
_MEASURES: dict[str, tuple[str, tuple[str, ...]]] = marked(
    {
        "error": ("Error at each epoch", ("test_error", "train_error")),
        "epoch_loss": ("Loss at each epoch", ("test_loss", "train_loss")),
        "loss": ("Training loss of every step", (LOSS,)),
    }
)
_ALIGNED = marked({"step": "Step", "epoch": "Epoch", "time": "Time", "images": "Images seen", "loss": "Loss reached"})
_LINES = marked({"each": "Each run", "mean": "Mean and band"})


@dataclass(frozen=True)
class CurvesWanted:
    """What is to be drawn; `choice` None is the one that fits best."""

    rows: tuple[RunRow, ...] = ()
    measure: str = "error"
    by: Alignment = "step"
    lines: str = "each"
    choice: Choice | None = None
    band: Band = "sd"


def curve_choice(rows: Sequence[RunRow]) -> Choice:
    """Colors for what a chart has along x, such as the depth, and panels for its colors: plain beside residual."""
    best = default_choice(rows)
    return Choice("", best.x, best.color)


def find_curves(wanted: CurvesWanted, overviews: Overviews) -> tuple[CurveChart, tuple[str, ...]]:
    """Read the curves, and which settings differ."""
    settings = differing(wanted.rows)
    choice = wanted.choice
    if choice is None or not set(choice.named) <= {"depth", *settings}:
        choice = curve_choice(wanted.rows)
    metrics = _MEASURES[wanted.measure][1]
    return read_curves(wanted.rows, overviews, choice, metrics, by=wanted.by, band=wanted.band), settings


class CurvesView(QWidget):
    """Draws the curves of its runs, test bold and training thin. A zoom into the loss of every step reads that part
    again, in the background."""

    run_wanted = Signal(str, QPoint)

    def __init__(self, overviews: Overviews, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curvesView")
        self._overviews, self._doing, self._token, self._zoom = overviews, doing, 0, 0
        self._theme = DARK
        self.wanted = CurvesWanted()
        self.found: CurveChart | None = None
        self._settings: tuple[str, ...] = ()
        self._details: Mapping[str, Curve] = {}
        self._range: tuple[float, float] | None = None
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ZOOM_MS)
        self._timer.timeout.connect(self._read_details)
        self.log.toggled.connect(lambda _: self._draw())
        self.grid.run_wanted.connect(self.run_wanted)
        self.grid.zoomed.connect(self._zoomed)

    def _build(self) -> None:
        self.measure = ChoiceBox("curves_measure", tr("Show"), tr("What is drawn over the course of training"))
        self.by = ChoiceBox("curves_by", tr("Align by"), tr("What the runs are aligned by along the x axis"))
        self.lines = ChoiceBox("curves_lines", tr("Lines"), tr("A line for each run, or mean and band of each color"))
        self.color = ChoiceBox("curves_color", tr("Color"), tr("The setting that each color stands for"))
        self.panel = ChoiceBox("curves_panel", tr("Panels"), tr("The setting that each panel stands for"))
        self.band = ChoiceBox("curves_band", tr("Band"), tr("What the band around each mean is"))
        for box, name in ((self.measure, "measure"), (self.by, "by"), (self.lines, "lines"), (self.band, "band")):
            box.chosen.connect(lambda value, name=name: self._want(replace(self.wanted, **{name: value})))
        for box, name in ((self.color, "color"), (self.panel, "panel")):
            box.chosen.connect(lambda value, name=name: self._choose(name, value))
        self.log = log_switch("curves_log")
        self.grid = PanelGrid("curves_grid")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.controls = Strip((self.measure, self.by, self.lines, self.color, self.panel, self.band, self.log))
        self.controls.setObjectName("comparisonControls")
        column.addWidget(self.controls)
        column.addWidget(self.grid, 1)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._draw()

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these runs."""
        self._want(replace(self.wanted, rows=tuple(rows)))

    def table(self) -> str:
        """x and y of every curve as it is drawn."""
        return self.grid.table()

    def _choose(self, name: str, setting: str) -> None:
        choice = self.found.chart.choice if self.found else Choice("")
        color, panel = (setting, choice.panel) if name == "color" else (choice.color, setting)
        if setting and color == panel:  # one setting has one place: they change places
            color, panel = choice.panel, choice.color
        self._want(replace(self.wanted, choice=Choice("", color, panel)))

    def _want(self, wanted: CurvesWanted) -> None:
        self._doing.drop(self._token)
        self.wanted = wanted
        self._token = self._doing.run(partial(find_curves, wanted, self._overviews), self._arrived)

    def _arrived(self, answer: Future[tuple[CurveChart, tuple[str, ...]]]) -> None:
        same = self.found is not None and self.found.by == self.wanted.by
        self.found, self._settings = answer.result()
        self._details = {}
        self._offer()
        self._draw(keep=same and self._range is not None)
        if self._range is not None:
            self._timer.start()

    def _offer(self) -> None:
        choice = self.found.chart.choice if self.found else Choice("")
        settings = {n: title(n) for n in self._settings if n != SEED} | {n: title(n) for n in choice.named}
        others = {"": tr("None")} | named(list(settings), settings)
        self.measure.offer({name: tr(text) for name, (text, _) in _MEASURES.items()}, self.wanted.measure)
        self.by.offer(tr_values(_ALIGNED), self.wanted.by)
        self.lines.offer(tr_values(_LINES), "each" if self._each else "mean")
        self.lines.setEnabled(self.wanted.measure != "loss" and len(self.wanted.rows) <= MOST_EACH)
        self.color.offer(others, choice.color)
        self.panel.offer(others, choice.panel)
        self.band.offer(named(BANDS, tr_values(BAND_TITLES)), self.wanted.band)
        self.controls.even()

    @property
    def _each(self) -> bool:
        """Whether every run has its line: always for the loss of every step, whose spikes have no mean."""
        few = self.found is not None and self.found.each
        return self.wanted.measure == "loss" or (few and self.wanted.lines == "each")

    # ── zooming ─────────────────────────────────────────────────────────────────────────────────

    def _zoomed(self, shown: tuple[float, float] | None) -> None:
        self._range = shown
        if shown is None and self._details:
            self._details = {}
            self._draw()
        elif shown is not None:
            self._timer.start()

    def _read_details(self) -> None:
        if self.found is None or self._range is None or self.wanted.measure != "loss":
            return
        self._doing.drop(self._zoom)
        job = partial(zoomed, self.found, self._overviews, *self._range)
        self._zoom = self._doing.run(job, self._detailed)

    def _detailed(self, answer: Future[Mapping[str, Curve]]) -> None:
        if self._range is not None:
            self._details = answer.result()
            self._draw(keep=True)

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _draw(self, keep: bool = False) -> None:
        found = self.found
        if found is None:
            return
        keys = list(dict.fromkeys(group.key for group in found.groups))
        numeric = bool(found.chart.choice.color) and not found.chart.split and is_numeric(key[0] for key in keys)
        colors = line_colors(keys, self._theme, numeric)
        panels: dict[Value, list[Trace]] = {}
        for group in found.groups:
            panels.setdefault(group.panel, []).extend(self._traces(group, colors[group.key]))
        traces = [trace for panel in panels.values() for trace in panel]
        metrics, log = _MEASURES[self.wanted.measure][1], self.log.isChecked()
        x = Scale(ALIGNMENT_TITLES[found.by], extent([trace.x for trace in traces], False), text=_x_text)
        y = Scale(title(metrics[0]).removeprefix("test "), self._y_range(traces, log), log, text=_y_text(metrics[0]),
                  tick_text=_percent if is_share(metrics[0]) else None)  # fmt: skip
        name = found.chart.choice.panel
        shown = [(setting_text(name, panel) if name else "", drawn) for panel, drawn in panels.items()]
        self.grid.show_panels(shown or [("", [])], x, y, keep=keep)
        legend = [(found.chart.color_text(key) or tr("all runs"), color) for key, color in colors.items()]
        styles = tr("bold: test, thin: training") if len(metrics) > 1 else tr("lowest and highest value of each part")
        self.grid.show_legend(legend, (styles, "" if self._each else found.words))

    def _y_range(self, traces: Sequence[Trace], log: bool) -> tuple[float, float]:
        share = is_share(_MEASURES[self.wanted.measure][1][0])
        low, high = extent([trace.y for trace in traces], log, from_zero=not log)
        return (-0.02 * min(high, 1.02), min(high, 1.02)) if share and not log else (low, high)

    def _traces(self, group: CurveGroup, color: QColor) -> list[Trace]:
        chart, log = self.found, self.log.isChecked()
        assert chart is not None
        bold = group.metric not in ("train_error", "train_loss", LOSS)
        name = ", ".join(p for p in (chart.chart.color_text(group.key), title(group.metric)) if p)
        if not self._each:
            whole = group.whole
            y, low, high = (scaled(values, log) for values in (whole.mean, whole.low, whole.high))
            if whole.count < 2:
                return [Trace(name, color, whole.x, y, bold=bold)]
            return [Trace(name, color, whole.x, y, low, high, bold)]
        found = []
        for curve in group.curves:
            drawn = self._details.get(curve.run_id, curve)
            found.append(
                Trace(f"{name}, {self._seed(curve.run_id)}", color, drawn.x, scaled(drawn.y, log), bold=bold,
                      run_id=curve.run_id)
            )  # fmt: skip
        return found

    def _seed(self, run_id: str) -> str:
        row = next((row for row in self.wanted.rows if row.id == run_id), None)
        return "" if row is None else f"{SEED} {value_text(SEED, row.settings.get(SEED))}"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %".replace("-", "−")


def _x_text(x: float) -> str:
    return f"{x:,.4g}" if abs(x) < 1000 else f"{x:,.0f}"


def _y_text(metric: str) -> Callable[[float], str]:
    return partial(value_text, metric)
