"""A monkey's walk through the window: after each act, what holds is looked at; what broke is told with the acts."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QGraphicsItem
from pytestqt.exceptions import capture_exceptions
from pytestqt.logging import _QtMessageCapture

from explorer.desk.document import Document
from explorer.desk.undo import Step
from tests.gui.desk import Desk
from tests.gui.invariants import broken
from tests.gui.monkey import Monkey

TAIL = 40
"""Acts that are told where something broke."""


class Walk:
    """Lets the monkey act `go(actions)`. A failure says which seed, which act, what broke, and what was done last;
    the file acts.txt in the current folder has all acts, even after a crash."""

    def __init__(
        self, monkey: Monkey, desk: Desk, messages: _QtMessageCapture, log: pytest.LogCaptureFixture | None = None
    ) -> None:
        self.monkey, self.desk, self._messages, self._log = monkey, desk, messages, log
        self._number = self._read = 0

    def go(self, actions: int) -> None:
        """So many acts, and now and then one that is undone and done again."""
        with Path("acts.txt").open("a", buffering=1, encoding="utf-8") as acts:
            for _ in range(actions):
                self._number += 1
                try:
                    self._step()
                except AssertionError as error:  # told here as well: what broke may bring the process down
                    acts.write(f"{error}\n")
                    raise
                acts.write(f"{self.monkey.log[-1]}\n")

    def _step(self) -> None:
        before = self._settled_state()
        with capture_exceptions() as raised:
            try:
                self.monkey.act()
                self.desk.settle()
                wrong = [] if before is None else self._there_and_back(*before)
            except Exception as error:
                raised.append((type(error), error, error.__traceback__))
                wrong = []
        wrong += [f"{kind.__name__}: {error}" for kind, error, _ in raised]
        wrong += self._told()
        wrong += [] if wrong else broken(self.desk)
        if wrong:
            acts = "\n  ".join(self.monkey.log[-TAIL:])
            told = f"seed {self.monkey.seed}, act {self._number}:\n  " + "\n  ".join(wrong)
            error = AssertionError(f"{told}\nlast acts:\n  {acts}")
            raise error.with_traceback(raised[0][2]) if raised else error

    def _told(self) -> list[str]:
        """Warnings of Qt's since the last act, and of the program's log where it is looked at."""
        new = self._messages.records[self._read :]
        self._read += len(new)
        logged = self._log.records if self._log is not None else []
        return [r.message for r in new if not r.ignored and r.type_name != "QtDebugMsg"] + [
            r.getMessage() for r in logged if r.levelno >= logging.WARNING
        ]

    # ── undo ────────────────────────────────────────────────────────────────────────────────────

    def _settled_state(self) -> tuple[Step | None, Document] | None:
        """The last step and what is on show, now and then, where nothing trains."""
        bench = self.desk.bench
        if self._number % 3 or bench.trainer.training:
            return None
        bench.settled()
        self.desk.settle()
        return bench.steps.last, bench.document

    def _there_and_back(self, last: Step | None, before: Document) -> list[str]:
        """If the act was one step of the history: undo and redo restore what was on show."""
        bench, wrong = self.desk.bench, []
        after = bench.document
        if bench.trainer.training or not bench.settled() or bench.document != after or bench.steps.last in (None, last):
            return []
        told = bench.steps.undo_text
        bench.undo()
        self.desk.settle()
        if bench.steps.last is last and bench.document != before:
            wrong.append(f"undoing {told!r} did not restore what was on show")
        wrong += broken(self.desk)
        bench.redo()
        self.desk.settle()
        return wrong + ([] if bench.document == after else [f"redoing {told!r} did not restore what was on show"])

    # ── growth ──────────────────────────────────────────────────────────────────────────────────

    def alive(self) -> Counter[str]:
        """Objects of the window by class, with every dialog and menu closed and the history of steps forgotten."""
        self.desk.bench.steps.clear()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.close()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.desk.settle()
        return objects_alive()


def objects_alive() -> Counter[str]:
    """How many objects there are of each class of the window's, and of what Qt draws and connects."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()
    kinds = Counter(map(type, gc.get_objects()))
    alive = Counter({
        f"{kind.__module__}.{kind.__qualname__}": count
        for kind, count in kinds.items()
        if issubclass(kind, QObject | QGraphicsItem) or str(kind.__module__).startswith("explorer.gui")
    })  # fmt: skip
    # once a test has asked as a screen reader does: PySide keeps the empty shell of each interface that Qt has deleted
    del alive["explorer.gui.widgets.accessible._Painted"]
    return alive
