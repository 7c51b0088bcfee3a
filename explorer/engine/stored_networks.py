"""A run's network as it was at one of the steps for which its weights are stored."""

from __future__ import annotations

from explorer.analyses.subject import Subject
from explorer.datasets.batches import Batches
from explorer.engine.commands import Look
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.tracing import Network
from explorer.training import checkpoint_file, kept_state


def batches_of(spec: RunSpec) -> Batches:
    """A run's data."""
    return Subject(spec).batches()


def stored_network(store: RunStore, wanted: Look) -> tuple[Network, int]:
    """The network of a look, and the step before which it was so: the one that is wanted or the nearest whose weights
    are stored. Step 0 always is: initial weights follow from the spec."""
    if not wanted.run_id:
        return Subject(wanted.spec).network(trained=False), 0
    weights = store.weights_path(wanted.run_id)
    at = {checkpoint.step: checkpoint.path for checkpoint in store.checkpoints.of(wanted.run_id)}
    steps = {0, *at, *((wanted.steps,) if weights.exists() else ())}
    aim = wanted.steps if wanted.step is None else wanted.step
    step = min(steps, key=lambda each: (abs(each - aim), each))
    if step == wanted.steps and weights.exists():
        network = Subject(wanted.spec, weights).network()
    else:
        network = Subject(wanted.spec).network(trained=False)
        if step in at:
            kept_state.load_weights(network.module, checkpoint_file.read(at[step]))
    for moved in wanted.moved:
        if moved.step <= step and moved.skip in network.junctions:
            network.set_gate(moved.skip, moved.gate)
    return network, step
