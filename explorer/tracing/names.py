"""Submodules may have any name without a dot: torch.fx writes Python code that names them."""

from __future__ import annotations

import keyword

from torch.fx import graph


def _format_target(base: str, target: str) -> str:
    """`base.a.b` as Python code, with getattr for what is no name in Python.

    WORKAROUND: torch.fx's own (2.14) lets keywords through ("class") and does not escape quotes.
    """
    code = base
    for name in target.split("."):
        plain = name.isidentifier() and not keyword.iskeyword(name)
        code = f"{code}.{name}" if plain else f"getattr({code}, {name!r})"
    return code


def allow_any() -> None:
    """Have torch.fx write code for any name; for names in Python nothing changes."""
    graph._format_target = _format_target
