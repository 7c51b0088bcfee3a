"""What the plots cost: refreshing and painting two runs of 64,000 steps that grow, as fast as the window asks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.gui.plots.column import PlotColumn
from explorer.gui.plots.panel import PlotPanel
from explorer.gui.widgets.theme import DARK
from explorer.runs.history import RunHistory
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import judge, sized
from tests.gui.plot_runs import history, snapshot

STEPS = sized(64_000, 200)


def long_run(seed: int) -> RunHistory:
    rng = np.random.default_rng(seed)
    return history(
        loss=np.abs(2.3 * np.exp(-np.arange(STEPS) / 2e4) + rng.normal(0, 0.3, STEPS)),
        layers=56,
        epochs=sized(10_000, 4),
    )


@pytest.fixture
def column(qtbot: QtBot) -> PlotColumn:
    made = PlotColumn()
    qtbot.addWidget(made)
    made.set_theme(DARK)
    made.resize(504, 740)  # plots of 500 × 230 pixels
    made.set_history("A", long_run(0))
    made.set_history("B", long_run(1))
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def grow(column: PlotColumn, rng: np.random.Generator) -> None:
    for curves in column.loss.curves.values():
        run = curves.history
        assert run is not None
        columns = len(run.graph.layers)
        readings = 10 ** rng.normal(-3, 0.1, (3, columns))
        run.append(snapshot(len(run), rng.uniform(0, 1, 3), columns, layers=readings))


def views(column: PlotColumn) -> list[tuple[str, PlotPanel]]:
    return [(type(view).__name__, view) for view in column.views()]


def test_refresh_of_growing_runs_takes_at_most_4_ms(column: PlotColumn) -> None:
    rng = np.random.default_rng(0)
    for name, view in views(column):
        taken = cost_ms(view.refresh, lambda: grow(column, rng))
        judge(f"{name}: refresh at 2 × {STEPS:,} steps", taken, most=4, unit="ms")


def test_painting_a_live_plot_takes_at_most_6_ms(column: PlotColumn) -> None:
    rng = np.random.default_rng(0)
    for name, view in views(column):

        def new_steps(view: PlotPanel = view) -> None:
            grow(column, rng)
            view.refresh()

        taken = cost_ms(QApplication.processEvents, new_steps)
        judge(f"{name}: paint at {view.canvas.width()} × {view.canvas.height()} px", taken, most=6, unit="ms")


def test_a_refresh_without_news_costs_almost_nothing(column: PlotColumn) -> None:
    taken = cost_ms(column.refresh)
    judge("three plots, nothing new", taken, most=0.2, unit="ms")


def test_the_crosshair_of_all_plots_follows_the_mouse(column: PlotColumn) -> None:
    steps = iter(range(0, STEPS, 97))

    def move() -> None:
        column.set_cursor(float(next(steps)))
        QApplication.processEvents()

    taken = cost_ms(move)
    judge("crosshair in three plots", taken, most=16, unit="ms")
