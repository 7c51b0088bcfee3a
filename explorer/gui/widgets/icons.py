"""The window's icons by meaning, drawn in the theme's colors."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import qtawesome
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel
from qtawesome.iconic_font import IconicFont

from explorer.gui.widgets.theme import Theme

ICONS = {
    "train": "mdi6.play",
    "pause": "mdi6.pause",
    "resume": "mdi6.play-pause",
    "step": "mdi6.skip-next",
    "phases": "mdi6.debug-step-into",
    "checkpoint": "mdi6.content-save-outline",
    "stop": "mdi6.stop",
    "discard": "mdi6.delete-outline",
    "back": "mdi6.arrow-left",
    "forward": "mdi6.arrow-right",
    "contents": "mdi6.format-list-bulleted",
    "match-back": "mdi6.chevron-up",
    "match-forward": "mdi6.chevron-down",
    "time-first": "mdi6.page-first",
    "time-back": "mdi6.chevron-left",
    "time-forward": "mdi6.chevron-right",
    "time-live": "mdi6.page-last",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "skips-on": "mdi6.link-variant",
    "skips-off": "mdi6.link-variant-off",
    "side-by-side": "mdi6.view-column-outline",
    "stacked": "mdi6.view-sequential-outline",
    "system": "mdi6.theme-light-dark",
    "dark": "mdi6.weather-night",
    "light": "mdi6.white-balance-sunny",
    "device": "mdi6.chip",
    "fold-closed": "mdi6.chevron-down",
    "fold-open": "mdi6.chevron-up",
    "swap": "mdi6.swap-horizontal",
    "copy": "mdi6.content-copy",
    "controlled": "mdi6.check-circle-outline",
    "uncontrolled": "mdi6.alert-circle-outline",
    "close": "mdi6.close",
    "info": "mdi6.information-outline",
    "warning": "mdi6.alert-outline",
    "error": "mdi6.alert-octagon-outline",
    "good": "mdi6.check-circle-outline",
    "unknown": "mdi6.help-circle-outline",
    "rename": "mdi6.pencil-outline",
    "open": "mdi6.arrow-top-right",
    "fetch": "mdi6.download",
    "folder": "mdi6.folder-open-outline",
    "shuffle": "mdi6.shuffle-variant",
    "save": "mdi6.tray-arrow-down",
    "intervention": "mdi6.lightning-bolt",
    "compare": "mdi6.chart-multiline",
    "hills": "mdi6.image-filter-hdr",
    "new": "mdi6.plus",
    "fit": "mdi6.arrow-expand-all",
}


_FONT = "materialdesignicons6-webfont-"


@cache
def _font() -> IconicFont:
    """The one font that the icons are in: `qtawesome.icon` would load a dozen, 0.1 s of the start."""
    folder, names = qtawesome.get_fonts_info()
    charmap = next(Path(folder).glob(f"{_FONT}charmap-*.json"))
    return IconicFont(("mdi6", next(name for name in names if name.startswith(_FONT)), charmap.name))


@cache
def icon(name: str, theme: Theme, color: str = "") -> QIcon:
    """The icon for a meaning in the theme's text color or the one given; KeyError for an unknown meaning."""
    made: QIcon = _font().icon(ICONS[name], color=color or theme.text, color_disabled=theme.skip_off)
    return made


def show_icon(label: QLabel, name: str, theme: Theme, color: str = "", size: int = 18) -> None:
    """Put an icon on a label, sharp at the label's pixel ratio; `size` in logical pixels."""
    label.setPixmap(icon(name, theme, color).pixmap(QSize(size, size), label.devicePixelRatio()))
