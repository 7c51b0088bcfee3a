"""Progress in two thin lines: words above, a bar below."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from explorer.desk.training_state import TrainingProgress, describe
from explorer.gui.widgets.labels import ElidedLabel
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

_FINE = 1000  # parts of the bar


class ProgressLine(QWidget):
    """Shows a status in words, or how far a training is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressLine")
        self.setMinimumWidth(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = ElidedLabel()
        self._words.setObjectName("progressWords")
        self._bar = QProgressBar()
        self._bar.setObjectName("progressBar")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(5)
        self._bar.setRange(0, _FINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(3)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.set_progress(None)

    @property
    def text(self) -> str:
        """The words on show."""
        return self._words.text()

    def set_status(self, text: str) -> None:
        """Say what is going on."""
        self._words.setText(text)

    def set_progress(self, progress: TrainingProgress | None) -> None:
        """Say how far the training is; None where nothing trains: the bar is gone."""
        self._bar.setVisible(progress is not None)
        if progress is not None:
            self._bar.setValue(round(_FINE * progress.fraction))
            self._bar.setToolTip(
                tr("{step:,} of {total_steps:,} steps done", step=progress.step, total_steps=progress.total_steps)
            )
            self.set_status(describe(progress))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._bar.setStyleSheet(
            f"QProgressBar {{ background: {theme.border}; border-radius: 2px; }}"
            f"QProgressBar::chunk {{ background: {theme.accent}; border-radius: 2px; }}"
        )
