"""A sweep as a TOML file: read with every error at its line, and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NoReturn

from explorer.choices.family import FAMILIES, resolve
from explorer.experiments.run_options import (
    FOLDER_OPTIONS,
    NETWORK_OPTIONS,
    TRAINING_OPTIONS,
    interventions_from,
    parse_skips,
    with_slope,
)
from explorer.experiments.toml_lines import Place, located, near, toml_data
from explorer.own.source import is_own
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec, TrainingSpec
from explorer.typed import WrongTypeError, checked, made

WHICH = ("network", "family", "depth")
KEYS = (*WHICH, *NETWORK_OPTIONS, *TRAINING_OPTIONS, *FOLDER_OPTIONS)
"""What a sweep may fix or vary: the options of `train`, and a network by family and depth."""
_TOP = ("name", "about", "pairs", "together", "fixed", "vary", "exclude", "when")

Values = Mapping[str, Any]


class SweepError(SpecError):
    """A sweep file that cannot be used; the message names the file, the line, the key and what is allowed."""


@dataclass(frozen=True)
class When:
    """Where all settings in `holds` have one of the values given there, those in `sets` apply."""

    holds: Values
    sets: Values


@dataclass(frozen=True)
class SweepFile:
    """What a sweep asks for. `vary` holds a tuple of values for each setting, in the order of the file. `pairs`: every
    network also with its skips the other way. `together`: the seeds of a point are trained as one network. Cells that
    fit one of `exclude` are left out."""

    name: str
    about: str = ""
    pairs: bool = False
    together: bool = False
    fixed: Values = field(default_factory=dict)
    vary: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    exclude: tuple[Values, ...] = ()
    when: tuple[When, ...] = ()
    source: str = ""
    file: str = ""

    def refuse(self, problem: str, *place: str | int) -> NoReturn:
        """Raise SweepError for what stands at `place` of the file."""
        raise SweepError(f"{located(self.file or 'sweep', self.source, place)}: {problem}")


def read_sweep(path: Path) -> SweepFile:
    """The sweep of a file; SweepError where it cannot be read or is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # with a byte order mark or without
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise SweepError(f"{path} cannot be read: {reason}.") from error
    return parse_sweep(text, path.name)


def parse_sweep(text: str, file: str = "") -> SweepFile:
    """The sweep of a TOML text; `file` is how messages call it."""
    empty = SweepFile("", source=text, file=file)
    try:
        data = toml_data(text)
    except ValueError as error:
        raise SweepError(f"{file or 'sweep'}: not valid TOML: {error}.") from error
    for key in data:
        if key not in _TOP:
            empty.refuse(f"unknown key; allowed: {', '.join(_TOP)}.{near(key, _TOP)}", key)
    if not isinstance(data.get("name"), str) or not data["name"].strip():
        empty.refuse('missing or not a text; allowed: a name, such as name = "depth".', "name")
    if not isinstance(data.get("about", ""), str):
        empty.refuse("allowed: text.", "about")
    for key in ("pairs", "together"):
        if not isinstance(data.get(key, False), bool):
            empty.refuse("allowed: true or false.", key)
    return SweepFile(
        data["name"].strip(),
        data.get("about", ""),
        data.get("pairs", False),
        data.get("together", False),
        _fixed(empty, _table(empty, data.get("fixed", {}), "fixed"), "fixed"),
        _varied(empty, _table(empty, data.get("vary", {}), "vary"), data.get("fixed", {})),
        tuple(_condition(empty, entry, *place) for place, entry in _entries(empty, data, "exclude")),
        tuple(_when(empty, entry, place) for place, entry in _entries(empty, data, "when")),
        text,
        file,
    )


def _fixed(file: SweepFile, table: Values, *place: str | int) -> Values:
    return {key: _value(file, key, value, *place, key) for key, value in table.items()}


def _varied(file: SweepFile, table: Values, fixed: Values) -> dict[str, tuple[Any, ...]]:
    found = {}
    for key, values in table.items():
        _known(file, key, "vary", key)
        if not isinstance(values, list) or not values:
            file.refuse("allowed: a list of at least one value; a single value belongs into [fixed].", "vary", key)
        if key in fixed:
            file.refuse("stands in [fixed] as well; leave it out of one of the two.", "vary", key)
        found[key] = tuple(_value(file, key, value, "vary", key) for value in values)
    return found


def _condition(file: SweepFile, table: Values, *place: str | int) -> Values:
    """Settings, each with a value or a list of values, as tuples."""
    if not table:
        file.refuse("empty; allowed: at least one setting and its value.", *place)
    found = {}
    for key, value in table.items():
        _known(file, key, *place, key)
        values = value if isinstance(value, list) else [value]
        found[key] = tuple(_value(file, key, one, *place, key) for one in values)
    return found


def _when(file: SweepFile, table: Values, place: Place) -> When:
    for key in table:
        if key not in ("if", "set"):
            file.refuse("unknown key; allowed: if, set.", *place, key)
    for key in ("if", "set"):
        if not isinstance(table.get(key), dict):
            file.refuse(f"missing or no table; allowed: {key} = {{ depth = 110 }}, for instance.", *place, key)
    for key in table["set"]:
        if key in WHICH:
            file.refuse("the network cannot be set here; allowed: any other setting.", *place, "set", key)
    return When(_condition(file, table["if"], *place, "if"), _fixed(file, table["set"], *place, "set"))


def _entries(file: SweepFile, data: Values, key: str) -> list[tuple[Place, Values]]:
    entries = data.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        file.refuse(f"allowed: tables, each headed [[{key}]].", key)
    return [((key, k), entry) for k, entry in enumerate(entries)]


def _table(file: SweepFile, value: object, key: str) -> Values:
    if not isinstance(value, dict):
        file.refuse(f"allowed: a table, headed [{key}].", key)
    return value


def _known(file: SweepFile, key: str, *place: str | int) -> None:
    if key not in KEYS:
        file.refuse(f"unknown setting; allowed: {', '.join(KEYS)}.{near(key, KEYS)}", *place)


def _value(file: SweepFile, key: str, value: object, *place: str | int) -> Any:
    """One value of a setting, checked as far as it can be alone."""
    _known(file, key, *place)
    try:
        return setting(key, value)
    except (WrongTypeError, ValueError) as error:
        file.refuse(str(error), *place)


def _activation(text: str) -> NetworkSpec:
    return made(NetworkSpec, dict(with_slope({"activation": text})))


_WRITTEN: Mapping[str, Callable[[str], object]] = {
    "skips": parse_skips, "at": interventions_from, "activation": _activation,
}  # fmt: skip
"""Settings that are written as in options: each is read once to see whether it can be."""


def setting(key: str, value: object) -> Any:
    """A value of one of KEYS, checked as far as it can be alone; WrongTypeError, SpecError."""
    if key in ("network", "family", *FOLDER_OPTIONS[:2]):
        text = str(checked(value, str, key))
        if key == "network":
            if is_own(text):
                raise SpecError(f"{text!r} is a model of your own; sweeps take the networks of the program alone.")
            resolve(text)
        if key == "family" and text not in FAMILIES:
            raise SpecError(f"family is {text!r}; allowed: {', '.join(FAMILIES.names())}.")
        return text
    if key == "depth":
        return checked(value, int, key)
    if key == FOLDER_OPTIONS[2]:
        return checked(value, tuple[str, ...], key)
    if key in _WRITTEN:
        _WRITTEN[key](checked(value, str, key))
        return value
    kind: Any = NetworkSpec if key in NETWORK_OPTIONS else TrainingSpec
    return getattr(made(kind, {key: value}), key)


def settings_of(network: NetworkSpec, training: TrainingSpec) -> dict[str, Any]:
    """A run's settings by the names that conditions have."""
    flat = {f.name: getattr(part, f.name) for part in (network, training) for f in fields(part)}
    return {**flat, "network": network.name, "family": network.family, "depth": network.depth}
