"""The files of a class in the window: asking where, and putting curves into the plots."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from explorer.desk.class_predictions import ClassPredictions
from explorer.desk.sides import SIDES
from explorer.gui.plots.curve_plot import CurvePlot
from explorer.gui.plots.prediction_menu import PredictionMenu
from explorer.runs.prediction_files import SUFFIX, SharedPrediction, write_prediction
from explorer.wording import tr


def _files() -> str:
    return f"{tr('Predictions')} (*{SUFFIX})"


class ClassFiles(QObject):
    """Saves one's own prediction and opens those of a class, for the plots' menus and for lessons."""

    def __init__(self, model: ClassPredictions, plots: Mapping[str, CurvePlot], window: QWidget) -> None:
        super().__init__(window)
        self._model, self._plots, self._window = model, plots, window
        self.menus = [PredictionMenu(plot, name) for name, plot in plots.items()]
        for menu in self.menus:
            menu.save_wanted.connect(lambda side, made: self.save(model.shared(side, made)))
            menu.open_wanted.connect(self.open)
            menu.hide_wanted.connect(model.hide)
        model.changed.connect(self._show)

    def save(self, shared: SharedPrediction | None) -> None:
        """Ask for a file and write a prediction into it."""
        if shared is None:
            return
        about = shared.prediction.about if shared.prediction.kind != "sentence" else "answer"
        name = "-".join(filter(None, (shared.lesson, about, shared.side))) + SUFFIX
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save the prediction of {side}", side=shared.side), name, _files()
        )
        if not chosen:
            return
        try:
            write_prediction(Path(chosen), shared)
        except OSError as error:
            self._model.failed.emit(
                tr(
                    "The prediction could not be saved to {chosen}: {reason}.",
                    chosen=chosen,
                    reason=error.strerror or error,
                )
            )

    def open(self) -> None:
        """Ask for files and show what is in them."""
        chosen, _ = QFileDialog.getOpenFileNames(self._window, tr("Show predictions of a class"), "", _files())
        if chosen:
            self._model.show_files(map(Path, chosen))

    def _show(self) -> None:
        for name, plot in self._plots.items():
            for side in SIDES:
                plot.predicted.set_class(side, self._model.of(side, "curve", name))
