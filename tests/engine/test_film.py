"""A watched image, asked of the engine's threads: while runs train, at stored steps, and before any training."""

from __future__ import annotations

import queue
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from PIL import Image

from explorer.datasets.chosen_images import chosen_image
from explorer.engine import live_film
from explorer.engine.commands import (
    Command,
    ListImages,
    Look,
    Pause,
    SaveCheckpoint,
    SetGate,
    Shutdown,
    Step,
    Stop,
    Train,
    Watch,
)
from explorer.engine.events import Ended, Event, ImagesListed, Problem, Watched, WatchFailed
from explorer.engine.still_film import StillFilm
from explorer.engine.time_limit import TimeLimit
from explorer.engine.training_loop import TrainingLoop
from explorer.looks import FromFile, FromTest
from explorer.runs.snapshot import Intervention
from explorer.runs.store import RunStore
from tests.engine.conftest import order, spec

PATIENCE = 60.0
ORDER = replace(order("a"), spec=spec(batch_size=128))
LIVE = Look("A", ORDER.spec, "a", live=True)


def looped(folder: Path, *commands: Command) -> list[Event]:
    orders: queue.Queue[Command] = queue.Queue()
    for command in (*commands, Shutdown()):
        orders.put(command)
    events: list[Event] = []
    TrainingLoop(orders, events.append, folder).run()
    return events


def still(folder: Path, *commands: Watch | ListImages, answers: int = 1) -> list[Event]:
    """What the thread for networks that do not train answers."""
    found: queue.Queue[Event] = queue.Queue()
    desk = StillFilm(found.put, folder, TimeLimit(found.put, lambda: None))
    for command in commands:
        desk.ask(command)
    return [found.get(timeout=PATIENCE) for _ in range(answers)]


def watches(events: Sequence[Event]) -> list[Watched]:
    return [event for event in events if isinstance(event, Watched)]


def same(one: Watched, other: Watched) -> None:
    assert one.step == other.step
    np.testing.assert_array_equal(one.looked.scores, other.looked.scores)
    assert one.looked.maps.keys() == other.looked.maps.keys()
    for call, maps in one.looked.maps.items():
        np.testing.assert_array_equal(maps.values, other.looked.maps[call].values)


def test_a_run_is_watched_between_steps_and_stays_the_same_to_the_bit(tmp_path: Path) -> None:
    steps = [Step()] * 3
    unseen = looped(tmp_path / "unseen", Train((ORDER,)), *steps, Stop())
    events = looped(tmp_path / "seen", Train((ORDER,)), Watch(1, FromTest(3), (LIVE,)), *steps, Stop())
    found = watches(events)
    assert [watched.step for watched in found] == [0, 1, 2, 3]
    assert {watched.looked.statistics for watched in found} == {"batch"}
    assert len({watched.looked.scores.tobytes() for watched in found}) == 4
    assert watches(unseen) == []
    stores = [RunStore(tmp_path / name) for name in ("unseen", "seen")]
    weights = [store.weights_path("a").read_bytes() for store in stores]
    assert weights[0] == weights[1]
    for store in stores:
        store.close()


def test_looks_take_no_more_than_their_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]

    class Run:
        run_id, active, steps, halfway = "a", True, 0, False

        @property
        def moment(self) -> tuple[int, tuple[float, ...]]:
            return self.steps, ()

        def look(self, act: object) -> Event:
            clock[0] += 0.1
            return Problem("a look")

    monkeypatch.setattr("explorer.engine.live_film.time.perf_counter", lambda: clock[0])
    posted: list[Event] = []
    film, run = live_film.LiveFilm(posted.append, TimeLimit(posted.append, pytest.fail)), Run()
    film.take(Watch(1, FromTest(0), (LIVE,)), [run])  # type: ignore[list-item]
    for step in range(1, 1001):  # 100 s of training
        run.steps = step
        clock[0] += 0.1
        film.look([run])  # type: ignore[list-item]
    assert 18 <= len(posted) <= 22  # 0.1 s each
    run.steps += 1
    run.halfway = True
    clock[0] += 100
    film.look([run])  # type: ignore[list-item]
    film.take(ListImages(3, LIVE, 5), [run])  # type: ignore[list-item]
    refused = posted.pop()
    assert isinstance(refused, ImagesListed)
    assert (refused.token, refused.answers) == (3, None)
    assert "Finish it" in refused.message
    run.halfway = False
    film.take(Watch(0), [run])  # type: ignore[list-item]
    clock[0] += 100
    film.look([run])  # type: ignore[list-item]
    assert len(posted) <= 22


def test_an_image_file_is_read_once_for_all_looks_at_it(tmp_path: Path) -> None:
    Image.new("L", (30, 30), 200).save(tmp_path / "image.png")
    watch = Watch(1, FromFile(str(tmp_path / "image.png")), (LIVE,))
    with mock.patch("explorer.engine.film.chosen_image", side_effect=chosen_image) as reading:
        events = looped(tmp_path, Train((ORDER,)), watch, Step(), Step(), replace(watch, token=2), Stop())
    assert [found.token for found in watches(events)] == [1, 1, 1, 2]
    assert reading.call_count == 2


def test_a_look_that_fails_is_told_once_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"no image")
    watch = Watch(1, FromFile(str(tmp_path / "bad.png")), (LIVE,))
    events = looped(tmp_path, Train((ORDER,)), watch, Step(), Step(), Stop())
    (failed,) = [event for event in events if isinstance(event, WatchFailed)]
    assert (failed.token, failed.side) == (1, "A")
    assert "bad.png cannot be read as an image" in failed.message
    assert next(event for event in events if isinstance(event, Ended)).outcome.steps == 2


def test_stored_steps_show_what_was_seen_live(tmp_path: Path) -> None:
    watch = Watch(1, FromTest(3), (LIVE,), less_mean=True)
    live = watches(
        looped(
            tmp_path,
            *(Train((ORDER,)), watch, Pause(), Step(), Step(), SaveCheckpoint(), Step()),
            *(SetGate("a", "skip1", 0.0), Step(), Stop()),
        )
    )
    moved = (Intervention(3, "skip1", 0.0),)
    by_step = {watched.step: watched for watched in live}
    assert sorted(by_step) == [0, 1, 2, 3, 4]
    for step, stored in ((0, 0), (2, 2), (None, 4), (1, 0)):
        look = Look("A", ORDER.spec, "a", step=step, steps=4, moved=moved)
        (found,) = watches(still(tmp_path, replace(watch, looks=(look,))))
        assert found.step == stored
        same(found, by_step[stored])
    (fresh,) = watches(still(tmp_path, replace(watch, looks=(Look("A", ORDER.spec),))))
    same(fresh, by_step[0])


def test_a_paused_run_is_looked_at_again_when_its_gates_move(tmp_path: Path) -> None:
    gate = SetGate("a", "skip1", 0.0)
    commands = Pause(), Watch(1, FromTest(3), (LIVE,)), Step(), gate, SaveCheckpoint(), Stop()
    before, moved = watches(looped(tmp_path, Train((ORDER,)), *commands))[-2:]
    assert (before.step, moved.step) == (1, 1)
    assert before.looked.scores.tobytes() != moved.looked.scores.tobytes()


def test_only_the_newest_wish_is_answered(tmp_path: Path) -> None:
    look = Look("A", ORDER.spec)
    found = still(tmp_path, *(Watch(token, FromTest(token), (look, replace(look, side="B"))) for token in range(5)))
    assert isinstance(found[0], Watched)
    assert found[0].token in (0, 4)  # the first may be under way already


def test_test_images_are_listed_with_what_the_network_answers(tmp_path: Path) -> None:
    command = ListImages(4, Look("B", ORDER.spec), 20)
    (listed,) = still(tmp_path, command)
    (live,) = [
        event
        for event in looped(tmp_path, Train((ORDER,)), ListImages(5, LIVE, 20), Step(), Stop())
        if isinstance(event, ImagesListed)
    ]
    assert isinstance(listed, ImagesListed)
    assert (listed.token, listed.side, listed.images.shape) == (4, "B", (20, 8, 8, 1))
    assert (live.token, live.side) == (5, "A")
    np.testing.assert_array_equal(listed.answers, live.answers)
    np.testing.assert_array_equal(listed.labels, live.labels)


def test_a_list_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    missing = replace(ORDER.spec, training=replace(ORDER.spec.training, dataset="folder:8:/nowhere"))
    (listed,) = still(tmp_path, ListImages(1, Look("A", missing), 5))
    assert isinstance(listed, ImagesListed)
    assert listed.answers is None
    assert "/nowhere" in listed.message
