"""What the window looked like last: put back at its start, kept at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QStyle

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow

FIRST_SIZE = (1440, 900)


def restore(window: MainWindow) -> None:
    """Make a new window look as the last one did."""
    settings = window.settings
    window.resize(*FIRST_SIZE)
    window.restoreGeometry(settings.bytes("geometry"))
    keep_on_screen(window)
    window.restoreState(settings.bytes("state"))
    window.columns.restoreState(settings.bytes("columns"))
    window.plots.rows.restoreState(settings.bytes("plotRows"))
    window.set_layout(settings.layout)
    window.theming.choose(settings.theme)
    window.show_instrument(window.navigation.instrument)
    window.plots.set_options(settings.plot_options())
    for pane in window.panes.values():
        pane.card.set_unfolded(settings.unfolded)


def keep_on_screen(window: MainWindow) -> None:
    """Never larger than the screen, which may be another one, or one of another scale, than last time."""
    layout = window.layout()
    assert layout is not None
    layout.activate()  # until then its least size has room for hidden docks, too
    room = window.screen().availableGeometry()
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)  # its own is known once it is shown
    window.resize(window.size().boundedTo(room.size() - QSize(0, title)))
    if not window.isMaximized() and not room.contains(window.geometry()):
        window.move(room.topLeft())


def keep(window: MainWindow) -> None:
    """Remember how the window looks, and its bench."""
    settings = window.settings
    window.bench.settled()
    settings.keep_bytes("geometry", window.saveGeometry())
    own = window.lessons.loading.lasting()  # what a lesson has put in its place does not stay
    settings.keep_bytes("state", QByteArray(own.view.docks))
    settings.keep_bytes("columns", window.columns.saveState())
    settings.keep_bytes("plotRows", window.plots.rows.saveState())
    settings.instrument, settings.layout = own.view.instrument, own.view.layout
    settings.keep_bench(own.document)
