"""An analysis's settings on the command line: read from "name=value", and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from explorer.commands.failures import UsageError
from explorer.runs.analysis import Setting, Value

if TYPE_CHECKING:
    from explorer.analyses.analysis_registry import Analysis

_WORDS: Mapping[str, bool] = {"yes": True, "no": False, "on": True, "off": False, "true": True, "false": False}


def parse_settings(analysis: Analysis, given: Iterable[str]) -> dict[str, Value]:
    """The values of "name=value" texts; UsageError for what is not written so. Ranges are not checked here."""
    yes_or_no = {setting.name for setting in analysis.settings if isinstance(setting.default, bool)}
    values: dict[str, Value] = {}
    for text in given:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise UsageError(f"--set is {text!r}; allowed: name=value, once for each setting.")
        if name in yes_or_no:
            if value.lower() not in _WORDS:
                raise UsageError(f"{name} is {value!r}; allowed: {', '.join(_WORDS)}.")
            values[name] = _WORDS[value.lower()]
        else:
            values[name] = value
    return values


def told(analysis: Analysis) -> str:
    """An analysis in a few lines for people: its name and title, its question, and what can be set."""
    needs = "a trained run" if analysis.trained else "a run, or a network before training"
    lines = [f"{analysis.name}: {analysis.title}", f"  {analysis.question}", f"  Asks {needs}."]
    return "\n".join(lines + [f"  --set {_setting(setting)}" for setting in analysis.settings])


def _setting(setting: Setting) -> str:
    default = setting.default
    if isinstance(default, bool):
        allowed, shown = "yes|no", "yes" if default else "no"
    else:
        allowed, shown = "|".join(setting.choices), f"{default:g}" if isinstance(default, float) else str(default)
        if setting.low is not None and setting.high is not None:
            allowed = f"{setting.low:.10g} to {setting.high:.10g}"
    return f"{setting.name}={shown}  {setting.about}{f' [{allowed}]' if allowed else ''}"
