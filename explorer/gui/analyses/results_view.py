"""What an analysis gave: its sentences for A and B, and its figures below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from explorer.choices.figure import FIGURES, Figure
from explorer.desk.sides import SIDES, Side
from explorer.gui.analyses.figure_panel import FigurePanel
from explorer.gui.analyses.pairs import paired
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.analysis import AnalysisResult, Setting, Value
from explorer.wording import tr

_NARROW = 520  # pixels
_FIRST = 3  # sentences that are told without asking
EMPTY = "No results yet. Run an analysis to see findings and figures of A and B here."


class ResultsView(QScrollArea):
    """Shows results by side. Figures that stay keep their view, so that a new result of B does not move A's.

    Emits `failed` and `saved` of its figures, and `skip_pointed` (side → skip id) of its bars."""

    failed = Signal(str)
    saved = Signal(str)
    skip_pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("analysisResults")
        self.setAccessibleName(tr("Results of the analysis"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = DARK
        self._shown: dict[Side, AnalysisResult] = {}
        self._names: dict[Side, str] = {}
        self._settings: tuple[Setting, ...] = ()
        self._unfolded = False
        self.views: dict[tuple[str, ...], FigurePanel[Any]] = {}
        self.sentences: dict[Side, QLabel] = {side: self._make_label(side) for side in SIDES}
        self.empty = Label(tr(EMPTY))
        self.empty.setObjectName("analysisEmpty")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "muted")
        self._told = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._told.setSpacing(14)
        for label in self.sentences.values():
            self._told.addWidget(label, 1)
        home = QWidget()
        self._column = QVBoxLayout(home)
        self._column.setContentsMargins(2, 2, 6, 2)
        self._column.setSpacing(8)
        self._column.addWidget(self.empty, 1)
        self._column.addLayout(self._told)
        self._column.addStretch(0)
        self.setWidget(home)

    def set_results(
        self, results: Mapping[Side, AnalysisResult], names: Mapping[Side, str], settings: Sequence[Setting] = ()
    ) -> None:
        """Show these; `names` are the networks' for people, `settings` what could be chosen. Costs nothing where they
        are on show already."""
        if {s: id(r) for s, r in results.items()} == {s: id(r) for s, r in self._shown.items()}:
            return
        self._shown = dict(results)
        self._names, self._settings = dict(names), tuple(settings)
        self.empty.setVisible(not results)
        self._tell()
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._tell()
        for view in self.views.values():
            view.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of A and B side by side, or one above the other where it is narrow."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wanted = directions.TopToBottom if self.width() < _NARROW else directions.LeftToRight
        if wanted != self._told.direction():
            self._told.setDirection(wanted)
            self._tell()

    def _at_first(self) -> int:
        """How many sentences are told without asking: of two sides one above the other, few leave room for figures."""
        stacked = self._told.direction() == QBoxLayout.Direction.TopToBottom and len(self._shown) > 1
        return 1 if stacked else _FIRST

    def _tell(self) -> None:
        for side, label in self.sentences.items():
            result = self._shown.get(side)
            label.setVisible(result is not None)
            if result is not None:
                color = self._theme.side(side).name()
                first = self._at_first()
                told = result.sentences if self._unfolded else result.sentences[:first]
                lines = "".join(f"<p style='margin: 3px 0 0 0'>{escape(s)}</p>" for s in told)
                if len(result.sentences) > first:
                    more = tr("Less") if self._unfolded else tr("{count} more", count=len(result.sentences) - first)
                    lines += (
                        f"<p style='margin: 3px 0 0 0'><a href='more' style='color:{self._theme.accent}'>{more}</a></p>"
                    )
                label.setText(
                    f"<b><span style='color:{color}'>{side}</span> · {escape(self._names[side])}</b>"
                    f"<span style='color:{self._theme.muted}'>&nbsp;&nbsp;{self._asked(result)}</span>{lines}"
                )

    def _draw(self) -> None:
        wanted = paired(self._shown)
        for key in [key for key in self.views if key not in wanted]:
            view = self.views.pop(key)
            self._column.removeWidget(view)
            view.hide()  # until the event loop deletes it, it would be painted over its successor
            view.deleteLater()
        for place, (key, figures) in enumerate(wanted.items()):
            if key in self.views:
                self.views[key].set_figures(figures)
            else:
                self.views[key] = self._make(key[0], figures)
            self._column.removeWidget(self.views[key])
            self._column.insertWidget(2 + place, self.views[key], 1)

    def _make(self, kind: str, figures: Mapping[Side, Figure]) -> FigurePanel[Any]:
        view = FIGURES[kind].view()(figures)
        view.set_theme(self._theme)
        view.failed.connect(self.failed)
        view.saved.connect(self.saved)
        view.skip_pointed.connect(self.skip_pointed)
        return view

    def _make_label(self, side: Side) -> QLabel:
        label = Label()
        label.setObjectName(f"analysisSentences{side}")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.linkActivated.connect(self._fold)
        label.hide()
        return label

    def _fold(self) -> None:
        self._unfolded = not self._unfolded
        self._tell()

    def _asked(self, result: AnalysisResult) -> str:
        """When, how long it took, and the settings that were chosen."""
        made = datetime.fromisoformat(result.made).astimezone()
        usual = {setting.name: setting.default for setting in self._settings}
        titles = {setting.name: setting.title for setting in self._settings}
        chosen = (f"{titles.get(n, n)}: {_told(v)}" for n, v in result.settings.items() if v != usual.get(n, v))
        return escape(" · ".join((f"{made:%d %b %H:%M}", f"{result.seconds:.1f} s", *chosen)))


def _told(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
