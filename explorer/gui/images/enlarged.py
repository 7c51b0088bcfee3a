"""One pair of frames enlarged: all channels of A and of B."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from explorer.desk.film_state import FilmState, step_text
from explorer.desk.sides import SIDES, Side
from explorer.gui.images.map_colors import largest
from explorer.gui.images.map_grid import MapGrid
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import Theme
from explorer.looks import ChannelMaps
from explorer.wording import tr

HINT = "Point at a value to read it. Black is 0, negative values are blue."


class EnlargedDialog(QDialog):
    """Follows the state while it is open; `closed` says that it is not any more."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("enlargedDialog")
        self.setAccessibleName(tr("All channels of a block"))
        self.setModal(False)
        self.titles: dict[Side, Label] = {side: Label() for side in SIDES}
        self.grids: dict[Side, MapGrid] = {side: MapGrid(side) for side in SIDES}
        self.pointed = Label(tr(HINT))
        self.pointed.setObjectName("enlargedPointed")
        both = QHBoxLayout()
        for side in SIDES:
            self.titles[side].setObjectName(f"enlargedTitle{side}")
            self.titles[side].setWordWrap(True)
            column = QVBoxLayout()
            column.addWidget(self.titles[side])
            column.addWidget(self.grids[side], 1)
            both.addLayout(column, 1)
            self.grids[side].pointed.connect(lambda text: self.pointed.setText(text or tr(HINT)))
        column = QVBoxLayout(self)
        column.addLayout(both, 1)
        column.addWidget(self.pointed)
        self.resize(820, 500)
        self.finished.connect(lambda _: self.closed.emit())

    def set_state(self, state: FilmState, *, own_scales: bool = False) -> None:
        """Show the pair of a state, on one scale or each on its own."""
        found = {side: self._whole(state, side) for side in SIDES}
        shared = largest(*found.values())
        titles = [frame.title for side in SIDES if side in state.sides and (frame := state.frame(side, state.pair))]
        self.setWindowTitle(tr("{titles}: all channels", titles=titles[0] if titles else state.pair))
        for side, maps in found.items():
            top = largest(maps) if own_scales else shared
            seen = state.sides.get(side)
            about = "" if seen is None else f"{seen.title}, {step_text(seen)}" if step_text(seen) else seen.title
            of = (
                ""
                if maps is None
                else tr(
                    " · {count} × {height}×{width}, white is {top:.4g}",
                    count=maps.count,
                    height=maps.size[0],
                    width=maps.size[1],
                    top=top,
                )
            )
            self.titles[side].setText(f"{side} · {about}{of}")
            self.grids[side].set_maps(maps, top, self._why(state, side))

    @staticmethod
    def _whole(state: FilmState, side: Side) -> ChannelMaps | None:
        seen = state.sides.get(side)
        if seen is None or seen.watched is None or state.frame(side, state.pair) is None:
            return None
        return seen.watched.looked.whole

    @staticmethod
    def _why(state: FilmState, side: Side) -> str:
        seen = state.sides.get(side)
        if seen is not None and seen.problem:
            return seen.problem
        if seen is None or state.frame(side, state.pair) is None:
            return tr("{side} has no block of this name.", side=side)
        return tr("Waiting for the maps…")

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        for side, grid in self.grids.items():
            grid.set_theme(theme)
            self.titles[side].setStyleSheet(f"color: {theme.side(side).name()};")
