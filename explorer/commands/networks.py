"""From the options of a command to the network they ask for: what is not given is the family's own setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from explorer.choices.family import resolve
from explorer.commands.failures import UsageError
from explorer.commands.own import OWN_ONLY, is_own, own_network
from explorer.commands.parsing import parse_skips
from explorer.runs.spec import NetworkSpec

_FREE = ("init", "skips")  # they act on every network
_OTHERS = (
    "name", "source", "digest", "files", "arguments", "output", "weights", "weights_digest", "input_shape", "classes",
)  # fmt: skip
_NAMES = tuple(field.name for field in fields(NetworkSpec) if field.name not in _OTHERS)


def network_spec(name: str, options: Mapping[str, Any]) -> NetworkSpec:
    """The network called `name` with those of `options` that were given (are not None).

    A file or dotted name is a model of the user's own. UsageError for an option that this network does not heed;
    SpecError, UnknownNameError, OwnModelError for names and values.
    """
    if is_own(name):
        return own_network(name, options)
    of_own = [option for option in OWN_ONLY if options.get(option)]
    if of_own:
        shown = {"argument": "arg"}.get(of_own[0], of_own[0])
        raise UsageError(f"--{shown} applies only to your own models; {name} is built in.")
    family, _ = resolve(name)
    given = {option: options[option] for option in _NAMES if options.get(option) is not None}
    heeded = family.options | set(_FREE)
    without = [option for option in given if option not in heeded and options[option] is not False]
    if without:
        has = ", ".join(f"--{option.replace('_', '-')}" for option in sorted(family.options)) or "none of them"
        raise UsageError(f"{name} has no {without[0].replace('_', ' ')}. Available network options: {has}.")
    if "skips" in given:
        given["skips"] = parse_skips(given["skips"])
    return NetworkSpec(name=name, **{**family.defaults, **given})
