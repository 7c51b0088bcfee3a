import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.engine.events import Ended, Paused, Problem, Progress, Watched
from explorer.engine.mailbox import Mailbox
from explorer.looks import Looked, Seen
from explorer.runs.snapshot import Outcome, Snapshot


def steps(first: int, count: int = 1) -> Snapshot:
    numbers = np.arange(first, first + count, dtype=np.float32)
    return Snapshot(first, numbers, numbers, numbers, {"gradient-rms": numbers[:, None]})


def test_progress_of_one_run_waits_as_one_event() -> None:
    box = Mailbox()
    for step in range(5):
        box.put(Progress("a", steps(step)))
        box.put(Progress("b", steps(step)))
    a, b = box.take()
    assert isinstance(a, Progress)
    assert isinstance(b, Progress)
    assert (a.run_id, b.run_id) == ("a", "b")
    assert a.snapshot.loss.tolist() == b.snapshot.loss.tolist() == [0, 1, 2, 3, 4]
    assert box.take() == []


def test_nothing_overtakes_an_event_of_its_run() -> None:
    box = Mailbox()
    ended = Ended("a", Outcome("stopped", 2, 0.1))
    box.put(Progress("a", steps(0)))
    box.put(Progress("a", steps(1)))
    box.put(ended)
    box.put(Progress("a", steps(2)))
    before, end, after = box.take()
    assert isinstance(before, Progress)
    assert len(before.snapshot) == 2
    assert end is ended
    assert isinstance(after, Progress)
    assert after.snapshot.first_step == 2


def test_put_says_when_the_box_was_empty() -> None:
    box = Mailbox()
    assert box.put(Paused(True))
    assert not box.put(Paused(False))
    box.take()
    assert box.put(Paused(True))


def test_what_was_taken_is_not_joined_to() -> None:
    box = Mailbox()
    box.put(Progress("a", steps(0)))
    (first,) = box.take()
    box.put(Progress("a", steps(1)))
    (second,) = box.take()
    assert isinstance(first, Progress)
    assert isinstance(second, Progress)
    assert (len(first.snapshot), second.snapshot.first_step) == (1, 1)


def test_wait_ends_when_closed_after_the_rest_was_taken() -> None:
    box = Mailbox()
    box.put(Problem("last"))
    box.close()
    assert box.wait()
    box.take()
    assert not box.wait()


def test_wait_wakes_for_an_event_of_another_thread() -> None:
    box = Mailbox()
    thread = threading.Thread(target=box.put, args=(Problem("news"),))
    thread.start()
    assert box.wait()
    thread.join()
    assert box.take() == [Problem("news")]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=30))
def test_every_step_arrives_once_and_in_order(puts: list[tuple[str, int]]) -> None:
    box, sent = Mailbox(), {"a": 0, "b": 0}
    got: dict[str, list[float]] = {"a": [], "b": []}
    for run, action in puts:
        if action == 0:
            box.put(Ended(run, Outcome("stopped", 0, 0.0)))
        elif action == 1:
            collect(box, got)
        else:
            box.put(Progress(run, steps(sent[run], action)))
            sent[run] += action
    collect(box, got)
    assert got == {run: list(range(count)) for run, count in sent.items()}


def collect(box: Mailbox, got: dict[str, list[float]]) -> None:
    for event in box.take():
        if isinstance(event, Progress):
            got[event.run_id] += event.snapshot.loss.tolist()


def test_an_older_look_at_an_image_gives_way_to_the_newer_of_its_side() -> None:
    looked = Looked(np.zeros(1, np.float32), {}, None, "none")
    seen = Seen(np.zeros((1, 1, 1), np.uint8))
    box, problem = Mailbox(), Problem("between")
    first, other, newer = (Watched(1, side, step, seen, looked) for side, step in (("A", 0), ("B", 0), ("A", 1)))
    for event in (first, other, problem, newer):
        box.put(event)
    assert box.take() == [other, problem, newer]
