"""The inspector dock: a search for parts of A and B, and everything known of the selected one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from explorer.desk.sides import Side
from explorer.desk.titles import COUNTING_RULE
from explorer.graph.model import NetworkGraph
from explorer.gui.inspector.facts import Section, facts, title_of
from explorer.gui.inspector.finder import Finder
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import InstrumentInfo
from explorer.runs.history import RunHistory
from explorer.wording import tr

HINT = "Click a layer, a block or a junction in A or B to see its details. Readings appear during training."


class InspectorDock(QDockWidget):
    """Shows the part selected last, on either side. `call_wanted` (side, call) asks to bring a found part into view.

    `refresh` reads the run again, so that its readings stay the newest."""

    call_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Inspector"), parent)
        self.setObjectName("inspectorDock")
        self.finder = Finder()
        self.finder.chosen.connect(self.call_wanted)
        self.title = Label()
        self.title.setObjectName("inspectorTitle")
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self._grid_home = QWidget()
        self._grid = QGridLayout(self._grid_home)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._side: Side | None = None
        self._calls: tuple[str, ...] = ()
        self._graph: NetworkGraph | None = None
        self._gates: Mapping[str, float] = {}
        self._history: RunHistory | None = None
        self._instruments: Sequence[InstrumentInfo] = ()
        self._shown: tuple[Section, ...] = ()
        self._version = -1
        self._step: int | None = None
        self._theme = DARK
        self._build()
        self._draw()

    def _build(self) -> None:
        about = QWidget()
        inner = QVBoxLayout(about)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.title)
        inner.addWidget(self._grid_home)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("inspectorFacts")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(about)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addWidget(self.finder)
        column.addWidget(scroll, 1)
        self.setWidget(body)
        self.setMinimumWidth(230)

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def start_search(self) -> None:
        """Show this, and type into its search."""
        self.show()
        self.raise_()
        self.finder.start()

    @property
    def selected(self) -> tuple[Side | None, tuple[str, ...]]:
        """Side and calls on show."""
        return self._side, self._calls

    def select(self, side: Side, calls: Sequence[str]) -> None:
        """Show these calls of a side's network; none clears the dock where it showed that side."""
        if calls or side == self._side:
            self._side, self._calls = (side, tuple(calls)) if calls else (None, ())

    def set_network(
        self,
        graph: NetworkGraph | None,
        gates: Mapping[str, float],
        history: RunHistory | None,
        instruments: Sequence[InstrumentInfo],
    ) -> None:
        """What the selected side shows now; calls that this network does not have are no longer selected."""
        if graph is None or any(call not in graph.calls for call in self._calls):
            self._side, self._calls = None, ()
        self._graph, self._gates, self._history, self._instruments = graph, gates, history, instruments
        self._version = -1
        self._draw()

    def show_step(self, step: int | None) -> None:
        """Show the readings of a step; None: the newest."""
        if step != self._step:
            self._step, self._version = step, -1
            self.refresh()

    def refresh(self) -> None:
        """Show the newest readings; free while there are none."""
        if self.isVisible() and self._history is not None and self._history.version != self._version:
            self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._shown = ()
        self._draw()

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _draw(self) -> None:
        graph, calls = self._graph, self._calls
        self._version = -1 if self._history is None else self._history.version
        if graph is None or not calls:
            self.title.setText(tr(HINT))
            self.title.setStyleSheet(f"color: {self._theme.muted}; font-weight: 400;")
            self._fill(())
            return
        color = self._theme.side(self._side or "A").name()
        self.title.setText(f"{self._side} · {_breaking(title_of(graph, calls))}")
        self.title.setStyleSheet(f"color: {color};")
        self._fill(facts(graph, calls, self._gates, self._history, self._instruments, step=self._step))

    def _fill(self, sections: tuple[Section, ...]) -> None:
        if _labels(sections) == _labels(self._shown):
            self._update(sections)
        else:
            self._rebuild(sections)
        self._shown = sections

    def _update(self, sections: tuple[Section, ...]) -> None:
        """Only values changed: labels stay, so that a selection of text in them stays too."""
        row = 0
        for section in sections:
            self._label(row, 0).setText(section.heading)
            for _, value in section.lines:
                row += 1
                if self._label(row, 1).text() != value:
                    self._label(row, 1).setText(value)
            row += 1

    def _label(self, row: int, column: int) -> QLabel:
        item = self._grid.itemAtPosition(row, column)
        assert item is not None
        label = item.widget()
        assert isinstance(label, QLabel)
        return label

    def _rebuild(self, sections: tuple[Section, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None and (widget := item.widget()) is not None:
            widget.hide()  # until the event loop deletes it, it would be painted over the new labels
            widget.deleteLater()
        row = 0
        for section in sections:
            heading = Label(section.heading)
            heading.setIndent(0)  # a padding in a style sheet brings one along
            heading.setStyleSheet(f"color: {self._theme.muted}; font-weight: 600; padding-top: 6px;")
            self._grid.addWidget(heading, row, 0, 1, 2)
            for label, value in section.lines:
                row += 1
                self._add_line(row, label, value)
            row += 1

    def _add_line(self, row: int, label: str, value: str) -> None:
        left, right = Label(_breaking(label)), Label(value)
        left.setStyleSheet(f"color: {self._theme.muted};")
        right.setWordWrap(True)
        right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (left, right):
            part.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            if label == "multiply-adds":
                part.setToolTip(tr(COUNTING_RULE))
        left.setWordWrap(len(label) > 16)
        self._grid.addWidget(left, row, 0)
        self._grid.addWidget(right, row, 1)


def _breaking(path: str) -> str:
    """A path that may wrap after its dots: a long one would else be cut off at the dock's edge."""
    return path.replace(".", ".\u200b")


def _labels(sections: tuple[Section, ...]) -> list[list[str]]:
    return [[label for label, _ in section.lines] for section in sections]
