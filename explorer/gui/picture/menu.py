"""The picture's context menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

Wish = Callable[[], None]


def _add(menu: QMenu, text: str, wish: Wish) -> None:
    menu.addAction(text).triggered.connect(lambda _checked=False: wish())


def build_menu(
    parent: QWidget,
    skip: tuple[str, Wish] | None,
    stage: tuple[int, Callable[[bool], None]] | None,
    everything: Callable[[bool], None],
    fit: Wish,
) -> QMenu:
    """A menu for one place of the picture: the skip there (label, wish), the stage there, all skips, the view."""
    menu = QMenu(parent)
    menu.setObjectName("pictureMenu")
    if skip is not None:
        _add(menu, *skip)
        menu.addSeparator()
    if stage is not None:
        number, switch = stage
        _add(menu, f"Stage {number}: all skips on", lambda: switch(True))
        _add(menu, f"Stage {number}: all skips off", lambda: switch(False))
        menu.addSeparator()
    _add(menu, "All skips on", lambda: everything(True))
    _add(menu, "All skips off", lambda: everything(False))
    menu.addSeparator()
    _add(menu, "Show the whole network\tF", fit)
    return menu
