"""A user's own model on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from explorer import cli
from explorer.commands import own
from explorer.commands.failures import UsageError
from explorer.own.source import locate
from explorer.own.trust import trusted
from explorer.paths import TRUST_VARIABLE
from explorer.runs.store import RunStore
from tests.own.misbehaving import MOODY

CODE = (
    dedent("""
    from torch import nn

    class Net(nn.Module):
        def __init__(self, in_channels, num_classes):
            super().__init__()
            self.stem = nn.Conv2d(in_channels, 4, 3, padding=1)
            self.conv = nn.Conv2d(4, 4, 3, padding=1)
            self.fc = nn.Linear(4, num_classes)
            self.steps = 0
        def forward(self, x):
            x = self.stem(x)
            return self.fc((x + self.conv(x)).mean((2, 3)))
""")
    + MOODY
)


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warm_probes: None) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    path = tmp_path / "net.py"
    path.write_text(dedent(CODE))
    return path


@pytest.mark.parametrize("command", ["describe", "train"])
def test_without_a_terminal_and_without_consent_nothing_runs(file: Path, command: str) -> None:
    result = call(command, "net.py:Net")
    assert result.exit_code == 2
    for words in (str(file), "with your permissions", "add --trust"):
        assert words in result.stderr
    assert not trusted(locate("net.py", file.parent))


def test_on_a_terminal_it_is_asked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = locate("net.py:Net", file.parent)
    monkeypatch.setattr(own, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    answers = iter((False, True))
    monkeypatch.setattr("explorer.commands.own.typer.confirm", lambda text, err: next(answers))
    with pytest.raises(UsageError, match=r"net\.py was not run"):
        own.own_network("net.py:Net", {})
    assert not trusted(source)
    spec = own.own_network("net.py:Net", {})
    assert (spec.name, spec.source, spec.digest, spec.init) == ("Net", str(file), source.digest, "own")
    assert trusted(source)
    assert own.own_network("net.py:Net", {}) == spec, "asked once"


def test_described_and_trained(file: Path, runs_dir: Path) -> None:
    shown = call("describe", "./net.py:Net", "--trust", "--input", "1x8x8", "--classes", "7", "--json")
    data = json.loads(shown.stdout)
    assert (data["name"], data["input_shape"], data["classes"]) == ("Net", [1, 8, 8], 7)
    assert [skip["enabled"] for skip in data["skips"]] == [True]
    assert data["parameters"] == 40 + 148 + 35
    assert data["verified"]
    result = call("train", "./net.py:Net", "--epochs", "1", "--device", "cpu", "--runs-dir", runs_dir)
    assert result.exit_code == 0, result.stderr
    store = RunStore(runs_dir)
    (row,) = store.rows()
    assert (row.name, row.network, row.status) == ("Net", "Net", "completed")
    assert store.history(row.id).spec.network.source == str(file)
    store.close()


def test_a_model_that_fails_while_it_trains(file: Path, runs_dir: Path) -> None:
    result = call("train", "net.py:Moody", "--trust", "--device", "cpu", "--runs-dir", runs_dir)
    assert result.exit_code == 1
    for words in ("RuntimeError: no more", "net.py, line 23"):
        assert words in result.stdout
    store = RunStore(runs_dir)
    assert [row.status for row in store.rows()] == ["failed"]
    store.close()


def test_one_of_several_must_be_named(file: Path) -> None:
    result = call("describe", "./net.py", "--trust")
    assert result.exit_code == 2
    assert "net.py has 2 models. Name one:" in result.stderr
    for name in ("Net", "Moody"):
        assert f"\n  ./net.py:{name}  (class, given in_channels, num_classes)" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("./gone.py",), "does not exist"),
        (("net.py:Net", "--trust", "--width", "8"), "--width has no effect on your own model"),
        (("no_such_package.mod",), "There is no package or module no_such_package"),
    ],
)
def test_what_cannot_be_used_is_status_2(file: Path, arguments: tuple[str, ...], words: str) -> None:
    result = call("describe", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_no_registered_name_looks_like_a_file() -> None:
    from explorer.choices.family import FAMILIES
    from explorer.own.source import is_own

    assert not [family.name for family in FAMILIES if is_own(family.name)]
    assert all(map(is_own, ("net.py", "./net.py:Net", "pkg.mod", "mod:Net", "C:\\net.py")))
