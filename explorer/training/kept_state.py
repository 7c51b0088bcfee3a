"""What of a session is state, and not derived from its settings: into a checkpoint, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from explorer.tracing import Network
from explorer.training.checkpoint_file import CheckpointError, Facts, Plain, Saved
from explorer.training.probing import Probing
from explorer.training.run_ledger import Ledger
from explorer.training.stepper import Stepper
from explorer.training.weights_file import unshared

MODEL, OPTIMIZER, LEDGER, PYTHON = "model/", "optimizer/", "epoch/", "python/"
NORMS = "weight-norms"


class Same(NamedTuple):
    """What a run has in common with the one whose checkpoint it goes on from: all of it, where it is that run."""

    batches: bool = True
    optimizer: bool = True
    probes: bool = True


ALL = Same()


class KeptState:
    """The parts of a session that have state. The order of images, augmentation and random numbers have none: they
    depend on seed and step."""

    def __init__(self, network: Network, stepper: Stepper, probing: Probing, ledger: Ledger) -> None:
        self._network, self._stepper, self._probing, self._ledger = network, stepper, probing, ledger

    def gather(self, step: int, seconds: float) -> Saved:
        """Everything, as it is between two steps, all of which were handed out; copies nothing that it need not."""
        tensors = {MODEL + name: value for name, value in _named(self._network.module)}
        numbers: dict[str, Plain] = {}
        for name, value in self._stepper.optimizer_state():
            (tensors if isinstance(value, Tensor) else numbers)[f"{OPTIMIZER}{name}"] = value
        tensors[NORMS] = self._stepper.weights.norms_before
        tensors.update({LEDGER + name: torch.from_numpy(rows) for name, rows in self._ledger.unfinished().items()})
        python, lost = self._python_state()
        tensors.update({PYTHON + name: value for name, value in python.items() if isinstance(value, Tensor)})
        facts = Facts(
            step=step,
            seconds=seconds,
            draws=self._stepper.draws,
            gates={skip: junction.gate for skip, junction in self._network.junctions.items()},
            probes=self._probing.schedule.state(),
            probes_fit=self._probing.prober.fits,
            epoch=self._ledger.result,
            moved=self._ledger.moved,
            optimizer=numbers,
            python={name: value for name, value in python.items() if not isinstance(value, Tensor)},
            lost=lost,
        )
        return Saved(facts, unshared(tensors))

    def restore(self, saved: Saved, same: Same) -> None:
        """What is the `same` as it was; CheckpointError where it does not fit this network. A run on other batches
        begins its epoch anew, one with another optimizer what that remembers."""
        try:
            self._restore(saved, same)
        except (KeyError, IndexError, ValueError, RuntimeError) as error:
            if isinstance(error, CheckpointError):
                raise
            raise CheckpointError(
                f"The checkpoint of step {saved.facts.step:,} does not fit this run: {error}"
            ) from error

    def _restore(self, saved: Saved, same: Same) -> None:
        facts = saved.facts
        if facts.lost:
            raise CheckpointError(
                f"Your model keeps state that a checkpoint cannot hold ({', '.join(facts.lost)}), so it cannot "
                "go on as it was. Train it again from the start."
            )
        _load(dict(_named(self._network.module)), saved.tensors)
        for skip, gate in facts.gates.items():
            if skip in self._network.junctions:
                self._network.set_gate(skip, gate)
        if same.optimizer:
            found = {**_under(OPTIMIZER, saved.tensors), **_plain_under(OPTIMIZER, facts.optimizer)}
            self._stepper.restore_optimizer(found)
        self._stepper.weights.resume(saved.tensors[NORMS])
        self._stepper.draws = facts.draws
        self._probing.schedule.restore(facts.probes, at_once=not same.probes)
        self._probing.prober.fits = facts.probes_fit
        unfinished = {name: rows.numpy() for name, rows in _under(LEDGER, saved.tensors).items()}
        self._ledger.resume(facts.step, facts.epoch if same.batches else None, unfinished if same.batches else {})
        for moved in facts.moved:
            self._ledger.move(moved.step, moved.skip, moved.gate, planned=moved.planned)
        if self._network.own is not None:
            self._network.own.load({**_under(PYTHON, saved.tensors), **facts.python})

    def _python_state(self) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        return ({}, ()) if self._network.own is None else self._network.own.save()


def _named(module: nn.Module) -> Iterator[tuple[str, Tensor]]:
    """Parameters and buffers, those outside the state dict too, each once."""
    yield from module.named_parameters()
    yield from module.named_buffers()


def load_weights(module: nn.Module, saved: Saved) -> None:
    """The parameters and buffers of a checkpoint; CheckpointError where they do not fit."""
    _load(dict(_named(module)), saved.tensors)


def _load(now: Mapping[str, Tensor], saved: Mapping[str, Tensor]) -> None:
    found = _under(MODEL, saved)
    wrong = [name for name in {**now, **found} if name not in now or name not in found]
    wrong += [name for name in now if name in found and now[name].shape != found[name].shape]
    if wrong or NORMS not in saved:
        raise CheckpointError(f"its weights do not fit this network (first {min(wrong, default=NORMS)})")
    with torch.no_grad():
        for name, tensor in now.items():
            tensor.copy_(found[name])


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}


def _plain_under(prefix: str, values: Mapping[str, Plain]) -> dict[str, Plain]:
    return {name.removeprefix(prefix): value for name, value in values.items()}
