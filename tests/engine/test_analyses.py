"""Analyses in the engine: the desk in this process, and a real engine that leaves while it analyses."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from safetensors.torch import load_file

from explorer.choices.figures.bars import Bars
from explorer.engine import server
from explorer.engine.analyses import AnalysisDesk
from explorer.engine.commands import Analyze, CancelAnalysis, Command, Shutdown
from explorer.engine.events import AnalysisFailed, Analyzed, Analyzing, Event, Problem, Ready
from explorer.engine.outbox import Outbox
from explorer.engine.stuck import STATUS
from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.runs.spec import NetworkSpec, RunSpec
from explorer.runs.store import RunStore
from explorer.training import Session, train
from tests.engine.conftest import PATIENCE, Engine, spec
from tests.engine.fake_analysis import Door, engine_with_fakes, fake_analyses

ANSWERS = Analyzed | AnalysisFailed


class Post:
    """What the desk says, to be waited for."""

    def __init__(self) -> None:
        self._events: queue.Queue[Event] = queue.Queue()

    def __call__(self, event: Event) -> None:
        self._events.put(event)

    def answer(self) -> ANSWERS:
        """The next event that ends an analysis."""
        while not isinstance(event := self.next(), ANSWERS):
            pass
        return event

    def next(self) -> Event:
        return self._events.get(timeout=PATIENCE)


@pytest.fixture
def door() -> Iterator[Door]:
    with fake_analyses() as door:
        yield door


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def desk(post: Post, runs_dir: Path, door: Door) -> Iterator[AnalysisDesk]:
    desk = AnalysisDesk(post, runs_dir, lambda: None)
    yield desk
    desk.close()


@pytest.fixture
def stored(runs_dir: Path) -> Path:
    """A run "a" of two steps in the store; its weights' file."""
    session = Session(spec())
    with closing(RunStore(runs_dir)) as store:
        store.create("a", "a", session.spec, session.graph, session.steps_per_epoch, session.device)
        steps = train(session, lambda _: True)
        for _ in range(2):
            snapshot = next(steps)
            assert snapshot is not None
            store.append("a", snapshot)
        store.finish("a", session.close("stopped"))
        session.save_weights(store.weights_path("a"))
        return store.weights_path("a")


def results(runs_dir: Path, run_id: str = "a") -> list[str]:
    with closing(RunStore(runs_dir)) as store:
        return [result.analysis for result in store.analyses(run_id)]


def test_a_stored_run_is_asked_with_its_weights_and_keeps_the_answer(
    desk: AnalysisDesk, post: Post, stored: Path, runs_dir: Path
) -> None:
    desk.ask(Analyze(1, "test-head", spec(), "a", settings={"factor": 2.0}))
    answer = post.answer()
    assert isinstance(answer, Analyzed)
    assert results(runs_dir) == ["test-head"], "it is saved before it is told"
    (bars,) = answer.result.figures
    assert isinstance(bars, Bars)
    np.testing.assert_allclose(bars.values, 2 * load_file(stored)["head.weight"].norm().item(), rtol=1e-6)
    assert answer.result.settings == {"factor": 2.0}


def test_one_is_answered_after_the_other_in_order(desk: AnalysisDesk, post: Post, door: Door, stored: Path) -> None:
    desk.ask(Analyze(1, "test-door", spec()))
    desk.ask(Analyze(2, "test-head", spec(), "a"))
    assert door.entered.wait(PATIENCE)
    door.open.set()
    first, second = post.answer(), post.answer()
    assert isinstance(first, Analyzed)
    assert isinstance(second, Analyzed)
    assert (first.token, first.result.sentences) == (1, ("The door was opened.",))
    assert second.token == 2


def test_progress_is_told_about_ten_times_a_second(desk: AnalysisDesk, post: Post, door: Door) -> None:
    desk.ask(Analyze(1, "test-door", spec()))
    assert door.entered.wait(PATIENCE)
    begin = time.monotonic()
    told = [post.next() for _ in range(6)]
    assert time.monotonic() - begin >= 0.4, "not more often, though the work yields 200 times a second"
    assert {type(event) for event in told} == {Analyzing}
    assert told[-1] == Analyzing(1, 0.25)


def test_what_waits_and_what_is_under_way_can_be_canceled(desk: AnalysisDesk, post: Post, door: Door) -> None:
    for token in (1, 2, 3):
        desk.ask(Analyze(token, "test-door", spec()))
    assert door.entered.wait(PATIENCE)
    desk.cancel(CancelAnalysis(2))
    assert post.answer() == AnalysisFailed(2, ""), "at once: it need not wait its turn"
    desk.cancel(CancelAnalysis(1))
    assert post.answer() == AnalysisFailed(1, "")
    assert door.closed.wait(PATIENCE), "its work is closed"
    desk.cancel(CancelAnalysis(1))  # long over
    door.open.set()
    last = post.answer()
    assert isinstance(last, Analyzed)
    assert last.token == 3


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (Analyze(1, "test-hed", spec()), "Did you mean 'test-head'?"),
        (Analyze(1, "test-head", spec(), "a", settings={"factor": 11.0}), "factor is 11.0; allowed: 1 to 10."),
        (Analyze(1, "test-head", spec(), "a", settings={"size": 1}), "no setting size; allowed: factor."),
        (Analyze(1, "test-broken", spec("resnet-57")), "resnet-56"),
        (Analyze(1, "test-door", spec(dataset="digit")), "digits"),
        (Analyze(1, "test-broken", spec()), "Out of memory: resnet-8"),
        (Analyze(1, "test-head", spec(), "a"), "Train it to completion first, or stop it"),
        (Analyze(1, "test-head", spec()), "is not trained. Train it first"),
    ],
    ids=["name", "value", "setting", "network", "dataset", "memory", "weights", "untrained"],
)
def test_what_cannot_be_answered_is_said_for_people(
    desk: AnalysisDesk, post: Post, door: Door, command: Analyze, words: str
) -> None:
    door.open.set()
    desk.ask(command)
    answer = post.answer()
    assert isinstance(answer, AnalysisFailed)
    assert words in answer.message


@pytest.mark.logs
def test_code_that_ends_its_thread_gets_an_answer_and_so_does_the_next(
    desk: AnalysisDesk, post: Post, stored: Path
) -> None:
    desk.ask(Analyze(1, "test-leaving", spec()))
    desk.ask(Analyze(2, "test-head", spec(), "a"))
    first, second = post.answer(), post.answer()
    assert isinstance(first, AnalysisFailed)
    assert "SystemExit: 3" in first.message
    assert isinstance(second, Analyzed)


def test_weights_that_do_not_fit_are_said(desk: AnalysisDesk, post: Post, stored: Path) -> None:
    other = spec()
    desk.ask(Analyze(1, "test-head", replace(other, network=replace(other.network, width=8)), "a"))
    answer = post.answer()
    assert isinstance(answer, AnalysisFailed)
    assert f"The weights in {stored} do not fit resnet-8" in answer.message
    assert "size mismatch" in answer.message


def test_a_users_model_is_not_run_without_consent(desk: AnalysisDesk, post: Post, stored: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    (tmp_path / "net.py").write_text(f"open({str(mark)!r}, 'w')")
    source = locate("net.py", tmp_path)
    network = NetworkSpec(name="Net", source=source.source, digest=source.digest, init="own")
    desk.ask(Analyze(1, "test-head", RunSpec(network=network), "a"))
    answer = post.answer()
    assert isinstance(answer, AnalysisFailed)
    assert "not trusted" in answer.message
    assert not mark.exists()


HANGING = """
    import time
    from pathlib import Path
    from torch import nn

    class Net(nn.Sequential):
        def __init__(self):
            Path({flag!r}).rename({entered!r})
            while Path({entered!r}).exists():
                time.sleep(0.01)
            super().__init__(nn.Flatten(), nn.Linear(64, 10))
"""


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunSpec:
    """A user's model that does not come back while there is a file "entered"."""
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    flag = tmp_path / "hang"
    flag.touch()
    (tmp_path / "net.py").write_text(dedent(HANGING.format(flag=str(flag), entered=str(tmp_path / "entered"))))
    source = locate("net.py", tmp_path)
    trust(source)
    return RunSpec(network=NetworkSpec(name="Net", source=source.source, digest=source.digest, init="own"))


@pytest.mark.parametrize("canceled", [False, True])
def test_a_users_code_that_does_not_come_back_is_told(
    post: Post, tmp_path: Path, hanging: RunSpec, door: Door, canceled: bool
) -> None:
    hung = threading.Event()
    desk = AnalysisDesk(post, tmp_path, hung.set, **({"patience": 0.1} if canceled else {"limit": 0.1}))
    desk.ask(Analyze(7, "test-broken", hanging))
    if canceled:
        while not (tmp_path / "entered").exists():
            time.sleep(0.01)
        desk.cancel(CancelAnalysis(7))
    answer = post.answer()
    assert isinstance(answer, AnalysisFailed)
    assert answer.token == 7
    assert answer.message.startswith("your model's code does not return: net.py, line ")
    assert hung.wait(PATIENCE)
    (tmp_path / "entered").unlink()
    assert isinstance(post.answer(), AnalysisFailed), "its thread is done before the test is"


def test_an_engine_that_hangs_saves_its_runs_and_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[int] = []
    monkeypatch.setattr(server, "_leave", left.append)
    orders: queue.Queue[Command] = queue.Queue()
    trainer = threading.Thread(target=orders.get)
    trainer.start()
    sent, theirs = Pipe()
    server._give_up(trainer, orders, Outbox(theirs), "it hangs", STATUS)
    assert not trainer.is_alive(), "it was told to save and waited for"
    assert left == [STATUS]
    sent.close()


def test_an_answer_whose_run_is_gone_is_still_given(desk: AnalysisDesk, post: Post, door: Door, runs_dir: Path) -> None:
    door.open.set()
    desk.ask(Analyze(1, "test-door", spec(), "gone"))
    while isinstance(told := post.next(), Analyzing):
        pass
    assert isinstance(told, Problem)
    assert "There is no run gone" in told.message
    assert isinstance(post.answer(), Analyzed)


def test_gates_are_those_of_the_runs_end(desk: AnalysisDesk, post: Post, stored: Path) -> None:
    from explorer.analyses.subject import Subject

    subject = Subject(spec(), stored, {"skip1": 0.0})
    assert subject.network().junctions["skip1"].gate == 0.0
    assert subject.network(trained=False).junctions["skip1"].gate == 1.0


def test_training_beside_analyses_gives_the_same_numbers(desk: AnalysisDesk, post: Post, stored: Path) -> None:
    alone = np.concatenate([s.loss for s in train(Session(spec(epochs=2)), lambda n: n >= 8) if s is not None])
    for token in range(20):
        desk.ask(Analyze(token, "test-head", spec(), "a"))
    beside = np.concatenate([s.loss for s in train(Session(spec(epochs=2)), lambda n: n >= 8) if s is not None])
    assert all(isinstance(post.answer(), Analyzed) for _ in range(20))
    np.testing.assert_array_equal(beside, alone)


def test_an_engine_leaves_in_time_while_it_analyses(tmp_path: Path) -> None:
    engine = Engine(tmp_path, engine_with_fakes)
    engine.until_kind(Ready)
    engine.send(Analyze(1, "test-door", spec()))
    engine.until_kind(Analyzing)
    engine.send(Shutdown())
    engine.process.join(2.0)
    assert engine.process.exitcode == 0
    engine.close()
