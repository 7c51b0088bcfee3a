"""Files and dotted names are found without running any of their code."""

from __future__ import annotations

import hashlib
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from explorer.own.own_model_error import OwnModelError
from explorer.own.source import locate

TRAP = "raise SystemExit('this code must not run')\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for place in ("net.py", "pack/__init__.py", "pack/inner/__init__.py", "pack/inner/mod.py", "space/part.py"):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TRAP)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "path", "source", "name", "module"),
    [
        ("net.py", "net.py", None, "", ""),
        ("./net.py:Net", "net.py", None, "Net", ""),
        ("net", "net.py", "net", "", "net"),
        ("pack.inner.mod:make", "pack/inner/mod.py", "pack.inner.mod", "make", "pack.inner.mod"),
        ("pack.inner", "pack/inner/__init__.py", "pack.inner", "", "pack.inner"),
        ("space.part", "space/part.py", "space.part", "", "space.part"),
        ("pack/inner/mod.py", "pack/inner/mod.py", None, "", "pack.inner.mod"),
    ],
)
def test_what_is_found(  # noqa: PLR0917
    folder: Path, text: str, path: str, source: str | None, name: str, module: str
) -> None:
    before = set(sys.modules)
    found = locate(text, folder)
    assert (found.path, found.name, found.module) == (folder / path, name, module)
    assert found.source == (source or str(folder / path))
    assert found.root == folder
    assert found.digest == hashlib.sha256(TRAP.encode()).hexdigest()
    assert not {m for m in set(sys.modules) - before if m.startswith(("pack", "space", "net"))}


def test_the_digest_follows_the_content(folder: Path) -> None:
    before = locate("net.py", folder).digest
    (folder / "net.py").write_text(TRAP + "#")
    assert locate("net.py", folder).digest != before


def test_a_module_of_pythons_path_is_found(folder: Path) -> None:
    assert locate("json.decoder", folder).path.name == "decoder.py"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "No model given; allowed: a Python file"),
        ("gone.py", "gone.py does not exist"),
        ("pack", None),
        ("./pack", r"pack is a folder\. Open the file that defines the model: __init__\.py"),
        ("./space/..", r"is a folder\. Open the file that defines the model: binary\.py, net\.py"),
        ("weights.pt", "weights.pt is a checkpoint: .* give this file as its initial weights"),
        ("notes.ipynb", r"is a notebook\. Put .*jupyter nbconvert --to script notes\.ipynb"),
        ("net.onnx", "in another format than PyTorch"),
        ("text.txt", "text.txt is not a Python file"),
        ("binary.py", "binary.py is not a Python file: it holds binary data"),
        ("pack.nothing", "The package pack has no module nothing"),
        ("pack.inner.mod.deeper", "pack.inner.mod is a module and not a package"),
        ("nowhere.at.all", "There is no package or module nowhere"),
        ("space", "space is a folder"),
        ("compiled", "not written in Python"),
        ("a b c", "a b c does not exist"),
    ],
)
def test_what_cannot_be_found_says_why(folder: Path, text: str, message: str | None) -> None:
    for name in ("weights.pt", "notes.ipynb", "net.onnx", "text.txt"):
        (folder / name).write_bytes(b"PK")
    (folder / "binary.py").write_bytes(b"\0\0")
    (folder / f"compiled{EXTENSION_SUFFIXES[0]}").write_bytes(b"")
    if message is None:  # a folder of that name that is a package is meant as the package
        text, message = "./pack/", "is a folder"
    with pytest.raises(OwnModelError, match=message):
        locate(text, folder)


def test_a_file_that_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root, who runs tests in containers, may read everything
    with pytest.raises(OwnModelError, match=r"net\.py cannot be read: Permission denied"):
        locate("net.py", folder)
