"""The engine process: reads commands, and has other threads train, describe and send.

The thread that reads the pipe does nothing slow, so that a closed pipe (the window died) is seen at once, even
while PyTorch is still loading. Nothing here imports torch at its top for the same reason.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from explorer import log
from explorer.engine import stuck
from explorer.engine.analyses import AnalysisDesk
from explorer.engine.commands import (
    Analyze,
    CancelAnalysis,
    CancelFetch,
    Command,
    Describe,
    Fetch,
    Inspect,
    ListImages,
    Sample,
    Shutdown,
    Survey,
    Watch,
)
from explorer.engine.data import DataDesk
from explorer.engine.events import Problem
from explorer.engine.outbox import Outbox
from explorer.engine.own_models import OwnModels
from explorer.engine.process import DEVICE_LOST
from explorer.engine.still_film import StillFilm
from explorer.engine.time_limit import TimeLimit
from explorer.failures import explain

# Together below the 2 s in which the engine must be gone after the window is.
_SAVE_SECONDS = 1.5
_SEND_SECONDS = 0.2
_SAVE_SECONDS_HUNG = 10.0  # before an engine whose analyses hang is ended
_LOOK_SECONDS = 0.1  # how often an engine that saves looks whether the window is still there

Desks = Mapping[type, Callable[[Any], None]]
"""Who takes which command; each returns at once. Commands without a desk are the training thread's."""

_log = log.get(__name__)


def serve(connection: Connection, runs_dir: str) -> None:
    """Serve the window at the other end of `connection`; ends this process when it closes or sends Shutdown.

    After Shutdown the runs are saved for as long as that takes and the window is there; without it, for 1.5 s.
    """
    log.configure(name="engine")
    log.catch_all()
    outbox = Outbox(connection)
    questions: queue.SimpleQueue[Describe] = queue.SimpleQueue()
    orders: queue.Queue[Command] = queue.Queue()

    def hung() -> None:
        _give_up(trainer, orders, outbox, "a model's code did not return", stuck.STATUS)

    def lost() -> None:
        _give_up(trainer, orders, outbox, "its GPU failed", DEVICE_LOST)

    trainer = threading.Thread(target=_train, args=(orders, outbox, runs_dir, hung), name="training", daemon=True)
    analyses, data = AnalysisDesk(outbox.put, Path(runs_dir), hung), DataDesk(outbox.put)
    own, stills = OwnModels(outbox.put), StillFilm(outbox.put, Path(runs_dir), TimeLimit(outbox.put, hung))
    desks: Desks = {
        Describe: lambda question: own.ask(question) if question.network.source else questions.put(question),
        Inspect: own.ask,
        **dict.fromkeys((Sample, Survey), data.ask),
        Fetch: data.fetch,
        CancelFetch: data.cancel,
        Analyze: analyses.ask,
        CancelAnalysis: analyses.cancel,
        **dict.fromkeys((Watch, ListImages), _both(stills.ask, orders.put)),  # runs that train: by their own thread
    }
    threading.Thread(target=_inform, args=(questions, outbox, trainer, lost), name="describe", daemon=True).start()
    _read(connection, desks, orders, outbox)
    closing = time.monotonic()
    analyses.close()
    data.close(0.0)  # told now, waited for below: it ends while the runs are saved
    _end_training(trainer, orders, connection)
    data.close(max(0.0, _SAVE_SECONDS - (time.monotonic() - closing)))
    outbox.close(_SEND_SECONDS)
    _leave(0)


def _both(*takers: Callable[[Any], None]) -> Callable[[Any], None]:
    def take(command: Any) -> None:
        for taker in takers:
            taker(command)

    return take


def _end_training(trainer: threading.Thread, orders: queue.Queue[Command], connection: Connection) -> None:
    """Have the runs saved; a thread that never began has none."""
    if trainer.ident is not None:
        orders.put(Shutdown())
        _wait_for(trainer, connection)


def _read(connection: Connection, desks: Desks, orders: queue.Queue[Command], outbox: Outbox) -> None:
    while True:
        try:
            command = connection.recv()
            if isinstance(command, Shutdown):
                return
            desks.get(type(command), orders.put)(command)
        except (EOFError, OSError):
            return
        except Exception as error:  # a message that cannot be read, a thread that cannot be started
            outbox.put(Problem(explain(error)))


def _wait_for(trainer: threading.Thread, connection: Connection) -> None:
    """Wait until the runs are saved; once the window is gone, for `_SAVE_SECONDS` at most."""
    while trainer.is_alive():
        if wait([connection], _LOOK_SECONDS):
            try:
                connection.recv()  # whatever it still asks for comes too late
            except (EOFError, OSError):
                trainer.join(_SAVE_SECONDS)
                return


def _inform(
    questions: queue.SimpleQueue[Describe], outbox: Outbox, trainer: threading.Thread, lost: Callable[[], None]
) -> None:
    """Load torch, say what there is, start training, then answer questions."""
    try:
        from explorer.engine.catalog import answer, catalog, problems
        from explorer.training import device_phrase, unused_gpu

        outbox.put(catalog(device_phrase("auto"), unused_gpu()))
        for problem in problems():
            outbox.put(Problem(problem))
    except BaseException as error:
        outbox.put(Problem(f"The engine could not start. {explain(error)}"))
        outbox.close(_SEND_SECONDS)
        _leave(1)
    threading.Thread(target=_watch_device, args=(lost,), name="watch device", daemon=True).start()
    trainer.start()
    while True:
        outbox.put(answer(questions.get()))


def _watch_device(lost: Callable[[], None]) -> None:
    """Once the GPU has failed for whomever, training or an analysis, have another engine take over."""
    from explorer.training import device_errors

    device_errors.LOST.wait()
    lost()


def _train(orders: queue.Queue[Command], outbox: Outbox, runs_dir: str, hung: Callable[[], None]) -> None:
    from explorer.engine.training_loop import TrainingLoop

    try:
        TrainingLoop(orders, outbox.put, Path(runs_dir), hung).run()
    except BaseException:
        _log.exception("the training thread failed")
        _leave(1)  # the window sees it, says so and starts a new engine


def _give_up(trainer: threading.Thread, orders: queue.Queue[Command], outbox: Outbox, why: str, status: int) -> None:
    """Save the runs and end this process, which cannot go on: the window starts another."""
    orders.put(Shutdown(f"The engine was ended during training: {why}."))
    if trainer.is_alive():
        trainer.join(_SAVE_SECONDS_HUNG)
    outbox.close(_SEND_SECONDS)
    _leave(status)


def _leave(status: int) -> None:
    """End the process without Python's shutdown, which would wait for threads inside torch."""
    os._exit(status)
