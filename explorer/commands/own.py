"""A user's own model on the command line: consent, and which of a file's models is meant."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from explorer.commands.failures import UsageError
from explorer.experiments.run_options import parse_skips
from explorer.own.arguments import parsed
from explorer.own.source import Source, locate
from explorer.own.trust import WARNING, changed_since, trust, trusted
from explorer.own.user_files import digest_of
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec, RunSpec

if TYPE_CHECKING:
    from explorer.engine.own_asking import Seen

OWN_ONLY = ("argument", "output", "weights")
_REGISTERED_ONLY = ("width", "norm", "activation", "slope", "shortcut", "branch_scale", "stem", "zero_gamma")


def own_network(name: str, options: Mapping[str, Any]) -> NetworkSpec:
    """The user's model that `name` means, agreed to be run: by `options["trust"]`, earlier, or now on the terminal.

    UsageError and OwnModelError where it is not, cannot be looked at, or is one of several.
    """
    refused = [option for option in _REGISTERED_ONLY if options.get(option)]
    if refused:
        raise UsageError(f"--{refused[0].replace('_', '-')} has no effect on your own model. Leave it out.")
    source = locate(name, Path.cwd())
    _consent(source, bool(options.get("trust")))
    weights = options.get("weights")
    if weights is not None and (options.get("init") or "own") != "own":
        raise UsageError(f"--weights sets the initial weights. Leave out --init {options['init']}.")
    return NetworkSpec(
        name=source.name or _only(source, name),
        source=source.source,
        digest=source.digest,
        arguments=_arguments(options.get("argument") or ()),
        output=options.get("output") or "",
        weights="" if weights is None else str(Path(weights).expanduser().absolute()),
        weights_digest="" if weights is None else _digest(Path(weights).expanduser()),
        init=options.get("init") or "own",
        skips=parse_skips(options.get("skips") or "default"),
    )


def checked(spec: RunSpec) -> RunSpec:
    """The spec with what its model loads, once it was looked at in a process of its own; OwnModelError."""
    from explorer.datasets.dataset_lookup import fitted

    seen = looked_at(fitted(spec.network, spec.training.dataset))
    return replace(spec, network=replace(spec.network, files=seen.files, output=seen.output))


def looked_at(spec: NetworkSpec) -> Seen:
    """The model, looked at in a process of its own, and what there is to say about it said; OwnModelError."""
    from explorer.engine import own_asking as asking

    seen = asking.look(spec)
    for note in seen.notes:
        typer.echo(note, err=True)
    return seen


def _arguments(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """NAME=VALUE as pairs; what is no Python value is a text."""
    pairs: list[tuple[str, str]] = []
    for text in given:
        name, sign, value = text.partition("=")
        if not (sign and name.strip().isidentifier()):
            raise UsageError(f"--arg is {text!r}; allowed: NAME=VALUE, such as depth=3 or act=relu.")
        try:
            pairs += parsed(f"{name}={value}")
        except SpecError:
            pairs.append((name.strip(), repr(value)))
    return tuple(pairs)


def _digest(weights: Path) -> str:
    digest = digest_of(weights)
    if not digest:
        raise UsageError(f"{weights} does not exist or cannot be read.")
    return digest


def _consent(source: Source, given: bool) -> None:
    if trusted(source):
        return
    if not given:
        changed = changed_since(source)
        also = f", which loads {', '.join(changed)}, changed since you agreed to it" if changed else ""
        about = f"{source.path}{also} ({len(source.code):,} bytes, SHA-256 {source.digest[:12]}…)"
        if not sys.stdin.isatty():
            raise UsageError(f"{about} is not trusted yet. {WARNING} Inspect the file, then add --trust.")
        typer.echo(f"{about}\n{WARNING}", err=True)
        if not typer.confirm("Run it?", err=True):
            raise UsageError(f"{source.label} was not run.")
    trust(source)


def _only(source: Source, place: str) -> str:
    """The one model that a source offers; `place` is what the user typed."""
    from explorer.engine import own_asking as asking

    found = asking.inspect(source.source, source.digest)
    usable = [candidate.name for candidate in found if not candidate.problem]
    if len(usable) == 1:
        return usable[0]
    if usable:
        offered = "".join(f"\n  {place}:{c.name}  ({c.about})" for c in found if not c.problem)
        raise UsageError(f"{source.label} has {len(usable)} models. Name one:{offered}")
    told = " ".join(f"{candidate.name}: {candidate.problem}" for candidate in found)
    raise UsageError(f"{source.label} has no usable model. {told}".rstrip())
