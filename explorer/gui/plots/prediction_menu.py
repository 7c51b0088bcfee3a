"""What a plot's menu offers about predictions: taking them off, saving one, and showing those of a class."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from explorer.desk.sides import SIDES
from explorer.gui.plots.curve_plot import CurvePlot
from explorer.wording import tr


class PredictionMenu(QObject):
    """`remove_wanted` and `save_wanted` carry a side and its Prediction; `open_wanted` asks for files of a class,
    `hide_wanted` takes its predictions off."""

    remove_wanted = Signal(str, object)
    save_wanted = Signal(str, object)
    open_wanted = Signal()
    hide_wanted = Signal()

    def __init__(self, plot: CurvePlot, about: str) -> None:
        super().__init__(plot)
        self._plot, self._about = plot, about
        self._own = [
            self._action(
                "removePrediction", tr("Remove prediction"), tr("Take it off this plot and off the run"), self._remove
            ),
            self._action(
                "savePrediction", tr("Save prediction…"), tr("Save it as a small file, for a class"), self._save
            ),
        ]
        tip = tr("Show the predictions of many, from files, as thin lines behind the run")
        self._action("openPredictions", tr("Show predictions of a class…"), tip, self.open_wanted)
        self._class = self._action(
            "hidePredictions", tr("Hide predictions of the class"), tr("Take them off"), self.hide_wanted
        )
        plot.menu.aboutToShow.connect(self._offer)

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

    def _save(self) -> None:
        for side in SIDES:
            if side in self._plot.predicted.made:
                self.save_wanted.emit(side, self._plot.predicted.made[side])
