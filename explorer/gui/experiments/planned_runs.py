"""The runs that a sweep asks for, in their order, and the time that they are expected to take."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from explorer.experiments.planning import Plan
from explorer.gui.experiments.sweep_columns import told_time
from explorer.gui.widgets.labels import Label, ProblemLine
from explorer.runs.cells import cell_name
from explorer.wording import tr, tr_count


class PlannedRuns(QWidget):
    """Shows a plan, or why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._problem = Label(), ProblemLine("sweepProblem")
        self._count.setObjectName("sweepCount")
        self._count.setProperty("role", "title")
        self._runs = QListWidget()
        self._runs.setObjectName("sweepRuns")
        self._runs.setAccessibleName(tr("Runs of the sweep"))
        self._runs.setUniformItemSizes(True)
        self._runs.setAlternatingRowColors(True)
        self._runs.setStyleSheet("QListView::item { padding: 2px 3px; }")
        self._runs.setToolTip(tr("The runs in their order, and the time that each is expected to take"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._count, self._problem):
            column.addWidget(widget)
        column.addWidget(self._runs, 1)

    def show_plan(self, plan: Plan, seconds: Sequence[float], stored: Collection[int] = ()) -> None:
        """Show the runs of a plan; their seconds are 0 where not known yet, negative where they cannot be measured.
        Those at the places `stored` need none."""
        left = [time for place, time in enumerate(seconds) if place not in stored]
        total = sum(left) if min(left, default=1) > 0 else None
        count = len(plan.cells)
        reused = tr(", {count:,} of them stored", count=len(stored)) if stored else ""
        known = (
            "" if total is None else tr(", about {total}", total=told_time(total)) if left else tr(": nothing to train")
        )
        unknown = tr(", time cannot be measured") if min(left, default=0) < 0 else tr(", measuring the time…")
        runs = tr_count("{count:,} run", "{count:,} runs", count)
        self._count.setText(f"{runs}{reused}{known or unknown}")
        self._problem.tell(" ".join(plan.notes))
        lines = [
            f"{cell_name(cell.label, cell.spec)}   {tr('stored') if place in stored else told_time(time or None)}"
            for place, (cell, time) in enumerate(zip(plan.cells, seconds, strict=True))
        ]
        here = self._runs.verticalScrollBar().value()
        self._runs.clear()
        self._runs.addItems(lines)
        self._runs.verticalScrollBar().setValue(here)

    def show_problem(self, text: str) -> None:
        """Show why there is no plan."""
        self._count.setText(tr("Not a sweep yet"))
        self._problem.tell(text)
        self._runs.clear()
