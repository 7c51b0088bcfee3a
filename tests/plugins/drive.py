"""Finds the toys of this folder in window, engine and command line, uses each once and prints what it saw as JSON."""

import io
import json
import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path

import numpy as np

SPEC = {
    "norm": "toy-instance",
    "init": "toy-orthogonal",
    "optimizer": "toy-rmsprop",
    "schedule": "toy-linear",
    "augment": "toy-bright",
}


def in_window():
    """What a process without torch offers: the choices of a card, titles, kinds of figures, verdicts."""
    from PySide6.QtWidgets import QApplication

    from explorer.choices.family import FAMILIES
    from explorer.choices.figure import FIGURES
    from explorer.desk.fields import FIELDS
    from explorer.desk.titles import title
    from explorer.runs.spec import NetworkSpec, RunSpec
    from explorer.verdicts.twins import is_residual_twin, shallower
    from explorer.verdicts.verdict_registry import VERDICTS

    application = QApplication([])
    kind = FIGURES["toy-dots"]
    dots = kind.record(id="d", title="D", x_label="x", y_label="y", x=np.array([1.0, 2.0]), y=np.array([3.0, 4.0]))
    view = kind.view()({"A": dots})
    view.fit()
    deep, plain = (RunSpec(network=NetworkSpec(name=name)) for name in ("toy-10", "plain-toy-10"))
    return {
        "choices": {field.name: dict(field.choices).get(SPEC.get(field.name, "")) for field in FIELDS if field.choices},
        "tooltips": "\n".join(field.tooltip for field in FIELDS),
        "titles": [title(spec, None) for spec in (deep, plain)],
        "twins": [is_residual_twin(plain, deep), shallower(deep).network.name, FAMILIES["toy"].twin],
        "figure": [view.title.text(), view.table()],
        "verdict": VERDICTS["toy-verdict"].title,
        "torch": "torch" in sys.modules,
        "platform": application.platformName(),
    }


def in_commands(folder):
    """What the commands print, and the run that they stored."""
    from typer.testing import CliRunner

    from explorer.cli import app
    from explorer.runs.store import RunStore

    options = [part for name, value in SPEC.items() for part in (f"--{name}", value)]
    where = ["--runs-dir", str(folder)]
    run = ["toy-4", "--dataset", "toy-bars", "--epochs", "1", "--device", "cpu", "--name", "toys", *options, *where]
    calls = {
        "train": ["train", *run],
        "analyze": ["analyze", "toy-sizes", "toys", *where],
        "export": ["export", "toys", "--to", str(folder / "toys.names"), *where],
        "list": ["analyze", "--list"],
        "data": ["data"],
        "help": ["train", "--help"],
        "describe": ["describe", "plain-toy-4"],
        "unknown": ["describe", "toy-5"],
    }
    runner = CliRunner()
    said = {name: runner.invoke(app, call, env={"COLUMNS": "400"}) for name, call in calls.items()}
    store = RunStore(folder)
    (row,) = store.rows()
    history = store.history(row.id)
    stored = {
        "verdict": row.verdict,
        "readings": len(history.readings("toy-peak")),
        "figures": [[type(f).__name__, f.kind, len(f.y)] for result in store.analyses(row.id) for f in result.figures],
        "spec": {**asdict(history.spec.network), **asdict(history.spec.training)},
    }
    store.close()
    return {name: [result.exit_code, result.output] for name, result in said.items()}, stored


def in_engine(child):
    """What the engine process offers in its catalog, and how many skips the toy network has there."""
    from explorer.engine.events import Described, Ready

    events = []
    while not events or not isinstance(events[-1], Described):
        child.wait()
        came = child.receive()
        assert came is not None, "the engine died"
        events += came
    ready = next(event for event in events if isinstance(event, Ready))
    names = [[member.name for member in members] for members in (ready.families, ready.datasets, ready.instruments)]
    return {
        "names": [*(name for some in names for name in some), *(analysis.name for analysis in ready.analyses)],
        "skips": [len(events[-1].graph.enabled), len(events[-1].graph.skips)],
        "problems": [str(event) for event in events if type(event).__name__ == "Problem"],
    }


def contract_tests():
    """The tests that run over every member, of these alone."""
    import pytest

    chosen = "toy and not plain-toy and not toy-6"
    members = ("choices/test_choices.py", "networks/test_contract.py", "networks/test_own_shape.py")
    tests = [str(Path(__file__).parents[1] / name) for name in members]
    said = io.StringIO()
    with redirect_stdout(said):
        status = pytest.main([*tests, "-k", chosen, "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib"])
    return int(status), said.getvalue()


def main(folder):
    """Start the engine first: it loads torch while the window's side is looked at."""
    from explorer.engine.child import EngineChild
    from explorer.engine.commands import Describe
    from explorer.runs.spec import NetworkSpec

    child = EngineChild(str(folder / "engine"))
    child.send(Describe(1, NetworkSpec(name="plain-toy-6", norm="toy-instance"), "toy-bars"))
    window = in_window()
    engine = in_engine(child)
    child.close()
    commands, stored = in_commands(folder / "runs")
    print(
        json.dumps(
            {"window": window, "engine": engine, "commands": commands, "stored": stored, "contracts": contract_tests()}
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
