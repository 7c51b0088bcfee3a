"""What a report of a problem needs: versions and the end of the log, without the person's own paths."""

from __future__ import annotations

import getpass
import re
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from explorer import log
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.picture_file import ask_for_file
from explorer.gui.window.failure_notices import versions
from explorer.wording import tr

LINES = 200
_INTRO = (
    "Send this text with a report: what you did, what you expected, and what happened. Your home folder and user name "
    "are left out; check it before you send it."
)


def report_text() -> str:
    """Versions, then the last lines of the window's log."""
    path = log.file()
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES:] if path is not None else []
    except OSError:
        lines = []
    return private("\n".join((versions(), "", *(lines or [tr("The log is empty.")]))))


def private(text: str, home: Path | None = None, user: str | None = None) -> str:
    """The text with "~" for the home folder and "USER" for the user's name where it is a part of a path."""
    home, user = home or _home(), _user() if user is None else user
    if home is not None and len(home.parts) > 1:
        text = text.replace(str(home), "~")
    return re.sub(rf"(?<=[/\\]){re.escape(user)}(?=[/\\])", "USER", text) if user else text


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # an account that the system does not know, as in containers
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


class ReportDialog(QDialog):
    """Shows the text, copies it, or saves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setWindowTitle(tr("Report a problem"))
        self.resize(720, 480)
        intro = Label(tr(_INTRO))
        intro.setWordWrap(True)
        self._text = QPlainTextEdit(report_text())
        self._text.setObjectName("reportText")
        self._text.setAccessibleName(tr("Versions and log"))
        self._text.setToolTip(tr("The text of the report; it can be edited"))
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox()
        for name, text, tip, act in (
            ("reportCopy", tr("Copy"), tr("Copy the text"), self._copy),
            ("reportSave", tr("Save…"), tr("Save the text as a file"), self._save),
            ("reportClose", tr("Close"), tr("Close without copying or saving"), self.reject),
        ):
            button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.setAccessibleName(text)
            button.clicked.connect(act)
        self._told = Label()
        self._told.setObjectName("reportMessage")
        column = QVBoxLayout(self)
        for part in (intro, self._text, self._told, buttons):
            column.addWidget(part)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._told.setText(tr("Copied."))

    def _save(self) -> None:
        path = ask_for_file(self, tr("Save report"), "residual-explorer-report.txt", (tr("Text (*.txt)"),))
        if path is None:
            return
        try:
            path.write_text(self._text.toPlainText(), encoding="utf-8")
        except OSError as error:
            self._told.setText(tr("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error))
        else:
            self._told.setText(tr("Saved {path}", path=path))
