"""A sweep's results as a markdown table: a row for each combination of settings, medians and ranges over seeds."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from explorer.comparison.grouping import SEED, differing
from explorer.number_text import percent
from explorer.runs.rows import RunRow
from explorer.runs.values import order, title, value, value_text

_RESULTS = ("train_accuracy", "test_accuracy")


def seed_table(rows: Sequence[RunRow]) -> str:
    """Markdown, sorted by the settings from left to right; empty without rows.

    Accuracies are of the last epoch, "median [least–largest]"; runs that diverged have none and are counted beside
    them.
    """
    names = [name for name in differing(rows) if name != SEED]
    groups: dict[tuple[str, ...], list[RunRow]] = {}
    for row in sorted(rows, key=lambda row: [order(value(row, name)) for name in names]):
        groups.setdefault(tuple(value_text(name, value(row, name)) for name in names), []).append(row)
    head = (*(title(name) for name in names), "seeds", *(title(name) for name in _RESULTS), "first finding")
    lines = [(*settings, str(len(found)), *_results(found)) for settings, found in groups.items()]
    marks = ("---",) * len(names) + ("---:",) * (1 + len(_RESULTS)) + ("---",)
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, marks, *lines)) if rows else ""


def _results(rows: Sequence[RunRow]) -> tuple[str, ...]:
    ended = [row for row in rows if row.status == "completed"]
    lost = sum(row.status == "diverged" for row in rows)
    note = f" · {lost} of {len(rows)} diverged" if lost else ""
    train, test = (_spread([value(row, name) for row in ended]) for name in _RESULTS)
    return (train + note if ended or not lost else note.lstrip(" ·"), test, _findings(rows))


def _spread(values: Sequence[object]) -> str:
    shares = [found for found in values if isinstance(found, float)]
    if not shares:
        return "–"
    middle = percent(median(shares))
    return middle if len(shares) == 1 else f"{middle} [{100 * min(shares):.1f}–{100 * max(shares):.1f}]"


def _findings(rows: Sequence[RunRow]) -> str:
    """Titles of the first findings, those that agree told once; the status of a run that was not judged."""
    found = [row.verdict or row.status for row in rows]
    counts = {text: found.count(text) for text in sorted(set(found), key=lambda text: (-found.count(text), text))}
    return "; ".join(text if n == len(found) else f"{text} ({n} of {len(found)})" for text, n in counts.items())
