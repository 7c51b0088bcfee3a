"""The README is true: its keys, commands, options, files and examples are those of the program."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from explorer import cli
from explorer.choices.family import resolve
from explorer.commands import scenes
from explorer.commands.failures import Exit
from explorer.experiments.run_options import parse_skips
from explorer.gui.widgets import shortcuts
from explorer.own.source import is_own

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
WINDOW = typer.main.get_command(cli.app)
COMMANDS = vars(WINDOW)["commands"]  # by name
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
        if words[:1] in (["train"], ["describe"]) and not (words[1].startswith("--") or is_own(words[1])):
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
