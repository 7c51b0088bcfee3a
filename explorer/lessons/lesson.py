"""What a lesson is: experiments, and steps in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from explorer.experiments.run_options import run_from
from explorer.lessons.fields import FieldError, one_line, plain_name, settings
from explorer.lessons.names import Layout, Run
from explorer.lessons.steps import ExpectStep, Step
from explorer.registry import SpecError
from explorer.runs.spec import RunSpec

Settings = Mapping[str, Any]
MOST_STEPS, MOST_EXPERIMENTS = 60, 20
LARGEST = 200_000
"""Bytes of a lesson's file at most."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """What one click puts on the cards. Settings are those of sweep files: `both` are those of A and B, `a` and `b`
    what each has besides; without `b` the side B stays as it is. `gpu` are laid over all of them for the version with
    the paper's own data and size, then `gpu_a` and `gpu_b`; training both takes about `gpu_minutes` on a GPU.
    `instrument` and `layout` are shown with it, "" leaves what is there. `about` is a line for the button."""

    name: str = field(metadata=plain_name())
    about: str = field(metadata=one_line(200))
    both: Settings = field(default_factory=dict, metadata=settings())
    a: Settings = field(metadata=settings())
    b: Settings = field(default_factory=dict, metadata=settings())
    gpu: Settings = field(default_factory=dict, metadata=settings())
    gpu_a: Settings = field(default_factory=dict, metadata=settings())
    gpu_b: Settings = field(default_factory=dict, metadata=settings())
    gpu_minutes: int = field(default=0, metadata={"low": 0, "high": 100_000})
    instrument: str = field(default="", metadata=plain_name())
    layout: Layout = ""

    def __post_init__(self) -> None:
        if self.gpu and "dataset" not in self.gpu:
            raise FieldError("gpu", 'no dataset is named; allowed: dataset = "cifar-10", for instance.')
        if self.gpu and not self.gpu_minutes:
            raise FieldError("gpu_minutes", "missing; allowed: the minutes that both runs take on a GPU.")
        for key in ("gpu_a", "gpu_b", "gpu_minutes"):
            if getattr(self, key) and not self.gpu:
                raise FieldError(key, "there is no gpu; allowed: only with it.")
        for gpu in (False, True) if self.gpu else (False,):
            for key in ("a", "b") if self.b else ("a",):
                try:
                    self._run(key, gpu)
                except ValueError as error:
                    raise FieldError("gpu" if gpu else key, str(error)) from error

    def runs(self, *, gpu: bool = False, seed: int | None = None) -> dict[Run, RunSpec]:
        """The runs of A and, where it is given, of B: with `gpu` those for a GPU, where there are any. `seed` takes the
        place of theirs. Their networks are not yet fitted to the data's shape and classes."""
        specs: dict[Run, RunSpec] = {"A": self._run("a", gpu)}
        if self.b:
            specs["B"] = self._run("b", gpu)
        if seed is not None:
            specs = {run: replace(s, training=replace(s.training, seed=seed)) for run, s in specs.items()}
        return specs

    def settings_of(self, run: Run, *, gpu: bool = False) -> dict[str, Any]:
        """The settings of a run by their names in files."""
        own, paper = (self.a, self.gpu_a) if run == "A" else (self.b, self.gpu_b)
        return {**self.both, **own, **({**self.gpu, **paper} if gpu else {})}

    def _run(self, key: str, gpu: bool) -> RunSpec:
        given = self.settings_of("A" if key == "a" else "B", gpu=gpu)
        if "network" not in given or "family" in given or "depth" in given:
            raise SpecError('no network is named; allowed: network = "plain-20", for instance.')
        return run_from(str(given["network"]), given)


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One lesson. `number` is its place on the path, `id` its file's name without suffix, `about` a line for the list,
    `minutes` what it takes. `source` is the text of its file."""

    title: str = field(metadata=one_line(100))
    about: str = field(metadata=one_line(300))
    number: int = field(default=100, metadata={"low": 0, "high": 1000})
    minutes: int = field(default=10, metadata={"low": 1, "high": 240})
    experiments: tuple[Experiment, ...] = field(
        default=(), metadata={"key": "experiment", "fewest": 0, "most": MOST_EXPERIMENTS}
    )
    steps: tuple[Step, ...] = field(metadata={"key": "step", "fewest": 1, "most": MOST_STEPS})
    id: str = field(default="", metadata={"own": False})
    source: str = field(default="", metadata={"own": False})

    def experiment(self, name: str) -> Experiment:
        """The experiment called `name`; KeyError."""
        return {experiment.name: experiment for experiment in self.experiments}[name]

    @property
    def expected(self) -> tuple[ExpectStep, ...]:
        """The steps that say what comes out."""
        return tuple(step for step in self.steps if isinstance(step, ExpectStep))
