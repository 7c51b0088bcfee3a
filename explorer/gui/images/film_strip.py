"""The film: for every block a few channels of the map that leaves it, under the picture's columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.desk.film_state import FilmSide, FilmState, statistics_text, step_text
from explorer.desk.sides import SIDES, Side
from explorer.gui.images.film_tiles import LEFT, Place, Span, Tile, side_rooms, tiles
from explorer.gui.images.map_colors import largest, picture
from explorer.gui.widgets.accessible import Role, tell
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.looks import ChannelMaps
from explorer.wording import tr

EMPTY = "Choose a test image, draw one, or open a file: what leaves every block of A and B appears here."
WAITING = "Waiting for the maps…"
KEYS = "Arrow keys move between blocks, channels and networks; Enter enlarges."
_MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class FilmStrip(QWidget):
    """Draws a FilmState. `enlarge_wanted` carries the path of the frames that are clicked, or chosen by Enter.

    The two frames of one path share a scale, unless `own_scales` gives each its own."""

    accessible_role = Role.Graphic

    enlarge_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filmStrip")
        self.setAccessibleName(tr("Film of A and B"))
        self.setAccessibleDescription(tr(KEYS))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 96)
        self.state = FilmState()
        self.place: Place = lambda side, x: None
        self.spans: Callable[[], Mapping[Side, Span]] = dict  # of pictures that stand above the film
        self.rows = 3
        self.own_scales = False
        self._pictures: dict[tuple[Side, str], list[QImage]] = {}
        self._theme = DARK
        self._cursor: tuple[Side, int, int] | None = None
        self._hovered: Tile | None = None

    def set_state(self, state: FilmState, rows: int) -> None:
        """Draw a state with so many channels."""
        self.state, self.rows = state, rows
        self._pictures.clear()
        if self._cursor is not None and self._cursor[1] >= self._length(self._cursor[0]):
            self._cursor = None  # of a deeper network
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Room for six rows."""
        return QSize(640, 190)

    def tiles(self) -> list[Tile]:
        """What is drawn, where."""
        return tiles(self.state.sides, self.rows, self.place, self._rooms())

    @property
    def spread(self) -> bool:
        """Whether frames are spread evenly, as their pictures do not stand above."""
        shown = [side for side, each in self.state.sides.items() if each.frames]
        return any(side not in self.spans() for side in shown)

    def _rooms(self) -> dict[Side, QRectF]:
        return side_rooms(self.spans(), self.width(), self.height())

    def set_own_scales(self, on: bool) -> None:
        """Give each network's frames their own scale."""
        self.own_scales = on
        self._pictures.clear()
        self.update()

    def top(self, side: Side, path: str) -> float:
        """The value that is white in a side's frame of this path."""
        return largest(*(self._maps(each, path) for each in SIDES if not self.own_scales or each == side))

    def _maps(self, side: Side, path: str) -> ChannelMaps | None:
        watched = self.state.sides[side].watched if side in self.state.sides else None
        frame = None if watched is None else self.state.frame(side, path)
        return None if frame is None or watched is None else watched.looked.maps.get(frame.call)

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles, the badges, and what is to be said where there are none."""
        painter = QPainter(self)
        if self.state.choice is None:
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, tr(EMPTY))
            return
        drawn = self.tiles()
        for tile in drawn:
            if -tile.area.width() < tile.area.left() < self.width():
                self._paint_tile(painter, tile)
        for side, room in self._rooms().items():
            self._paint_side(painter, side, room)
        ringed = self._cursor if self.hasFocus() else None
        for tile in drawn:
            if (tile.side, tile.frame, tile.row) == ringed or tile == self._hovered:
                painter.setPen(QPen(QColor(self._theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(tile.area)

    def _paint_tile(self, painter: QPainter, tile: Tile) -> None:
        key = tile.side, self.state.sides[tile.side].frames[tile.frame].path
        if key not in self._pictures:  # a deep network has thousands, and every move of the pointer paints them
            maps = self._maps(*key)
            self._pictures[key] = [] if maps is None else [picture(each, self.top(*key)) for each in maps.values]
        if tile.row < len(self._pictures[key]):
            painter.drawImage(tile.area, self._pictures[key][tile.row])

    def _paint_side(self, painter: QPainter, side: Side, room: QRectF) -> None:
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.side(side))
        painter.drawText(QRectF(room.left() + 4, room.top(), LEFT, 18), Qt.AlignmentFlag.AlignLeft, side)
        font.setBold(False)
        painter.setFont(font)
        seen = self.state.sides.get(side, FilmSide())
        text = seen.problem or ("" if seen.watched is not None else tr(WAITING))
        if text:
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(
                room.adjusted(LEFT, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, text
            )

    # ── pointer ─────────────────────────────────────────────────────────────────────────────────

    def tile_at(self, position: QPointF) -> Tile | None:
        """The tile under a position."""
        return next((tile for tile in self.tiles() if tile.area.contains(position)), None)

    def text_of(self, tile: Tile) -> str:
        """What a tile is, for people."""
        seen = self.state.sides[tile.side]
        frame = seen.frames[tile.frame]
        maps = self._maps(tile.side, frame.path)
        if maps is None or seen.watched is None or tile.row >= len(maps.values):
            return f"{tile.side} · {frame.title}"
        values = maps.values[tile.row]
        size = f"{maps.size[0]}×{maps.size[1]}" + (tr(", a vector in rows") if frame.form == "vector" else "")
        means = (
            ""
            if values.shape == maps.size
            else tr(", shown as means of {height}×{width} parts", height=values.shape[0], width=values.shape[1])
        )
        less = tr(", less the mean over training images") if self.state.less_mean else ""
        about = " · ".join(filter(None, (step_text(seen), statistics_text(seen.watched))))
        white = tr("white is {top:.4g}", top=self.top(tile.side, frame.path))
        return tr(
            "{side} · {title} · channel {channels} of {count} · {size}{means}\nvalues {min:.4g} "
            "to {max:.4g}{less}; {white}\n{about}",
            side=tile.side,
            title=frame.title,
            channels=maps.channels[tile.row] + 1,
            count=maps.count,
            size=size,
            means=means,
            min=values.min(),
            max=values.max(),
            less=less,
            white=white,
            about=about,
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Frame the tile under the pointer."""
        before, self._hovered = self._hovered, self.tile_at(event.position())
        if before != self._hovered:
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Frame none."""
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Enlarge the tile under the pointer."""
        tile = self.tile_at(event.position())
        if tile is not None and event.button() == Qt.MouseButton.LeftButton:
            self._cursor = (tile.side, tile.frame, tile.row)
            self._enlarge()

    def event(self, event: QEvent) -> bool:
        """Tell what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tile = self.tile_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if tile is None else plain_tip(self.text_of(tile)), self)
            return True
        return super().event(event)

    # ── keyboard ────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor, or enlarge what it is on."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move(*_MOVES[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move(-(10**6) if key == Qt.Key.Key_Home else 10**6, 0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor is not None:
            self._enlarge()
        else:
            super().keyPressEvent(event)

    def _move(self, across: int, down: int) -> None:
        shown = [side for side in SIDES if side in self.state.sides and self.state.sides[side].frames]
        if not shown:
            return
        side, frame, row = self._cursor or (shown[0], 0, 0)
        if side not in shown:
            side = shown[0]
        if self._cursor is not None:
            line = min(max(shown.index(side) * self.rows + row + down, 0), len(shown) * self.rows - 1)
            side, row = shown[line // self.rows], line % self.rows
            frame += across
        frame = min(max(frame, 0), len(self.state.sides[side].frames) - 1)
        self._cursor = (side, frame, row)
        tell(self, self.text_of(Tile(side, frame, row, QRectF())))
        self.update()

    def _length(self, side: Side) -> int:
        return len(self.state.sides[side].frames) if side in self.state.sides else 0

    def _enlarge(self) -> None:
        assert self._cursor is not None
        side, frame, _ = self._cursor
        self.enlarge_wanted.emit(self.state.sides[side].frames[frame].path)
