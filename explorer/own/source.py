"""Where a user's model lives: a Python file or a dotted name, found without running any of its code."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

from explorer.own.own_model_error import OwnModelError
from explorer.own.search_path import search_path

_LARGEST = 5_000_000  # bytes; a file of weights is not read to its end
_NAMED = 5
_WEIGHTS = (
    "is a checkpoint: it holds weights, not the code of a model. Open the Python file that defines the model, and give "
    "this file as its initial weights."
)
_OTHERS = {
    ".ipynb": "is a notebook. Put the model into a Python file (`jupyter nbconvert --to script {name}.ipynb`, without "
    "the cells that train), and open that.",
    **dict.fromkeys((".pt", ".pth", ".ckpt", ".safetensors", ".bin", ".pkl"), _WEIGHTS),
    **dict.fromkeys(
        (".onnx", ".h5", ".keras", ".tflite", ".pb"),
        "is a model in another format than PyTorch code. Open the Python file of a torch.nn.Module.",
    ),
}
_ALLOWED = "allowed: a Python file such as net.py, or a dotted name such as package.module"


@dataclass(frozen=True)
class Source:
    """Code that can give a model, as its text asked for it.

    `source` is what NetworkSpec keeps: an absolute path, or a dotted name. `name` is the object asked for, empty
    where none was. `module` is the name to import it by, empty for a file on its own; `root` is the folder that has
    to be on the import path for it. `digest` is the SHA-256 of `code`, the file's content.
    """

    source: str
    name: str
    path: Path
    module: str
    root: Path
    code: bytes
    digest: str

    @property
    def search(self) -> tuple[Path, ...]:
        """The folders where what it imports is looked for first."""
        return search_path(self.root, self.path)

    @property
    def label(self) -> str:
        """What people call it: the file's name."""
        return self.path.name


def is_own(name: str) -> bool:
    """Whether a network's name is a file or a dotted name: no registered name has such signs."""
    return any(sign in name for sign in "./\\:")


def locate(text: str, folder: Path) -> Source:
    """The source that `text` means: "net.py", "net.py:Net", "package.module" or "package.module:Net".

    Files are relative to `folder`, where dotted names are looked for first, then on Python's path. No code runs, not
    even that of the packages above a module. OwnModelError where there is no such file or module, or no Python in it.
    """
    place, name = _parted(text.strip())
    if not place:
        raise OwnModelError(f"No model given; {_ALLOWED}.")
    dotted = place.replace(".", "").isidentifier() and not (folder / place).exists() and not place.endswith(".py")
    path = _found(place, folder) if dotted else _file(place, folder)
    code = _read(path)
    module, root = (place, _root(path, place)) if dotted else _package(path)
    source = place if dotted else str(path)
    return Source(source, name, path, module, root, code, hashlib.sha256(code).hexdigest())


def _parted(text: str) -> tuple[str, str]:
    """Place and object: a colon counts where a name follows it, so that "C:\\net.py" stays whole."""
    place, colon, name = text.rpartition(":")
    if colon and name.isidentifier() and len(place) > 1:
        return place, name
    return text.removesuffix(":"), ""


def _file(place: str, folder: Path) -> Path:
    path = (folder / Path(place).expanduser()).absolute()
    if path.is_dir():
        raise OwnModelError(f"{path} is a folder. {_offers(path)}; {_ALLOWED}.")
    if path.suffix != ".py":
        if not path.exists():
            raise OwnModelError(f"{path} does not exist; {_ALLOWED}.")
        about = _OTHERS.get(path.suffix.lower(), f"is not a Python file; {_ALLOWED}.")
        raise OwnModelError(f"{path} {about.format(name=path.stem)}")
    return path


def _offers(folder: Path) -> str:
    """The Python files of a folder, to choose from."""
    files = sorted(path.name for path in folder.glob("*.py"))
    if not files:
        return "There is no Python file in it"
    more = f" and {len(files) - _NAMED} more" if len(files) > _NAMED else ""
    return f"Open the file that defines the model: {', '.join(files[:_NAMED])}{more}"


def _found(dotted: str, folder: Path) -> Path:
    """The file of a dotted name, one package after the other, none of them imported."""
    invalidate_caches()
    where: list[str] | None = [str(folder), *sys.path]
    spec: ModuleSpec | None = None
    parts = dotted.split(".")
    for count, part in enumerate(parts, 1):
        above = ".".join(parts[: count - 1])
        if where is None:
            raise OwnModelError(f"{above} is a module and not a package: there is no {dotted} in it.")
        spec = PathFinder.find_spec(part, where)  # by its last part: a full name would want its parents imported
        if spec is None:
            missing = f"The package {above} has no module {part}" if above else f"There is no package or module {part}"
            raise OwnModelError(f"{missing} (looked in {folder} and on Python's path); {_ALLOWED}.")
        where = None if spec.submodule_search_locations is None else list(spec.submodule_search_locations)
    if spec is None or not spec.origin or not spec.origin.endswith(".py"):
        raise OwnModelError(f"{dotted} is not written in Python, or a folder without __init__.py; {_ALLOWED}.")
    return Path(spec.origin).absolute()


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise OwnModelError(f"{path} does not exist; {_ALLOWED}.")
        if path.stat().st_size > _LARGEST:
            raise OwnModelError(f"{path} is larger than {_LARGEST // 1_000_000} MB, too large for a Python file.")
        code = path.read_bytes()
    except OSError as error:
        raise OwnModelError(f"{path} cannot be read: {error.strerror or error}.") from error
    if b"\0" in code:
        raise OwnModelError(f"{path} is not a Python file: it holds binary data; {_ALLOWED}.")
    return code


def _root(path: Path, dotted: str) -> Path:
    return path.parents[dotted.count(".") + (path.stem == "__init__")]


def _package(path: Path) -> tuple[str, Path]:
    """Dotted name and root of a file inside packages (folders with __init__.py); no name for a file on its own."""
    parts, root = [path.stem], path.parent
    while (root / "__init__.py").is_file() and root.name.isidentifier():
        parts.insert(0, root.name)
        root = root.parent
    if len(parts) == 1 or not path.stem.isidentifier():
        return "", path.parent
    return ".".join(parts[:-1] if path.stem == "__init__" else parts), root
