"""Analyses for tests: one that asks a trained network, one that waits for the test, one that fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import numpy as np

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.subject import Subject
from explorer.choices.figures.bars import Bars
from explorer.engine.process import main
from explorer.runs.analysis import Setting


def _head(subject: Subject, settings: Settings) -> Work:
    yield 0.5
    head = subject.network().module.get_parameter("head.weight").detach().numpy()
    norm = float(settings["factor"] * np.linalg.norm(head))
    bars = Bars(id="h", title="Head", x_label="", y_label="‖w‖", labels=("head",), values=np.array([norm]))
    return Report((bars,), (f"The head's norm is {norm:.3f}.",))


class Door:
    """Work that goes on only when the test opens the door; `entered` tells that it is under way."""

    def __init__(self) -> None:
        self.entered, self.open, self.closed = threading.Event(), threading.Event(), threading.Event()

    def work(self, subject: Subject, settings: Settings) -> Work:
        self.entered.set()
        try:
            while not self.open.wait(0.005):
                yield 0.25
        finally:
            self.closed.set()
        return Report((), ("The door was opened.",))


def _broken(subject: Subject, settings: Settings) -> Work:
    subject.network()
    yield 0.1
    raise RuntimeError("[enforce fail] can't allocate memory: you tried to allocate 1 bytes")


def _leaving(subject: Subject, settings: Settings) -> Work:
    yield 0.1
    raise SystemExit(3)


def _analysis(name: str, work: object, *, trained: bool = False, settings: tuple[Setting, ...] = ()) -> Analysis:
    words = dict.fromkeys(("question", "healthy", "limits", "source"), "A test's own.")
    return Analysis(name=name, title=name.title(), trained=trained, work=work, settings=settings, **words)


@contextmanager
def fake_analyses() -> Iterator[Door]:
    """Have "test-head" (trained; setting factor 1 … 10), "test-door", "test-broken" and "test-leaving" for a while."""
    door = Door()
    factor = Setting(name="factor", title="Factor", about="Times the norm.", default=1.0, low=1.0, high=10.0)
    made = (
        _analysis("test-head", _head, trained=True, settings=(factor,)),
        _analysis("test-door", door.work),
        _analysis("test-broken", _broken),
        _analysis("test-leaving", _leaving),
    )
    ANALYSES.names()  # the package's own members come first
    for analysis in made:
        ANALYSES.register(analysis)
    try:
        yield door
    finally:
        door.open.set()
        for analysis in made:
            del ANALYSES._members[analysis.name]


def engine_with_fakes(connection: Connection, runs_dir: str) -> None:
    """An engine process that has them too; its door stays closed."""
    with fake_analyses():
        main(connection, runs_dir)
