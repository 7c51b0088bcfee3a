"""README and guide are true: their keys, commands, options, files and examples are those of the program."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from explorer import cli
from explorer.choices.family import resolve
from explorer.commands import scenes
from explorer.commands.failures import Exit
from explorer.experiments.run_options import parse_skips
from explorer.gui.widgets import shortcuts
from explorer.own.source import is_own
from explorer.runs.store import RunStore

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "resources" / "guide"
_PATHS = (ROOT / "README.md", *GUIDE.glob("*.md"))
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in _PATHS}
OWN_NETWORKS = "resources/guide/contributing.md"  # its calls name networks that it makes: test_contributing runs them
TEXT = "\n".join(text for name, text in PAGES.items() if name != OWN_NETWORKS)
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#]+)(?:#[^)]*)?\)")
WINDOW = typer.main.get_command(cli.app)
COMMANDS = vars(WINDOW)["commands"]  # by name
PICTURE_LIMIT = 400_000  # bytes


def _code(language: str) -> str:
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL))


def _calls() -> Iterator[list[str]]:
    """The words behind `residual-explorer` wherever a page calls it, in blocks and in the text."""
    inline = "\n".join(re.findall(r"`(residual-explorer [^`\n]+ [^`\n]+)`", TEXT))  # one word alone names a command
    text = f"{_code('sh')}\n{inline}".replace("\\\n", " ")
    for line in text.splitlines():
        if line.startswith("residual-explorer"):
            yield shlex.split(line, comments=True)[1:]


CALLS = list(_calls())


def test_the_keys_are_those_of_the_window() -> None:
    assert shortcuts.markdown() in TEXT


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_call_is_one_that_the_command_line_takes(call: list[str]) -> None:
    command, arguments = (COMMANDS[call[0]], call[1:]) if call and not call[0].startswith("-") else (WINDOW, call)
    if "--help" in arguments or "--version" in arguments:
        arguments = []
        assert set(call) & {"--help", "--version"} <= {"--help", *(o for p in command.params for o in p.opts)}
    else:
        command.make_context(command.name, list(arguments))  # raises for what it cannot read


KINDS = {
    "residual-explorer": "parsed or run",
    "make": "its targets exist",
    "python -m explorer.guide": "run by test_site",
    "pip install": "a package manager's own",
    "pipx install": "a package manager's own",
    "uv tool install": "a package manager's own",
    "ssh": "a tunnel to another machine",
    "scp": "a copy from another machine",
}
"""Every command that a page may show, and what is known of it."""


@pytest.mark.parametrize("name", PAGES)
def test_every_line_of_shell_is_of_a_known_kind(name: str) -> None:
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", PAGES[name], re.DOTALL)).replace("\\\n", " ").splitlines()
    unknown = [line for line in lines if line.strip() and not line.lstrip("# ").startswith(tuple(KINDS))]
    assert unknown == []


def cheap() -> Iterator[list[str]]:
    """Calls that train nothing and need no stored run, no file and no network."""
    needless = ("describe", "runs", "data", "lessons", "analyze --list", "store check", "verdicts --help", "--version")
    for call in CALLS:
        text = " ".join(call)
        if text.startswith(needless) and not re.search(
            r"fetch|folder:|--save|\./|check \S|lessons (run|check)|--to", text
        ):
            yield call


@pytest.mark.parametrize("call", list(cheap()), ids=" ".join)
def test_calls_that_cost_little_work(call: list[str], tmp_path: Path) -> None:
    RunStore(tmp_path).close()  # an empty one
    environment = {"RESIDUAL_EXPLORER_RUNS": str(tmp_path), "COLUMNS": "200"}
    result = CliRunner().invoke(cli.app, call, env=environment)
    assert result.exit_code == 0, result.output
    assert result.output


def test_commands_that_are_named_exist() -> None:
    assert set(re.findall(r"`residual-explorer ([\w-]+)`", TEXT)) <= set(COMMANDS)


def test_every_command_and_option_is_told() -> None:
    for name, command in COMMANDS.items():
        assert f"residual-explorer {name}" in TEXT
        for option in (parameter.opts[0] for parameter in command.params if parameter.opts[0].startswith("--")):
            assert option in TEXT, f"{name} {option}"


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
        assert f"| {status.value} |" in TEXT


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make (\w+)", _code("sh"), re.MULTILINE)) | set(re.findall(r"`make (\w+)", TEXT))
    assert {"run", "test", "check", "bench"} <= named <= targets


def test_pictures_are_there_small_and_all_in_use() -> None:
    used = set()
    for name, text in PAGES.items():
        for picture in PICTURE.findall(text):
            path = ((ROOT / name).parent / picture).resolve()
            assert 0 < path.stat().st_size < PICTURE_LIMIT, f"{name}: {picture}"
            used.add(path)
    assert used == set((ROOT / "resources" / "pictures").iterdir())


@pytest.mark.parametrize("name", PAGES)
def test_linked_files_are_there(name: str) -> None:
    for target in LINK.findall(PAGES[name]):
        assert target.startswith("https://") or ((ROOT / name).parent / target).exists(), target


def test_the_contents_list_every_page() -> None:
    linked = set(LINK.findall(PAGES["resources/guide/index.md"]))
    assert linked == {path.name for path in GUIDE.glob("*.md")} - {"index.md"}


def test_the_readme_is_short() -> None:
    assert len(PAGES["README.md"].splitlines()) <= 150
