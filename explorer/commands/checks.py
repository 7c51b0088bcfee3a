"""What `doctor` looks at: each check says what is there and, where something is wrong, what to type."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from explorer import __version__, log, qtcheck
from explorer.engine.installed import INSTALL, engine_installed
from explorer.engine.remote.address import Address
from explorer.engine.remote.handshake import SECONDS, RefusedError, introduce, own_versions
from explorer.engine.remote.keyfile import KeyFileError, read_key
from explorer.engine.remote.link import nobody
from explorer.failures import explain
from explorer.paths import data_dir, key_file

State = Literal["ok", "missing", "problem"]
_LEAST_FREE = 1_000_000_000  # bytes


@dataclass(frozen=True)
class Check:
    """One thing: what there is; `state` "missing" is no fault of its own. `advice` says what to type or to do."""

    name: str
    found: str
    state: State = "ok"
    advice: str = ""


def checks(runs_dir: Path) -> Iterator[Check]:
    """Everything about this machine, quick things first."""
    versions = own_versions()
    yield Check("program", f"Residual Explorer {__version__}, messages {versions.protocol}.{versions.schema}")
    yield Check("Python", f"{platform.python_version()} at {sys.executable}")
    yield Check("system", platform.platform())
    yield _qt()
    yield _window()
    yield from _engine()
    yield _folder("runs", runs_dir)
    yield _folder("data", data_dir())
    yield Check("log", str(log.file() or "none"))
    yield _key(key_file())


def reached(address: Address) -> Check:
    """Whether a served engine answers, and takes this program."""
    name = f"engine at {address}"
    try:
        key = read_key(address.key_file)
        with socket.create_connection((address.host, address.port), SECONDS) as link:
            welcome = introduce(link, key, "", "", 0)
    except (RefusedError, KeyFileError) as error:
        return Check(name, "refused" if isinstance(error, RefusedError) else "not asked", "problem", str(error))
    except OSError as error:
        return Check(name, "no answer", "problem", nobody(address, error))
    return Check(name, f"{welcome.device or 'starting'}, runs in {welcome.folder}")


def _qt() -> Check:
    try:
        from PySide6.QtCore import qVersion

        return Check("Qt", f"{qVersion()}, PySide6 {importlib.metadata.version('PySide6-Essentials')}")
    except ImportError as error:
        return Check("Qt", f"does not load: {error}", "problem", "pip install --force-reinstall PySide6-Essentials")


def _window() -> Check:
    wrong = qtcheck.problem()
    if wrong is None:
        return Check("window", "can open")
    return Check("window", "cannot open here", "missing", wrong)


def _engine() -> Iterator[Check]:
    if not engine_installed():
        advice = f"Connect to an engine on another machine, or type: {INSTALL}"
        yield Check("PyTorch", "not installed: this is a window alone", "missing", advice)
        return
    try:
        import torch
        import torchvision

        from explorer.training import device_phrase, unused_gpu

        yield Check("PyTorch", f"{torch.__version__}, torchvision {torchvision.__version__}")
        advice = unused_gpu()
        yield Check("device", device_phrase("auto"), "problem" if advice else "ok", advice)
    except Exception as error:
        advice = "pip install --force-reinstall torch torchvision"
        yield Check("PyTorch", f"does not load: {explain(error)}", "problem", advice)


def _folder(name: str, folder: Path) -> Check:
    there = folder.expanduser()
    while not there.exists() and there != there.parent:
        there = there.parent
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Check(name, str(folder), "problem", f"{there} cannot be used: {error.strerror or error}")
    found = f"{folder}, {free / 1e9:,.1f} GB free"
    low = free < _LEAST_FREE
    return Check(
        name, found, "problem" if low else "ok", "Little space is left on this disk. Free some space." if low else ""
    )


def _key(path: Path) -> Check:
    if not path.exists():
        return Check("key", f"none at {path}", "missing", "`residual-explorer serve` creates one")
    try:
        read_key(path)
    except KeyFileError as error:
        return Check("key", str(path), "problem", str(error))
    return Check("key", str(path))
