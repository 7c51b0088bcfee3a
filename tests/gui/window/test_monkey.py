"""A monkey at the window, for a few seconds: nothing it does breaks what holds, raises, warns, or stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from explorer.engine.commands import Analyze, Fetch, Inspect
from explorer.engine.events import AnalysisFailed, Analyzing, DataFailed, Inspected
from explorer.engine.worker import READY, RESTARTING
from explorer.infos import Argument, Candidate
from explorer.paths import TRUST_VARIABLE
from tests.gui.desk import Desk
from tests.gui.engine_double import EngineDouble
from tests.gui.gestures import answer_file_dialogs, kept_inside, write_models
from tests.gui.monkey import Act, Monkey
from tests.gui.walk import Walk

ACTIONS = int(os.environ.get("MONKEY_ACTIONS", "80"))
SEEDS = [int(seed) for seed in os.environ.get("MONKEY_SEEDS", "1").split()]
"""Set both to look for what the short walk of every day does not find."""


class Answering(EngineDouble):
    """An engine double that also answers what its users' tests answer themselves."""

    def _obey(self, command) -> None:
        match command:
            case Inspect():
                self.say(Inspected(command.token, (Candidate("Net", "class", "", (Argument("width", "4", ""),)),)))
            case Analyze():
                self.say(Analyzing(command.token, 0.5))
                self.say(AnalysisFailed(command.token, "This engine measures nothing."))
            case Fetch():
                self.say(DataFailed(-1, "There is no network."))
            case _:
                super()._obey(command)


def engine_acts(desk: Desk, random: Random) -> tuple[tuple[int, Act], ...]:
    """What the engine does by itself: trains, ends a training, dies and comes back."""
    engine = desk.window.worker
    assert isinstance(engine, Answering)

    def train() -> str:
        if not engine.trained:
            desk.window.bar.train_both.trigger()
            desk.settle()
        count = random.randint(1, 30)
        engine.steps(count)
        return f"{count} steps of {len(engine.trained)} runs"

    def end() -> str:
        engine.end(random.choice(("completed", "diverged", "failed")), "It ended.")
        return "the training ends"

    def die() -> str:
        engine.die()
        engine.state = RESTARTING
        engine.state_changed.emit(engine.state)
        return "the engine is killed"

    def come_back() -> str:
        if engine.state == READY:
            return "the engine is there"
        engine.start()
        return "the engine is back"

    return (8, train), (1, end), (1, die), (3, come_back)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a model of the user's own and a file that is none."""
    folder = tmp_path / "files"
    write_models(folder)
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def walk(open_window, qtbot, files, monkeypatch, qtlog, caplog) -> Iterator[Callable[[int], Walk]]:  # noqa: PLR0917
    """Makes the walk of a seed."""
    desk = Desk(qtbot, open_window(engine=Answering))
    desk.window.refresher.stop()  # the walk is the clock: the same seed, the same walk
    desk.settle()

    def make(seed: int) -> Walk:
        monkey = Monkey(desk, seed, files)
        monkey.also(engine_acts(desk, monkey.random))
        answer_file_dialogs(monkeypatch, files, monkey.random)
        return Walk(monkey, desk, qtlog, caplog)

    with kept_inside(desk.window):
        yield make


@pytest.mark.logs
@pytest.mark.parametrize("seed", SEEDS)
def test_a_walk_of_random_acts_breaks_nothing(walk, seed):
    made = walk(seed)
    made.go(ACTIONS)
