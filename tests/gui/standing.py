"""One window that stands ready, and a fork of this process for each test that asks for one: building a window takes a
second of processor time, a fork with a window in it a tenth. No test sees what another did to its window.

A module whose tests all begin alike has `prepared(desk)` do that once. A test that opens windows itself runs in this
process, and the window that stood ready is closed before."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import sys
import traceback
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from PySide6.QtCore import QCoreApplication, QEvent, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.desk.settings import Settings
from explorer.verdicts.verdict_registry import VERDICTS
from tests.gui.desk import Desk
from tests.gui.fresh_window import shown, small_settings

ASKED, OWNER, OWN_WINDOWS = "desk", "tests.gui.conftest", {"open_window", "desk_once"}
_KEPT: list[object] = []
"""In the fork, what is another process's to close: a connection to a file, a thread."""


class Standing:
    """The window of this process that tests are forked with, made when it is first needed."""

    def __init__(self) -> None:
        self.forked = False
        """Whether this process runs one test and ends."""
        self._desk: Desk | None = None
        self._prepared: Callable[[Desk], None] | None = None

    def run(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run a test that asks for a window in a fork of this process; False where that cannot be."""
        if not _asks(item):
            self.close()
            return False
        self._set_up(item)
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in self._reports(item):
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        if nextitem is None:
            self.close()
        item.session._setupstate.teardown_exact(nextitem)
        return True

    def taken(self, qtbot: QtBot, runs_dir: Path, settings: Settings) -> Desk:
        """In the fork: the window, with a folder, settings and a thread of the test's own."""
        assert self.forked
        assert self._desk is not None
        window, self._desk = self._desk.window, None
        qtbot.addWidget(window)  # it goes with the test, and takes what it owns with it
        store = window.store
        _KEPT.extend((*vars(store._database).values(), window.reading._pool))
        shutil.copytree(store.folder, runs_dir)
        store.folder = store.files.folder = runs_dir
        store._database.__init__(runs_dir)
        window.settings.store = settings.store
        window.reading._pool = ThreadPoolExecutor(1, "reading")
        return Desk(qtbot, window)

    def close(self) -> None:
        """Close the window, if there is one."""
        if self._desk is not None:
            self._desk.window.close()
            self._desk.window.deleteLater()
            self._desk = None
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.setStyleSheet("")

    def _set_up(self, item: pytest.Function) -> None:
        """Set up here what lives longer than one test, so that no fork has to, and the window."""
        state, owner = item.session._setupstate, item.parent
        state.setup(owner)
        state.stack[item] = ([], None)
        item._initrequest()
        for name in ("qapp", *item.fixturenames):
            found = item._fixtureinfo.name2fixturedefs.get(name)
            if found and found[-1].scope != "function":
                item._request.getfixturevalue(name)
        prepared = getattr(item.module, "prepared", None)
        if prepared is not self._prepared:
            self.close()
        if self._desk is None:
            self._desk, self._prepared = _opened(item._request), prepared
            if prepared is not None:
                prepared(self._desk)
        state.teardown_exact(owner)
        item._initrequest()

    def _reports(self, item: pytest.Function) -> list[pytest.TestReport]:
        read, write = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads that are not in the fork
            child = os.fork()
        if child == 0:
            os.close(read)
            self._run(item, write)
        os.close(write)
        with os.fdopen(read, "rb") as answer:
            told = answer.read()
        _, status = os.waitpid(child, 0)
        if not told:
            return [_lost(item, status)]
        make = item.config.hook.pytest_report_from_serializable
        return [make(config=item.config, data=data) for data in pickle.loads(told)]

    def _run(self, item: pytest.Function, write: int) -> None:
        """Run the test, tell its reports and end this process."""
        self.forked = True
        try:
            gc.freeze()  # a look at what is there would copy it
            reports = runtestprotocol(item, log=False, nextitem=item.parent)
            tell = item.config.hook.pytest_report_to_serializable
            with os.fdopen(write, "wb") as answer:
                pickle.dump([tell(config=item.config, report=report) for report in reports], answer)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(0)


def _asks(item: pytest.Item) -> bool:
    """Whether a test asks for the window of tests/gui/conftest.py and opens no other, where processes can be forked."""
    if not isinstance(item, pytest.Function) or not hasattr(os, "fork") or item.config.getoption("usepdb"):
        return False
    overriding = [made for made in item._fixtureinfo.name2fixturedefs.get(ASKED, ()) if made.func.__module__ != OWNER]
    known = len(overriding) < len(item._fixtureinfo.name2fixturedefs.get(ASKED, ()))
    ours = known and all(ASKED in made.argnames for made in overriding)
    return ours and not OWN_WINDOWS.intersection(item.fixturenames)


def _opened(request: pytest.FixtureRequest) -> Desk:
    folder = request.getfixturevalue("tmp_path_factory").mktemp("standing")
    qtbot = QtBot(request)
    before = qInstallMessageHandler(lambda *_: None)  # that its size is not passed on; no test hears it
    made = Desk(qtbot, shown(qtbot, folder / "runs", small_settings(folder)))
    qInstallMessageHandler(before)
    made.window.worker.start()
    made.settle()
    assert VERDICTS.names()  # imported here, not in every fork
    return made


def _lost(item: pytest.Function, status: int) -> pytest.TestReport:
    """The report of a test whose process ended without one."""
    why = f"the process of this test ended with status {status} before it was done"
    return pytest.TestReport(item.nodeid, item.location, {}, "failed", why, "call")
