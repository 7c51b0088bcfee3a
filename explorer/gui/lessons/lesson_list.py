"""The list of lessons: what there is, how long it takes, and what is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from explorer.desk.lesson_state import Entry, LessonsState
from explorer.gui.lessons.controls import button
from explorer.gui.widgets.labels import Label, plain_tip
from explorer.wording import tr

_INTRO = (
    "Predict, run, compare: each lesson takes about a quarter of an hour. Your own cards and layout come back when you "
    "leave a lesson."
)


class LessonList(QWidget):
    """`open_wanted` carries a lesson's path, `quiz_wanted`, `file_wanted` and `own_wanted` say what was pressed."""

    open_wanted = Signal(object)
    quiz_wanted = Signal()
    file_wanted = Signal()
    own_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        intro = Label(tr(_INTRO))
        intro.setWordWrap(True)
        intro.setProperty("role", "muted")
        self.list = QListWidget()
        self.list.setObjectName("lessonList")
        self.list.setAccessibleName(tr("Lessons"))
        self.list.setToolTip(tr("Press Enter, or double-click, to open a lesson"))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.about = Label()
        self.about.setObjectName("lessonAbout")
        self.about.setWordWrap(True)
        self.open = button("openLesson", tr("Start"), tr("Open the chosen lesson"), primary=True)
        self.quiz = button("openQuiz", tr("Quiz"), tr("Answer questions about all lessons; wrong ones come back"))
        self.file = button(
            "openLessonFile", tr("Open a lesson from a file…"), tr("Open a lesson that a teacher wrote (TOML)")
        )
        self.own = button(
            "returnToOwn", tr("Return to my own setup"), tr("Show the cards and the layout from before the lesson")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (intro, self.own, self.list, self.about, self.open, self.quiz, self.file):
            column.addWidget(widget, 1 if widget is self.list else 0)
        self.list.itemActivated.connect(lambda item: self._open())
        self.list.currentRowChanged.connect(self._show_about)
        self.open.clicked.connect(self._open)
        self.quiz.clicked.connect(self.quiz_wanted)
        self.file.clicked.connect(self.file_wanted)
        self.own.clicked.connect(self.own_wanted)

    def show_state(self, state: LessonsState) -> None:
        """Draw the list; the chosen lesson stays chosen until it is done: then the next one is."""
        self.own.setVisible(state.own)
        if state.entries == self._entries:
            return
        chosen, done = self._path(), {entry.path for entry in self._entries if entry.done}
        self._entries = state.entries
        self.list.clear()
        for entry in state.entries:
            item = QListWidgetItem(_line(entry))
            item.setToolTip(plain_tip(entry.problem or entry.about))
            self.list.addItem(item)
        row = next((k for k, entry in enumerate(state.entries) if entry.path == chosen), -1)
        if row >= 0 and (chosen in done or not state.entries[row].done):
            self.list.setCurrentRow(row)
            return
        open_ = [k for k, entry in enumerate(state.entries) if not entry.done and not entry.problem]
        self.list.setCurrentRow(next((k for k in open_ if k > row), open_[0] if open_ else max(row, 0)))

    def focus_first(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _path(self) -> Path | None:
        row = self.list.currentRow()
        return self._entries[row].path if 0 <= row < len(self._entries) else None

    def _show_about(self, row: int) -> None:
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        self.about.setText(
            ""
            if entry is None
            else entry.problem or tr("{about} About {minutes} minutes.", about=entry.about, minutes=entry.minutes)
        )
        self.open.setEnabled(entry is not None and not entry.problem)
        self.open.setText(
            tr("Continue at step {at}", at=entry.at + 1) if entry is not None and entry.at else tr("Start")
        )

    def _open(self) -> None:
        path = self._path()
        if path is not None and self.open.isEnabled():
            self.open_wanted.emit(path)


def _line(entry: Entry) -> str:
    if entry.problem:
        return tr("⚠ {title}\ncannot be opened", title=entry.title)
    number = f"{entry.number} · " if entry.number < 100 else ""
    return f"{'✓' if entry.done else '○'} {number}{entry.title}"
