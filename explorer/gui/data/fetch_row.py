"""The row about fetching: a button with its cost, or how far the download is and a way to end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from explorer.gui.data.data_state import Download
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import Theme
from explorer.infos import DatasetInfo
from explorer.number_text import size
from explorer.wording import tr

_FINE = 1000  # parts of the bar


class FetchRow(QWidget):
    """Gone where there is nothing to fetch."""

    fetch_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetch = _button("dataFetch", tr("Download the selected dataset to your data folder"))
        self._fetch.setProperty("role", "primary")
        self._cancel = _button(
            "dataCancel", tr("Cancel the download. The partial download is kept; downloading again resumes it")
        )
        self._bar = QProgressBar()
        self._bar.setObjectName("dataProgress")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._words = Label()
        self._words.setObjectName("dataProgressWords")
        self._words.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._fetch)
        row.addWidget(self._bar, 1)
        row.addWidget(self._words)
        row.addWidget(self._cancel)
        row.addStretch(0)
        self._fetch.clicked.connect(self.fetch_wanted)
        self._cancel.clicked.connect(self.cancel_wanted)

    def show_state(self, data: DatasetInfo | None, download: Download | None) -> None:
        """Show what can be done about this dataset while that download (None: none) is under way."""
        mine = data is not None and download is not None and download.dataset == data.name
        self.setVisible(mine or (data is not None and not data.present))
        self._fetch.setVisible(not mine)
        self._fetch.setEnabled(download is None)
        for widget in (self._bar, self._cancel):
            widget.setVisible(mine)
        if data is not None:
            self._fetch.setText(tr("Download ({download_bytes})", download_bytes=size(data.download_bytes)))
        self._words.setText(
            "" if download is None else download.words if mine else (tr("Another download is in progress."))
        )
        if mine and download is not None:
            self._bar.setRange(0, _FINE if download.total else 0)
            self._bar.setValue(round(_FINE * download.done / download.total) if download.total else 0)
            self._cancel.setText(tr("Canceling…") if download.canceling else tr("Cancel"))
            self._cancel.setEnabled(not download.canceling)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._fetch.setIcon(icon("fetch", theme, theme.panel))


def _button(name: str, tooltip: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip)
    button.setAutoDefault(False)
    return button
