"""The dialog that forks a run: from which step, and what is other in the child."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.widgets.labels import Label
from explorer.infos import DatasetInfo
from explorer.registry import SpecError
from explorer.runs.gate_script import GateMove
from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.runs.values import ZERO
from explorer.wording import tr

_UNCHANGED = "as in the parent"
_ABOUT = (
    "The child has the parent's weights, optimizer state and steps up to here. The parent stays as it is. Steps "
    "between the last checkpoint and this step are trained again first."
)


class ForkDialog(QDialog):
    """Emits `forked` with the step and the child's settings. What is not touched stays as in the parent."""

    forked = Signal(int, object)

    def __init__(
        self, history: RunHistory, name: str, step: int, *, closely: bool = False,
        datasets: tuple[DatasetInfo, ...] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("forkDialog")
        self.setWindowTitle(tr("Fork {name}", name=name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._history = history
        self._form = QFormLayout()
        training = history.spec.training
        self.step = self._whole(
            "step", tr("From step"), tr("The first step that differs in the child"), len(history), step
        )
        self.gates = self._choice("gates", tr("Gates"), tr("Gates that move at this step"), self._gate_choices())
        self.gate = QDoubleSpinBox()
        self._named(self.gate, "gate", tr("Gate"), tr("0: off; 1: on"))
        self.gate.setRange(0, 1)
        self.gate.setSingleStep(0.05)
        self.gates.currentIndexChanged.connect(lambda index: self.gate.setEnabled(index > 0))
        self.gate.setEnabled(False)
        self._form.addRow(tr("Gates"), self._row(self.gates, self.gate))
        self.lr = QLineEdit(f"{training.lr:g}")
        self._named(self.lr, "lr", tr("Learning rate"), tr("The learning rate from this step on"))
        self._form.addRow(tr("Learning rate"), self.lr)
        self.dataset = self._choice(
            "dataset", tr("Data"), tr("Other images, of as many classes"), self._data_choices(datasets)
        )
        self._form.addRow(tr("Data"), self.dataset)
        self.probes = self._whole("probes", tr("Steps between probes"), tr("1 shows a moment closely"), 10**6,
                                  1 if closely else training.probe_every)  # fmt: skip
        self.probes.setSpecialValueText(ZERO["probe_every"])
        self.epochs = self._whole("epochs", tr("Epochs"), tr("Epochs in all, those of the parent included"), 100_000,
                                  max(training.epochs, self._least_epochs(step)))  # fmt: skip
        self.problem = Label()
        self.problem.setObjectName("forkProblem")
        self.problem.setProperty("role", "warning")
        self.problem.setWordWrap(True)
        self._lay_out()

    def accept(self) -> None:
        """Fork, or say what is wrong with an entry."""
        try:
            spec = self.spec()
        except SpecError as error:
            self.problem.setText(str(error))
            return
        if spec.training.total_steps(self._history.steps_per_epoch) <= self.step.value():
            self.problem.setText(
                tr("Epochs are {epochs}; the child would have no step of its own.", epochs=self.epochs.value())
            )
            return
        self.forked.emit(self.step.value(), spec)
        super().accept()

    def spec(self) -> RunSpec:
        """The child's settings; SpecError for an entry that is not allowed."""
        training = self._history.spec.training
        moves = training.interventions
        if self.gates.currentIndex() > 0:
            skips = str(self.gates.currentData())
            moves = (*moves, GateMove(first=self.step.value(), skips=skips, gate=round(self.gate.value(), 4)))
        try:
            lr = training.lr if self.lr.text() == f"{training.lr:g}" else float(self.lr.text())
        except ValueError:
            raise SpecError(tr("learning rate is {lr!r}; allowed: a number above 0.", lr=self.lr.text())) from None
        return replace(
            self._history.spec,
            training=replace(
                training,
                interventions=moves,
                lr=lr,
                dataset=str(self.dataset.currentData()),
                probe_every=self.probes.value(),
                epochs=self.epochs.value(),
                max_steps=0 if self.epochs.value() != training.epochs else training.max_steps,
            ),
        )

    def _least_epochs(self, step: int) -> int:
        return step // self._history.steps_per_epoch + 1

    def _gate_choices(self) -> list[tuple[str, str]]:
        skips = self._history.graph.skips
        stages = sorted({skip.stage for skip in skips if skip.stage is not None})
        some = [(tr("All skips"), "all")] if skips else []
        return [(tr(_UNCHANGED), ""), *some, *((tr("Stage {n}", n=n), tr("stage {n}", n=n)) for n in stages)]

    def _data_choices(self, datasets: tuple[DatasetInfo, ...]) -> list[tuple[str, str]]:
        own, classes = self._history.spec.training.dataset, self._history.spec.network.classes
        fitting = [d.name for d in datasets if len(d.classes) == classes and d.present and d.name != own]
        return [(tr(_UNCHANGED), own), *((name, name) for name in fitting)]

    def _whole(self, name: str, title: str, tip: str, most: int, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0 if name != "epochs" else 1, most)
        box.setValue(value)
        box.setGroupSeparatorShown(True)
        self._named(box, name, title, tip)
        self._form.addRow(title, box)
        return box

    def _choice(self, name: str, title: str, tip: str, choices: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        for text, data in choices:
            box.addItem(text, data)
        self._named(box, name, title, tip)
        return box

    @staticmethod
    def _named(widget: QWidget, name: str, title: str, tip: str) -> None:
        widget.setObjectName(f"fork_{name}")
        widget.setAccessibleName(title)
        widget.setToolTip(tip)

    @staticmethod
    def _row(*widgets: QWidget) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        return made

    def _lay_out(self) -> None:
        about = Label(tr(_ABOUT))
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        buttons = QDialogButtonBox()
        cancel = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("fork_cancel")
        cancel.setToolTip(tr("Close without forking (Esc)"))
        cancel.setAccessibleName(tr("Cancel"))
        self.go = buttons.addButton(tr("Fork and train"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setObjectName("fork_go")
        self.go.setToolTip(tr("Train the child from this step on"))
        self.go.setAccessibleName(tr("Fork and train"))
        self.go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addLayout(self._form)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.setMinimumWidth(420)
