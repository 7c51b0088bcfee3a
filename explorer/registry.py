"""A registry that fills itself from the modules of a package and from entry points: one new file is one new member."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from types import ModuleType
from typing import Generic, Protocol, TypeVar

from explorer import log

_log = log.get(__name__)


GROUPS = "residual_explorer"
"""What the names of the entry point groups begin with."""


class Named(Protocol):
    """Anything with a registry name."""

    @property
    def name(self) -> str:
        """The registry name."""
        ...


T = TypeVar("T", bound=Named)


class UnknownNameError(ValueError):
    """A name that is not registered; the message lists what is allowed."""


class SpecError(ValueError):
    """A setting outside what is allowed; the message says which, what was given and what is allowed."""


class Registry(Generic[T]):
    """Members by name; importing `package`'s modules registers them, on first use, and so does importing those that
    installed packages name in the entry point group of the registry ("residual_explorer.norms" for explorer.….norms).

    Members are in the order of `first` where that names them, then of registration. None of the modules `without` may
    be imported with them: a process that has no use for these asks the registry too.
    Safe to ask from several threads: the first one imports, the others wait until all members are there. A module
    that cannot be imported leaves the others alone; it is logged and named in `problems`.
    """

    def __init__(self, kind: str, package: str, first: Sequence[str] = (), without: Sequence[str] = ()) -> None:
        self.kind = kind
        self.group = f"{GROUPS}.{package.rpartition('.')[2]}"
        self._package = package
        self._first, self._without = tuple(first), tuple(without)
        self._members: dict[str, T] = {}
        self._problems: dict[str, str] = {}
        self._filling = threading.RLock()  # members may ask the registry while it fills
        self._begun = self._filled = False

    def register(self, member: T) -> T:
        """Add `member`; two members of one name are a programming error (ValueError)."""
        if member.name in self._members:
            raise ValueError(f"two {self.kind}s are called {member.name!r}")
        self._members[member.name] = member
        return member

    def __getitem__(self, name: str) -> T:
        """The member called `name`; raises UnknownNameError, which lists the allowed names."""
        self._load()
        if name not in self._members:
            raise UnknownNameError(self._unknown(name))
        return self._members[name]

    def get(self, name: str) -> T | None:
        """The member called `name`, None where there is none."""
        self._load()
        return self._members.get(name)

    def __contains__(self, name: object) -> bool:
        self._load()
        return name in self._members

    def __iter__(self) -> Iterator[T]:
        self._load()
        return iter(tuple(self._members.values()))

    def names(self) -> tuple[str, ...]:
        """The registered names, in the registry's order."""
        return tuple(member.name for member in self)

    def problems(self) -> tuple[str, ...]:
        """A sentence for each module that could not be imported."""
        self._load()
        return tuple(
            f"The {self.kind} module {module} cannot be used: {problem}." for module, problem in self._problems.items()
        )

    def _load(self) -> None:
        if self._filled:
            return
        with self._filling:
            if self._begun:  # by another thread and done by now, or by this one: a member asks while it is imported
                return
            package = importlib.import_module(self._package)
            self._begun = True
            self._fill(package)
            self._members = dict(sorted(self._members.items(), key=self._place))
            self._filled = True

    def _fill(self, package: ModuleType) -> None:
        own = sorted(f"{self._package}.{found.name}" for found in pkgutil.iter_modules(package.__path__))
        for module in dict.fromkeys((*own, *(point.module for point in entry_points(group=self.group)))):
            before = set(sys.modules)
            try:
                importlib.import_module(module)
            except Exception as error:
                self._problems[module] = f"{type(error).__name__}: {error}"
                _log.exception("the %s module %s cannot be imported", self.kind, module)
            for heavy in set(self._without) & set(sys.modules) - before:
                _log.warning("the %s module %s imports %s: do so inside its functions", self.kind, module, heavy)

    def _place(self, member: tuple[str, T]) -> int:
        return self._first.index(member[0]) if member[0] in self._first else len(self._first)

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name, self._members, n=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        lost = "".join(f" {problem}" for problem in self.problems())
        return f"There is no {self.kind} called {name!r}. {hint}Allowed: {', '.join(self._members)}.{lost}"
