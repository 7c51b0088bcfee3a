"""`residual-explorer data` as the shell sees it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from explorer.cli import app
from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import DATASETS, Dataset
from tests.datasets.serving import Server
from tests.datasets.tiny import contents, registered, shrunk

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setenv("RESIDUAL_EXPLORER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def mnist(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Dataset, Server]]:
    """MNIST with small files, and the server that has them."""
    files = contents(find("mnist"), monkeypatch)
    with Server(files) as server:
        yield registered(shrunk(find("mnist"), files, server.url), monkeypatch), server


def test_every_dataset_is_listed() -> None:
    told = RUNNER.invoke(app, ["data"])
    assert told.exit_code == 0
    lines = {line.split()[0]: line for line in told.stdout.splitlines() if line.strip()}
    for dataset in DATASETS:
        assert f"{dataset.train_size:,} + {dataset.test_size:,}" in lines[dataset.name]
        assert lines[dataset.name].rstrip().endswith("no" if dataset.download else "yes")
    assert "170 MB" in lines["cifar-10"]


def test_fetching_brings_it_here(mnist: tuple[Dataset, Server]) -> None:
    told = RUNNER.invoke(app, ["data", "fetch", "mnist"])
    assert told.exit_code == 0
    assert f"MNIST is in {mnist[0].folder()}." in told.stdout
    assert mnist[0].present()


def test_a_failure_is_told_in_words(mnist: tuple[Dataset, Server]) -> None:
    mnist[1].files.clear()
    told = RUNNER.invoke(app, ["data", "fetch", "mnist"])
    assert told.exit_code == 1
    assert "404 Not Found" in told.stderr
    assert "copy these files yourself" in told.stderr


def test_digits_need_none_and_unknown_names_are_refused() -> None:
    assert RUNNER.invoke(app, ["data", "fetch", "digits"]).stdout == "Digits 8×8 needs no download.\n"
    unknown = RUNNER.invoke(app, ["data", "fetch", "cifar"])
    assert unknown.exit_code == 2
    assert "There is no dataset called 'cifar'" in unknown.stderr


def test_a_folder_is_shown(tmp_path: Path) -> None:
    for name in ("cat", "dog"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for k in range(5):
            Image.new("RGB", (9, 9)).save(tmp_path / "pets" / name / f"{k}.png")
    told = RUNNER.invoke(app, ["data", "show", f"folder:16:{tmp_path / 'pets'}"])
    assert told.exit_code == 0
    assert "pets 16×16: 3×16×16, 2 classes" in told.stdout
    assert "8 training, 2 test images" in told.stdout
    assert "Classes: cat, dog" in told.stdout
    assert "Split by seed 0" in told.stdout


def test_what_cannot_be_shown_or_trained_on_has_status_2(tmp_path: Path) -> None:
    missing = f"folder:16:{tmp_path / 'none'}"
    for call in (["data", "show", missing], ["train", "resnet-8", "--dataset", missing]):
        told = RUNNER.invoke(app, call)
        assert (told.exit_code, "There is no folder" in told.stderr) == (2, True)
    absent = RUNNER.invoke(app, ["train", "resnet-8", "--dataset", "cifar-10", "--runs-dir", str(tmp_path / "runs")])
    assert absent.exit_code == 2
    assert "residual-explorer data fetch cifar-10" in absent.stderr


FETCH = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
import sys
from dataclasses import replace
from explorer.cli import app
from explorer.datasets.download import Download, RemoteFile
from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import DATASETS
file = RemoteFile("big.bin", (sys.argv[1] + "big.bin",), "0" * 32, 10_000_000)
DATASETS._members["mnist"] = replace(find("mnist"), download=Download((file,)))
app(["data", "fetch", "mnist"])
"""


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_keeps_the_part(data: Path) -> None:
    part = data / "mnist" / "big.bin.part"
    with Server({"big.bin": bytes(10_000_000)}, pause_after=5_000_000) as server:
        command = [sys.executable, "-c", FETCH, server.url]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            assert server.paused.wait(60)
            deadline = time.monotonic() + 60  # sent is not yet written
            while not (part.exists() and part.stat().st_size) and time.monotonic() < deadline:
                threading.Event().wait(0.01)
            process.send_signal(signal.SIGINT)
            _, stderr = process.communicate()
    assert process.returncode == 130
    assert "The partial download is kept" in stderr
    assert 0 < part.stat().st_size <= 5_000_000
