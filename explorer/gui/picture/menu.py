"""The picture's context menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

Wish = Callable[[], None]


@dataclass(frozen=True)
class Offer:
    """What one place of the picture offers: the skip there and the node there (label, wish), the stage there, all
    skips, the view, and a file of the picture (True: on white). None: there is none."""

    skip: tuple[str, Wish] | None
    node: tuple[str, Wish] | None
    stage: tuple[int, Callable[[bool], None]] | None
    everything: Callable[[bool], None]
    save: Callable[[bool], None]
    fit: Wish


def _add(menu: QMenu, text: str, wish: Wish) -> None:
    menu.addAction(text).triggered.connect(lambda _checked=False: wish())


def build_menu(parent: QWidget, offer: Offer, detail: QMenu) -> QMenu:
    """A menu for one place of the picture; `detail` is the choice of the level of detail."""
    menu = QMenu(parent)
    menu.setObjectName("pictureMenu")
    for found in (offer.skip, offer.node):
        if found is not None:
            _add(menu, *found)
    if offer.skip is not None or offer.node is not None:
        menu.addSeparator()
    if offer.stage is not None:
        number, switch = offer.stage
        _add(menu, f"Stage {number}: all skips on", lambda: switch(True))
        _add(menu, f"Stage {number}: all skips off", lambda: switch(False))
        menu.addSeparator()
    _add(menu, "All skips on", lambda: offer.everything(True))
    _add(menu, "All skips off", lambda: offer.everything(False))
    menu.addSeparator()
    levels = menu.addMenu("Detail")
    levels.addActions(detail.actions())
    _add(menu, "Save picture…", lambda: offer.save(False))
    _add(menu, "Save picture for print…", lambda: offer.save(True))
    _add(menu, "Show the whole network\tF", offer.fit)
    return menu
