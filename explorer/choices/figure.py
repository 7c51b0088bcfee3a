"""What a figure of an analysis is, and the kinds there are."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explorer.registry import Registry

if TYPE_CHECKING:
    from explorer.gui.analyses.figure_panel import FigurePanel


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Values to draw, as plain data. Subclasses add them, and `kind`, the name of their FigureKind, as a default.

    `id` is equal in results that belong on one plot: A's and B's.
    """

    id: str
    title: str
    x_label: str
    y_label: str
    kind: str

    @property
    def units(self) -> tuple[str, ...]:
        """What the axes measure: figures of other units do not share a plot."""
        return self.x_label, self.y_label

    def fits(self) -> bool:
        """Whether the arrays have the shapes that the class tells of."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class FigureKind:
    """`record` is the class of its figures, `view()` the widget's, a FigurePanel; that is asked by the window alone, so
    it imports Qt itself."""

    name: str
    about: str
    record: type[Figure]
    view: Callable[[], type[FigurePanel[Any]]]


FIGURES: Registry[FigureKind] = Registry("kind of figure", "explorer.choices.figures", without=("torch", "PySide6"))


def later(module: str, name: str) -> Callable[[], Any]:
    """Gives a member of a module that is imported when it is called: the layers below the window do not see it."""
    return lambda: getattr(importlib.import_module(module), name)
