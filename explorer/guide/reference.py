"""The reference page: all there is to choose, in the program's own words. `python -m explorer.guide`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from explorer.analyses.analysis_registry import ANALYSES, Analysis
from explorer.choices.activation import ACTIVATIONS, Activation
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
from explorer.verdicts.measured import limits
from explorer.verdicts.verdict_registry import VERDICTS, Verdict

PAGE = "guide/reference.md"


_CHOICES: tuple[tuple[str, Iterable[Optimizer | Schedule | Norm | Init | Activation | Augmentation]], ...] = (
    ("Norms", NORMS),
    ("Initial weights", INITS),
    ("Activations", ACTIVATIONS),
    ("Optimizers", OPTIMIZERS),
    ("Learning rate schedules", SCHEDULES),
    ("Augmentations", AUGMENTATIONS),
)


_PLANNED = """`train --at`, `fork --at` and `at` in a sweep's file move gates while a run trains: `STEP: SKIPS = GATE`.

| Written | Meaning |
|---|---|
| `150: stage 2 = 0` | the skips of stage 2 are off from step 150 on |
| `150-300: all = 0.5` | a ramp: all gates move in equal parts in the steps 150 to 300, and are 0.5 in step 300 |
| `99: skip1,skip4 = 0.2` | two skips by their ids |

Steps count from 0. A gate is 0 (off) to 1 (on); a skip that is off before step 0 and has weights of its own cannot
move. Where several concern one skip in one step, the last one written counts. A run's recorded interventions are such a
plan, which *Replay* puts into its settings; it repeats to the bit on the same CPU. `fork --gates "all = 0.5"` means the
fork's first step.

A checkpoint is one safetensors file, `checkpoints/RUN/STEP.safetensors`: weights and buffers, what the optimizer
remembers, the losses of the epoch under way, and as JSON in its header gates, training time, and when to probe. The
order of images, augmentation, dropout and stochastic depth follow from seed and step. Kinds: interval, intervention,
end, asked."""


def page() -> str:
    """The whole page as markdown, everything by name: registries are in the order in which they were filled."""
    parts = [
        "# Reference",
        "What the program itself says of its networks, settings, instruments, analyses and verdicts: in the cards, "
        "beside the plots, in the analyses' dock, and by `residual-explorer analyze --list`.",
        "## Networks",
        "\n".join(map(_family, sorted(FAMILIES, key=_name))),
        *(part for heading, members in _CHOICES for part in (f"## {heading}", "\n".join(map(_choice, members)))),
        "## Planned interventions",
        _PLANNED,
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


def _choice(member: Optimizer | Schedule | Norm | Init | Activation | Augmentation) -> str:
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
    limitations = [("Limitations", told)] if (told := limits(verdict.name)) else []
    return _entry(verdict.title, verdict.name, ("Given", verdict.rule), *limitations, ("Source", verdict.source))


def _entry(title: str, name: str, *facts: tuple[str, str]) -> str:
    lines = (f"- *{what}*: {text.strip()}" for what, text in facts)
    return "\n".join([f"**{title}** (`{name}`)", "", *lines])


def write() -> Path:
    """Write the page where the guide has it."""
    place = resource(PAGE)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(page(), encoding="utf-8")
    return place
