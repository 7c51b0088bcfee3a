"""Which of a file's models to open, for which images, and on which side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from explorer.desk.sides import SIDES, Side
from explorer.gui.own_models.own_model_scores import ScoresChooser
from explorer.gui.widgets.labels import Label, plain_tip
from explorer.infos import Candidate
from explorer.own.arguments import automatic, changes, parsed, written
from explorer.own.source import Source
from explorer.own.user_files import digest_of
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec
from explorer.wording import tr

_SHAPE = r"\s*(\d{1,5})\s*[x×,]\s*(\d{1,5})\s*[x×,]\s*(\d{1,5})\s*"
_ARGUMENTS_TIP = "Constructor arguments as name=value, …; others keep their defaults"
_WEIGHTS_TIP = (
    "File with initial weights: safetensors, or a PyTorch checkpoint with a state dict. Empty: the model's own"
)


@dataclass(frozen=True)
class SideData:
    """What a side has now: the shape and classes of its images, what the data are called (empty without data), and
    whether it can be given another network (not while it trains)."""

    shape: tuple[int, ...] = (3, 32, 32)
    classes: int = 10
    title: str = ""
    free: bool = True


class ChoicePage(QWidget):
    """Offers the usable candidates; the others are gray and say why. `wanted` is emitted for a double click, `changed`
    for every edit."""

    wanted = Signal()
    changed = Signal()

    def __init__(self, sides: Mapping[Side, SideData], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides = sides
        self._filled = ""  # the arguments as they were filled in
        self._list = QListWidget()
        self._list.setObjectName("ownModelList")
        self._list.setToolTip(tr("Models in the file; unusable ones are gray with the reason"))
        self._list.setAccessibleName(tr("Models of the file"))
        self._list.setWordWrap(True)
        self._list.setSpacing(2)
        self._list.itemDoubleClicked.connect(lambda item: self.wanted.emit())
        self._list.currentItemChanged.connect(lambda *_: self._chosen())
        self._candidates: tuple[Candidate, ...] = ()
        self._shape = _line(
            "ownModelShape", tr("Input shape"), tr("Channels × height × width of an image, such as 3×32×32")
        )
        self._classes = _line("ownModelClasses", tr("Classes"), tr("Number of classes: at least 2"))
        self._arguments = _line("ownModelArguments", tr("Arguments"), tr(_ARGUMENTS_TIP), width=0)
        self._weights = _line("ownModelWeights", tr("Initial weights"), tr(_WEIGHTS_TIP), width=0)
        self._weights.setPlaceholderText(tr("its own"))
        self.scores = ScoresChooser()
        self._shape.editingFinished.connect(self._fill_arguments)
        self._classes.editingFinished.connect(self._fill_arguments)
        for line in (self._shape, self._classes, self._arguments, self._weights):
            line.textEdited.connect(self.changed)
        self.scores.editTextChanged.connect(self.changed)
        self._note = Label()
        self._note.setObjectName("ownModelNote")
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._buttons = QButtonGroup(self)
        self._by_side: dict[Side, QRadioButton] = {}
        self._build()
        first = next((side for side in SIDES if sides[side].free), None)
        if first is not None:
            self._by_side[first].setChecked(True)
        self._take_data()

    def _build(self) -> None:
        row = QHBoxLayout()
        for side in SIDES:
            button = QRadioButton(side)
            button.setObjectName(f"ownModelSide{side}")
            button.setAccessibleName(tr("Open in {side}", side=side))
            button.setEnabled(self._sides[side].free)
            button.setToolTip(
                tr("Open it in {side}", side=side)
                if self._sides[side].free
                else tr("{side} is training: stop it first", side=side)
            )
            button.toggled.connect(lambda on: self._take_data() if on else None)
            self._buttons.addButton(button)
            self._by_side[side] = button
            row.addWidget(button)
        row.addStretch(1)
        grid = QGridLayout()
        grid.setColumnStretch(3, 1)
        for place, (text, widget) in enumerate(((tr("Input shape"), self._shape), (tr("Classes"), self._classes))):
            grid.addWidget(Label(text), 0, 2 * place)
            grid.addWidget(widget, 0, 2 * place + 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(tr("Arguments")), 1, 0)
        grid.addWidget(self._arguments, 1, 1, 1, 3)
        grid.addWidget(Label(tr("Initial weights")), 2, 0)
        files = QHBoxLayout()
        files.addWidget(self._weights, 1)
        files.addWidget(self._browse())
        grid.addLayout(files, 2, 1, 1, 3)
        grid.addWidget(Label(tr("Class scores")), 3, 0)
        grid.addWidget(self.scores, 3, 1, 1, 3)
        grid.addWidget(Label(tr("Open in")), 4, 0)
        grid.addLayout(row, 4, 1, 1, 3)
        grid.addWidget(self._note, 5, 0, 1, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list, 1)
        column.addLayout(grid)

    def _browse(self) -> QPushButton:
        button = QPushButton(tr("Browse…"))
        button.setObjectName("ownModelWeightsBrowse")
        button.setAccessibleName(tr("Choose a file of initial weights"))
        button.setToolTip(tr("Choose a file of initial weights"))
        button.setAutoDefault(False)
        button.clicked.connect(self._choose_weights)
        return button

    def _choose_weights(self) -> None:
        kinds = tr("Weights (*.safetensors *.pt *.pth *.ckpt *.bin)")
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose initial weights"), self._weights.text(), kinds)
        if path:
            self._weights.setText(path)
            self.changed.emit()

    # ── what others set and read ────────────────────────────────────────────────────────────────

    def offer(self, candidates: tuple[Candidate, ...], name: str) -> None:
        """Show candidates, the one called `name` (else the first usable one) chosen."""
        self._list.clear()
        self._candidates = candidates
        for candidate in candidates:
            item = QListWidgetItem(f"{candidate.name}  ·  {candidate.problem or candidate.about}")
            item.setData(Qt.ItemDataRole.UserRole, candidate.name)
            item.setToolTip(plain_tip(f"{candidate.name}: {candidate.about}. {candidate.problem}".strip()))
            if not candidate.usable:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            if candidate.problem:
                item.setForeground(self.palette().placeholderText())  # the reason must stay readable
            self._list.addItem(item)
            if not candidate.problem and (self._list.currentItem() is None or candidate.name == name):
                self._list.setCurrentItem(item)
        self._list.setFocus()
        self.changed.emit()

    @property
    def side(self) -> Side | None:
        """Where to open it; None where both sides train."""
        return next((side for side, button in self._by_side.items() if button.isChecked()), None)

    @property
    def usable(self) -> bool:
        """Whether there is something to open and somewhere to open it."""
        return self.side is not None and self._list.currentItem() is not None

    def network(self, source: Source) -> NetworkSpec:
        """What is chosen; SpecError says which figure is wrong."""
        self._fill_arguments()  # Return opens before the fields are left
        match = re.fullmatch(_SHAPE, self._shape.text())
        if match is None:
            raise SpecError(
                tr(
                    "Input shape is {shape!r}; allowed: channels × height × width, as 3×32×32.",
                    shape=self._shape.text(),
                )
            )
        if not self._classes.text().strip().isdecimal():
            raise SpecError(
                tr("Classes are {classes!r}; allowed: a whole number, at least 2.", classes=self._classes.text())
            )
        shape = int(match[1]), int(match[2]), int(match[3])
        classes, candidate = int(self._classes.text()), self._candidate()
        given = automatic(candidate.arguments, shape, classes)
        weights = self._weights.text().strip()
        return NetworkSpec(
            name=candidate.name,
            source=source.source,
            digest=source.digest,
            output=self.scores.output,
            arguments=changes(given, parsed(self._arguments.text())) if candidate.arguments else (),
            weights=str(Path(weights).expanduser().absolute()) if weights else "",
            weights_digest=_digest(Path(weights).expanduser()) if weights else "",
            input_shape=shape,
            classes=classes,
            init="own",
        )

    def _candidate(self) -> Candidate:
        return self._candidates[self._list.currentRow()]

    def _chosen(self) -> None:
        """Show what the chosen model is called with."""
        self._filled = ""
        self._arguments.clear()
        self.scores.forget()
        self._fill_arguments()
        self.changed.emit()

    def _fill_arguments(self) -> None:
        """Show what the data give, and what is needed besides; what the user has edited stays."""
        if self._list.currentItem() is None or self._arguments.text() != self._filled:
            return
        arguments, figures = self._candidate().arguments, self._figures()
        given = automatic(arguments, *figures) if figures else {}
        needed = [f"{argument.name}=" for argument in arguments if not argument.default and argument.name not in given]
        self._filled = ", ".join((*([written(given)] if given else []), *needed))
        self._arguments.setText(self._filled)
        self._arguments.setEnabled(bool(arguments))
        defaults = ", ".join(f"{argument.name}={argument.default}" for argument in arguments if argument.default)
        self._arguments.setToolTip(
            plain_tip(
                tr("{about}. Its defaults: {defaults}", about=tr(_ARGUMENTS_TIP), defaults=defaults or tr("none"))
            )
        )

    def _figures(self) -> tuple[tuple[int, int, int], int] | None:
        """Input shape and classes as typed, None where they are not whole."""
        match = re.fullmatch(_SHAPE, self._shape.text())
        if match is None or not self._classes.text().strip().isdecimal():
            return None
        return (int(match[1]), int(match[2]), int(match[3])), int(self._classes.text())

    def _take_data(self) -> None:
        """The figures of the side's data, and what others would mean."""
        data = self._sides[self.side or "A"]
        shape = "×".join(map(str, data.shape))
        self._shape.setText(shape)
        self._classes.setText(str(data.classes))
        self._fill_arguments()
        self._note.setText(
            tr(
                "{title} has images of {shape} and {classes} classes. With other values the side has "
                "no dataset: its architecture can be inspected, but not trained.",
                title=data.title,
                shape=shape,
                classes=data.classes,
            )
            if data.title
            else (
                tr(
                    "This side has no dataset: its architecture can be inspected. Choose a dataset in "
                    "its card to train it."
                )
            )
        )
        self.changed.emit()


def _digest(weights: Path) -> str:
    digest = digest_of(weights)
    if not digest:
        raise SpecError(tr("Initial weights: {weights} does not exist or cannot be read.", weights=weights))
    return digest


def _line(name: str, title: str, tooltip: str, width: int = 110) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setToolTip(tooltip)
    if width:
        made.setFixedWidth(width)
    return made
