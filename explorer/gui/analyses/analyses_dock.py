"""The analyses dock: the question on the left (or on top), what was found beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QScrollArea, QSplitter, QVBoxLayout, QWidget

from explorer.choices.figures.bars import Bars
from explorer.desk.analyses_state import AnalysesState
from explorer.desk.sides import Side
from explorer.gui.analyses.question import Question
from explorer.gui.analyses.results_view import ResultsView
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

_FIRST_SIZE = (1060, 700)
_NARROW = 640  # pixels: below, the question stands above the results


class AnalysesDock(QDockWidget):
    """Shows an AnalysesState; wishes come from `question`. It stands at the window's right until it is dragged out.

    `blocks_changed` carries the bars by side that stand for blocks (nothing while the dock is hidden)."""

    blocks_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Analyses"), parent)
        self.setObjectName("analysesDock")
        self.question, self.results = Question(), ResultsView()
        self._blocks: dict[Side, Bars] = {}
        self._shown: tuple[str | None, bool] = (None, False)  # the analysis, and whether there are results of it
        self.resize(*_FIRST_SIZE)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setObjectName("analysesSplit")
        self.split.setChildrenCollapsible(False)
        self._asking = asking = QScrollArea()  # a low dock scrolls the question rather than making the window taller
        asking.setObjectName("analysisAsking")
        asking.setWidgetResizable(True)
        asking.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        asking.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        asking.setMinimumWidth(250)
        asking.setWidget(self.question)
        self.split.addWidget(asking)
        self.split.addWidget(self.results)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([270, 790])
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 8, 8, 8)
        column.addWidget(self.split)
        self.setWidget(body)
        self.setFocusProxy(self.question.chooser)
        self._dragged = False  # the parts are as a person made them
        self.split.splitterMoved.connect(lambda *_: setattr(self, "_dragged", True))
        self.visibilityChanged.connect(lambda _: self._tell_blocks())

    def set_state(self, state: AnalysesState) -> None:
        """Draw a state."""
        self.question.set_state(state)
        found = {side: view.result for side, view in state.sides.items() if view.result is not None}
        names = {side: view.name for side, view in state.sides.items()}
        self.results.set_results(found, names, state.info.settings if state.info is not None else ())
        shown = None if state.info is None else state.info.name, bool(found)
        if shown != self._shown:
            if shown[0] != self._shown[0]:
                self._dragged = False
                self._asking.verticalScrollBar().setValue(0)
            self._shown = shown
            if not self._dragged:
                self._share()
        blocks = {
            side: next((f for f in result.figures if isinstance(f, Bars) and f.skips), None)
            for side, result in found.items()
        }
        self._blocks = {side: bars for side, bars in blocks.items() if bars is not None}
        self._tell_blocks()

    @property
    def blocks(self) -> Mapping[Side, Bars]:
        """Bars to be drawn under the blocks of the pictures."""
        return self._blocks if self.isVisible() else {}

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.question.set_theme(theme)
        self.results.set_theme(theme)

    def open(self) -> None:
        """Come to the front, ready for the keyboard."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.question.chooser.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side, or one above the other where it is narrow."""
        super().resizeEvent(event)
        wanted = Qt.Orientation.Vertical if self.width() < _NARROW else Qt.Orientation.Horizontal
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)
            self.split.setSizes([270, 790])
            self._dragged = False
        if not self._dragged:
            self._share()

    def _share(self) -> None:
        """Room for the question: above the results down to its buttons; what is told of the analysis scrolls there.
        Results have at least half of the height."""
        if self.split.orientation() == Qt.Orientation.Horizontal:
            return
        needed, most = self.question.down_to_buttons(), self.height() - self.results.minimumSizeHint().height()
        if self._shown[1]:  # in half of the height, or where that is too little for the buttons in a third
            most = self.height() // (2 if needed <= self.height() // 2 else 3)
        asking = min(needed, most)
        self.split.setSizes([asking, max(self.height() - asking, 1)])

    def _tell_blocks(self) -> None:
        self.blocks_changed.emit(dict(self.blocks))
