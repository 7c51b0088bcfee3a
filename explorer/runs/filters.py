"""Filters on runs by any setting or result: `norm=none depth>=20`."""

from __future__ import annotations

import difflib
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.registry import SpecError
from explorer.runs.rows import RunRow
from explorer.runs.values import NAMES, Value, value

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OPERATORS = ("=", "!=", *_COMPARE)
_CONDITION = re.compile(r"([A-Za-z_-]+)\s*(!=|<=|>=|=|<|>)\s*(\"[^\"]*\"?|'[^']*'?|\S*)")
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_ALIASES = {"data": "dataset", "learning_rate": "lr", "error": "test_error", "accuracy": "test_accuracy"}


@dataclass(frozen=True)
class Condition:
    """`name` is one of values.NAMES; `values` are alternatives for = and !=, one number for an order."""

    name: str
    operator: str
    values: tuple[str, ...]

    def holds(self, row: RunRow) -> bool:
        """Whether a run fits; a run without such a value fits no order."""
        found = value(row, self.name)
        if self.operator in _COMPARE:
            return _ordered(found, self.operator, self.values[0])
        has = any(_equal(self.name, found, wanted) for wanted in self.values)
        return has == (self.operator == "=")


@dataclass(frozen=True)
class Filter:
    """What is typed over a list of runs: conditions that all hold, and words that all occur."""

    conditions: tuple[Condition, ...] = ()
    words: str = ""

    def matches(self, row: RunRow) -> bool:
        """Whether a run fits."""
        return all(condition.holds(row) for condition in self.conditions) and row.matches(self.words)


def condition(text: str) -> Condition:
    """One condition, such as `depth>=20`, `norm=none,batch` or `test_error<=10%`; SpecError says what is allowed."""
    match = _CONDITION.fullmatch(text.strip())
    if match is None:
        raise SpecError(f"condition is {text!r}; allowed: NAME, one of {' '.join(OPERATORS)}, and a value.")
    return _checked(*match.groups())


def read(text: str) -> Filter:
    """Conditions and words as typed; SpecError for a condition with an unknown name or no usable value."""
    conditions = tuple(_checked(*match.groups()) for match in _CONDITION.finditer(text))
    return Filter(conditions, " ".join(_CONDITION.sub(" ", text).split()))


def matching(rows: Iterable[RunRow], conditions: Sequence[str | Condition]) -> list[RunRow]:
    """The runs for which every condition holds, in their order. SpecError for a condition that is none."""
    wanted = [condition(text) if isinstance(text, str) else text for text in conditions]
    return [row for row in rows if all(each.holds(row) for each in wanted)]


def _checked(name: str, sign: str, given: str) -> Condition:
    name = name.replace("-", "_")
    name = _ALIASES.get(name, name)
    if name not in NAMES:
        near = difflib.get_close_matches(name, NAMES, n=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise SpecError(f"There is no setting or result {name!r}. {hint}Allowed: {', '.join(sorted(NAMES))}.")
    quoted = given[:1] in ("'", '"')
    text = given.strip(given[0]) if quoted else given
    if not text and not quoted:
        raise SpecError(f"{name}{sign} needs a value, such as {name}{sign}{_EXAMPLES.get(name, '20')}.")
    values = (text,) if quoted or sign in _COMPARE else tuple(part for part in text.split(",") if part) or (text,)
    if sign in _COMPARE and name != "created" and _number(values[0]) is None:
        raise SpecError(f"{name}{sign} needs a number; it is {text!r}.")
    return Condition(name, sign, values)


_EXAMPLES = {"norm": "none", "network": "plain-56", "family": "plain", "status": "completed", "skips": "on"}


def _number(text: str) -> float | None:
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        return None


def _ordered(found: Value, sign: str, wanted: str) -> bool:
    if isinstance(found, str):  # a date: ISO dates are in the order of their text
        return bool(found) and _COMPARE[sign](found, wanted)
    return found is not None and _COMPARE[sign](found, _number(wanted))


def _equal(name: str, found: Value, wanted: str) -> bool:
    if found is None or found == "":
        return wanted.casefold() in ("", "none")
    if name in ("tags", "sweep"):
        return wanted.casefold() in str(found).casefold().split()
    if isinstance(found, bool):
        return _FLAGS.get(wanted.casefold()) is found
    if isinstance(found, str):
        return found.casefold() == wanted.casefold()
    number = _number(wanted)
    return number is not None and abs(found - number) <= 1e-9 * max(abs(found), abs(number))
