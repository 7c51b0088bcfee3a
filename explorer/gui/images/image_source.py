"""Where a watched image comes from: the test images, a drawing, or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.desk.film_state import by_mistakes
from explorer.desk.sides import Side
from explorer.engine.events import ImagesListed
from explorer.gui.images.draw_pad import DrawPad
from explorer.gui.images.image_gallery import ImageGallery
from explorer.gui.widgets.labels import ElidedLabel, plain_tip
from explorer.gui.widgets.theme import Theme
from explorer.infos import DatasetInfo
from explorer.looks import Choice, Drawing, FromFile, FromTest
from explorer.wording import tr

FILTER = "Images (*.png *.jpg *.jpeg *.bmp *.gif *.tif *.tiff *.webp *.pgm *.ppm);;All files (*)"
NO_FILE = "No file yet. It is scaled and cut out as the images of a folder are."


class ImageSource(QTabWidget):
    """`chosen` carries a Choice and the name of the dataset that a test image is of; `data_wanted` a dataset whose test
    images are to be listed, `again_wanted` that they are to be sorted anew."""

    chosen = Signal(object, str)
    data_wanted = Signal(str)
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imageSource")
        self.setDocumentMode(True)  # tabs as those of the plots
        self.gallery, self.pad = ImageGallery(), DrawPad()
        self._dataset = ""
        self._folder = ""
        self._path = ""
        bar = self.tabBar()
        bar.setObjectName("imageSourceTabs")
        bar.setDrawBase(False)  # a white line in the dark theme
        bar.setAccessibleName(tr("Where the image comes from"))
        for name, page, tip in (
            (tr("Test images"), self._test_page(), tr("Choose a test image; those that A or B gets wrong come first")),
            (tr("Draw"), self._draw_page(), tr("Draw a digit with the mouse")),
            (tr("File"), self._file_page(), tr("Open an image file")),
        ):
            self.setTabToolTip(self.addTab(page, name), tip)
        self.gallery.chosen.connect(lambda index: self.chosen.emit(FromTest(index), self._dataset))

    def _test_page(self) -> QWidget:
        self.data = QComboBox()
        self.data.setObjectName("imageData")
        self.data.setAccessibleName(tr("Dataset of the test images"))
        self.data.setToolTip(tr("A and B learn different data: choose whose test images are listed"))
        self.data.activated.connect(lambda _: self.data_wanted.emit(str(self.data.currentData())))
        self.again = _button(
            "imagesSort", tr("Sort again"), tr("Ask A and B again, and put the images they get wrong first")
        )
        self.again.clicked.connect(self.again_wanted)
        self.told = ElidedLabel()
        self.told.setObjectName("imagesTold")
        self.told.setProperty("role", "muted")
        return _page(self.gallery, self.data, self.told, self.again)

    def _draw_page(self) -> QWidget:
        self.clear_button = _button("drawClear", tr("Clear"), tr("Take everything off the pad (Delete)"))
        self.clear_button.clicked.connect(self.pad.clear)
        self.pad.drawn.connect(lambda ink: self.chosen.emit(Drawing(ink), ""))
        return _page(self.pad, self.clear_button)

    def _file_page(self) -> QWidget:
        self.open_button = _button("imageOpen", tr("Open image…"), tr("Open an image file of any size"))
        self.open_button.clicked.connect(self.ask_for_file)
        self.inverted = QCheckBox(tr("Invert"))
        self.inverted.setObjectName("imageInverted")
        self.inverted.setAccessibleName(tr("Invert light and dark"))
        self.inverted.setToolTip(
            tr("Swap light and dark: digits of the data are light on dark, those on paper are not")
        )
        self.inverted.toggled.connect(lambda _: self._choose_file())
        self.file = ElidedLabel()
        self.file.setText(tr(NO_FILE))
        self.file.setObjectName("imageFile")
        self.file.setProperty("role", "muted")
        page = _page(QWidget(), self.open_button, self.inverted)
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.file)
        return page

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.pad.set_theme(theme)

    def set_data(self, offered: Sequence[DatasetInfo], current: str) -> None:
        """Offer the data of A and B, where they are not the same."""
        if [self.data.itemData(i) for i in range(self.data.count())] != [data.name for data in offered]:
            self.data.clear()
            for data in offered:
                self.data.addItem(data.title, data.name)
        self.data.setCurrentIndex(self.data.findData(current))
        self.data.setVisible(len(offered) > 1)

    def show_lists(self, lists: Mapping[Side, ImagesListed], names: Sequence[str], current: Choice | None) -> None:
        """Show what was listed of one dataset."""
        images = by_mistakes(lists)
        pixels = next((listed.images for listed in lists.values() if len(listed.labels)), None)
        self._dataset = next((listed.dataset for listed in lists.values()), "")
        index = current.index if isinstance(current, FromTest) else None
        if pixels is not None:
            self.gallery.show_images(images, pixels, names, index)
        wrong = sum(image.wrong > 0 for image in images)
        failed = next((f"{side}: {listed.message}" for side, listed in lists.items() if listed.message), "")
        self.told.setText(failed or tr("{wrong} of {count} wrong", wrong=wrong, count=len(images)))

    def ask_for_file(self) -> None:
        """Have the user choose a file."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Open an image"), self._folder, FILTER)
        if path:
            self.open_file(path)

    def open_file(self, path: str) -> None:
        """Watch the image in a file."""
        self._path, self._folder = path, str(Path(path).parent)
        self.file.setText(Path(path).name)
        self.file.setToolTip(plain_tip(path))
        self._choose_file()

    def _choose_file(self) -> None:
        if self._path:
            self.chosen.emit(FromFile(self._path, self.inverted.isChecked()), "")


def _button(name: str, text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setToolTip(tip)
    return made


def _page(main: QWidget, *below: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(4, 4, 4, 4)
    column.setSpacing(4)
    column.addWidget(main, 1)
    row = QHBoxLayout()
    for widget in below:
        row.addWidget(widget)
    row.addStretch(1)
    column.addLayout(row)
    return made
