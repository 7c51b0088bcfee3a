"""From the options of a command to the network and the run they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.commands.failures import UsageError
from explorer.commands.own import OWN_ONLY, own_network
from explorer.experiments.run_options import network_from, training_from
from explorer.own.source import is_own
from explorer.runs.spec import NetworkSpec, RunSpec


def network_spec(name: str, options: Mapping[str, Any]) -> NetworkSpec:
    """The network called `name` with those of `options` that were given (are not None).

    A file or dotted name is a model of the user's own. UsageError for options of those alone; SpecError for an option
    that this network does not heed; SpecError, UnknownNameError, OwnModelError for names and values.
    """
    if is_own(name):
        return own_network(name, options)
    of_own = [option for option in OWN_ONLY if options.get(option)]
    if of_own:
        shown = {"argument": "arg"}.get(of_own[0], of_own[0])
        raise UsageError(f"--{shown} applies only to your own models; {name} is built in.")
    return network_from(name, options)


def spec_from(parameters: Mapping[str, Any]) -> RunSpec:
    """The run that the options ask for: they are named as the fields of the specs. SpecError, UsageError."""
    return RunSpec(network=network_spec(parameters["network"], parameters), training=training_from(parameters))
