"""The gallery of test images: those that most networks get wrong first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from explorer.desk.film_state import ListedImage, class_name
from explorer.desk.sides import SIDES
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.pixels import pixmap
from explorer.wording import tr

_SIDE = 40  # pixels of a thumbnail


class ImageGallery(QListWidget):
    """`chosen` carries the place in the test split of the image that is clicked, or reached by keyboard."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imageGallery")
        self.setAccessibleName(tr("Test images"))
        self.setToolTip(tr("Test images with their classes; those that A or B gets wrong come first"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._fit()
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(False)
        self.currentItemChanged.connect(lambda now, _before: self._tell(now))
        self.itemClicked.connect(self._tell)

    def changeEvent(self, event: QEvent) -> None:
        """Another font asks for another room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Give each image room for its caption, such as "8 ✗AB"; longer names of classes are shortened."""
        letters = self.fontMetrics()
        self.setGridSize(QSize(max(_SIDE, letters.horizontalAdvance("8 ✗AB")) + 14, _SIDE + letters.height() + 8))

    def show_images(
        self, images: Sequence[ListedImage], pixels: NDArray[np.uint8], names: Sequence[str], current: int | None
    ) -> None:
        """Show these images (`pixels` by their place in the split), with one of them current; tells nothing."""
        self.blockSignals(True)
        self.clear()
        for image in images:
            text = _text(image, names)
            item = QListWidgetItem(
                QIcon(pixmap(pixels[image.index], _SIDE, self.devicePixelRatio())), _short(image, names)
            )
            item.setToolTip(plain_tip(text))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            item.setData(Qt.ItemDataRole.UserRole, image.index)
            self.addItem(item)
            if image.index == current:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _short(image: ListedImage, names: Sequence[str]) -> str:
    wrong = "".join(
        side for side, answer in zip(SIDES, image.answers, strict=True) if answer not in (None, image.label)
    )
    return f"{names[image.label]} ✗{wrong}" if wrong else names[image.label]


def _text(image: ListedImage, names: Sequence[str]) -> str:
    said = [
        tr(
            "{side} answers {names}{value}",
            side=side,
            names=class_name(names, answer),
            value="" if answer == image.label else tr(", wrong"),
        )
        for side, answer in zip(SIDES, image.answers, strict=True)
        if answer is not None
    ]
    return "\n".join((tr("Test image {index}: {names}", index=image.index, names=names[image.label]), *said))
