"""What the tables of sweeps and of their runs show."""

from __future__ import annotations

from explorer.desk.experiments import SweepLine
from explorer.gui.experiments.line_model import LineColumn
from explorer.number_text import percent, time_left
from explorer.runs.cells import Cell
from explorer.wording import marked, tr


def told_time(seconds: float | None) -> str:
    """A time for people; a dash where it is not known."""
    return "–" if seconds is None or seconds < 0 else time_left(seconds)


def _done(line: SweepLine) -> str:
    return f"{line.sweep.counts['done']}/{line.sweep.total}"


def _counted(line: SweepLine) -> str:
    return ", ".join(f"{count} {state}" for state, count in line.sweep.counts.items() if count)


def _doing(line: SweepLine) -> str:
    return f"{line.sweep.doing} · Ray" if line.sweep.target else line.sweep.doing


def _where(line: SweepLine) -> str:
    _, _, address = line.sweep.target.partition(":")
    place = tr("the Ray cluster at {address}", address=address) if address else tr("Ray on this machine")
    return tr("Runs on {place}", place=place if line.sweep.target else tr("the machine of the engine"))


SWEEP_COLUMNS = marked(
    (
        LineColumn[SweepLine]("Sweep", lambda line: line.sweep.name, "Name of the sweep", wide=True),
        LineColumn[SweepLine](
            "State",
            _doing,
            "Whether its runs train, wait, are paused, canceled or done; “Ray”: on a cluster",
            detail=_where,
        ),
        LineColumn[SweepLine]("Done", _done, "Runs that are done, of all", figure=True, detail=_counted),
        LineColumn[SweepLine](
            "Time left",
            lambda line: told_time(line.left) if line.sweep.unfinished and line.sweep.state == "active" else "",
            "Expected time for its unfinished runs, measured by a few steps and corrected by finished runs",
            figure=True,
        ),
    )
)


def _state(cell: Cell) -> str:
    if cell.state == "running":
        return tr("training {share:.0%}", share=cell.share)
    return cell.outcome.status if cell.state == "done" and cell.outcome is not None else cell.state


def _time(cell: Cell) -> str:
    if cell.state == "done":
        return "" if cell.outcome is None else time_left(cell.outcome.seconds)
    return f"~{time_left(cell.seconds)}" if cell.seconds > 0 else ""


def _figures(cell: Cell) -> tuple[str, str]:
    outcome = cell.outcome
    if outcome is None or cell.state == "waiting":
        return "", ""
    return percent(outcome.train_accuracy), percent(outcome.test_accuracy)


CELL_COLUMNS = marked(
    (
        LineColumn[Cell](
            "Run", lambda cell: cell.name, "Network and what varies, in the order of the queue", wide=True
        ),
        LineColumn[Cell](
            "State",
            _state,
            "Waiting, training, skipped, failed, or how its run ended",
            detail=lambda c: c.message or _state(c),
        ),
        LineColumn[Cell]("Train", lambda cell: _figures(cell)[0], "Training accuracy so far", figure=True),
        LineColumn[Cell]("Test", lambda cell: _figures(cell)[1], "Test accuracy so far", figure=True),
        LineColumn[Cell]("Time", _time, "Training time; with ~ expected", figure=True),
    )
)
