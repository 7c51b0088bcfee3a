"""A registry that fills itself from the modules of a package: one new file is one new member."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Anything with a registry name."""

    @property
    def name(self) -> str:
        """The registry name."""
        ...


T = TypeVar("T", bound=Named)


class UnknownNameError(ValueError):
    """A name that is not registered; the message lists what is allowed."""


class Registry(Generic[T]):
    """Members by name, in order of registration; importing `package`'s modules registers them, on first use."""

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self._package = package
        self._members: dict[str, T] = {}
        self._loaded = False

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

    def __iter__(self) -> Iterator[T]:
        self._load()
        return iter(tuple(self._members.values()))

    def names(self) -> tuple[str, ...]:
        """The registered names, in order of registration."""
        return tuple(member.name for member in self)

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        package = importlib.import_module(self._package)
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            importlib.import_module(f"{self._package}.{module.name}")

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name, self._members, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        return f"There is no {self.kind} called {name!r}. Allowed: {', '.join(self._members)}.{hint}"
