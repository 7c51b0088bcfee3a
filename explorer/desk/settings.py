"""What the window remembers between starts, typed and checked: a damaged entry falls back to its default."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Generic, TypeVar, cast, overload

from PySide6.QtCore import QByteArray, QSettings

from explorer.desk.document import Document, SideState
from explorer.desk.plot_options import HALF_LIVES, MODES, PlotOptions, XMode
from explorer.desk.sides import SIDES
from explorer.infos import DatasetInfo
from explorer.paths import resource
from explorer.runs.spec import RunSpec
from explorer.typed import made, parsed

T = TypeVar("T", str, bool, int)
LANGUAGES = ("system", "en", *sorted(file.stem.partition("_")[2] for file in resource("translations").glob("*.qm")))
"""As the desktop, English, and every language with a translation."""
THEMES = ("system", "dark", "light")
FOLDERS = 5
"""How many folders of images are remembered."""
MODELS = 5
"""How many models of the user's own are remembered."""
LAYOUTS = ("stacked", "side-by-side")
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Sizes of the window's texts, in percent of the desktop's."""


class _Entry(Generic[T]):
    """One remembered value; setting one that is not allowed is a ValueError."""

    def __init__(self, default: T, allowed: tuple[T, ...] = ()) -> None:
        self.default: T = default
        self._allowed: tuple[T, ...] = allowed

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> _Entry[T]: ...
    @overload
    def __get__(self, instance: Settings, owner: type) -> T: ...
    def __get__(self, instance: Settings | None, owner: type) -> T | _Entry[T]:
        if instance is None:
            return self
        stored = instance.store.value(self._name)
        try:
            value = self._read(stored)
        except (TypeError, ValueError):
            return self.default
        return value if self._fits(value) else self.default

    def __set__(self, instance: Settings, value: T) -> None:
        if not self._fits(value):
            raise ValueError(f"{self._name} is {value!r}; allowed: {', '.join(map(str, self._allowed))}")
        instance.store.setValue(self._name, value)

    def _read(self, stored: object) -> T:
        if stored is None:
            return self.default
        kind = type(self.default)
        if kind is bool:  # an INI file keeps "true" and "false"
            return kind(str(stored).lower() == "true")
        return kind(str(stored))

    def _fits(self, value: T) -> bool:
        return not self._allowed or value in self._allowed


class Settings:
    """The window's memory. `store` is where it is kept: the user's own place, or another one for tests and pictures."""

    theme = _Entry("system", THEMES)
    language = _Entry("system", LANGUAGES)
    layout = _Entry("stacked", LAYOUTS)
    zoom = _Entry(100, ZOOMS)
    half_life = _Entry(PlotOptions.half_life, HALF_LIVES)
    x_axis = _Entry("step", MODES)
    log_loss = _Entry(False, (False, True))
    instrument = _Entry("gradient-rms")
    unfolded = _Entry(False, (False, True))
    alert = _Entry(True, (False, True))
    still = _Entry(False, (False, True))
    analysis = _Entry("")
    guide_zoom = _Entry(100)
    engine_address = _Entry("")
    engine_key = _Entry("")

    def __init__(self, store: QSettings | None = None) -> None:
        self.store = QSettings() if store is None else store

    @classmethod
    def default(cls, name: str) -> object:
        """The value that an entry has where nothing is stored."""
        return vars(cls)[name].default

    def bytes(self, name: str) -> QByteArray:
        """What Qt gave to be kept under a name (window geometry, docks); empty where nothing was."""
        stored = self.store.value(name)
        return stored if isinstance(stored, QByteArray) else QByteArray()

    def keep_bytes(self, name: str, data: QByteArray) -> None:
        """Keep what Qt gave."""
        self.store.setValue(name, data)

    def plot_options(self) -> PlotOptions:
        """How the curves are drawn."""
        return PlotOptions(cast("XMode", self.x_axis), self.log_loss, self.half_life)

    def keep_plot_options(self, options: PlotOptions) -> None:
        """Remember how the curves are drawn."""
        self.x_axis, self.log_loss, self.half_life = options.x, options.log_y, options.half_life

    def folders(self) -> tuple[DatasetInfo, ...]:
        """The folders of images used lately, the newest first."""
        try:
            stored = parsed(str(self.store.value("folders", "[]")))
            return tuple(_folder(entry) for entry in stored) if isinstance(stored, list) else ()
        except ValueError:
            return ()

    def keep_folder(self, used: DatasetInfo) -> None:
        """Remember a folder of images as the newest; the oldest ones are forgotten."""
        kept = (used, *(folder for folder in self.folders() if folder.name != used.name))[:FOLDERS]
        self.store.setValue("folders", json.dumps([asdict(folder) for folder in kept]))

    def models(self) -> tuple[str, ...]:
        """The user's own models opened lately, as "/home/me/net.py:Net" or "package.module:Net", the newest first."""
        try:
            stored = parsed(str(self.store.value("models", "[]")))
        except ValueError:
            return ()
        return tuple(text for text in stored if isinstance(text, str)) if isinstance(stored, list) else ()

    def keep_model(self, opened: str) -> None:
        """Remember a model of the user's own as the newest; the oldest ones are forgotten."""
        kept = (opened, *(text for text in self.models() if text != opened))[:MODELS]
        self.store.setValue("models", json.dumps(kept))

    def bench(self) -> Document:
        """A and B as they were last, to be trained anew; the first start's pair where nothing usable is kept."""
        try:
            sides = [RunSpec.from_dict(parsed(str(self.store.value(f"spec{side}")))) for side in SIDES]
        except ValueError:
            return Document()
        return Document(*(SideState(spec) for spec in sides))

    def keep_bench(self, bench: Document) -> None:
        """Remember A's and B's specs."""
        for side in SIDES:
            self.store.setValue(f"spec{side}", json.dumps(bench.side(side).spec.to_dict()))


def _folder(stored: object) -> DatasetInfo:
    """A remembered folder; ValueError where the entry is damaged."""
    folder = made(DatasetInfo, stored)
    if len(folder.shape) != 3 or min(folder.shape) < 1 or not folder.name.startswith("folder:"):
        raise ValueError(f"{folder.name} is no folder of images")
    return folder
