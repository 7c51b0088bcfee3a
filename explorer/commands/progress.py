"""What commands show while they work: a live line on a terminal, a line now and then anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from explorer.number_text import percent
from explorer.runs.snapshot import Snapshot

Show = Callable[[Snapshot], None]


def say(console: Console, text: str) -> None:
    """Print a line as it is: what it names may look like markup, and a terminal's width must not break it."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def training_shown(console: Console, name: str, total_steps: int, steps_per_epoch: int) -> Iterator[Show]:
    """Call what this gives with every new snapshot, in order."""
    epochs = -(-total_steps // steps_per_epoch)
    if not console.is_terminal:
        yield lambda snapshot: _print_epochs(console, name, epochs, snapshot)
        return
    # Drawn only when something is new: a refreshing thread would take time from the steps.
    with _bar(console) as bar:
        task = bar.add_task(name, total=total_steps, epoch="", figures="")

        def show(snapshot: Snapshot) -> None:
            if len(snapshot):
                done = snapshot.first_step + len(snapshot)
                epoch = f"epoch {(done - 1) // steps_per_epoch + 1}/{epochs}"
                bar.update(task, completed=done, epoch=epoch, figures=_figures(snapshot), refresh=True)

        yield show


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description} {task.fields[epoch]}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[figures]}"),
        TextColumn("ETA"),
        TimeRemainingColumn(compact=True),
        console=console,
        auto_refresh=False,
        expand=True,
    )


def _figures(snapshot: Snapshot) -> str:
    """Means over the newest steps, and the speed since the start, pauses not counted."""
    seconds = float(snapshot.seconds[-1])
    speed = (snapshot.first_step + len(snapshot)) / seconds if seconds else 0.0
    accuracy = percent(float(snapshot.accuracy.mean()))
    return f"loss {snapshot.loss.mean():.3f} · accuracy {accuracy} · {speed:.1f} steps/s"


def _print_epochs(console: Console, name: str, epochs: int, snapshot: Snapshot) -> None:
    for e in snapshot.epochs:
        say(
            console,
            f"{name} epoch {e.epoch}/{epochs}: loss {e.train_loss:.3f}, training accuracy {percent(e.train_accuracy)}, "
            f"test accuracy {percent(e.test_accuracy)}",
        )


@contextmanager
def share_shown(console: Console, name: str) -> Iterator[Callable[[float], None]]:
    """Call what this gives with the share of the work that is done, 0–1: a bar, or a line for each quarter."""
    if console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), TaskProgressColumn())
        with Progress(*columns, console=console, auto_refresh=False, expand=True) as bar:
            task = bar.add_task(name, total=1.0)
            yield lambda share: bar.update(task, completed=share, refresh=True)
        return
    told = 0

    def show(share: float) -> None:
        nonlocal told
        if int(4 * share) > told:
            told = int(4 * share)
            say(console, f"{name}: {told / 4:.0%}")

    yield show
