"""A member of each kind from a file outside the package: found in menus, engine and command line, and used once."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOYS = Path(__file__).with_name("plugins")
GROUPS = {
    "families": "toy_family",
    "optimizers": "toy_optimizer",
    "schedules": "toy_schedule",
    "norms": "toy_norm",
    "inits": "toy_init",
    "activations": "toy_activation",
    "augmentations": "toy_augmentation",
    "instruments": "toy_instrument",
    "analyses": "toy_analysis",
    "figures": "toy_figure",
    "datasets": "toy_dataset",
    "verdicts": "toy_verdict",
    "formats": "toy_format",
}


def installed(folder: Path) -> dict[str, str]:
    """The environment of a process in which a package with these files and entry points is installed."""
    about = folder / "toys-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: toys\nVersion: 1.0\n")
    points = (f"[residual_explorer.{group}]\ntoy = {module}\n" for group, module in GROUPS.items())
    (about / "entry_points.txt").write_text("\n".join(points))
    for module in GROUPS.values():
        shutil.copy(TOYS / f"{module}.py", folder)
    paths = os.pathsep.join((str(folder), str(Path(__file__).parents[1])))
    return {**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process saw in which the toys are installed."""
    folder = tmp_path_factory.mktemp("toys")
    command = [sys.executable, str(TOYS / "drive.py"), str(folder / "work")]
    done = subprocess.run(
        command, env=installed(folder / "site"), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    saw: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return saw


def test_the_window_offers_them_without_torch(seen: dict[str, Any]) -> None:
    window = seen["window"]
    assert not window["torch"]
    assert {name: window["choices"][name] for name in ("norm", "init", "optimizer", "schedule", "augment")} == {
        "norm": "Instance norm",
        "init": "Orthogonal init",
        "optimizer": "RMSprop",
        "schedule": "Linear decay",
        "augment": "Brightness",
    }
    assert "Instance norm: Over height and width" in window["tooltips"]
    assert window["titles"] == ["Toy net-10", "Plain toy net-10"]
    assert window["twins"] == [True, "toy-4", "plain-toy"]
    assert window["figure"] == ["2 dots", "1,3\n2,4"]
    assert window["verdict"] == "Toy verdict"


def test_the_engine_offers_them_and_builds_the_network(seen: dict[str, Any]) -> None:
    engine = seen["engine"]
    assert {"toy", "plain-toy", "toy-bars", "toy-peak", "toy-sizes"} <= set(engine["names"])
    assert engine["skips"] == [0, 4], "the twin with every skip off"
    assert not engine["problems"]


def test_the_command_line_knows_them(seen: dict[str, Any]) -> None:
    commands = seen["commands"]
    assert {name: code for name, (code, _) in commands.items()} == {**dict.fromkeys(commands, 0), "unknown": 2}
    for name in ("toy-instance", "toy-orthogonal", "toy-rmsprop", "toy-linear", "toy-bright", "toy-rmsprop 0.01"):
        assert name in commands["help"][1]
    assert "toy-bars" in commands["data"][1]
    assert "How many weights has each layer?" in commands["list"][1]
    assert "0 of 2 on" in commands["describe"][1]
    assert "1 run as Names" in commands["export"][1]
    assert "Nearest: toy-4 and toy-6" in commands["unknown"][1]


def test_the_contract_tests_run_over_them(seen: dict[str, Any]) -> None:
    status, said = seen["contracts"]
    assert status == 0, said
    assert re.findall(r"\b(\d+) passed", said) == ["13"], said


def test_a_run_with_all_of_them_is_trained_read_judged_and_analyzed(seen: dict[str, Any]) -> None:
    stored, commands = seen["stored"], seen["commands"]
    assert "The toy verdict saw 1 steps." in commands["train"][1]
    assert "4 layers have weights." in commands["analyze"][1]
    assert stored["verdict"] == "Toy verdict"
    assert stored["readings"] == 1, "a batch of 64 of 80 images"
    assert stored["figures"] == [["Dots", "toy-dots", 4]]
    spec = stored["spec"]
    chosen = {
        name: spec[name] for name in ("name", "norm", "init", "optimizer", "schedule", "augment", "dataset", "lr")
    }
    assert chosen == {
        "name": "toy-4",
        "norm": "toy-instance",
        "init": "toy-orthogonal",
        "optimizer": "toy-rmsprop",
        "schedule": "toy-linear",
        "augment": "toy-bright",
        "dataset": "toy-bars",
        "lr": 0.01,
    }
