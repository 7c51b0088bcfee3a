"""The question which folders of a folder of images are what, where their names do not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.widgets.labels import Label
from explorer.infos import Subfolder
from explorer.runs.folders import HERE, FolderName, Role, folder_name
from explorer.wording import marked, tr

_ROLES: Mapping[Role, str] = marked(
    {
        "train": "Training images",
        "test": "Test images",
        "class": "Class",
        "without": "Ignored",
    }
)
_HOW = (
    "Training and test folders contain one subfolder per class. Without test images, a fifth of each class is held "
    "out for testing."
)


_WIDE = 460  # pixels, at first


class RolesDialog(QDialog):
    """Asks what each folder is, with what its name suggests; `chosen` carries the dataset's name with the answer."""

    chosen = Signal(str)

    def __init__(
        self, name: str, question: str, folders: Sequence[Subfolder], parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("rolesDialog")
        self.setWindowTitle(tr("Image folders"))
        self._name, self._choosers = name, {folder.name: _chooser(folder) for folder in folders}
        self._wrong = Label()
        self._wrong.setObjectName("rolesWrong")
        self._wrong.setProperty("role", "warning")
        self._buttons = QDialogButtonBox()
        self._open = self._button("rolesOpen", tr("Open"), tr("Scan the folder again with these roles (Enter)"), True)
        self._button("rolesCancel", tr("Cancel"), tr("Close without opening a folder (Esc)"), False)
        self._open.setProperty("role", "primary")
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        about, how = Label(question), Label(tr(_HOW))
        about.setObjectName("rolesQuestion")
        how.setProperty("role", "muted")
        for label in (about, how, self._wrong):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for widget in (about, how, self._table(folders), self._wrong, self._buttons):
            column.addWidget(widget)
        line = self.fontMetrics().height()  # its style may add some pixels to each row
        self.resize(_WIDE, line + max(self.sizeHint().height(), column.heightForWidth(_WIDE)))
        self._check()

    def _table(self, folders: Sequence[Subfolder]) -> QScrollArea:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(0, 1)
        for row, folder in enumerate(folders):
            label = Label(f"{folder.name}/ · {folder.images:,} image{'' if folder.images == 1 else 's'}")
            label.setBuddy(self._choosers[folder.name])
            grid.addWidget(label, row, 0)
            grid.addWidget(self._choosers[folder.name], row, 1)
            self._choosers[folder.name].currentIndexChanged.connect(self._check)
        grid.setRowStretch(len(folders), 1)
        scroll = QScrollArea()
        scroll.setObjectName("rolesFolders")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.setMinimumHeight(min(300, inner.sizeHint().height() + 8))
        return scroll

    def _button(self, name: str, text: str, tooltip: str, accepts: bool) -> QPushButton:
        role = QDialogButtonBox.ButtonRole.AcceptRole if accepts else QDialogButtonBox.ButtonRole.RejectRole
        button = self._buttons.addButton(text, role)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(tooltip)
        return button

    def _of(self, role: Role) -> tuple[str, ...]:
        return tuple(name for name, chooser in self._choosers.items() if chooser.currentData() == role)

    def _check(self) -> None:
        """Say what is wrong with the answer; without that it can be given."""
        train, test, classes = self._of("train"), self._of("test"), self._of("class")
        wrong = ""
        if len(train) > 1 or len(test) > 1:
            wrong = tr("Choose at most one training folder and one test folder.")
        elif train and classes:
            wrong = tr("With a training folder, every other folder must be Test images or Ignored.")
        elif not train and len(classes) < 2:
            wrong = tr("Choose a training folder, or at least two classes.")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self._open.setEnabled(not wrong)

    def _accept(self) -> None:
        given, train, test = folder_name(self._name), self._of("train"), self._of("test")
        assert given is not None
        without = () if train else self._of("without")
        made = FolderName(given.size, given.path, train[0] if train else HERE, test[0] if test else "", without)
        self.accept()
        self.chosen.emit(str(made))


def _chooser(folder: Subfolder) -> QComboBox:
    made = QComboBox()
    for role, text in _ROLES.items():
        made.addItem(tr(text), role)
    made.setCurrentIndex(made.findData(folder.role))
    made.setObjectName(f"role:{folder.name}")
    made.setAccessibleName(tr("Role of {name}", name=folder.name))
    made.setToolTip(tr("Role of this folder: training images, test images, one class, or ignored"))
    return made
