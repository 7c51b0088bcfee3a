"""What a plot's menu offers about predictions: taking them off, saving one, and showing those of a class."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from explorer.desk.sides import SIDES, Side
from explorer.gui.plots.curve_plot import CurvePlot
from explorer.runs.prediction_files import SUFFIX, read_prediction, write_prediction
from explorer.runs.predictions import Prediction

_FILES = f"Predictions (*{SUFFIX})"


class PredictionMenu(QObject):
    """`remove_wanted` carries a side and its Prediction, `failed` a sentence about files."""

    remove_wanted = Signal(str, object)
    failed = Signal(str)

    def __init__(self, plot: CurvePlot, about: str) -> None:
        super().__init__(plot)
        self._plot, self._about = plot, about
        self._own = [
            self._action(
                "removePrediction", "Remove prediction", "Take it off this plot and off the run", self._remove
            ),
            self._action("savePrediction", "Save prediction…", "Save it as a small file, for a class", self._save),
        ]
        tip = "Show the predictions of many, from files, as thin lines behind the run"
        self._action("openPredictions", "Show predictions of a class…", tip, self._open)
        self._class = self._action("hidePredictions", "Hide predictions of the class", "Take them off", self._hide)
        plot.menu.aboutToShow.connect(self._offer)

    def show_files(self, paths: Iterable[Path]) -> None:
        """Show the predictions in these files."""
        found: dict[Side, list[Prediction]] = {side: [] for side in SIDES}
        wrong = []
        for path in paths:
            try:
                side, prediction = read_prediction(path)
            except (ValueError, OSError):
                wrong.append(path.name)
                continue
            if prediction.key == ("curve", self._about):
                found["A" if side == "A" else "B"].append(prediction)
            else:
                wrong.append(path.name)
        for side, predictions in found.items():
            self._plot.predicted.set_class(side, predictions)
        if wrong:
            self.failed.emit(f"No prediction of the {self._about} in {', '.join(wrong)}.")

    def _action(self, name: str, text: str, tip: str, act: object) -> QAction:
        action = QAction(text, self._plot)
        action.setObjectName(f"{name}_{self._about}")
        action.setToolTip(tip)
        action.triggered.connect(act)
        self._plot.menu.addAction(action)
        return action

    def _offer(self) -> None:
        for action in self._own:
            action.setVisible(bool(self._plot.predicted.made))
        self._class.setVisible(self._plot.predicted.has_class)

    def _remove(self) -> None:
        for side, made in tuple(self._plot.predicted.made.items()):
            self.remove_wanted.emit(side, made)

    def _hide(self) -> None:
        for side in SIDES:
            self._plot.predicted.set_class(side, ())

    def _save(self) -> None:
        for side, made in tuple(self._plot.predicted.made.items()):
            name = f"{self._about}-{side}{SUFFIX}"
            chosen, _ = QFileDialog.getSaveFileName(self._plot, f"Save the prediction of {side}", name, _FILES)
            if not chosen:
                continue
            try:
                write_prediction(Path(chosen), side, made)
            except OSError as error:
                self.failed.emit(f"The prediction could not be saved to {chosen}: {error.strerror}.")

    def _open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self._plot, "Show predictions of a class", "", _FILES)
        if chosen:
            self.show_files(map(Path, chosen))
