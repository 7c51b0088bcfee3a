"""Opening a model of the user's own: a file or dotted name, consent, a look, a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.desk.pending import Questions
from explorer.desk.sides import Side
from explorer.engine.commands import Command, Describe, Inspect
from explorer.engine.events import Described, DescribeFailed, Inspected, ModelAnswer
from explorer.engine.worker import READY
from explorer.gui.own_models.own_model_choice import ChoicePage, SideData
from explorer.gui.own_models.own_model_consent import ConsentPage
from explorer.gui.own_models.own_model_path import path_chooser
from explorer.gui.widgets.elided_line import ElidedLine
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.motion import show_busy
from explorer.own.own_model_error import OwnModelError
from explorer.own.source import Source, locate
from explorer.own.trust import trust, trusted
from explorer.registry import SpecError
from explorer.runs.spec import NO_DATA, NetworkSpec
from explorer.wording import tr

_HINT = (
    "A model is a torch.nn.Module class, an instance, or a function that returns one. The arguments num_classes, "
    "in_channels and image_size are filled in; others keep their defaults. All can be edited before "
    "opening. Initial weights can be loaded from a checkpoint."
)
_NOTHING = (
    "No usable model found in {}. Allowed: a torch.nn.Module class, an instance, or a function that returns one; "
    "required arguments need defaults."
)


_WHICH = "{} returns {} results, and several could be the class scores. Choose one below, then open the model."

_Question = Source | tuple[Side, NetworkSpec]  # what a file offers; whether a model can be opened on a side


class OwnModelDialog(QDialog):
    """Asks for a file or dotted name, for consent where its content is new, has the engine look at it, and offers
    what it found. What is chosen is opened once the engine has read its graph: then `opened` is emitted with the side
    and the NetworkSpec. Nothing of the file runs in this process."""

    opened = Signal(str, object)

    def __init__(
        self,
        send: Callable[[Command], None],
        sides: Mapping[Side, SideData],
        recent: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._send = send
        self._source: Source | None = None
        self._asked: Questions[_Question] = Questions()
        self._was: QWidget | None = None  # what had the keyboard when the choice was tried
        self.setObjectName("ownModelDialog")
        self.setWindowTitle(tr("Open a model of your own"))
        self.resize(620, max(460, 20 * self.fontMetrics().height()))  # more lines with large fonts
        self.consent, self.choice = ConsentPage(), ChoicePage(sides)
        self._hint, self._looking = _hint_page(), _looking_page()
        self._build(recent)
        self._show(self._hint)

    def _build(self, recent: Iterable[str]) -> None:
        self._path = ElidedLine()
        chooser = path_chooser(self._path, recent)
        self._path.textEdited.connect(lambda text: self._show(self._hint))
        chooser.activated.connect(lambda place: self._show(self._hint))
        browse = _button("ownModelBrowse", tr("Browse…"), tr("Choose a Python file"))
        browse.clicked.connect(self._browse)
        self._cancel = _button("ownModelCancel", tr("Cancel"), tr("Close without opening a model"))
        self._cancel.clicked.connect(self._back)
        self._go = _button("ownModelGo", tr("Inspect"), "")
        self._go.setProperty("role", "primary")
        self._go.setDefault(True)
        self._go.clicked.connect(self._next)
        self._message = Label()
        self._message.setObjectName("ownModelMessage")
        self._message.setProperty("role", "warning")
        self._message.setWordWrap(True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pages = QStackedWidget()
        for page in (self._hint, self.consent, self._looking, self.choice):
            self._pages.addWidget(page)
        self.choice.wanted.connect(self._next)
        self.choice.changed.connect(self._chosen_anew)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(chooser, 1)
        top.addWidget(browse)
        bottom.addStretch(1)
        bottom.addWidget(self._cancel)
        bottom.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(Label(tr("Python file or dotted name")))
        column.addLayout(top)
        column.addWidget(self._message)
        column.addWidget(self._pages, 1)
        column.addLayout(bottom)

    def start_at(self, source: str) -> None:
        """Put a file or dotted name where one is typed."""
        self._path.setText(source)

    # ── what others tell ────────────────────────────────────────────────────────────────────────

    def hear(self, event: ModelAnswer) -> None:
        """Take the engine's answer, if it is to this dialog's last question."""
        asked = self._asked.answered(event.token)
        if isinstance(event, Inspected) and isinstance(asked, Source):
            self._offer(asked, event)
        elif isinstance(event, DescribeFailed) and asked is not None:
            self._show(self.choice, event.message)
        elif isinstance(event, Described) and isinstance(asked, tuple):
            self._opened(*asked, event)

    def _opened(self, side: Side, network: NetworkSpec, event: Described) -> None:
        """Open the model, unless several of its results can be its class scores and nobody has said which."""
        if len([result for result in event.results if result.fits]) > 1:
            self.choice.scores.offer(event.results, event.output)
            self._show(self.choice, tr(_WHICH).format(network.name, len(event.results)))
            return
        self.opened.emit(side, replace(network, files=event.files, output=event.output))
        self.accept()

    def _offer(self, source: Source, event: Inspected) -> None:
        if event.message or not event.candidates:
            self._show(self._hint, event.message or tr(_NOTHING).format(source.label))
            return
        missing = source.name and source.name not in [c.name for c in event.candidates]
        self._show(self.choice)
        self.choice.offer(event.candidates, source.name)
        self._tell(tr("{label} has no model called {name}.", label=source.label, name=source.name) if missing else "")

    def follow_engine(self, state: str) -> None:
        """Where the engine is gone, so is the answer."""
        if self._asked and state != READY:
            self._show(self._hint, tr("The engine stopped during the inspection. Inspect again."))

    # ── from state to state ─────────────────────────────────────────────────────────────────────

    @property
    def _page(self) -> QWidget:
        page = self._pages.currentWidget()
        assert page is not None
        return page

    def _next(self) -> None:
        page = self._page
        try:
            if page is self._hint:
                self._source = locate(self._path.text(), Path.cwd())
                self._look() if trusted(self._source) else self._ask(self._source)
            elif page is self.consent and self._source is not None:
                trust(self._source)
                self._look()
            elif page is self.choice:
                self._open()
        except (OwnModelError, SpecError) as error:
            self._show(page, str(error))

    def _ask(self, source: Source) -> None:
        self.consent.show_source(source)
        self._show(self.consent)

    def _look(self) -> None:
        assert self._source is not None
        self._show(self._looking)
        self._send(Inspect(self._asked.ask_only(self._source), self._source.source, self._source.digest))

    def _open(self) -> None:
        side = self.choice.side
        if self._source is None or side is None or not self.choice.usable:
            return
        network = self.choice.network(self._source)
        self._was = self.focusWidget()
        self._show(self._looking)
        self._send(Describe(self._asked.ask_only((side, network)), network, NO_DATA))

    def _back(self) -> None:
        """Stop looking, or close."""
        if self._page is self._looking:
            self._show(self._hint if any(isinstance(about, Source) for about in self._asked) else self.choice)
        else:
            self.reject()

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a Python file"), self._path.text(), tr("Python (*.py)"))
        if path:
            self._path.setText(path)
            self._show(self._hint)
            self._next()

    def _show(self, page: QWidget, message: str = "") -> None:
        self._asked.drop()
        self._tell(message)
        self._pages.setCurrentWidget(page)
        self._name_buttons()
        if page is self._looking:
            self.setFocus()  # not Cancel, where Qt would put it: Space was pressed for something else
        elif self._was is not None:
            self._was.setFocus()
            self._was = None

    def _tell(self, message: str) -> None:
        self._message.setText(message)
        self._message.setVisible(bool(message))

    def _chosen_anew(self) -> None:
        """What was said of another choice is over."""
        if self._page is self.choice:
            self._tell("")
        self._name_buttons()

    def _name_buttons(self) -> None:
        page = self._page
        texts = {
            self._hint: (tr("Inspect"), tr("Find the file. New code is not run before you trust it (Enter)")),
            self.consent: (tr("Trust and run"), tr("Run the file's code in a separate process to list its models")),
            self._looking: (tr("Inspecting…"), tr("The file's code is running in a separate process (limit: 20 s)")),
            self.choice: (tr("Open in {side}", side=self.choice.side or "…"), tr("Open the chosen model (Enter)")),
        }
        text, tooltip = texts[page]
        self._go.setText(text)
        self._go.setToolTip(tooltip)
        self._go.setAccessibleName(text)
        self._go.setEnabled(page is not self._looking and (page is not self.choice or self.choice.usable))
        looking = page is self._looking
        self._cancel.setToolTip(tr("Cancel the inspection") if looking else tr("Close without opening a model"))


def _button(name: str, text: str, tooltip: str) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setToolTip(tooltip)
    made.setAutoDefault(False)
    return made


def _hint_page() -> QWidget:
    label = Label(tr(_HINT))
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def _looking_page() -> QWidget:
    page = QWidget()
    bar = QProgressBar()
    bar.setObjectName("ownModelLooking")
    bar.setAccessibleName(tr("Inspecting the file"))
    show_busy(bar)
    bar.setTextVisible(False)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(Label(tr("Running the file in a separate process to list its models and read their graphs…")))
    column.addWidget(bar)
    column.addStretch(1)
    return page
