"""Which runs are compared: all, selected ones or a sweep's, and of these the ones that fit a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from explorer.gui.comparison.choice_box import ChoiceBox
from explorer.gui.widgets.labels import ElidedLabel, ProblemLine
from explorer.registry import SpecError
from explorer.runs.filters import Filter, read
from explorer.runs.rows import RunRow
from explorer.wording import tr

ALL, SELECTED, SWEEP = "all", "selected", "sweep:"
_PAUSE_MS = 250


@dataclass(frozen=True)
class Scope:
    """`among` is ALL, SELECTED (then `run_ids`) or SWEEP with a sweep's id; `filter` says which of them."""

    among: str = ALL
    run_ids: frozenset[str] = frozenset()
    filter: Filter = field(default_factory=Filter)

    def rows(self, rows: Sequence[RunRow]) -> list[RunRow]:
        """The runs in the scope, in their order."""
        if self.among == SELECTED:
            rows = [row for row in rows if row.id in self.run_ids]
        elif self.among.startswith(SWEEP):
            rows = [row for row in rows if self.among.removeprefix(SWEEP) in row.sweeps]
        return [row for row in rows if not row.problem and self.filter.matches(row)]


class ScopeBar(QWidget):
    """Emits `changed` with the wanted Scope; a filter that is no filter is told and changes nothing."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope = Scope()
        self.among = ChoiceBox(
            "compare_among", tr("Runs"), tr("Compare all runs, the selected ones, or those of a sweep")
        )
        self.filter = QLineEdit()
        self.filter.setObjectName("compare_filter")
        self.filter.setAccessibleName(tr("Filter"))
        self.filter.setPlaceholderText(tr("Filter: norm=none depth>=20"))
        self.filter.setToolTip(
            tr("Conditions on any setting or result, such as norm=none depth>=20 test_error<10%; words")
        )
        self.filter.setClearButtonEnabled(True)
        self.count = ElidedLabel()
        self.count.setObjectName("compare_count")
        self.count.setProperty("role", "muted")
        self.problem = ProblemLine("compare_filter_problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.problem)
        row.addWidget(self.among)
        row.addWidget(self.filter, 1)
        row.addWidget(self.count)
        self.more = QToolButton()
        self.more.setObjectName("compare_more")
        self.more.setAccessibleName(tr("Copy or save"))
        self.more.setToolTip(tr("Copy or save the values and the picture of this tab (Ctrl+S)"))
        row.addWidget(self.more)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_PAUSE_MS)
        self._typing.timeout.connect(self._filter)
        self.filter.textEdited.connect(lambda _: self._typing.start())
        self.filter.editingFinished.connect(self._filter)
        self.among.chosen.connect(lambda among: self._want(Scope(among, self.scope.run_ids, self.scope.filter)))

    def set_scope(self, scope: Scope) -> None:
        """Show a scope; the filter stays as it was typed."""
        self.scope = Scope(scope.among, scope.run_ids, self.scope.filter)

    def offer(self, sweeps: Mapping[str, str], found: int, total: int) -> None:
        """Offer these sweeps by id with their names, and say how many runs fit."""
        choices = {ALL: tr("All runs")}
        if self.scope.run_ids:
            choices[SELECTED] = tr("{count} selected runs", count=len(self.scope.run_ids))
        choices |= {f"{SWEEP}{sweep}": tr("Sweep {name}", name=name) for sweep, name in sweeps.items()}
        self.among.offer(choices, self.scope.among)
        self.count.setText(tr("{found:,} of {total:,} runs", found=found, total=total))

    def _filter(self) -> None:
        self._typing.stop()
        try:
            wanted = read(self.filter.text())
        except SpecError as error:
            self.problem.tell(str(error))
            return
        self.problem.tell("")
        if wanted != self.scope.filter:
            self._want(Scope(self.scope.among, self.scope.run_ids, wanted))

    def _want(self, scope: Scope) -> None:
        self.scope = scope
        self.changed.emit(scope)
