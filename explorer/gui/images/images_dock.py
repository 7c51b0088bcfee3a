"""The dock of one image: the film under the pictures, where the image comes from, and the answers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QDockWidget, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from explorer.desk.film_state import FilmState, statistics_text, step_text
from explorer.desk.sides import SIDES
from explorer.gui.images.answer_bars import AnswerBars
from explorer.gui.images.enlarged import EnlargedDialog
from explorer.gui.images.film_strip import FilmStrip
from explorer.gui.images.image_source import ImageSource
from explorer.gui.widgets.labels import ElidedLabel, Label, plain_tip
from explorer.gui.widgets.pixels import pixmap
from explorer.gui.widgets.theme import DARK, Theme
from explorer.looks import Drawing
from explorer.wording import tr

_NARROW = 640  # pixels: below, the parts stand above one another
_SEEN = 48  # pixels of the image as the network sees it
SPREAD = "Frames are spread evenly: the pictures are not right above."
SCALE = "Black is 0, white the largest value of a block in A and B, blue negative."


class ImagesDock(QDockWidget):
    """Shows a FilmState; wishes come from `source` and `film`, and `less_mean_wanted`. The right part is as wide as the
    plots above it, so that the film lies under the pictures."""

    less_mean_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("One image"), parent)
        self.setObjectName("imagesDock")
        self.film, self.source, self.answers = FilmStrip(), ImageSource(), AnswerBars()
        self.enlarged = EnlargedDialog(self)
        self.theme = DARK
        self._state = FilmState()
        self.less_mean = QCheckBox(tr("Less the mean image"))
        self.less_mean.setObjectName("filmLessMean")
        self.less_mean.setAccessibleName(tr("Maps less their mean over training images"))
        self.less_mean.setToolTip(
            tr("Subtract the mean map of 64 training images: what is left belongs to this image, not to every image")
        )
        self.less_mean.toggled.connect(self.less_mean_wanted)
        self.own_scales = QCheckBox(tr("Own scales"))
        self.own_scales.setObjectName("filmOwnScales")
        self.own_scales.setAccessibleName(tr("A scale of its own for each network"))
        self.own_scales.setToolTip(
            tr(
                "Off: one scale for each block in A and B, which shows how large the values are. On: white is the "
                "largest value of each network's block, which shows patterns however faint"
            )
        )
        self.own_scales.toggled.connect(self.film.set_own_scales)
        self.own_scales.toggled.connect(lambda _: self._show_enlarged())
        self.told = ElidedLabel()
        self.told.setObjectName("filmTold")
        self.told.setProperty("role", "muted")
        self.seen = Label()
        self.seen.setObjectName("imageSeen")
        self.seen.setFixedSize(QSize(_SEEN, _SEEN))
        self.seen.setToolTip(tr("The image as the network gets it"))
        self.about = Label()
        self.about.setObjectName("imageAbout")
        self.about.setWordWrap(True)
        self.split = self._assembled()
        self.setWidget(self.split)

    def _assembled(self) -> QSplitter:
        film = QWidget()
        column = QVBoxLayout(film)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addWidget(self.film, 1)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self.less_mean)
        row.addWidget(self.own_scales)
        row.addWidget(self.told, 1)
        column.addLayout(row)
        answers = QWidget()
        column = QVBoxLayout(answers)
        column.setContentsMargins(4, 4, 8, 4)
        row = QHBoxLayout()
        row.addWidget(self.seen)
        row.addWidget(self.about, 1)
        column.addLayout(row)
        column.addWidget(self.answers, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("imagesSplit")
        split.setChildrenCollapsible(False)
        for place, (part, share) in enumerate(((film, 67), (self.source, 18), (answers, 15))):
            split.addWidget(part)
            split.setStretchFactor(place, share)
        split.setSizes([670, 180, 150])
        return split

    def set_state(self, state: FilmState, rows: int) -> None:
        """Draw a state with so many channels of each map."""
        self.film.set_state(state, rows)
        self.answers.set_state(state)
        self._tell(state)
        self._state = state
        self.tell_film()
        self._show_enlarged()

    def tell_film(self) -> None:
        """Say what the film shows, and where its columns are not those of the pictures."""
        sides = self._state.sides.values()
        notes = dict.fromkeys(e.watched.seen.note for e in sides if e.watched is not None)
        where = tr(SPREAD) if self.film.spread else ""
        text = "  ·  ".join(filter(None, (*notes, where, tr(SCALE), *self._steps(self._state))))
        if text != self.told.text():
            self.told.setText(text)

    def _show_enlarged(self) -> None:
        if self.enlarged.isVisible():
            self.enlarged.set_state(self._state, own_scales=self.own_scales.isChecked())

    def _tell(self, state: FilmState) -> None:
        seen = next((e.watched.seen for e in state.sides.values() if e.watched is not None), None)
        if seen is None:
            self.seen.setPixmap(QPixmap())
            self.about.setText("")
            return
        self.seen.setPixmap(pixmap(seen.image, _SEEN, self.devicePixelRatio()))
        names = next((e.data.classes for e in state.sides.values() if e.watched is not None and e.data is not None), ())
        own = tr("Your drawing") if isinstance(state.choice, Drawing) else tr("Image file")
        self.about.setText(own if seen.label is None else tr("Class {names}", names=names[seen.label]))
        self.about.setToolTip(plain_tip(seen.note))

    @staticmethod
    def _steps(state: FilmState) -> list[str]:
        found = []
        for side in SIDES:
            seen = state.sides.get(side)
            if seen is not None and seen.watched is not None:
                about = ", ".join(filter(None, (step_text(seen), statistics_text(seen.watched))))
                found.append(f"{side} {about}")
            if seen is not None and seen.without:
                found.append(
                    tr("{side}: not an image, so not shown: {without}", side=side, without=", ".join(seen.without))
                )
        return found

    def enlarge(self) -> None:
        """Open the enlarged pair of the state on show."""
        self.enlarged.set_theme(self.theme)
        self.enlarged.show()
        self._show_enlarged()
        self.enlarged.raise_()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.theme = theme
        for part in (self.film, self.source, self.answers, self.enlarged):
            part.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side, or one above the other where it is narrow."""
        super().resizeEvent(event)
        wanted = Qt.Orientation.Vertical if self.width() < _NARROW else Qt.Orientation.Horizontal
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)
