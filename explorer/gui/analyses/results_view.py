"""What an analysis gave: its sentences for A and B, and its figures below them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.analyses.bars_view import BarsView
from explorer.gui.analyses.lines_view import LinesView
from explorer.gui.analyses.pairs import paired
from explorer.gui.analyses.surface_view import SurfaceView
from explorer.gui.theme import DARK, SIDES, Side, Theme
from explorer.runs.analysis import AnalysisResult, Figure

FigureView = LinesView | BarsView | SurfaceView
_VIEWS: Mapping[str, type[LinesView] | type[BarsView] | type[SurfaceView]] = {
    "lines": LinesView, "bars": BarsView, "surface": SurfaceView,
}  # fmt: skip
EMPTY = "Nothing was asked yet. What the analysis finds appears here: sentences, and figures of A and B in one plot."


class ResultsView(QScrollArea):
    """Shows results by side. Figures that stay keep their view, so that a new result of B does not move A's.

    Emits `failed` and `saved` of its figures, and `skip_pointed` (side → skip id) of its bars."""

    failed = Signal(str)
    saved = Signal(str)
    skip_pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("analysisResults")
        self.setAccessibleName("What the analysis found")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = DARK
        self._shown: dict[Side, AnalysisResult] = {}
        self.views: dict[tuple[str, str], FigureView] = {}
        self.sentences: dict[Side, QLabel] = {side: self._make_label(side) for side in SIDES}
        self.empty = QLabel(EMPTY)
        self.empty.setObjectName("analysisEmpty")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "muted")
        told = QHBoxLayout()
        told.setSpacing(14)
        for label in self.sentences.values():
            told.addWidget(label, 1)
        home = QWidget()
        self._column = QVBoxLayout(home)
        self._column.setContentsMargins(2, 2, 6, 2)
        self._column.setSpacing(8)
        self._column.addWidget(self.empty, 1)
        self._column.addLayout(told)
        self.setWidget(home)

    def set_results(self, results: Mapping[Side, AnalysisResult], names: Mapping[Side, str]) -> None:
        """Show these; `names` are the networks' for people. Costs nothing where they are on show already."""
        if {s: id(r) for s, r in results.items()} == {s: id(r) for s, r in self._shown.items()}:
            return
        self._shown = dict(results)
        self._names = dict(names)
        self.empty.setVisible(not results)
        self._tell()
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._tell()
        for view in self.views.values():
            view.set_theme(theme)

    def _tell(self) -> None:
        for side, label in self.sentences.items():
            result = self._shown.get(side)
            label.setVisible(result is not None)
            if result is not None:
                colour = self._theme.side(side).name()
                lines = "".join(f"<p style='margin: 3px 0 0 0'>{escape(s)}</p>" for s in result.sentences)
                label.setText(
                    f"<b><span style='color:{colour}'>{side}</span> · {escape(self._names[side])}</b>"
                    f"<span style='color:{self._theme.muted}'>&nbsp;&nbsp;{_asked(result)}</span>{lines}"
                )

    def _draw(self) -> None:
        wanted: dict[tuple[str, str], dict[Side, Figure]] = {
            (figures[next(iter(figures))].kind, figures[next(iter(figures))].id): figures
            for figures in paired(self._shown)
        }
        for key in [key for key in self.views if key not in wanted]:
            view = self.views.pop(key)
            self._column.removeWidget(view)
            view.hide()  # until the event loop deletes it, it would be painted over its successor
            view.deleteLater()
        for place, (key, figures) in enumerate(wanted.items()):
            if key in self.views:
                self.views[key].set_figures(figures)  # type: ignore[arg-type]
            else:
                self.views[key] = self._make(key[0], figures)
            self._column.removeWidget(self.views[key])
            self._column.insertWidget(2 + place, self.views[key], 1)

    def _make(self, kind: str, figures: Mapping[Side, Figure]) -> FigureView:
        view = _VIEWS[kind](figures)  # type: ignore[arg-type]
        view.set_theme(self._theme)
        view.failed.connect(self.failed)
        view.saved.connect(self.saved)
        if isinstance(view, BarsView):
            view.skip_pointed.connect(self.skip_pointed)
        return view

    @staticmethod
    def _make_label(side: Side) -> QLabel:
        label = QLabel()
        label.setObjectName(f"analysisSentences{side}")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.hide()
        return label


def _asked(result: AnalysisResult) -> str:
    """When, how long it took and with which settings."""
    made = datetime.fromisoformat(result.made).astimezone()
    settings = ", ".join(f"{name} {value}" for name, value in result.settings.items())
    return escape(" · ".join(part for part in (f"{made:%d %b %H:%M}", f"{result.seconds:.1f} s", settings) if part))
