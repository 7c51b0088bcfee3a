"""A user's code imported, and a model made by it."""

from __future__ import annotations

import contextlib
import importlib
import linecache
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import nn

from explorer.own import code_places
from explorer.own.arguments import arguments_for, missing, written
from explorer.own.own_model_error import OwnModelError
from explorer.own.preparing import copied, prepared, uncopyable
from explorer.own.search_path import above, others
from explorer.own.source import Source
from explorer.own.switches import kept
from explorer.own.trust import agreed
from explorer.random_state import lent
from explorer.runs.spec import NetworkSpec

_ours: set[str] = set()  # names in sys.modules of the user's modules, which may have changed by the next load


def load(source: Source) -> ModuleType:
    """Run the source's code anew, and that of the user's modules it imports; the module.

    Its folders are first on the import path meanwhile. OwnModelError for whatever the code raises.
    """
    code_places.remember(source.path, source.search)
    linecache.checkcache(str(source.path))
    _forget()
    try:
        with importing(source), torch.device("cpu"):
            return _package_module(source) if source.module else _file_module(source)
    except OwnModelError:
        raise
    except SyntaxError as error:
        raise OwnModelError(
            f"{Path(error.filename or source.label).name} is not valid Python. {code_places.told(error)}."
        ) from error
    except ModuleNotFoundError as error:
        raise OwnModelError(_not_found(source, error)) from error
    except SystemExit as error:
        raise OwnModelError(
            f"{source.label} exits during import ({code_places.place_of(error)}). "
            'Put its script part under `if __name__ == "__main__":`.'
        ) from error
    except Exception as error:
        raise OwnModelError(f"{source.label} failed during import. {code_places.told(error)}.") from error


def make(spec: NetworkSpec) -> nn.Module:
    """The user's model for the spec's input shape and classes, on the default device; errors as `maker`."""
    return maker(spec)()


def maker(spec: NetworkSpec) -> Callable[[], nn.Module]:
    """What makes the user's model for the spec's input shape and classes, on the default device, as often as it is
    called; all that it makes share one load of the file, with its classes and variables.

    A model is made on the CPU and then moved: constructors may read values, which the meta device has not. A class or a
    factory is called with those of the spec's figures that it has arguments for; of an instance a copy is taken.
    OwnModelError where the user has not agreed to run this content, and for all that goes wrong in it.
    """
    source = agreed(spec.source, spec.digest, spec.files)
    with lent(), kept():
        found = find(load(source), spec.name, source)

    def make_one() -> nn.Module:
        place = torch.get_default_device()
        # a user's code may seed and switch as it likes, for itself; constructors may import as well
        with lent(), kept(), importing(source), torch.device("cpu"):
            made = prepared(_trainable(_made(found, spec, source), spec, source), spec, source.label)
        return _moved(made, place)

    return make_one


def _trainable(made: Any, spec: NetworkSpec, source: Source) -> nn.Module:
    """What was made, if it is a module with parameters; OwnModelError."""
    if not isinstance(made, nn.Module):
        raise OwnModelError(
            f"{spec.name} of {source.label} gives {_article(made)}; allowed: a torch.nn.Module, a class of one, or a "
            "function that returns one."
        )
    if not any(True for _ in made.parameters()):
        raise OwnModelError(f"{spec.name} of {source.label} has no parameters to train.")
    return made


def call_of(spec: NetworkSpec) -> tuple[str, ...]:
    """A line for people on what the model is called with; none where that is nothing."""
    source = agreed(spec.source, spec.digest, spec.files)
    thing = find(load(source), spec.name, source)
    given = {} if isinstance(thing, nn.Module) else arguments_for(thing, spec)
    return (f"{spec.name} is called with {written(given)}.",) if given else ()


def find(module: ModuleType, name: str, source: Source) -> Any:
    """The object called `name`; OwnModelError where the module has none."""
    try:
        return getattr(module, name)
    except AttributeError:
        raise OwnModelError(f"{source.label} has no model called {name!r}. Open it again to list its models.") from None


def _made(thing: Any, spec: NetworkSpec, source: Source) -> Any:
    if not isinstance(thing, nn.Module) and not callable(thing):
        return thing
    call = ""
    try:
        if isinstance(thing, nn.Module):
            return _copied(thing, spec, source)
        given = arguments_for(thing, spec)
        lacking = missing(thing, given)
        if lacking:
            raise OwnModelError(
                f"{spec.name} of {source.label} needs values for {', '.join(lacking)}. Give "
                f"{'it' if len(lacking) == 1 else 'them'} as arguments ({lacking[0]}=…), set defaults, or add a "
                "function without arguments that returns the model."
            )
        call = f", called with {written(given)}" if given else ""
        return thing(**given)
    except OwnModelError:
        raise
    except ModuleNotFoundError as error:
        raise OwnModelError(_not_found(source, error)) from error
    except (Exception, SystemExit) as error:
        raise OwnModelError(
            f"{spec.name} of {source.label} failed during construction{call}. {code_places.told(error)}."
        ) from error


def _copied(thing: nn.Module, spec: NetworkSpec, source: Source) -> nn.Module:
    """A copy of an instance or, where that cannot be, what the file makes when it is run once more."""
    try:
        return copied(thing)
    except Exception as error:
        again: nn.Module = find(load(source), spec.name, source)
        if again is not thing:
            return again
        what = uncopyable(thing) or "one of its attributes"
        raise OwnModelError(
            f"{spec.name} of {source.label} cannot be copied: {what} cannot be ({code_places.told(error)}). "
            "Make it in a function or class, or keep that outside of the model."
        ) from error


def _moved(module: nn.Module, place: torch.device) -> nn.Module:
    """The module on `place`, with tensors that are plain attributes, which Module.to leaves behind."""
    if place.type == "cpu":
        return module
    module.to(place)
    for part in module.modules():
        for name, value in vars(part).items():
            if isinstance(value, torch.Tensor):
                vars(part)[name] = value.to(place)
    return module


def _file_module(source: Source) -> ModuleType:
    """A file on its own, under a name that no other module has."""
    module = ModuleType(f"own_model_{source.digest[:12]}")
    module.__file__ = str(source.path)
    sys.modules[module.__name__] = module  # dataclasses and torch.export look it up there
    exec(compile(source.code, str(source.path), "exec"), vars(module))
    return module


def _package_module(source: Source) -> ModuleType:
    """A module of a package, under its own name."""
    module = importlib.import_module(source.module)
    found = Path(getattr(module, "__file__", None) or "")
    if found.resolve() != source.path.resolve():
        raise OwnModelError(
            f"Python already knows another module called {source.module} ({found}). Rename {source.path}."
        )
    return module


@contextlib.contextmanager
def importing(source: Source) -> Iterator[None]:
    """The source's folders on the import path; the user's modules that are loaded meanwhile are remembered."""
    before, path = set(sys.modules), list(sys.path)
    bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # no __pycache__ beside the user's files
    sys.path[:] = [*map(str, source.search), *others(source.search)]
    try:
        yield
    finally:
        sys.path[:], sys.dont_write_bytecode = path, bytecode
        for name in set(sys.modules) - before:
            folders = list(getattr(sys.modules[name], "__path__", ()))  # all that a package without __init__.py has
            places = (getattr(sys.modules[name], "__file__", None), *folders)
            if any(code_places.is_own(str(place)) for place in places):
                _ours.add(name)


def _forget() -> None:
    """Have the user's modules of the last time imported anew: they may have changed."""
    for name in _ours:
        sys.modules.pop(name, None)
    _ours.clear()
    importlib.invalidate_caches()


def _not_found(source: Source, error: ModuleNotFoundError) -> str:
    """What to do about an import: a file or package of the user's own is not to be installed."""
    where, name = code_places.place_of(error), error.name or ""
    top = name.partition(".")[0]
    says = f"{source.label} imports {name}{f' ({where})' if where else ''}"
    searched = ", ".join(map(str, source.search))
    there = next(above(source.path, top), None) if top else None
    if there in source.search:
        return f"{says}, but {there / top} has no such module. Is a file missing or renamed?"
    if there is not None:
        return (
            f"{says}, which lies in {there}. That folder is not searched, only {searched}. Start the program in "
            f"{there}, or put an empty pyproject.toml there to mark it as the project's root."
        )
    return (
        f"{says}, which is not installed here and not in {searched}. If it is a file or package of your own, put it "
        "there; if not, install it in the program's environment."
    )


def _article(thing: Any) -> str:
    kind = type(thing).__name__
    return f"{'an' if kind[0].lower() in 'aeio' else 'a'} {kind}"
