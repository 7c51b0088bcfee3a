"""The chart of a sweep: a result against any setting, with what its spread allows to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.comparison import published
from explorer.comparison.chart import BAND_TITLES, BANDS, Band, Chart, make_chart, together_words
from explorer.comparison.difference import sentences
from explorer.comparison.grouping import SEED, Choice, default_choice, differing, table_of
from explorer.comparison.profiles import RATIO_WORDS
from explorer.comparison.run_profiles import read_ratios
from explorer.desk.background import Doing
from explorer.gui.cards.strip import Strip
from explorer.gui.comparison.chart_traces import draw_chart
from explorer.gui.comparison.choice_box import ChoiceBox, named
from explorer.gui.comparison.panel_grid import PanelGrid
from explorer.gui.comparison.view_parts import log_switch
from explorer.gui.plots.export import csv_table
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.overviews import Overviews
from explorer.runs.rows import RunRow
from explorer.runs.values import Value, title, value, value_text
from explorer.wording import marked, tr, tr_values

_GRADIENT = "gradient-rms"
_RATIOS = ("final gradient ratio", "gradient ratio at step 0")
_MEASURES: dict[str, tuple[str, tuple[str, ...]]] = marked(
    {
        "error": ("Test and training error", ("test_error", "train_error")),
        "test_error": ("Test error", ("test_error",)),
        "train_error": ("Training error", ("train_error",)),
        "loss": ("Test and training loss", ("test_loss", "train_loss")),
        "ratio": ("Gradient: first / last layers", _RATIOS),
        "seconds": ("Training time", ("seconds",)),
    }
)


@dataclass(frozen=True)
class Wanted:
    """What the chart is to show; the choice None is the one that fits the runs best."""

    rows: tuple[RunRow, ...] = ()
    measure: str = "error"
    choice: Choice | None = None
    band: Band = "sd"


@dataclass(frozen=True)
class Found:
    """A chart with its words, made outside of the window's thread."""

    chart: Chart
    settings: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    recipe: bool = False
    metrics: tuple[str, ...] = field(default=())


def find(wanted: Wanted, overviews: Overviews) -> Found:
    """Make the chart."""
    rows, (_, metrics) = table_of(wanted.rows), _MEASURES[wanted.measure]
    measured = _ratios(rows, overviews) if wanted.measure == "ratio" else {}
    settings, choice = differing(rows), wanted.choice
    if choice is None or not set(choice.named) <= {"depth", *settings}:  # the runs have no such difference
        choice = default_choice(rows)
    chart = make_chart(rows, choice, metrics, wanted.band, measured)
    base = next(((row,) for row in rows if row.reference), ())
    said = [text for metric in metrics for text in sentences(chart, metric, _key(base, chart), 2)]
    recipe = published.has_recipe(rows) and choice.x == "depth" and "test_error" in metrics
    words = (*said, together_words(rows, chart), chart.left_out)
    return Found(chart, settings, tuple(w for w in words if w), recipe, metrics)


class ChartView(QWidget):
    """Shows the runs it is given; a chosen axis, color or panel stays while the runs have that setting. What takes
    long is done in the background: an answer that something newer was wanted after is not shown."""

    run_wanted = Signal(str, QPoint)

    def __init__(self, overviews: Overviews, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chartView")
        self._overviews, self._doing, self._token = overviews, doing, 0
        self._theme = DARK
        self.wanted = Wanted()
        self.found: Found | None = None
        self._build()
        for box, change in (
            (self.measure, lambda v: replace(self.wanted, measure=v)),
            (self.x_axis, lambda v: self._with_choice(x=v)),
            (self.color, lambda v: self._with_choice(color=v)),
            (self.panel, lambda v: self._with_choice(panel=v)),
            (self.band, lambda v: replace(self.wanted, band=v)),
        ):
            box.chosen.connect(lambda value, change=change: self._want(change(value)))
        self.log.toggled.connect(lambda _: self._draw())
        self.grid.run_wanted.connect(self.run_wanted)

    def _build(self) -> None:
        self.measure = ChoiceBox("chart_measure", tr("Show"), tr("What is drawn for each run"))
        self.x_axis = ChoiceBox("chart_x", tr("X axis"), tr("The setting along the x axis; seeds are averaged"))
        self.color = ChoiceBox("chart_color", tr("Color"), tr("The setting that each color stands for"))
        self.panel = ChoiceBox("chart_panel", tr("Panels"), tr("The setting that each panel stands for"))
        self.band = ChoiceBox("chart_band", tr("Band"), tr("What the band around each mean is"))
        self.log = log_switch("chart_log")
        self.grid = PanelGrid("chart_grid")
        self.words = Label()
        self.words.setObjectName("chart_words")
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.controls = Strip((self.measure, self.x_axis, self.color, self.panel, self.band, self.log))
        self.controls.setObjectName("comparisonControls")
        column.addWidget(self.controls)
        column.addWidget(self.grid, 1)
        column.addWidget(self.words)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._draw()

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these runs."""
        self._want(replace(self.wanted, rows=tuple(rows)))

    def table(self) -> str:
        """A line for each run and result."""
        if self.found is None or not self.found.chart.lines:
            return ""
        chart = self.found.chart
        rows = []
        for line in chart.lines:
            place = value_text(chart.choice.panel, line.panel), chart.color_text((line.color, *line.rest))
            for point in line.points:
                x = value_text(chart.choice.x, point.x)
                rows += [
                    (*place, x, line.metric, str(m.seed), f"{m.value:.7g}", m.status, m.run_id) for m in point.marks
                ]
        names = ("panel", "color", chart.choice.x, "result", "seed", "value", "status", "run")
        return csv_table(dict(zip(names, zip(*rows, strict=True), strict=True)))

    def _with_choice(self, **changes: str) -> Wanted:
        choice = _changed(self.found.chart.choice if self.found else Choice(), changes)
        changed = next(iter(changes))
        # one setting has one place: whoever had it before gives it up
        taken = {n: "" for n in ("color", "panel") if n != changed and getattr(choice, n) == changes[changed]}
        if changed != "x" and choice.x == changes[changed]:
            return self.wanted
        return replace(self.wanted, choice=_changed(choice, taken))

    def _want(self, wanted: Wanted) -> None:
        self._doing.drop(self._token)
        self.wanted = wanted
        self._token = self._doing.run(partial(find, wanted, self._overviews), self._arrived)

    def _arrived(self, answer: Future[Found]) -> None:
        self.found = answer.result()
        self._offer(self.found)
        self._draw()

    def _offer(self, found: Found) -> None:
        choice = found.chart.choice
        settings = {n: title(n) for n in found.settings if n != SEED} | {choice.x: title(choice.x)}
        self.measure.offer({name: tr(text) for name, (text, _) in _MEASURES.items()}, self.wanted.measure)
        self.x_axis.offer(named(list(settings), settings), choice.x)
        others = {"": tr("None")} | {n: text for n, text in named(list(settings), settings).items() if n != choice.x}
        self.color.offer(others, choice.color)
        self.panel.offer(others, choice.panel)
        self.band.offer(named(BANDS, tr_values(BAND_TITLES)), self.wanted.band)
        self.controls.even()

    def _draw(self) -> None:
        if self.found is None:
            return
        found, ratio = self.found, self.wanted.measure == "ratio"
        log = self.log.isChecked() or ratio  # a ratio of gradients spans decades
        self.log.setEnabled(not ratio)
        drawing = draw_chart(found.chart, found.metrics, self._theme, log=log, with_published=found.recipe)
        self.grid.show_panels(drawing.panels, drawing.x, drawing.y)
        more = (drawing.styles, found.chart.words, RATIO_WORDS if ratio else "")
        self.grid.show_legend(drawing.legend, more)
        self.words.setText("\n".join(found.said))


def _changed(choice: Choice, changes: Mapping[str, str]) -> Choice:
    named = {"x": choice.x, "color": choice.color, "panel": choice.panel, **changes}
    return Choice(named["x"], named["color"], named["panel"], choice.over)


def _key(base: tuple[RunRow, ...], chart: Chart) -> tuple[Value, ...] | None:
    if not base:
        return None
    names = (chart.choice.color, *chart.split)
    return tuple(value(base[0], name) if name else None for name in names)


def _ratios(rows: Sequence[RunRow], overviews: Overviews) -> dict[str, dict[str, float]]:
    first, last = read_ratios(rows, overviews, _GRADIENT)
    return {_RATIOS[0]: last, _RATIOS[1]: first}
