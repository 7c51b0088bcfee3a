"""Says when a click on a skip begins to mean something else."""

from __future__ import annotations

from PySide6.QtWidgets import QStatusBar

from explorer.desk.sides import Side
from explorer.gui.widgets.accessible import announce
from explorer.wording import tr

INTERVENTION = "{0}: clicking a skip now intervenes in the running network."
EDIT = "{0}: clicking a skip now edits the network for the next run."
_MS = 10_000


class ClickMeaning:
    """Told which sides train, it says in the status bar and to screen readers what that changes."""

    def __init__(self, bar: QStatusBar) -> None:
        self._bar = bar
        self._live: frozenset[Side] = frozenset()
        self._ended: frozenset[Side] = frozenset()  # of those that began together

    def set_live(self, live: frozenset[Side]) -> None:
        """These sides train now; where they are the same as before nothing is said."""
        began, ended, self._live = live - self._live, self._live - live, live
        self._ended = (self._ended | ended) - live if not began else frozenset()
        if began or ended:
            told = tr(INTERVENTION).format(_names(live)) if began else tr(EDIT).format(_names(self._ended))
            self._bar.showMessage(told, _MS)
            announce(self._bar, told)


def _names(sides: frozenset[Side]) -> str:
    return tr(" and ").join(sorted(sides))
