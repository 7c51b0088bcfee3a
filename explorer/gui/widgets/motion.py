"""Whether things may move: not where the desktop tells Qt that nothing should, nor where the preference says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QProgressBar, QStyle

_REDUCED = "reducedMotion"
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeTooltip,
)  # fmt: skip


def motion_wanted() -> bool:
    """Whether an animation may run; where not, what it leads to is there at once."""
    app = QApplication.instance()
    style = QApplication.style()
    allowed = style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
    return allowed and not (app is not None and app.property(_REDUCED))


class Motion:
    """Reduces the motion of the whole program, docks of one window among it, and gives it back."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._before = {effect: QApplication.isEffectEnabled(effect) for effect in _EFFECTS}
        self._flash = QApplication.cursorFlashTime()

    def reduce(self, on: bool) -> None:
        """Let nothing move from now on, or what the desktop allows."""
        app = QApplication.instance()
        assert app is not None
        app.setProperty(_REDUCED, on)
        self._window.setAnimated(motion_wanted())
        for effect, enabled in self._before.items():
            QApplication.setEffectEnabled(effect, enabled and not on)
        QApplication.setCursorFlashTime(0 if on else self._flash)


def show_busy(bar: QProgressBar) -> None:
    """Show that something goes on for an unknown time: a bar that runs, or one that stands still."""
    bar.setRange(0, 0 if motion_wanted() else 1)
