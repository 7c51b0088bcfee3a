"""The README is true: its keys, commands, options, files and examples are those of the program."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from explorer import cli
from explorer.choices.family import FAMILIES, resolve
from explorer.commands import scenes
from explorer.commands.failures import Exit
from explorer.commands.own import is_own
from explorer.commands.parsing import parse_skips
from explorer.datasets.registry import DATASETS
from explorer.gui.widgets import shortcuts
from explorer.instruments.registry import INSTRUMENTS
from explorer.registry import Registry
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
WINDOW = typer.main.get_command(cli.app)
COMMANDS = WINDOW.commands  # by name
PICTURE_LIMIT = 400_000  # bytes


def _code(language: str) -> str:
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL))


def _calls() -> Iterator[list[str]]:
    """The words behind `residual-explorer` wherever the README calls it, in blocks and in the text."""
    inline = "\n".join(re.findall(r"`(residual-explorer [^`\n]+)`", README))
    text = f"{_code('sh')}\n{inline}".replace("\\\n", " ")
    for line in text.splitlines():
        if line.startswith("residual-explorer"):
            yield shlex.split(line, comments=True)[1:]


CALLS = list(_calls())


def _example(path: str) -> str:
    """The code that the README shows as the file `path`."""
    found = re.search(rf"`{re.escape(path)}`:\n\n```python\n(.*?)```", README, re.DOTALL)
    assert found is not None, f"no example of {path}"
    return found[1]


def test_the_keys_are_those_of_the_window() -> None:
    assert shortcuts.markdown() in README


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_call_is_one_that_the_command_line_takes(call: list[str]) -> None:
    command, arguments = (COMMANDS[call[0]], call[1:]) if call and not call[0].startswith("-") else (WINDOW, call)
    if "--help" in arguments or "--version" in arguments:
        arguments = []
        assert set(call) & {"--help", "--version"} <= {"--help", *(o for p in command.params for o in p.opts)}
    else:
        command.make_context(command.name, list(arguments))  # raises for what it cannot read


def test_every_command_and_option_is_told() -> None:
    for name, command in COMMANDS.items():
        assert f"residual-explorer {name}" in README
        for option in (parameter.opts[0] for parameter in command.params if parameter.opts[0].startswith("--")):
            assert option in README, f"{name} {option}"


def test_networks_skips_and_scenes_exist() -> None:
    for words in CALLS:
        if words[:1] in (["train"], ["describe"]) and not (words[1].startswith(("--", "nano-")) or is_own(words[1])):
            resolve(words[1])
        if "--skips" in words:
            parse_skips(words[words.index("--skips") + 1])
        if words and words[0] == "screenshot":
            assert words[1] in scenes.SCENES


def test_exit_statuses_are_told() -> None:
    for status in Exit:
        assert f"| {status.value} |" in README


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make (\w+)", _code("sh"), re.MULTILINE)) | set(re.findall(r"`make (\w+)", README))
    assert {"run", "test", "check", "bench"} <= named <= targets


def test_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert 0 < (ROOT / picture).stat().st_size < PICTURE_LIMIT, picture


def test_linked_files_are_there() -> None:
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registries whose new members leave with the test."""
    everything: tuple[Registry, ...] = (FAMILIES, INSTRUMENTS, DATASETS)
    for registry in everything:
        registry.names()  # loads it
        monkeypatch.setattr(registry, "_members", dict(registry._members))


@pytest.mark.usefixtures("registries")
def test_the_examples_of_new_files_work_together() -> None:
    """The example network learns the example data, read by the example instrument."""
    assert ["train", "nano-6", "--dataset", "bars"] in CALLS
    for path in (
        "explorer/networks/families/nano.py",
        "explorer/instruments/gradient_peak.py",
        "explorer/datasets/bars.py",
    ):
        exec(compile(_example(path), path, "exec"), {"__name__": path})
    spec = RunSpec(
        network=NetworkSpec(name="nano-6", width=8), training=TrainingSpec(dataset="bars", epochs=3, device="cpu")
    )
    session = Session(spec)
    snapshots = [item for item in train(session, lambda waiting: False) if item is not None]
    assert session.outcome is not None
    assert session.outcome.test_accuracy is not None
    assert session.outcome.test_accuracy > 0.9
    assert [skip.kind for skip in session.graph.skips] == ["identity"] * 4
    peak, rms = (snapshots[0].layers[name] for name in ("gradient-peak", "gradient-rms"))
    assert peak.shape == (session.steps_per_epoch, 6)
    assert (peak >= rms).all()
