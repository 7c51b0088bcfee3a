"""Before a user's file runs: what it is, how it begins, and what running it means."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from explorer.gui.widgets.labels import Label
from explorer.own.source import Source
from explorer.own.trust import WARNING, changed_since
from explorer.wording import tr

_LINES = 200


class ConsentPage(QWidget):
    """Shows a source that the user has not agreed to run yet. Runs and decides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = Label()
        self.about.setObjectName("ownModelAbout")
        self.about.setWordWrap(True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code = QPlainTextEdit()
        self.code.setObjectName("ownModelCode")
        self.code.setReadOnly(True)
        self.code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code.setToolTip(tr("The first lines of the file; none of its code has run yet"))
        self.code.setAccessibleName(tr("Beginning of the file"))
        self.code.setTabChangesFocus(True)
        warning = Label(
            tr("⚠  {warning} You will be asked again if it or a file it imports changes.", warning=tr(WARNING))
        )
        warning.setObjectName("ownModelWarning")
        warning.setProperty("role", "warning")
        warning.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        column.addWidget(self.code, 1)
        column.addWidget(warning)

    def show_source(self, source: Source) -> None:
        """Show path, size, digest and first lines."""
        lines = source.code.decode("utf-8", "replace").splitlines()
        more = tr("\n… {count:,} lines more", count=len(lines) - _LINES) if len(lines) > _LINES else ""
        changed = ", ".join(changed_since(source))
        self.about.setText(
            (
                tr("{changed}, imported by this file, has changed since you trusted it.\n", changed=changed)
                if changed
                else ""
            )
            + tr(
                "{path}\n{bytes:,} bytes · {lines:,} lines · SHA-256 {digest}…",
                path=source.path,
                bytes=len(source.code),
                lines=len(lines),
                digest=source.digest[:12],
            )
        )
        self.code.setPlainText("\n".join(lines[:_LINES]) + more)
