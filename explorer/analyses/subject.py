"""What is analyzed: a spec, its data, and networks built anew for each use, trained or as they began."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import torch
from safetensors import SafetensorError

from explorer.analyses.held_steps import Held
from explorer.datasets.batches import Batch, Batches
from explorer.datasets.dataset_lookup import find, fitted
from explorer.datasets.dataset_registry import SPLIT_SEED, Progress, Split
from explorer.runs.spec import RunSpec
from explorer.tracing import Network, build
from explorer.training import checkpoint_file, kept_state
from explorer.training.devices import choose
from explorer.training.memory_layout import memory_format
from explorer.training.weights_file import load

_TEST_IMAGES = 0
"""Draws the test images that analyses use."""


class WeightsError(ValueError):
    """Trained weights are needed and not there, or cannot be used; the message is for people."""


class Subject:
    """A run to ask questions about. `weights` are its trained weights (None: it was not trained), `gates` as they were
    at its end, `held` gives the steps for which its weights are stored, too. Nothing here changes the run: every
    network is a copy of its own.

    `spec` has the dataset's shape and classes.
    """

    def __init__(
        self,
        spec: RunSpec,
        weights: Path | None = None,
        gates: Mapping[str, float] | None = None,
        held: Callable[[], Sequence[Held]] = tuple,
    ) -> None:
        self.spec = replace(spec, network=fitted(spec.network, spec.training.dataset))
        self.weights = weights
        self._gates = dict(gates or {})
        self.held = held
        chosen = choose(spec.training.device)
        self.device, self.threads = chosen.place, chosen.threads

    def load(self, progress: Progress | None = None) -> None:
        """Read the data, `progress` hearing how far it is; else they are read on first use. Raises DataError."""
        self._loaded = find(self.spec.training.dataset).load(SPLIT_SEED, progress)

    @cached_property
    def split(self) -> Split:
        """The data, on the CPU."""
        if not hasattr(self, "_loaded"):
            self.load()
        return self._loaded

    def network(self, *, trained: bool = True, seed: int | None = None, held: Held | None = None) -> Network:
        """The network on the device in training mode, with its trained weights and last gates or, with `trained`
        False, as initialized (from another `seed`, where one is given); with `held` as it was at that step. Raises
        WeightsError or CheckpointError for weights that cannot be read, do not fit or are not finite."""
        network = build(self.spec.network, self.spec.training.seed if seed is None else seed)
        if held is not None:
            kept_state.load_weights(network.module, checkpoint_file.read(held.checkpoint))
            self._check(network)
        elif trained and self.weights is not None:
            self._load(network, self.weights)
            self._check(network)
        gates = held.gates if held is not None else self._gates if trained else {}
        for skip, gate in gates.items():
            if skip in network.junctions:
                network.set_gate(skip, gate)
        network.module.to(self.device).to(memory_format=memory_format(network, self.device))
        return network

    def _load(self, network: Network, weights: Path) -> None:
        try:
            load(network.module, weights)
        except (OSError, SafetensorError, RuntimeError) as error:
            raise WeightsError(
                f"The weights in {weights} do not fit {self.spec.network.name}: {error}. Train the run again."
            ) from error

    def _check(self, network: Network) -> None:
        state = network.module.state_dict()
        broken = [name for name, tensor in state.items() if not bool(torch.isfinite(tensor).all())]
        if broken:
            raise WeightsError(
                f"The weights of this run of {self.spec.network.name} are not finite (NaN or infinite in "
                f"{len(broken)} of {len(state)} tensors, first in {broken[0]}): it diverged. Ask a run that did "
                "not, or, where there is that setting, this network at initialization."
            )

    def batches(self, batch_size: int | None = None, seed: int | None = None, *, augment: bool = False) -> Batches:
        """The run's data in batches, standardized, on the device."""
        training = self.spec.training
        return Batches(
            self.split,
            min(batch_size or training.batch_size, len(self.split.train_x)),
            training.seed if seed is None else seed,
            self.device,
            augment=training.augment if augment else "none",
        )

    def training_batch(self, size: int, seed: int = 0) -> Batch:
        """`size` training images (all, where there are fewer) and labels, drawn by `seed`, without augmentation."""
        return next(self.batches(size, seed).train(0))

    def test_batch(self, size: int) -> Batch:
        """`size` test images (all, where there are fewer) and labels, standardized, on the device: the same for every
        run on these data, drawn at random, because some data lie in the order of their classes."""
        found = list(self.batches().test())
        images, labels = torch.cat([x for x, _ in found]), torch.cat([y for _, y in found])
        drawn = torch.randperm(len(labels), generator=torch.Generator().manual_seed(_TEST_IMAGES))[:size]
        return images[drawn.to(self.device)], labels[drawn.to(self.device)]
