"""The gallery: samples of a dataset with their labels."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from explorer.engine.events import Sampled
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.pixels import pixmap
from explorer.wording import tr

COUNT = 40
_SIDE = 64  # pixels of a thumbnail


class Gallery(QListWidget):
    """Shows the samples of one answer, each enlarged without smoothing: a pixel stays a square."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataGallery")
        self.setAccessibleName(tr("Samples"))
        self.setToolTip(tr("Sample training images with their classes"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setGridSize(QSize(_SIDE + 16, _SIDE + self.fontMetrics().height() + 14))
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(False)
        self.setProperty("panel", True)
        self.setStyleSheet("QListWidget { padding: 7px 4px; }")

    def show_samples(self, samples: Sampled) -> None:
        """Show the images and labels of an answer."""
        self.clear()
        names = samples.dataset.classes
        for image, label in zip(samples.images, samples.labels.tolist(), strict=True):
            name = names[label]
            item = QListWidgetItem(QIcon(pixmap(image, _SIDE, self.devicePixelRatio())), name)
            item.setToolTip(plain_tip(name))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            self.addItem(item)
