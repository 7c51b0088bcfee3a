"""Losses as training has them, norms that hold still, and random state that is put back."""

from __future__ import annotations

from unittest import mock

import pytest
import torch
from torch.nn import functional

from explorer.analyses.passes import drawn_from, loss_of
from explorer.training.fixed_norms import fixed_norms

CPU = torch.device("cpu")


def test_draws_depend_on_the_seed_alone_and_global_state_is_put_back() -> None:
    torch.manual_seed(1)
    before = torch.get_rng_state()
    with drawn_from(5, CPU):
        first = torch.rand(3)
    assert torch.equal(torch.get_rng_state(), before)
    torch.rand(7)
    with drawn_from(5, CPU):
        assert torch.equal(torch.rand(3), first)
    with drawn_from(6, CPU):
        assert not torch.equal(torch.rand(3), first)


def test_the_state_is_put_back_after_an_error() -> None:
    before = torch.get_rng_state()
    with pytest.raises(ZeroDivisionError), drawn_from(0, CPU):
        torch.rand(1).item() / 0
    assert torch.equal(torch.get_rng_state(), before)


def test_the_loss_is_the_mean_cross_entropy() -> None:
    scores, labels = torch.randn(5, 3), torch.tensor([0, 1, 2, 0, 1])
    by_hand = -functional.log_softmax(scores, 1)[torch.arange(5), labels].mean()
    assert loss_of(lambda images: scores, (torch.empty(5), labels)).item() == pytest.approx(by_hand.item())


def test_auxiliary_heads_count_as_in_training() -> None:
    scores, labels = torch.randn(5, 3), torch.tensor([0, 1, 2, 0, 1])
    alone = functional.cross_entropy(scores, labels).item()
    assert loss_of(lambda images: (scores, scores), (torch.empty(5), labels)).item() == pytest.approx(1.3 * alone)


class TestFixedNorms:
    def test_each_image_is_on_its_own(self, subject_of) -> None:
        network, images = subject_of().network(), subject_of().training_batch(8)[0]
        with torch.no_grad(), fixed_norms(network, images):
            together, alone = network.module(images), network.module(images[:1])
        assert torch.allclose(together[:1], alone, atol=1e-5)

    def test_it_answers_the_given_batch_as_in_training(self, subject_of) -> None:
        network, images = subject_of().network(), subject_of().training_batch(64)[0]
        with torch.no_grad():
            in_training = network.module(images)
            with fixed_norms(network, images):
                held = network.module(images)
        assert network.module.training
        # the running variance is the unbiased one: 256 numbers in a channel of the last maps
        assert torch.allclose(held, in_training, rtol=0.05, atol=0.02)

    def test_without_images_it_keeps_the_statistics_of_training(self, subject_of) -> None:
        network, images = subject_of(trained=True).network(), subject_of().training_batch(8)[0]
        network.module.eval()
        stored = network.module(images)
        network.module.train()
        with fixed_norms(network, None):
            assert torch.equal(network.module(images), stored)

    def test_momentum_is_what_it_was(self, subject_of) -> None:
        network, images = subject_of().network(), subject_of().training_batch(8)[0]
        with fixed_norms(network, images):
            momenta = {m.momentum for m in network.module.modules() if hasattr(m, "running_mean")}
        assert momenta == {0.1}

    def test_momentum_is_what_it_was_where_memory_runs_out_in_the_first_pass(
        self, subject_of, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        network, images = subject_of().network(), subject_of().training_batch(8)[0]
        monkeypatch.setattr(network.module, "forward", mock.Mock(side_effect=MemoryError))
        with pytest.raises(MemoryError), fixed_norms(network, images):
            pass
        assert {m.momentum for m in network.module.modules() if hasattr(m, "running_mean")} == {0.1}
