"""`residual-explorer analyze` in this process: who is asked, what is printed, kept and refused."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from safetensors.torch import load_file
from typer.testing import CliRunner, Result

from explorer import cli
from explorer.runs.store import RunStore
from explorer.training import Session, train
from tests.engine.conftest import PATIENCE, spec
from tests.engine.fake_analysis import Door, fake_analyses

UNTRAINED = ("--network", "resnet-8", "--width", "4")


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["analyze", *map(str, arguments)])


def test_the_other_spelling_is_the_same_command() -> None:
    assert CliRunner().invoke(cli.app, ["analyse", "--list"]).output == call("--list").output


@pytest.fixture
def door() -> Iterator[Door]:
    with fake_analyses() as door:
        yield door


@pytest.fixture
def stored(runs_dir: Path) -> str:
    """The id of a run called "first" of one step."""
    session = Session(spec())
    with closing(RunStore(runs_dir)) as store:
        store.create("abc1", "first", session.spec, session.graph, session.steps_per_epoch, session.device)
        snapshot = next(train(session, lambda _: True))
        assert snapshot is not None
        store.append("abc1", snapshot)
        store.finish("abc1", session.close("stopped"))
        session.save_weights(store.weights_path("abc1"))
    return "abc1"


def test_a_stored_run_keeps_the_answer(door: Door, stored: str, runs_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.json"
    result = call("test-head", "FIR", "--set", "factor=2", "--json", out, "--runs-dir", runs_dir)
    assert result.exit_code == 0, result.stderr
    norm = 2 * load_file(runs_dir / "weights" / f"{stored}.safetensors")["head.weight"].norm().item()
    sentence, last = result.stdout.splitlines()
    assert sentence == f"The head's norm is {norm:.3f}."
    assert last.startswith("test-head of first · ")
    assert last.endswith(f"kept with run {stored}")
    data = json.loads(out.read_text())
    assert (data["run_id"], data["settings"], data["sentences"]) == (stored, {"factor": 2.0}, [sentence])
    assert data["figures"][0]["values"] == pytest.approx([norm])
    with closing(RunStore(runs_dir)) as store:
        assert [kept.sentences for kept in store.analyses(stored)] == [(sentence,)]


def test_a_network_before_training_needs_no_store(door: Door, runs_dir: Path) -> None:
    door.open.set()
    result = call("test-door", *UNTRAINED, "--runs-dir", runs_dir)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0] == "The door was opened."
    assert result.stdout.endswith("before any training\n")
    assert not runs_dir.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument ANALYSIS"),
        (("test-door",), "one of the two"),
        (("test-door", "first", *UNTRAINED), "one of the two"),
        (("test-dor", "first"), "Did you mean 'test-door'?"),
        (("test-door", "second"), "There is no run 'second'"),
        (("test-door", "first", "--lr", "0.1"), "--lr has no effect on a stored run"),
        (("test-door", "first", "--set", "factor"), "allowed: name=value"),
        (("test-head", "first", "--set", "factor=11"), "allowed: 1 to 10"),
        (("test-head", "first", "--set", "size=11"), "no setting size; allowed: factor"),
        (("test-head", *UNTRAINED), "is not trained"),
        (("test-door", "--network", "resnet-9"), "resnet-8"),
        (("test-door", *UNTRAINED, "--dataset", "digit"), "digits"),
        (("test-door", *UNTRAINED, "--json", "/nowhere/x.json"), "cannot be written"),
    ],
)
def test_what_cannot_be_asked_has_status_2(
    door: Door, stored: str, runs_dir: Path, arguments: tuple[str, ...], words: str
) -> None:
    door.open.set()
    if "resnet-9" in arguments:
        arguments = ("test-broken", *arguments[1:])
    result = call(*arguments, "--runs-dir", runs_dir)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not result.stdout


def test_memory_that_runs_out_has_status_1(door: Door) -> None:
    result = call("test-broken", *UNTRAINED)
    assert result.exit_code == 1
    assert "Out of memory: resnet-8" in result.stderr


def test_weights_that_cannot_be_read_are_said(door: Door, stored: str, runs_dir: Path) -> None:
    (runs_dir / "weights" / f"{stored}.safetensors").write_bytes(b"no weights")
    result = call("test-head", stored, "--runs-dir", runs_dir)
    assert result.exit_code == 2
    assert "residual-explorer: The weights in " in result.stderr
    assert "header" in result.stderr


def test_ctrl_c_gives_up_and_keeps_nothing(door: Door, stored: str, runs_dir: Path) -> None:
    def press() -> None:
        assert door.entered.wait(PATIENCE)
        signal.raise_signal(signal.SIGINT)

    pressing = threading.Thread(target=press)
    pressing.start()
    result = call("test-door", stored, "--runs-dir", runs_dir)
    pressing.join()
    assert result.exit_code == 130
    assert "No result" in result.stderr
    assert door.closed.is_set()
    with closing(RunStore(runs_dir)) as store:
        assert store.analyses(stored) == []


def test_the_list_tells_every_analysis_and_its_settings(door: Door) -> None:
    from explorer.analyses.analysis_registry import ANALYSES

    text = call("--list").stdout
    for analysis in ANALYSES:
        assert f"{analysis.name}: {analysis.title}\n" in text
        assert all(f"--set {setting.name}=" in text for setting in analysis.settings)
    alone = call("test-head", "--list").stdout
    assert alone.startswith("test-head: ")
    assert "--set factor=1  Times the norm. [1 to 10]" in alone
    assert "test-door" not in alone
    assert call("test-hed", "--list").exit_code == 2
