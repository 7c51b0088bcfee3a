"""What the engine tells of each thing there is to choose: plain frozen dataclasses for menus, cards and dialogs."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.runs.analysis import Setting
from explorer.runs.folders import Role
from explorer.runs.snapshot import Per, Scale


@dataclass(frozen=True)
class DatasetInfo:
    """A dataset for menus and cards. `download_bytes` is what fetching it transfers, 0 where there is nothing to
    fetch; `present` tells whether it can be trained on now."""

    name: str
    title: str
    shape: tuple[int, ...]
    classes: tuple[str, ...]
    train_size: int
    test_size: int
    license: str
    download_bytes: int = 0
    present: bool = True


@dataclass(frozen=True)
class Subfolder:
    """A folder within one of images: its path there, how many images it holds, and what it is taken for."""

    name: str
    images: int
    role: Role


@dataclass(frozen=True)
class InstrumentInfo:
    """An instrument for the chooser: what it measures and how to read it. The fields are those of
    explorer.instruments.instrument_registry.Instrument."""

    name: str
    title: str
    formula: str
    unit: str
    healthy: str
    limits: str
    source: str
    per: Per = "layer"
    probed: bool = False
    scale: str = "log"
    guide: float | None = None
    bins: Scale = "decades"
    needs: str = ""


@dataclass(frozen=True)
class AnalysisInfo:
    """An analysis for menus and its dialog. The fields are those of explorer.analyses.analysis_registry.Analysis."""

    name: str
    title: str
    question: str
    healthy: str
    limits: str
    source: str
    trained: bool
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True)
class Argument:
    """An argument of a user's class or function. `default` is as Python writes it, empty where it has none; `gives`
    names the figure of the data that it is given, empty where the user's default or value counts."""

    name: str
    default: str = ""
    gives: str = ""


@dataclass(frozen=True)
class Candidate:
    """A model in a user's file: `name` is how the file calls it, `about` a line on it ("class, 3 arguments …").

    `problem` says why it cannot be used as it is, empty where it can; with `arguments` that the user may give it."""

    name: str
    about: str
    problem: str = ""
    arguments: tuple[Argument, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether it can be used, once its arguments are given."""
        return not self.problem or bool(self.arguments)


@dataclass(frozen=True)
class Result:
    """One of several results of a user's model: its key or number, what it is, whether it can be the class scores."""

    name: str
    about: str
    fits: bool
