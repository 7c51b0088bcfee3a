"""One page of the guide on show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QPixmap,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QTextBrowser, QTextEdit, QWidget

from explorer.gui.guide.guide_style import guide_style
from explorer.gui.widgets.theme import DARK, Theme
from explorer.pages.page import page, page_titles
from explorer.paths import resource
from explorer.wording import tr

SCHEME = "guide"
EXTERNAL = ("http", "https", "mailto")
ZOOMS = (70, 80, 90, 100, 110, 125, 150, 175, 200, 250)
_MARGIN = 20
_SETTLED_MS = 120
"""How long the width stays before pictures are scaled to it."""


class GuideView(QTextBrowser):
    """Shows pages and follows their links; nothing but the guide's own files is read, other links open in the browser.
    Pictures are scaled to the width. `page_shown` carries a name, `zoomed` percent."""

    page_shown = Signal(str)
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidePage")
        self.setAccessibleName(tr("Page of the guide"))
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # pictures fit beside it from the start
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # everything wraps
        self.document().setDocumentMargin(_MARGIN)
        self.anchorClicked.connect(self.follow)
        self.sourceChanged.connect(self._tell)
        self.zoom = 100
        self._theme = DARK
        self._sought: tuple[Sequence[str], int] = ((), 0)  # words, and the section in which they are marked
        self._matches: Sequence[QTextCursor] = ()
        self._match = 0
        self._widths: set[int] = set()  # that pictures on the page were scaled to
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._fit_pictures)

    @property
    def name(self) -> str:
        """The page on show; "" before the first."""
        return _page_name(self.source())

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def open(self, name: str, anchor: str = "") -> None:
        """Show a page, at an anchor."""
        url = QUrl(f"{SCHEME}:/guide/{name}.html")
        if anchor:
            url.setFragment(anchor)
        self.setSource(url)

    def follow(self, url: QUrl) -> None:
        """Go where a link leads."""
        if url.scheme() in EXTERNAL:
            QDesktopServices.openUrl(url)
        elif url.scheme() == SCHEME and _page_name(url):
            self.setSource(url)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.document().setDefaultStyleSheet(guide_style(theme))
        self._lay_out_anew()

    def set_zoom(self, percent: int) -> None:
        """Make the text this large, in percent of the window's."""
        self.zoom = percent
        place = self._place()
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        self.setFont(font)
        self._go_to(place)

    def zoom_by(self, steps: int) -> None:
        """Larger by this many steps, or smaller."""
        nearest = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - self.zoom))
        self.set_zoom(ZOOMS[max(0, min(nearest + steps, len(ZOOMS) - 1))])
        self.zoomed.emit(self.zoom)

    # ── matches ─────────────────────────────────────────────────────────────────────────────────

    def find_words(self, words: Sequence[str], section: int) -> int:
        """Look for words in a section of the page, counted from 0; how often they occur there."""
        self._sought = words, section
        start, end = self._section(section)
        found = sorted(
            (c for word in words for c in self._occurrences(word, start, end)), key=QTextCursor.selectionStart
        )
        self._matches = found
        self.show_match(0)
        return len(found)

    def show_match(self, at: int) -> None:
        """Color all matches, this one more than the others, and scroll to it."""
        self._match = at
        marks = []
        for place, cursor in enumerate(self._matches):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            here = place == at
            mark.format.setBackground(QColor(self._theme.warning if here else self._theme.border))
            if here:
                mark.format.setForeground(QColor(self._theme.window))
            marks.append(mark)
        self.setExtraSelections(marks)
        if at < len(self._matches):
            cursor = QTextCursor(self._matches[at])
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _tell(self, url: QUrl) -> None:
        self.forget_matches()
        self.page_shown.emit(_page_name(url))

    def forget_matches(self) -> None:
        """Color nothing."""
        self._sought, self._matches = ((), 0), ()
        self.setExtraSelections([])

    def _section(self, place: int) -> tuple[int, int]:
        """Where a section begins and ends in the document."""
        starts, block = [], self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                starts.append(block.position())
            block = block.next()
        return starts[place], [*starts, self.document().characterCount()][place + 1]

    def _occurrences(self, word: str, start: int, end: int) -> list[QTextCursor]:
        found = []
        cursor = self.document().find(word, start)
        while not cursor.isNull() and cursor.selectionEnd() <= end:
            found.append(cursor)
            cursor = self.document().find(word, cursor)
        return found

    # ── reading and drawing ─────────────────────────────────────────────────────────────────────

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A page as HTML, or a picture at the view's width; nothing else."""
        url = QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(url.fileName())
        known = _page_name(url)
        self._widths.clear()
        # a style of its own takes a cell the borders that the style sheet gives it
        return page(known).html.replace('style="text-align:right"', 'align="right"') if known else ""

    def _picture(self, name: str) -> QPixmap:
        pixmap = QPixmap(str(resource(f"pictures/{name}")))
        ratio = self.devicePixelRatioF()
        self._widths.add(self._width())
        wide = min(self._width(), pixmap.width())
        scaled = pixmap.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        return scaled

    def _width(self) -> int:
        return max(self.viewport().width() - 2 * _MARGIN - 2, 100)

    def _fit_pictures(self) -> None:
        if self._widths - {self._width()}:
            self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        """Read the page once more, and stay at the same place in it."""
        if self.name:
            place, (words, section), match = self._place(), self._sought, self._match
            self.reload()
            if words:
                self.find_words(words, section)
                self.show_match(match)
            self._go_to(place)

    def _place(self) -> int:
        """The first character on show; 0 at the top."""
        return 0 if not self.verticalScrollBar().value() else self.cursorForPosition(QPoint(_MARGIN, 2)).position()

    def _go_to(self, place: int) -> None:
        bar = self.verticalScrollBar()
        if not place:
            bar.setValue(0)
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the pictures once the width stays."""
        super().resizeEvent(event)
        self._settled.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the program's texts."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.set_zoom(self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)


def _page_name(url: QUrl) -> str:
    """The page that a link leads to, "" where it is none."""
    name = url.fileName().removesuffix(".html")
    return name if url.scheme() == SCHEME and name in page_titles() else ""
