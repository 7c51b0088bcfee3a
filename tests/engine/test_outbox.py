from multiprocessing import Pipe

import numpy as np
import pytest

from explorer.engine import outbox as outbox_module
from explorer.engine.events import Problem, Progress
from explorer.engine.outbox import Outbox
from explorer.runs.snapshot import Snapshot


def big(step: int) -> Snapshot:
    """One step of about 40 kB: a few of them fill a pipe."""
    row = np.full(1, step, np.float32)
    return Snapshot(step, row, row, row, {"gradient-rms": np.zeros((1, 10_000), np.float32)})


def test_a_full_pipe_never_blocks_the_sender_and_loses_nothing() -> None:
    here, there = Pipe()
    outbox = Outbox(there)
    for step in range(200):
        outbox.put(Progress("a", big(step)))  # returns although nobody reads
    outbox.put(Problem("end"))
    messages = []
    while not messages or messages[-1] != Problem("end"):
        messages.append(here.recv())
    assert outbox.close(5.0)
    progress = messages[:-1]
    assert np.concatenate([p.snapshot.loss for p in progress]).tolist() == list(range(200))
    assert len(progress) < 20, "progress that waits becomes one event"


def test_a_closed_pipe_ends_the_sender_quietly() -> None:
    here, there = Pipe()
    outbox = Outbox(there)
    here.close()
    outbox.put(Problem("nobody hears this"))
    outbox.put(Problem("nor this"))
    assert outbox.close(5.0)


def test_an_engine_with_nothing_to_say_is_heard_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "BEAT_SECONDS", 0.01)
    here, there = Pipe()
    outbox = Outbox(there)
    assert [here.recv() for _ in range(3)] == [None, None, None]
    outbox.put(Problem("last"))
    assert outbox.close(5.0)
    there.close()
    messages = []
    while here.poll():
        try:
            messages.append(here.recv())
        except EOFError:
            break
    assert [message for message in messages if message is not None] == [Problem("last")]


def test_close_sends_what_is_left() -> None:
    here, there = Pipe()
    outbox = Outbox(there)
    for number in range(10):
        outbox.put(Problem(str(number)))
    assert outbox.close(5.0)
    assert [here.recv().message for _ in range(10)] == [str(number) for number in range(10)]


def test_close_gives_up_on_a_pipe_that_nobody_reads() -> None:
    here, there = Pipe()
    outbox = Outbox(there)
    for step in range(50):
        outbox.put(Progress("a", big(step)))
    assert not outbox.close(0.05)
    here.close()


@pytest.mark.logs
def test_an_event_that_cannot_be_sent_is_said_and_the_next_ones_are_sent() -> None:
    here, there = Pipe()
    outbox = Outbox(there)
    outbox.put(Problem(lambda: None))
    outbox.put(Problem("next"))
    assert outbox.close(5.0)
    lost, following = here.recv(), here.recv()
    assert lost.message.startswith("Problem was not sent.")
    assert following == Problem("next")
