"""The command line of a run asks for that run: it is read back by the command itself."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest
import typer

from explorer.choices.activation import ACTIVATIONS
from explorer.choices.augmentation import AUGMENTATIONS
from explorer.choices.family import FAMILIES, named
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.choices.optimizer import OPTIMIZERS
from explorer.choices.schedule import SCHEDULES
from explorer.cli import app
from explorer.commands.networks import spec_from
from explorer.runs.command_line import arguments, command_line
from explorer.runs.gate_script import parse
from explorer.runs.spec import SHORTCUTS, NetworkSpec, RunSpec, TrainingSpec

TRAINING = {
    **{f"optimizer {o.name}": TrainingSpec(optimizer=o.name, lr=o.lr) for o in OPTIMIZERS},
    **{f"schedule {s.name}": TrainingSpec(schedule=s.name, warmup=7) for s in SCHEDULES},
    **{f"augmentation {a.name}": TrainingSpec(augment=a.name) for a in AUGMENTATIONS},
    "numbers": TrainingSpec(
        epochs=3,
        batch_size=128,
        lr=1 / 3,
        momentum=0.0,
        weight_decay=1e-5,
        clip=0.5,
        clip_by="adaptive",
        seed=2**31 - 1,
        device="cpu",
        probe_every=9,
        sharpness_every=7,
    ),
    "an optimizer at another's rate": TrainingSpec(optimizer="adam", lr=0.1),
    "planned interventions": TrainingSpec(interventions=(parse("150: stage 2 = 0"), parse("20-30: skip1,skip4 = 0.3"))),
    "a folder with parts": TrainingSpec(dataset="folder:32:my photos/all of 'em"),
}
NETWORK = {
    **{f"norm {n.name}": NetworkSpec(norm=n.name) for n in NORMS},
    **{f"init {i.name}": NetworkSpec(init=i.name) for i in INITS},
    **{f"shortcut {s}": NetworkSpec(shortcut=s) for s in SHORTCUTS},
    "skips off": NetworkSpec(skips="off"),
    "skips on": NetworkSpec(name="plain-20", skips="on"),
    "some skips": NetworkSpec(skips=("skip1", "skip3")),
    "no skips": NetworkSpec(skips=()),
    **{f"activation {a.name}": NetworkSpec(activation=a.name, slope=0.456) for a in ACTIVATIONS},
    "the rest": NetworkSpec(width=8, zero_gamma=True, branch_scale=True),
}


def read_back(spec: RunSpec) -> RunSpec:
    """What `train` makes of the command line."""
    group = typer.main.get_group(app)
    return spec_from(group.commands["train"].make_context("train", arguments(spec)).params)


@pytest.mark.parametrize("training", TRAINING.values(), ids=TRAINING)
def test_training_comes_back(training: TrainingSpec) -> None:
    assert read_back(RunSpec(training=training)).training == training


@pytest.mark.parametrize("network", NETWORK.values(), ids=NETWORK)
def test_a_network_comes_back(network: NetworkSpec) -> None:
    read = read_back(RunSpec(network=network)).network
    assert replace(read, skips=network.skips if read.skips == "off" and not network.skips else read.skips) == network


@pytest.mark.parametrize("family", tuple(FAMILIES), ids=FAMILIES.names())
def test_every_family_comes_back_with_what_it_heeds(family) -> None:
    name = named(family.name, family.depths[0] if family.depths else None)
    usual = NetworkSpec(name=name, **family.defaults)
    assert read_back(RunSpec(network=usual)).network == usual
    assert arguments(RunSpec(network=usual)) == [name]
    other = {
        "stem": "small",
        "norm": family.norms[-1],
        "shortcut": "C",
        "width": 4,
        "zero_gamma": True,
        "init": "pytorch",
    }
    changed = replace(usual, **{key: value for key, value in other.items() if key in (*family.options, "init")})
    assert read_back(RunSpec(network=changed)).network == changed


def test_a_line_for_a_terminal() -> None:
    spec = RunSpec(
        network=NetworkSpec(name="plain-20", norm="none"), training=TrainingSpec(dataset="folder:32:my photos")
    )
    line = command_line(spec, "first try")
    assert line == ("residual-explorer train plain-20 --norm=none '--dataset=folder:32:my photos' '--name=first try'")
    assert shlex.split(line)[2:-1] == arguments(spec)


def test_a_model_of_the_users_own_is_named_by_its_file() -> None:
    network = NetworkSpec(
        name="Net", source="models/net.py", digest="ab", init="own", arguments=(("depth", "3"), ("act", "'relu'")),
        output="logits", weights="w.safetensors", weights_digest="cd",
    )  # fmt: skip
    assert arguments(RunSpec(network=network)) == [
        "models/net.py:Net", "--arg=depth=3", "--arg=act='relu'", "--output=logits", "--weights=w.safetensors",
    ]  # fmt: skip
