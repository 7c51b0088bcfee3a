"""What a click on a skip does now, in words: an edit for the next run, or an intervention in the running one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from explorer.graph.model import NetworkGraph
from explorer.runs.history import RunHistory
from explorer.wording import tr

Moment = Literal["edit", "preparing", "running", "paused", "halfway"]
"""What the run on show does: nothing (its network can be edited), wait for its first step, train, pause between two
steps, or between two phases of one."""
PREPARING = "Skips can be switched once the run trains."
NOT_TRAINING = "Gates move to values between 0 and 1 while a run trains. Start training first."
PAST = "Step {step} is shown with its skips at that time. Follow the newest step (Ctrl+End) to switch {skips}."


def wanted(skips: Sequence[str], gates: Mapping[str, float]) -> tuple[str, ...]:
    """The skips that a click on their arc switches: those that are off; where all are on, or there is one, all."""
    off = tuple(skip for skip in skips if not gates[skip] > 0)
    return off or tuple(skips)


def switch_text(skips: Sequence[str], gates: Mapping[str, float]) -> str:
    """Which skips go which way: "switch skip3 off", "switch 4 skips on"."""
    those = wanted(skips, gates)
    what = those[0] if len(those) == 1 else tr("{count} skips", count=len(those))
    return (
        tr("switch {what} off", what=what)
        if all(gates[skip] > 0 for skip in those)
        else tr("switch {what} on", what=what)
    )


def when_text(moment: Moment, history: RunHistory | None) -> str:
    """When a switch comes into effect, and what that is called."""
    step = 0 if history is None else len(history)
    if moment == "running":
        return tr("now, at about step {step:,} (intervention)", step=step)
    if moment == "paused":
        return tr("now, at step {step:,} (intervention)", step=step)
    if moment == "halfway":
        return tr(
            "at step {step:,} (intervention); step {now:,} is under way and ends as it began",
            step=step + 1,
            now=step,
        )
    return tr("for the next run") + ("" if history is None else tr("; the current run is kept and closed"))


def obstacle(skips: Sequence[str], gates: Mapping[str, float], moment: Moment, history: RunHistory | None) -> str:
    """Why these skips cannot be switched now; empty where one can."""
    if moment == "preparing":
        return tr(PREPARING)
    if moment == "edit" or history is None:
        return ""
    moves, why = movable(history.graph, gates, {skip: float(gates[skip] <= 0) for skip in wanted(skips, gates)})
    return "" if moves else why


def movable(graph: NetworkGraph, now: Mapping[str, float], wanted: Mapping[str, float]) -> tuple[dict[str, float], str]:
    """The gates that change and can, and why the others cannot (empty where all can)."""
    missing = [skip for skip in wanted if graph.skip[skip].kind == "projection" and not graph.skip[skip].enabled]
    why = tr(
        "{missing} was off before step 0, so its projection has no weights in this run. "
        "Switch it on before training, or choose another skip.",
        missing=", ".join(missing),
    )
    moves = {skip: gate for skip, gate in wanted.items() if skip not in missing and gate != now[skip]}
    return moves, why if missing else ""
