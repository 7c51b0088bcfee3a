"""What a plot's menu offers about predictions."""

import pytest

from explorer.gui.plots.accuracy_plot import AccuracyPlot
from explorer.gui.plots.prediction_menu import PredictionMenu
from explorer.runs.predictions import Prediction
from tests.gui.plot_runs import history

CURVE = Prediction(kind="curve", about="accuracy", x=(0.0, 1.0), values=(0.1, 0.8))


@pytest.fixture
def plot(qtbot):
    made = AccuracyPlot()
    qtbot.addWidget(made)
    made.show()
    return made


def entry(plot, name):
    plot.menu.aboutToShow.emit()
    return next(action for action in plot.menu.actions() if action.objectName() == f"{name}_accuracy")


def test_ones_own_can_be_saved_and_taken_off_once_it_is_there(plot, qtbot):
    menu = PredictionMenu(plot, "accuracy")
    assert not entry(plot, "savePrediction").isVisible()
    plot.set_history("A", history(30))
    plot.predicted.set("A", CURVE)
    for name, signal in (("savePrediction", menu.save_wanted), ("removePrediction", menu.remove_wanted)):
        with qtbot.waitSignal(signal) as told:
            entry(plot, name).trigger()
        assert told.args == ["A", CURVE]


def test_those_of_a_class_can_be_opened_and_hidden(plot, qtbot):
    menu = PredictionMenu(plot, "accuracy")
    with qtbot.waitSignal(menu.open_wanted):
        entry(plot, "openPredictions").trigger()
    assert not entry(plot, "hidePredictions").isVisible()
    plot.predicted.set_class("B", [CURVE])
    with qtbot.waitSignal(menu.hide_wanted):
        entry(plot, "hidePredictions").trigger()
