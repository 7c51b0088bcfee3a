"""The window's side of data: wishes out, answers in, and the dialog that shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from explorer.desk.known_data import absent, info_of
from explorer.desk.pending import Questions
from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.engine.commands import CancelFetch, Command, Fetch, Sample, Survey
from explorer.engine.events import DataAnswer, DataFailed, Fetched, Fetching, Sampled, Surveyed
from explorer.gui.data.data_dialog import DataDialog
from explorer.gui.data.data_state import DataState, Download
from explorer.gui.data.gallery import COUNT
from explorer.gui.widgets.message_bar import Kind, MessageBar
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import DatasetInfo
from explorer.number_text import size
from explorer.runs.folders import FOLDER
from explorer.wording import tr

GONE = "The engine stopped while reading samples. Select the dataset again once it is ready."


class DataDesk(QObject):
    """Answers are told apart by token; late ones are dropped. A download goes on while the dialog is closed."""

    def __init__(
        self,
        send: Callable[[Command], None],
        bench: Workbench,
        settings: Settings,
        messages: MessageBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._send, self._bench, self._settings, self._messages, self._window = send, bench, settings, messages, window
        self._state = DataState()
        self._theme = DARK
        self._dialog: DataDialog | None = None
        self._offered: tuple[str, str] | None = None  # a dataset and what was said of it
        self._sampled: Questions[str] = Questions()
        self._surveyed: Questions[str] = Questions()
        bench.add_data(settings.folders())
        bench.data_answered.connect(self._hear)
        bench.engine_died.connect(lambda _event: self._forget_answers())
        bench.data_wanted.connect(self.offer)
        bench.data_changed.connect(self._show)
        bench.changed.connect(self._show)
        for signal in (bench.data_changed, bench.changed):
            signal.connect(self._check_offer)

    # ── what others ask for ─────────────────────────────────────────────────────────────────────

    def open(self, name: str = "") -> DataDialog:
        """Open the dialog (or bring it to the front), at a dataset or else at the one of A."""
        if self._dialog is None:
            made = self._dialog = DataDialog(self._window)
            made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            made.finished.connect(self._closed)
            made.fetch_wanted.connect(self.fetch)
            made.cancel_wanted.connect(self.cancel)
            made.folder_wanted.connect(self.survey)
            made.samples_wanted.connect(self.sample)
            made.use_wanted.connect(self.use)
            made.set_theme(self._theme)
            self._show()
            made.choose(self._bench.document.a.spec.training.dataset)
        self._dialog.choose(name)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        return self._dialog

    def offer(self, name: str) -> None:
        """Data were chosen that are not here: say so, with a button that fetches them."""
        data = info_of(self._bench.catalog, name)
        if data is not None:
            text = tr(
                "{title} is not downloaded yet. Download it, or choose another dataset in the card.", title=data.title
            )
            self._offered = (name, text)
            self._messages.show_message(
                text,
                action=tr("Download ({download_bytes})", download_bytes=size(data.download_bytes)),
                on_action=lambda: self._open_and_fetch(name),
                stays=True,
            )

    def _check_offer(self) -> None:
        """The offer is over once the data are here or no side is on them."""
        if self._offered is None:
            return
        name, text = self._offered
        chosen = {self._bench.document.side(side).spec.training.dataset for side in SIDES}
        if name not in chosen or not absent(self._bench.catalog, name):
            self._offered = None
            self._messages.withdraw(text)

    def fetch(self, name: str) -> None:
        """Download a dataset, unless one is under way."""
        if self._state.download is None:
            self._set(download=Download(name))
            self._send(Fetch(name))

    def cancel(self) -> None:
        """End the download."""
        if self._state.download is not None:
            self._set(download=replace(self._state.download, canceling=True))
            self._send(CancelFetch())

    def survey(self, name: str) -> None:
        """Look through a folder of images."""
        self._set(looking_at=name.split(":", 2)[-1])
        self._send(Survey(self._surveyed.ask_only(name), name))

    def sample(self, name: str, seed: int) -> None:
        """Ask for samples."""
        self._send(Sample(self._sampled.ask_only(name), name, COUNT, seed))

    def use(self, name: str, sides: tuple[Side, ...]) -> None:
        """Put sides on a dataset; a folder is remembered."""
        data = info_of(self._bench.catalog, name)
        if data is None:
            return
        if name.startswith(FOLDER):
            self._settings.keep_folder(data)
        self._bench.use_data(sides, name)
        if not data.present:
            self.offer(name)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    # ── answers ─────────────────────────────────────────────────────────────────────────────────

    def _hear(self, event: DataAnswer) -> None:
        match event:
            case Fetching():
                self._show_fetched(event)
            case Fetched():
                self._end_fetch(event)
            case Sampled() if self._awaited(self._sampled.answered(event.token)) and self._dialog is not None:
                self._dialog.show_samples(event)
            case Surveyed() if self._surveyed.answered(event.token) is not None:
                self._learn(event.dataset, event.notes)
            case DataFailed():
                self._fail(event)

    def _awaited(self, name: str | None) -> bool:
        """Whether samples of this dataset are still what the dialog shows."""
        return self._dialog is not None and name is not None and name == self._dialog.table.name

    def _show_fetched(self, event: Fetching) -> None:
        download = self._state.download
        if download is not None and download.dataset == event.dataset:
            self._set(download=replace(download, done=event.done, total=event.total))

    def _forget_answers(self) -> None:
        if self._sampled and self._dialog is not None:
            self._dialog.show_failure(tr(GONE))
        self._sampled.drop()
        self._surveyed.drop()
        self._set(download=None, looking_at="")

    def _end_fetch(self, event: Fetched) -> None:
        download = self._state.download
        if download is None or download.dataset != event.dataset:
            return
        self._set(download=None)
        data = info_of(self._bench.catalog, event.dataset)
        title = event.dataset if data is None else data.title
        if event.message:
            self._say(event.message, "info" if download.canceling else "error")
        else:
            self._say(tr("{title} downloaded.", title=title))

    def _learn(self, data: DatasetInfo, notes: tuple[str, ...]) -> None:
        told = {**dict(self._state.notes), data.name: notes}
        self._set(looking_at="", notes=tuple(told.items()))
        if self._dialog is not None:
            self._dialog.choose(data.name)

    def _fail(self, event: DataFailed) -> None:
        name = self._surveyed.answered(event.token)
        surveyed = name is not None
        if surveyed:
            self._set(looking_at="")
        if name is not None and event.folders and self._dialog is not None:
            self._dialog.ask_roles(name, event.message, event.folders)
        elif self._dialog is not None and (surveyed or self._awaited(self._sampled.answered(event.token))):
            self._dialog.show_failure(event.message)

    def _say(self, text: str, kind: Kind = "info") -> None:
        place = self._messages if self._dialog is None else self._dialog.messages
        place.show_message(text, kind=kind)

    # ── the dialog ──────────────────────────────────────────────────────────────────────────────

    def _open_and_fetch(self, name: str) -> None:
        self.open(name)
        self.fetch(name)

    def _closed(self) -> None:
        self._dialog = None
        self._sampled.drop()

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._show()

    def _show(self) -> None:
        known = () if self._bench.catalog is None else self._bench.catalog.datasets
        free = tuple(side for side in SIDES if not self._bench.live(side))
        self._state = replace(self._state, datasets=known, free=free)
        if self._dialog is not None:
            self._dialog.set_state(self._state)
