"""The reference page: all there is to choose, in the program's own words. `python -m explorer.guide`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from explorer.analyses.analysis_registry import ANALYSES, Analysis
from explorer.choices.augmentation import AUGMENTATIONS, Augmentation
from explorer.choices.family import FAMILIES, Family
from explorer.choices.init import INITS, Init
from explorer.choices.norm import NORMS, Norm
from explorer.choices.optimizer import OPTIMIZERS, Optimizer
from explorer.choices.schedule import SCHEDULES, Schedule
from explorer.exports.format_registry import FORMATS, Format
from explorer.exports.long_form import READINGS
from explorer.instruments.instrument_registry import INSTRUMENTS, Instrument
from explorer.paths import resource
from explorer.runs.analysis import Setting
from explorer.verdicts.verdict_registry import VERDICTS, Verdict

PAGE = "guide/reference.md"


_CHOICES: tuple[tuple[str, Iterable[Optimizer | Schedule | Norm | Init | Augmentation]], ...] = (
    ("Norms", NORMS),
    ("Initial weights", INITS),
    ("Optimizers", OPTIMIZERS),
    ("Learning rate schedules", SCHEDULES),
    ("Augmentations", AUGMENTATIONS),
)


def page() -> str:
    """The whole page as markdown, everything by name: registries are in the order in which they were filled."""
    parts = [
        "# Reference",
        "What the program itself says of its networks, settings, instruments, analyses and verdicts: in the cards, "
        "beside the plots, in the analyses' dock, and by `residual-explorer analyse --list`.",
        "## Networks",
        "\n".join(map(_family, sorted(FAMILIES, key=_name))),
        *(part for heading, members in _CHOICES for part in (f"## {heading}", "\n".join(map(_choice, members)))),
        "## Instruments",
        *map(_instrument, sorted(INSTRUMENTS, key=_name)),
        "## Analyses",
        *map(_analysis, sorted(ANALYSES, key=_name)),
        "## Verdicts",
        *map(_verdict, sorted(VERDICTS, key=_name)),
        "## Export formats",
        "`residual-explorer export RUN --to FILE` writes them.",
        "\n".join(map(_format, FORMATS)),
        "Columns of the readings, one value in each row:",
        "\n".join(f"- `{name}`: {what}." for name, what in READINGS.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _family(family: Family) -> str:
    return f"- **{family.title}** (`{family.name}{'-N' if family.depths else ''}`): {family.description}"


def _choice(member: Optimizer | Schedule | Norm | Init | Augmentation) -> str:
    return f"- **{member.title}** (`{member.name}`): {member.about}."


def _format(form: Format) -> str:
    return f"- **{form.title}** (`{form.name}`{f', `{form.suffix}`' if form.suffix else ''}): {form.about}"


def _name(thing: Family | Instrument | Analysis | Verdict) -> str:
    return thing.name


def _instrument(instrument: Instrument) -> str:
    return _entry(
        instrument.title,
        instrument.name,
        ("Formula", instrument.formula),
        ("Unit", instrument.unit),
        ("Read", instrument.where),
        ("Healthy", instrument.healthy),
        ("Limitations", instrument.limits),
        ("Source", instrument.source),
    )


def _analysis(analysis: Analysis) -> str:
    return _entry(
        analysis.title,
        analysis.name,
        ("Question", analysis.question),
        ("Asks", "a trained run" if analysis.trained else "a network before or after training"),
        ("Healthy", analysis.healthy),
        ("Limitations", analysis.limits),
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
