"""What any desktop program does: files opened, dropped and listed, the palette, full screen, sizes, a second window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Qt
from PySide6.QtWidgets import QApplication, QMenu

from explorer.engine.events import Ready
from explorer.exports import SUFFIX
from explorer.gui.exports.file_drops import FOLDER, FileDrops
from explorer.gui.own_models.own_model_opening import open_model
from explorer.gui.palette.offers import PaletteOffers
from explorer.gui.palette.palette_dialog import PaletteDialog
from explorer.gui.picture.save_dialog import ask_and_save
from explorer.gui.widgets.motion import Motion
from explorer.gui.window.interface_size import InterfaceSize
from explorer.gui.window.preferences_dialog import PreferencesDialog
from explorer.gui.window.problem_report import ReportDialog
from explorer.paths import PROGRAM
from explorer.runs.rows import RunRow
from explorer.runs.snapshot import Outcome
from explorer.runs.store_errors import StoreError
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow

_RUNS = 500


class Manners(QObject):
    """Connects the entries of the menus File, View and Help that the program shares with every other."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, menu = window, window.menu
        self.size = InterfaceSize(window.settings, window.messages, window)
        self._motion = Motion(window)
        self._motion.reduce(window.settings.still)
        self.drops = FileDrops(window)
        self.drops.take(SUFFIX, window.handing_on.take_in)
        self.drops.take(".py", lambda path: self.open_model(str(path)))
        self.drops.take(".toml", window.lessons.open)
        self.drops.take(FOLDER, lambda path: window.data.open().take_folder(str(path)))
        menu.recent.remember(window.settings)
        menu.recent.model_wanted.connect(self.open_model)
        menu.recent.folder_wanted.connect(self._open_folder)
        menu.model_wanted.connect(self.open_model)
        menu.folder_wanted.connect(lambda: window.data.open().choose_folder())
        menu.save_wanted.connect(lambda side: ask_and_save(window.panes[side].view))
        menu.window_wanted.connect(self._open_window)
        menu.palette_wanted.connect(self.open_palette)
        menu.preferences_wanted.connect(self._open_preferences)
        menu.full_screen_wanted.connect(self._toggle_full_screen)
        menu.larger_wanted.connect(self.size.larger)
        menu.smaller_wanted.connect(self.size.smaller)
        menu.report_wanted.connect(self._open_report)
        window.bench.trainer.ended.connect(self._call)
        window.bench.ready.connect(self._greet)

    def open_model(self, source: str = "") -> None:
        """Open the dialog for a model of the user's own."""
        open_model(self._window, self._window.bench, self._window.worker, self._window.settings, source)

    def open_palette(self) -> None:
        """Open the command palette over the window."""
        window = self._window
        theme = window.bar.theme_menu
        menus = [menu for menu in window.menu.findChildren(QMenu) if menu is not theme]
        offers = PaletteOffers([*menus, theme], window.bench, self._rows(), window.dock.open_wanted.emit, self._tell,
                               lessons=window.lessons.offers(),
                               cards=[pane.card for pane in window.panes.values()],
                               arrived=window.home.arrive)  # fmt: skip
        dialog = PaletteDialog(offers.search, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open_preferences(self) -> None:
        dialog = PreferencesDialog(self._window.settings, self._window, self.size.obstacle)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self._prefer)
        dialog.open()

    def _prefer(self, name: str) -> None:
        """Show the window as it is now preferred."""
        window, settings = self._window, self._window.settings
        match name:
            case "theme":
                window.theming.choose(settings.theme)
            case "layout":
                window.set_layout(settings.layout)
            case "still":
                self._motion.reduce(settings.still)
            case "language":
                self.size.offer_restart(
                    tr("The language changes at the next start. Restarting saves the runs that train.")
                )
            case "zoom":
                self.size.choose(settings.zoom)
            case "x_axis" | "log_loss" | "half_life":
                window.plots.set_options(settings.plot_options())
            case "unfolded":
                for pane in window.panes.values():
                    pane.card.set_unfolded(settings.unfolded)

    def _rows(self) -> list[RunRow]:
        try:
            return self._window.store.rows(newest=_RUNS)
        except StoreError as error:
            self._tell(str(error))
            return []

    def _open_folder(self, dataset: str) -> None:
        self._window.data.open()
        self._window.data.survey(dataset)

    def _open_window(self) -> None:
        folder = str(self._window.store.folder)
        if not QProcess.startDetached(PROGRAM[0], [*PROGRAM[1:], "--runs-dir", folder])[0]:
            self._tell(tr("Another window cannot be opened: the program did not start."))

    def _toggle_full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _open_report(self) -> None:
        dialog = ReportDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _call(self, _run_id: str, _outcome: Outcome) -> None:
        """Mark the window in the task bar where a run ends while another program is in front."""
        if self._window.settings.alert and QApplication.activeWindow() is None:
            QApplication.alert(self._window)

    def _greet(self, catalog: Ready) -> None:
        """Say that a GPU is there and not used, with what to type."""
        if catalog.unused_gpu:
            self._tell(catalog.unused_gpu)

    def _tell(self, text: str) -> None:
        self._window.messages.show_message(text, kind="warning")
