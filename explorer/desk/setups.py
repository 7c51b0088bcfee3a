"""What a person has set up in the window, and replacing all of it in one undoable step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from explorer.desk.document import Document, SideState
from explorer.desk.known_data import info_of
from explorer.desk.sides import Side
from explorer.desk.steps import EditDocument, Shown
from explorer.engine.events import Ready
from explorer.registry import SpecError
from explorer.runs.spec import NO_DATA, RunSpec
from explorer.wording import tr


@dataclass(frozen=True)
class View:
    """How A and B are looked at: "" (or no bytes) leaves what is there. `docks` is the window's own record of them."""

    instrument: str = ""
    layout: str = ""
    docks: bytes = b""


@dataclass(frozen=True)
class Setup:
    """The cards with the runs on show, and how they are looked at."""

    document: Document
    view: View


class Stage(Protocol):
    """The window, as far as setups are concerned."""

    def view(self) -> View:
        """How A and B are looked at now."""
        ...

    def show_view(self, view: View) -> None:
        """Look at them so."""
        ...


class ShowSetup(EditDocument):
    """From one setup to another: cards, runs on show, instrument, layout and docks."""

    def __init__(self, text: str, before: View, after: Setup, shown: Shown, apply: Callable[[View], None]) -> None:
        super().__init__(text, after.document, shown)
        self._views, self._apply = (before, after.view), apply

    def acts(self, back: bool) -> bool:
        """Something changes where cards or view do."""
        return super().acts(back) or self._views[0] != self._views[1]

    def redo(self) -> None:
        """Show the new setup."""
        super().redo()
        self._apply(self._views[1])

    def undo(self) -> None:
        """Show the setup as it was."""
        super().undo()
        self._apply(self._views[0])


def with_runs(document: Document, runs: Mapping[Side, RunSpec], catalog: Ready | None) -> Document:
    """The document with these specs, fitted to their data, to be trained; SpecError for data that nobody knows."""
    for side, spec in runs.items():
        document = document.with_side(side, SideState(fitted(spec, catalog)))
    return document


def fitted(spec: RunSpec, catalog: Ready | None) -> RunSpec:
    """The spec with the shape and classes of its data; without data ("none") with the family's own. SpecError."""
    dataset = spec.training.dataset
    if dataset == NO_DATA:
        families = () if catalog is None else catalog.families
        family = next((info for info in families if info.name == spec.network.family), None)
        shape, classes = (family.shape, family.classes) if family is not None else (None, 0)
    else:
        data = info_of(catalog, dataset)
        if data is None:
            raise SpecError(tr("There is no dataset {dataset}.", dataset=dataset))
        shape, classes = data.shape, len(data.classes)
    if shape is None:
        return spec
    return replace(spec, network=replace(spec.network, input_shape=shape, classes=classes))
