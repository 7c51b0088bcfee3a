"""Predictions of a class, from small files, as a cloud in the plot."""

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from explorer.gui.plots.accuracy_plot import AccuracyPlot
from explorer.gui.plots.prediction_menu import PredictionMenu
from explorer.runs.prediction_files import read_prediction, write_prediction
from explorer.runs.predictions import Prediction
from tests.gui.plot_runs import history


def curve(end, about="accuracy"):
    return Prediction(kind="curve", about=about, x=(0.0, 1.0), values=(0.1, end))


@pytest.fixture
def plot(qtbot):
    made = AccuracyPlot()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def menu(plot):
    return PredictionMenu(plot, "accuracy")


def entry(plot, name):
    plot.menu.aboutToShow.emit()
    return next(action for action in plot.menu.actions() if action.objectName() == f"{name}_accuracy")


def test_a_class_is_a_cloud_over_the_run_and_what_is_wrong_is_told(plot, menu, tmp_path, monkeypatch):
    ends = (0.5, 0.7, 0.9)
    paths = [tmp_path / f"{k}.prediction.json" for k in range(5)]
    for path, end in zip(paths, ends, strict=False):
        write_prediction(path, "B", curve(end))
    write_prediction(paths[3], "B", curve(2.0, "loss"))
    paths[4].write_text("{")
    said = []
    menu.failed.connect(said.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in paths], ""))
    run = history(30)
    plot.set_history("B", run)
    assert not entry(plot, "hidePredictions").isVisible()
    entry(plot, "openPredictions").trigger()
    x, y = plot.predicted.clouds["B"].getData()
    assert np.isnan(y).sum() == 3, "a line for each"
    assert sorted(y[1::3]) == [50, 70, 90]
    assert x[1] == run.spec.training.total_steps(run.steps_per_epoch) - 1
    assert said == ["No prediction of the accuracy in 3.prediction.json, 4.prediction.json."]
    entry(plot, "hidePredictions").trigger()
    assert not plot.predicted.has_class


def test_a_prediction_is_saved_as_a_file_and_can_be_taken_off(plot, menu, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "mine.prediction.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert not entry(plot, "savePrediction").isVisible()
    plot.set_history("A", history(30))
    plot.predicted.set("A", curve(0.8))
    entry(plot, "savePrediction").trigger()
    assert read_prediction(path) == ("A", curve(0.8))
    with qtbot.waitSignal(menu.remove_wanted) as told:
        entry(plot, "removePrediction").trigger()
    assert told.args == ["A", curve(0.8)]


@pytest.mark.parametrize(
    "text", ["[]", '{"side": "C"}', '{"side": "A", "prediction": {"kind": "curve"}}', "x" * 100_002]
)
def test_a_file_without_a_prediction_is_refused(tmp_path, text):
    path = tmp_path / "wrong.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"no prediction|not readable"):
        read_prediction(path)
