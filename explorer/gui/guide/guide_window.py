"""The window that shows the guide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.guide.guide_search import GuideSearch
from explorer.gui.guide.guide_view import GuideView
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.theme import DARK, Theme
from explorer.pages.page import CONTENTS, page_titles
from explorer.pages.search import Hit, search, words_of
from explorer.wording import tr, tr_count

FIRST_SIZE = (1100, 760)
_LIST_WIDTH = 270
_DATA = Qt.ItemDataRole.UserRole


class GuideWindow(QWidget):
    """The pages in a list, the one on show beside it. While something is searched for the list holds the sections in
    which it was found. `closing` is emitted before the window hides."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)  # without an owner: a dialog of the main window does not block it
        self.setObjectName("guideWindow")
        self.setWindowTitle(tr("Guide"))
        self._hits: Sequence[Hit] = ()
        self._match, self._count = 0, 0
        self._theme = DARK
        self.view = GuideView()
        self.search = GuideSearch()
        self.list = QListWidget()
        self.list.setObjectName("guideList")
        self.list.setAccessibleName(tr("Pages and search results"))
        self.list.setToolTip(tr("Pages of the guide or, while you search, sections with all words"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = {
            "back": self._button("back", tr("Previous page (Alt+Left)"), self.view.backward),
            "forward": self._button("forward", tr("Next page (Alt+Right)"), self.view.forward),
            "contents": self._button("contents", tr("Contents (Alt+Home)"), self.show_contents),
        }
        self._lay_out()
        self._connect()
        self.resize(*FIRST_SIZE)
        self.set_theme(DARK)
        self._list_pages()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for button in self._buttons.values():
            top.addWidget(button)
        top.addWidget(self.search, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("guideSplit")
        self._split.addWidget(self.list)
        self._split.addWidget(self.view)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([_LIST_WIDTH, FIRST_SIZE[0] - _LIST_WIDTH])
        self._split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(top)
        column.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.view.page_shown.connect(self._mark_page)
        self.view.backwardAvailable.connect(self._buttons["back"].setEnabled)
        self.view.forwardAvailable.connect(self._buttons["forward"].setEnabled)
        self.search.changed.connect(self._search)
        self.search.move_wanted.connect(self.step)
        self.list.currentRowChanged.connect(self._chosen)
        keys: dict[str, Callable[[], object]] = {
            "Alt+Left": self.view.backward, "Alt+Right": self.view.forward, "Alt+Home": self.show_contents,
            "Ctrl+F": self.search.start, "F3": lambda: self.step(1), "Shift+F3": lambda: self.step(-1),
            "Ctrl+=": lambda: self.view.zoom_by(1), "Ctrl++": lambda: self.view.zoom_by(1),
            "Ctrl+-": lambda: self.view.zoom_by(-1), "Ctrl+W": self.close, "Esc": self._leave,
        }  # fmt: skip
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self, action)

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def open(self, name: str, anchor: str = "") -> None:
        """Show the window with a page, at an anchor."""
        self.search.field.clear()
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.open(name, anchor)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_contents(self) -> None:
        """Show the contents."""
        self.search.field.clear()
        self.view.open(CONTENTS)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.setStyleSheet(f"#guideWindow {{ background: {theme.window}; }} #guideList::item {{ padding: 3px 6px; }}")
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme))
        self.search.set_theme(theme)
        self.view.set_theme(theme)

    # ── searching ───────────────────────────────────────────────────────────────────────────────

    def step(self, way: int) -> None:
        """Go to the next match, or to the previous one: in the section on show, then in the next one."""
        if not self._hits:
            return
        if 0 <= self._match + way < self._count:
            self._match += way
            self._show_match()
            return
        row = (self.list.currentRow() + way) % len(self._hits)
        self._mark_row(row)
        self._chosen(row)
        if way < 0 and self._count:
            self._match = self._count - 1
            self._show_match()

    def _search(self) -> None:
        self._hits = search(self.search.text)
        if not self.search.text:
            self._list_pages()
            return
        self._fill([f"{hit.label}\n{hit.excerpt}" for hit in self._hits])
        if self._hits:
            self.list.setCurrentRow(0)
        else:
            self.view.forget_matches()
            self.search.tell(tr("No matches"))

    def _list_pages(self) -> None:
        self.view.forget_matches()
        self.search.tell("")
        self._fill(list(page_titles().values()))
        self._mark_page(self.view.name)

    def _fill(self, texts: Sequence[str]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for text in texts:
            self.list.addItem(QListWidgetItem(text))
        self.list.blockSignals(False)

    def _mark_row(self, row: int) -> None:
        """Select a row without going where it leads."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _chosen(self, row: int) -> None:
        if row < 0:
            return
        if not self._hits:
            self.view.open(list(page_titles())[row])
            return
        hit = self._hits[row]
        self.view.open(hit.page, hit.section.anchor)
        self._match, self._count = 0, self.view.find_words(words_of(self.search.text), hit.place)
        self._tell()

    def _show_match(self) -> None:
        self.view.show_match(self._match)
        self._tell()

    def _tell(self) -> None:
        place = tr("{match} of {count} here · ", match=self._match + 1, count=self._count) if self._count else ""
        sections = tr_count("{count} section", "{count} sections", len(self._hits))
        self.search.tell(f"{place}{sections}", found=True)

    def _mark_page(self, name: str) -> None:
        """Select the page on show in the list of pages."""
        self._match = self._count = 0
        if name:
            self.setWindowTitle(tr("Guide: {page}", page=page_titles()[name]))
        if name and not self.search.text:
            self._mark_row(list(page_titles()).index(name))

    # ── leaving ─────────────────────────────────────────────────────────────────────────────────

    def _leave(self) -> None:
        """End the search or, where there is none, close the window."""
        if self.search.field.text():
            self.search.field.clear()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide: the window is shown again as it is."""
        self.closing.emit()
        event.accept()

    def _button(self, name: str, tip: str, action: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"guide_{name}")
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        button.setEnabled(name == "contents")
        button.clicked.connect(lambda _: action())
        return button
