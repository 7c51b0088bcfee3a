"""Progress in two thin lines: words above, a bar below."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from explorer.desk.training_state import TrainingProgress, describe
from explorer.gui.widgets.labels import ElidedLabel, plain_tip
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

_FINE = 1000  # parts of the bar
_NARROWEST = 120  # pixels: an epoch and the time left
_MARGIN = 4
_BETWEEN = " · "


class ProgressLine(QWidget):
    """Shows a status in words, or how far a training is. It takes the room that is left: what stands beside it is never
    shortened for it, and of its parts those are left out, from the last on, that do not fit as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressLine")
        self.setMinimumWidth(_NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._text = ""
        self._words = ElidedLabel()
        self._words.setObjectName("progressWords")
        self._bar = QProgressBar()
        self._bar.setObjectName("progressBar")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(5)
        self._bar.setRange(0, _FINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        column.setSpacing(3)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.set_progress(None)

    @property
    def text(self) -> str:
        """All that there is to say, whether it fits or not."""
        return self._text

    def sizeHint(self) -> QSize:
        """As high as both lines, and no wider than it has to be."""
        return QSize(_NARROWEST, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def set_status(self, text: str) -> None:
        """Say what is going on."""
        self._text = text
        self._fit()

    def set_progress(self, progress: TrainingProgress | None) -> None:
        """Say how far the training is; None where nothing trains: the bar is gone."""
        self._bar.setVisible(progress is not None)
        if progress is not None:
            self._bar.setValue(round(_FINE * progress.fraction))
            self._bar.setToolTip(
                tr("{step:,} of {total_steps:,} steps done", step=progress.step, total_steps=progress.total_steps)
            )
            self.set_status(describe(progress))

    def _fit(self) -> None:
        room = self.width() - 2 * _MARGIN
        parts = self._text.split(_BETWEEN)
        while len(parts) > 1 and self._words.fontMetrics().horizontalAdvance(_BETWEEN.join(parts)) + 4 > room:
            parts.pop()
        self._words.setText(_BETWEEN.join(parts))
        self._words.setToolTip(plain_tip(self._text))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._bar.setStyleSheet(
            f"QProgressBar {{ background: {theme.border}; border-radius: 2px; }}"
            f"QProgressBar::chunk {{ background: {theme.accent}; border-radius: 2px; }}"
        )
