"""The size of everything in the window, in percent. Qt scales a program from its start on: a new size asks for one."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from explorer.desk.settings import ZOOMS, Settings
from explorer.gui.widgets.message_bar import MessageBar
from explorer.wording import tr

VARIABLE = "QT_SCALE_FACTOR"


def apply(settings: Settings, environment: MutableMapping[str, str] = os.environ) -> str:
    """Have Qt, before it starts, scale by the chosen size. A factor that the environment gives is the person's own:
    it stays, and is returned."""
    if VARIABLE in environment:
        return environment[VARIABLE]
    if settings.zoom != 100:
        environment[VARIABLE] = str(settings.zoom / 100)
    return ""


class InterfaceSize(QObject):
    """Chooses the size. `restart` is whether the program is to start anew once the window has closed; `fixed` the
    factor of the environment, which outweighs the chosen size; empty where there is none."""

    def __init__(self, settings: Settings, messages: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._messages, self._window = settings, messages, window
        self._shown = settings.zoom
        self._told = ""
        self.restart, self.fixed = False, ""

    @property
    def obstacle(self) -> str:
        """Why the chosen size has no effect; empty where it has."""
        if not self.fixed:
            return ""
        return tr(
            "{variable}={fixed} in the environment sets the size. Unset it to use the size chosen here.",
            variable=VARIABLE,
            fixed=self.fixed,
        )

    def larger(self) -> None:
        """Choose the next larger size."""
        self._step(1)

    def smaller(self) -> None:
        """Choose the next smaller size."""
        self._step(-1)

    def _step(self, by: int) -> None:
        place = ZOOMS.index(self._settings.zoom) + by
        self.choose(ZOOMS[min(max(place, 0), len(ZOOMS) - 1)])

    def choose(self, size: int) -> None:
        """Choose a size, one of ZOOMS, and say when it counts."""
        self._settings.zoom = size
        self._messages.withdraw(self._told)
        if self.fixed:
            self._told = tr("Interface size {size} % has no effect: {obstacle}", size=size, obstacle=self.obstacle)
            self._messages.show_message(self._told, kind="warning")
        elif size == self._shown:
            self._told = tr("Interface size {size} %.", size=size)
            self._messages.show_message(self._told)
        else:
            self._told = tr(
                "Interface size {size} % from the next start on. Restarting saves the runs that train.", size=size
            )
            self.offer_restart(self._told)

    def offer_restart(self, text: str) -> None:
        """Say what the next start changes, with a button that starts anew."""
        self._messages.show_message(text, action=tr("Restart now"), on_action=self._start_anew, stays=True)

    def _start_anew(self) -> None:
        self.restart = True
        self._window.close()
