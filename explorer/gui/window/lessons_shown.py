"""The lessons in the window: the dock, what it asks of the window, and what is drawn into the plots."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from explorer.desk.class_predictions import ClassPredictions
from explorer.desk.lesson_reading import StepReader
from explorer.desk.lesson_state import LessonsState
from explorer.desk.lessons import Lessons
from explorer.desk.loading import Loading
from explorer.desk.palette import Offer
from explorer.desk.predicting import Predicting
from explorer.desk.quizzing import Quizzing
from explorer.desk.seed_runs import SeedRuns
from explorer.desk.sides import SIDES
from explorer.gui.plots.curve_plot import CurvePlot
from explorer.gui.plots.predicted import Planned
from explorer.gui.plots.sketch import Sketch
from explorer.gui.widgets.theme import Theme
from explorer.gui.window.class_files import ClassFiles
from explorer.gui.window.lesson_places import Highlights
from explorer.gui.window.lesson_stage import LessonStage
from explorer.gui.window.presenting import Presenting
from explorer.gui.window.window_memory import keep_on_screen
from explorer.lessons.steps import DrawStep, LoadStep
from explorer.runs.predictions import Prediction
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow


_EDGES = 36  # pixels: what is between docks and around the center, and the frame of the window


class LessonsShown(QObject):
    """Owns the dock and the model behind it. `refresh` looks whether what is waited for has come."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dock = window.lessons_dock
        self.stage, self.highlights = LessonStage(window), Highlights(window)
        self.predicting = Predicting(window.bench, window.store.predictions, self)
        self.loading = Loading(window.bench, self.stage, self)
        self.others = ClassPredictions(self)
        reader = StepReader(window.bench, self.loading, self.predicting, self.stage.facts, window.asking.found,
                            SeedRuns(window.store), self.others)  # fmt: skip
        self.lessons = Lessons(reader, window.settings, self)
        self.quiz = Quizzing(self.loading, window.settings, self)
        self.plots: dict[str, CurvePlot] = {"loss": window.plots.loss, "accuracy": window.plots.accuracy}
        self._files = ClassFiles(self.others, self.plots, window)
        self.sketches = {name: Sketch(plot, name) for name, plot in self.plots.items()}
        self._room = QTimer(self, singleShot=True, interval=0)  # not at once: Qt may be restoring the docks
        self._room.timeout.connect(self._make_room)
        self._connect()
        Presenting(window)

    def refresh(self) -> None:
        """Look again; cheap while no lesson is open."""
        if self.lessons.state.lesson is not None:
            self.lessons.refresh()

    def open(self, path: Path) -> None:
        """Open the lesson of a file, and the dock."""
        if self.lessons.open(path):
            self.dock.show_quiz(False)
            self.dock.show_state(self.lessons.state)
            self.dock.show()
            self.dock.raise_()
            self.dock.focus_first()

    def offers(self) -> list[Offer]:
        """The lessons for the command palette."""
        self.lessons.list_lessons()
        entries = [entry for entry in self.lessons.state.entries if not entry.problem]
        return [Offer(tr("Lesson"), f"{e.number} {e.title}", partial(self.open, e.path)) for e in entries]

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.dock.set_theme(theme)
        self.highlights.set_theme(theme)

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _connect(self) -> None:
        lessons, quiz, listed = self.lessons, self.quiz, self.dock.list
        lessons.changed.connect(self._show)
        self.predicting.changed.connect(self._show_predictions)
        quiz.changed.connect(self.dock.quiz.show_state)
        for menu in self._files.menus:
            menu.remove_wanted.connect(self.predicting.remove)
        for failed in (lessons.failed, quiz.failed, self.predicting.failed, self.others.failed):
            failed.connect(lambda text: self._window.messages.show_message(text, kind="error"))
        self.dock.shown.connect(self._came_on_show)
        self.dock.visibilityChanged.connect(lambda _: self._point())
        for dock in (self.dock, self._window.inspector, self._window.analyses):
            dock.visibilityChanged.connect(lambda _: self._room.start())
        listed.open_wanted.connect(self.open)
        listed.file_wanted.connect(self._ask_for_file)
        listed.own_wanted.connect(lessons.restore)
        listed.quiz_wanted.connect(self._open_quiz)
        self._window.menu.lesson_wanted.connect(self._ask_for_file)
        self._connect_page()
        self._connect_quiz()

    def _connect_page(self) -> None:
        """Connect the page of a lesson, and the curves that are drawn for its steps."""
        lessons, page = self.lessons, self.dock.lesson
        page.next_wanted.connect(lessons.next)
        page.back_wanted.connect(lessons.back)
        page.leave_wanted.connect(lessons.leave)
        page.confirm_wanted.connect(lessons.confirm)
        page.answers.chosen.connect(lessons.choose)
        page.load.load_wanted.connect(self._load)
        page.quiz.quiz_wanted.connect(self._open_quiz)
        page.place.predicted.connect(lessons.predict)
        page.place.remove_wanted.connect(lessons.unpredict)
        page.draw.remove_wanted.connect(lessons.unpredict)
        page.for_class.save_wanted.connect(lambda: self._files.save(lessons.shared()))
        page.of_class.open_wanted.connect(self._files.open)
        page.of_class.hide_wanted.connect(self.others.hide)
        page.draw.keys_wanted.connect(self._draw_with_keys)
        for sketch in self.sketches.values():
            sketch.drawn.connect(lessons.predict)
            sketch.ended.connect(self.dock.focus_first)

    def _connect_quiz(self) -> None:
        quiz, asked = self.quiz, self.dock.quiz
        asked.answers.chosen.connect(quiz.choose)
        asked.confirm_wanted.connect(quiz.confirm)
        asked.next_wanted.connect(quiz.next)
        asked.again_wanted.connect(quiz.again)
        asked.load_wanted.connect(quiz.load)
        asked.leave_wanted.connect(self._leave_quiz)

    def _show(self, state: LessonsState) -> None:
        self.dock.show_state(state)
        self._window.plots.accuracy.set_in_lesson(state.lesson is not None)
        self._point()
        self._show_predictions()

    def _came_on_show(self) -> None:
        self.lessons.list_lessons()
        if not self.dock.isAncestorOf(self._window.focusWidget() or self.dock):
            self.dock.focus_first()

    def _make_room(self) -> None:
        """Put what was opened at the right below the lessons where the screen has no room for both."""
        window = self._window
        beside = [d for d in (window.inspector, window.analyses) if d.isVisible() and not d.isFloating()]
        if not beside or not self.dock.isVisible() or self.dock.isFloating():
            return
        center = window.columns.minimumSizeHint().width()
        needed = sum(dock.minimumSizeHint().width() for dock in (self.dock, beside[0])) + center
        if needed > window.screen().availableGeometry().width() - _EDGES:
            for dock in beside:
                if window.dockWidgetArea(dock) == Qt.DockWidgetArea.RightDockWidgetArea:
                    window.splitDockWidget(self.dock, dock, Qt.Orientation.Vertical)
                    shares = [2, 3] if dock is window.analyses else [3, 2]  # its settings, buttons and figures
                    window.resizeDocks([self.dock, dock], shares, Qt.Orientation.Vertical)
            keep_on_screen(window)

    def _point(self) -> None:
        """Frame what the step points at, while the lessons are seen."""
        step = self.lessons.state.step
        self.highlights.set_names(step.step.highlight if step is not None and self.dock.isVisible() else ())

    def _show_predictions(self) -> None:
        state = self.lessons.state.step
        draws = state.step if state is not None and isinstance(state.step, DrawStep) and not state.obstacle else None
        for name, plot in self.plots.items():
            for side in SIDES:
                made = self.predicting.curve(side, name)
                wanted = draws is not None and (draws.curve, draws.run) == (name, side)
                planned = Planned(*self.predicting.planned_steps(side)) if wanted or made is not None else None
                plot.predicted.set(side, made, planned)
            self._sketch(name, draws)

    def _sketch(self, name: str, step: DrawStep | None) -> None:
        sketch = self.sketches[name]
        if step is None or step.curve != name:
            sketch.stop()
        elif sketch.side != step.run or self.predicting.curve(step.run, name) is None:
            made: Prediction | None = self.predicting.curve(step.run, name)
            sketch.start(step.run, Planned(*self.predicting.planned_steps(step.run)), made)

    def _draw_with_keys(self) -> None:
        step = self.lessons.state.step
        if step is not None and isinstance(step.step, DrawStep):
            self.plots[step.step.curve].canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _load(self, gpu: bool) -> None:
        """Load the step's experiment, and offer the analysis that it names."""
        self.lessons.load(gpu)
        state = self.lessons.state.step
        if state is not None and state.loaded and isinstance(state.step, LoadStep) and state.step.analysis:
            self._window.asking.choose(state.step.analysis)

    def _open_quiz(self) -> None:
        if self.quiz.open():
            self.dock.show_quiz(True)

    def _leave_quiz(self) -> None:
        self.dock.show_quiz(False)
        if self.lessons.state.lesson is None:
            self.lessons.restore()
            self.lessons.list_lessons()

    def _ask_for_file(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self._window, tr("Open a lesson"), "", tr("Lessons (*.toml)"))
        if found:
            self.open(Path(found))
