"""The reference page: every instrument, analysis and verdict in the program's own words. `python -m explorer.guide`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explorer.analyses.registry import ANALYSES, Analysis
from explorer.instruments.registry import INSTRUMENTS, Instrument
from explorer.paths import resource
from explorer.runs.analysis import Setting
from explorer.verdicts.registry import VERDICTS, Verdict

PAGE = "guide/reference.md"

_WHERE = {
    "step": "each step, of the training batch's gradient and the update",
    "gradients": "probes, of the training batch's gradient",
    "activation": "probes, behind each layer's activation function",
    "response": "probes, behind each layer's norm and before its activation function",
    "output-gradient": "probes, at each layer's output",
    "junction": "probes, where the branches of each block are joined",
    "fork": "probes, where the branches of each block part",
}


def page() -> str:
    """The whole page as markdown, everything by name: registries are in the order in which they were filled."""
    parts = [
        "# Reference",
        "What the program itself says of its instruments, analyses and verdicts: beside the plots, in the analyses' "
        "dock, and by `residual-explorer analyse --list`.",
        "## Instruments",
        *map(_instrument, sorted(INSTRUMENTS, key=_name)),
        "## Analyses",
        *map(_analysis, sorted(ANALYSES, key=_name)),
        "## Verdicts",
        *map(_verdict, sorted(VERDICTS, key=_name)),
    ]
    return "\n\n".join(parts) + "\n"


def _name(thing: Instrument | Analysis | Verdict) -> str:
    return thing.name


def _instrument(instrument: Instrument) -> str:
    return _entry(
        instrument.title,
        instrument.name,
        ("Formula", instrument.formula),
        ("Unit", instrument.unit),
        ("Read", _WHERE[instrument.at]),
        ("Healthy", instrument.healthy),
        ("It cannot show", instrument.limits),
        ("Source", instrument.source),
    )


def _analysis(analysis: Analysis) -> str:
    return _entry(
        analysis.title,
        analysis.name,
        ("Question", analysis.question),
        ("Asks", "a trained run" if analysis.trained else "a network before or after training"),
        ("Healthy", analysis.healthy),
        ("It cannot show", analysis.limits),
        ("Settings", " ".join(_settings(analysis.settings))),
        ("Source", analysis.source),
    )


def _settings(settings: tuple[Setting, ...]) -> Iterator[str]:
    for setting in settings:
        yield f"`{setting.name}` ({setting.default}): {setting.about}"


def _verdict(verdict: Verdict) -> str:
    return _entry(verdict.title, verdict.name, ("Given", verdict.rule), ("Source", verdict.source))


def _entry(title: str, name: str, *facts: tuple[str, str]) -> str:
    lines = (f"- *{what}*: {text.strip()}" for what, text in facts)
    return "\n".join([f"**{title}** (`{name}`)", "", *lines])


def write() -> Path:
    """Write the page where the README expects it."""
    place = resource(PAGE)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(page(), encoding="utf-8")
    return place


if __name__ == "__main__":
    print(write())
