"""`resume`, `fork` and `train --at` as a person types them."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner, Result

from explorer import cli
from explorer.commands.fork import forked
from explorer.runs.history import RunHistory
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore

SMALL = ("train", "resnet-8", "--width", "2", "--batch-size", "500", "--device", "cpu", "--lr", "0.05")


def call(runs_dir: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.app, [*arguments, "--runs-dir", str(runs_dir)])


def runs(runs_dir: Path) -> dict[str, RunHistory]:
    store = RunStore(runs_dir)
    found = {row.name: store.history(row.id) for row in store.rows()}
    store.close()
    return found


def test_a_run_is_trained_longer_and_forked(runs_dir: Path) -> None:
    plan = ("--at", "1-2: all = 0.5", "--at", "4: stage 2 = 0")
    assert call(runs_dir, *SMALL, *plan, "--epochs", "1", "--name", "short").exit_code == 0
    assert call(runs_dir, *SMALL, *plan, "--epochs", "2", "--name", "long").exit_code == 0
    again = call(runs_dir, "resume", "short")
    assert again.exit_code == 2
    assert "The run is complete. Choose more than its 1 epochs" in again.stderr
    resumed = call(runs_dir, "resume", "short", "--epochs", "2")
    assert resumed.exit_code == 0
    assert "Resumes at step 3." in resumed.stderr
    assert "short on digits: completed after 6 steps" in resumed.stdout
    options = ("--step", "4", "--lr", "0.001", "--gates", "all = 0.2", "--probe-every", "1", "--epochs", "3")
    assert call(runs_dir, "fork", "long", *options).exit_code == 0
    found = runs(runs_dir)
    np.testing.assert_array_equal(found["short"].loss, found["long"].loss)
    assert found["long"].gates() == {"skip1": 0.5, "skip2": 0.0, "skip3": 0.5}
    child = found["long, fork of step 4"]
    np.testing.assert_array_equal(child.loss[:4], found["long"].loss[:4])
    assert (len(child), child.spec.training.lr, child.spec.training.batch_size) == (9, 0.001, 500)
    assert child.gates() == dict.fromkeys(("skip1", "skip2", "skip3"), 0.2)


def test_a_fork_has_an_option_for_every_setting_of_training_but_what_its_steps_so_far_hang_on() -> None:
    options = {parameter.name for parameter in typer.main.get_group(cli.app).commands["fork"].params}
    settings = {field.name for field in fields(TrainingSpec)}
    assert settings - options == {"seed", "device", "interventions", "together"}


def test_commands_that_take_a_network_take_the_same_options_of_it() -> None:
    """And those that train one the same options of training, whatever else they take."""
    commands = typer.main.get_group(cli.app).commands
    taken = {name: {parameter.name for parameter in command.params} for name, command in commands.items()}
    network = {field.name for field in fields(NetworkSpec)} & taken["train"]
    assert {"activation", "slope", "branch_scale", "stem", "skips"} <= network
    assert network <= taken["describe"] & taken["analyze"]
    given = {field.name for field in fields(TrainingSpec)} - {"interventions", "together"}
    assert given <= taken["train"] & taken["analyze"]


def test_describe_draws_the_activation_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "graph.json"
    words = ["describe", "resnet-8", "--width", "2", "--activation", "gelu", "--save", str(file)]
    assert CliRunner().invoke(cli.app, words).exit_code == 0
    types = {call["type"] for call in json.loads(file.read_text(encoding="utf-8"))["calls"]}
    assert "GELU" in types
    assert "ReLU" not in types


@pytest.mark.parametrize(
    "given", [{"clip": 0.01, "clip_by": "adaptive"}, {"warmup": 7}, {"max_steps": 40}, {"epochs": 3, "max_steps": 40}]
)
def test_a_fork_changes_what_is_given_and_keeps_the_rest(given: dict[str, float | str]) -> None:
    parent = RunSpec(training=TrainingSpec(max_steps=20, warmup=2, clip=1.0))
    assert forked(parent, 5, given) == RunSpec(training=replace(parent.training, **given))


def test_a_run_of_a_number_of_steps_is_forked_to_train_on(runs_dir: Path) -> None:
    assert call(runs_dir, *SMALL, "--max-steps", "2", "--name", "steps").exit_code == 0
    refused = call(runs_dir, "resume", "steps", "--epochs", "1")
    assert refused.exit_code == 2
    assert "Fork it to train on" in refused.stderr
    assert call(runs_dir, "fork", "steps", "--step", "2", "--epochs", "1").exit_code == 0
    child = runs(runs_dir)["steps, fork of step 2"]
    assert (len(child), child.spec.training.max_steps) == (3, 0)
    (epoch,) = child.epochs
    assert (epoch.epoch, epoch.step) == (1, 2), "the epoch that was cut short has its end"
    assert epoch.train_loss == pytest.approx(child.loss.mean(), rel=1e-6)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*SMALL, "--at", "noon: all = 0"), "intervention is 'noon: all = 0'; allowed: STEP: SKIPS = GATE"),
        ((*SMALL, "--at", "5: all = 2"), "gate of an intervention is 2; allowed: 0 (off) to 1 (on)"),
        ((*SMALL, "--at", "9-5: all = 0"), "goes from step 9 to 5; allowed: a later last step"),
        ((*SMALL, "--at", "5: stage 9 = 0"), "concerns no skip of resnet-8; allowed: all, stage"),
        ((*SMALL, "--at", "5: skip9 = 0"), "names skip9; allowed for resnet-8: all, stage"),
        ((*SMALL, "--shortcut", "B", "--skips", "1", "--at", "5: skip2 = 1"), "whose projection has no weights"),
        (("resume", "nothing"), "There is no run 'nothing'"),
        (("fork", "nothing", "--step", "3"), "There is no run 'nothing'"),
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments: tuple[str, ...], words: str, runs_dir: Path) -> None:
    result = call(runs_dir, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not runs(runs_dir)
