"""The data dialog: all data in a table, and below it the chosen one with what can be done and a gallery."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from explorer.desk.edits import stepped
from explorer.desk.sides import SIDES, Side
from explorer.engine.events import Sampled
from explorer.gui.data.data_state import DataState
from explorer.gui.data.fetch_row import FetchRow
from explorer.gui.data.gallery import Gallery
from explorer.gui.data.roles_dialog import RolesDialog
from explorer.gui.data.table import DataTable
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.notice_place import NoticePlace
from explorer.gui.widgets.number_box import NumberBox
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import DatasetInfo, Subfolder
from explorer.runs.folders import FolderName
from explorer.wording import tr

_FIRST_SIZE = (880, 700)  # fits a screen of 1280×800
_FIRST_SIDE, _LARGEST_SIDE = "32", 512  # pixels to which a folder's images are brought
_SIDES = (8, 16, 28, 32, 48, 64, 96, 128, 160, 224, 256, 384, 512)
_USES: tuple[tuple[str, tuple[Side, ...]], ...] = (("A", ("A",)), ("B", ("B",)), ("both", SIDES))


class DataDialog(QDialog):
    """Shows a DataState and emits wishes; answers come through `set_state`, `show_samples` and `show_failure`."""

    fetch_wanted = Signal(str)
    cancel_wanted = Signal()
    folder_wanted = Signal(str)  # as a dataset's name
    samples_wanted = Signal(str, int)  # dataset, seed
    use_wanted = Signal(str, tuple)  # dataset, sides

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataDialog")
        self.setWindowTitle(tr("Data"))
        self.resize(*_FIRST_SIZE)
        self._state = DataState()
        self._seed = 0
        self._build()
        self.set_theme(DARK)
        self._show()

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def set_state(self, state: DataState) -> None:
        """Draw a state; samples are asked for once the chosen data are there."""
        before, self._state, listed = self._chosen(), state, self._state.datasets
        if state.datasets != listed:
            self.table.set_datasets(state.datasets)
        now = self._chosen()
        self._show()
        if now is not None and now.present and (before is None or not before.present):
            self._ask()

    def choose(self, name: str) -> None:
        """Go to a dataset."""
        self.table.choose(name)

    def show_samples(self, samples: Sampled) -> None:
        """Show the answer to the last wish for samples."""
        self.gallery.show_samples(samples)
        self._caption.setText(tr("Samples"))

    def show_failure(self, message: str) -> None:
        """Say why there are no samples, or no such folder."""
        self._caption.setText(tr("Samples"))
        self.messages.show_message(message, kind="error")

    def ask_roles(self, name: str, question: str, folders: Sequence[Subfolder]) -> None:
        """Ask which folders of a folder of images are what; the answer is a wish for the folder with these roles."""
        asking = RolesDialog(name, question, folders, self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.chosen.connect(self.folder_wanted)
        asking.open()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.messages.set_theme(theme)
        self.fetch.set_theme(theme)
        self._folder.setIcon(icon("folder", theme))
        self._shuffle.setIcon(icon("shuffle", theme))
        self._uses["A"].setIcon(icon("open", theme, theme.a))
        self._uses["B"].setIcon(icon("open", theme, theme.b))
        self._uses["both"].setIcon(icon("open", theme))

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.messages = MessageBar(self)
        self.table = DataTable()
        self.table.chosen.connect(self._go)
        self.fetch = FetchRow()
        self.fetch.fetch_wanted.connect(lambda: self.fetch_wanted.emit(self.table.name))
        self.fetch.cancel_wanted.connect(self.cancel_wanted)
        self.gallery = Gallery()
        self._title, self._about, self._notes = Label(), Label(), Label()
        self._title.setProperty("role", "title")
        self._about.setProperty("role", "muted")
        self._notes.setObjectName("dataNotes")
        for label in (self._about, self._notes):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addLayout(self._folder_row())
        column.addSpacing(4)
        for widget in (self._title, self._about, self._notes, self.fetch):
            column.addWidget(widget)
        column.addLayout(self._caption_row())
        column.addWidget(self.gallery, 1)
        column.addWidget(NoticePlace(self.messages, self))
        column.addLayout(self._use_row())

    def _folder_row(self) -> QHBoxLayout:
        self._folder = _button(
            "dataFolder",
            tr("Open image folder…"),
            tr("Use your own images: one subfolder per class, directly or inside train/ and test/"),
        )
        self._folder.clicked.connect(self.choose_folder)
        self._side = NumberBox(_next_side, 3)
        self._side.setObjectName("dataFolderSize")
        self._side.setValidator(QIntValidator(1, _LARGEST_SIDE, self._side))
        self._side.show_text(_FIRST_SIDE)
        self._side.textChanged.connect(self._show)
        self._side.setToolTip(
            tr(
                "Width and height in pixels to which every image is resized, at most {most}. CIFAR: 32, "
                "ImageNet: 224. ↑ ↓ step",
                most=_LARGEST_SIDE,
            )
        )
        self._side.setAccessibleName(tr("Width and height of the folder's images"))
        label = Label(tr("Resize to"))
        self._times = Label()
        for words in (label, self._times):
            words.setProperty("role", "muted")
        label.setBuddy(self._side)
        self._looking = Label()
        self._looking.setProperty("role", "muted")
        return _row(self._folder, label, self._side, self._times, self._looking)

    def _caption_row(self) -> QHBoxLayout:
        self._caption = Label(tr("Samples"))
        self._caption.setProperty("role", "muted")
        self._shuffle = _button("dataShuffle", tr("Show other samples"), tr("Show other samples of this dataset"))
        self._shuffle.clicked.connect(self._next)
        return _row(self._caption, None, self._shuffle)

    def _use_row(self) -> QHBoxLayout:
        self._uses: dict[str, QPushButton] = {}
        for word, sides in _USES:
            button = _button(
                f"dataUse_{word}",
                tr("Use for {word}", word=word),
                tr("Use this dataset for {word} (Ctrl+Z to undo)", word=word),
            )
            button.clicked.connect(lambda _checked=False, sides=sides: self.use_wanted.emit(self.table.name, sides))
            self._uses[word] = button
        close = _button("dataClose", tr("Close"), tr("Close this window; a download continues (Esc)"))
        close.clicked.connect(self.close)
        return _row(*self._uses.values(), None, close)

    # ── wishes ──────────────────────────────────────────────────────────────────────────────────

    def _chosen(self) -> DatasetInfo | None:
        return next((data for data in self._state.datasets if data.name == self.table.name), None)

    def _go(self, _name: str) -> None:
        self._seed = 0
        self.gallery.clear()
        self._show()
        self._ask()

    def _next(self) -> None:
        self._seed += 1
        self._ask()

    def _ask(self) -> None:
        data = self._chosen()
        if data is not None and data.present:
            self._caption.setText(tr("Reading samples…"))
            self.samples_wanted.emit(data.name, self._seed)

    def choose_folder(self) -> None:
        """Ask for a folder of images."""
        path = QFileDialog.getExistingDirectory(self, tr("Image folder"))
        if path:
            self.take_folder(path)

    def take_folder(self, path: str) -> None:
        """Wish for a folder of images at the size that is typed."""
        self.folder_wanted.emit(str(FolderName(self._side.text(), path)))

    def _show(self) -> None:
        state, data = self._state, self._chosen()
        self.fetch.show_state(data, state.download)
        self._title.setText("" if data is None else data.title)
        self._about.setText(tr("Select a dataset in the table.") if data is None else _about(data))
        notes = dict(state.notes).get(data.name, ()) if data is not None else ()
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._looking.setText(tr("Scanning {looking_at}…", looking_at=state.looking_at) if state.looking_at else "")
        self._times.setText(f"× {self._side.text() or 'N'} pixels")
        self._folder.setEnabled(not state.looking_at and self._side.hasAcceptableInput())
        self._shuffle.setEnabled(data is not None and data.present)
        if data is not None and not data.present:
            self._caption.setText(tr("Download the dataset to see samples."))
        for word, sides in _USES:
            self._uses[word].setEnabled(data is not None and set(sides) <= set(state.free))


def _next_side(text: str, up: bool) -> str:
    return str(round(stepped(int(text or 0), up, _SIDES)))


def _about(data: DatasetInfo) -> str:
    shown = ", ".join(data.classes[:12]) + (", …" if len(data.classes) > 12 else "")
    return tr(
        "{train_size:,} training, {test_size:,} test images. Classes: {shown}.\n{license}",
        train_size=data.train_size,
        test_size=data.test_size,
        shown=shown,
        license=data.license,
    )


def _button(name: str, text: str, tooltip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip)
    button.setAutoDefault(False)
    return button


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None is what takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addStretch(1) if widget is None else row.addWidget(widget)
    if None not in widgets:
        row.addStretch(1)
    return row
