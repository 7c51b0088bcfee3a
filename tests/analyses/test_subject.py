"""A subject gives copies: networks as they began and as trained, and the run's data."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file, save_file

from explorer.analyses.subject import Subject, WeightsError
from tests.analyses.conftest import tiny_spec


def test_the_network_is_fitted_to_the_data(subject_of) -> None:
    network = subject_of().spec.network
    assert (network.input_shape, network.classes) == ((1, 8, 8), 10)


def test_weights_are_those_of_the_file(subject_of) -> None:
    subject = subject_of(trained=True)
    stored = load_file(subject.weights)
    own = subject.network().module.state_dict()
    assert all(torch.equal(own[name], tensor) for name, tensor in stored.items())
    began = subject.network(trained=False).module.state_dict()
    assert not all(torch.equal(began[name], tensor) for name, tensor in stored.items())


def test_every_network_is_a_copy(subject_of) -> None:
    subject = subject_of(trained=True)
    first = subject.network()
    with torch.no_grad():
        for parameter in first.module.parameters():
            parameter.zero_()
    assert any(parameter.any() for parameter in subject.network().module.parameters())


def test_gates_are_the_runs_last_and_at_the_start_the_specs(weights_of) -> None:
    subject = Subject(tiny_spec(), weights_of(tiny_spec()), {"skip2": 0.5, "skip99": 0.0})
    assert subject.network().junctions["skip2"].gate == 0.5
    assert subject.network(trained=False).junctions["skip2"].gate == 1


def test_batches_are_the_runs(subject_of) -> None:
    subject = subject_of()
    images, labels = subject.training_batch(10)
    assert images.shape == (10, 1, 8, 8)
    again, same = subject.training_batch(10)
    assert torch.equal(images, again)
    assert torch.equal(labels, same)
    assert not torch.equal(images, subject.training_batch(10, seed=1)[0])
    assert len(subject.training_batch(10**6)[0]) == 1500


def test_test_images_are_drawn_so_that_data_in_class_order_give_every_class(subject_of, monkeypatch) -> None:
    subject = subject_of()
    order = subject.split.test_y.argsort()
    in_order = subject.split._replace(test_x=subject.split.test_x[order], test_y=subject.split.test_y[order])
    monkeypatch.setitem(subject.__dict__, "split", in_order)
    images, labels = subject.test_batch(100)
    assert len(labels.unique()) == 10
    assert torch.equal(images, subject.test_batch(100)[0])
    assert torch.equal(images[:50], subject.test_batch(50)[0])
    standardized = (in_order.test_x.float() - in_order.mean) / in_order.deviation
    nearest = torch.cdist(images.flatten(1), standardized.flatten(1)).min(1)
    assert nearest.values.max() < 1e-2
    assert torch.equal(in_order.test_y[nearest.indices], labels)
    assert sorted(subject.test_batch(10**6)[1].tolist()) == in_order.test_y.tolist()


def test_weights_that_are_gone_are_told(tmp_path) -> None:
    with pytest.raises(WeightsError, match="do not fit resnet-8"):
        Subject(tiny_spec(), tmp_path / "none.safetensors").network()


def test_weights_that_do_not_fit_are_refused(weights_of) -> None:
    with pytest.raises(WeightsError, match="do not fit resnet-14"):
        Subject(tiny_spec("resnet-14"), weights_of(tiny_spec())).network()


@pytest.mark.parametrize("tensor", ["head.weight", "stem.norm.running_var"])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_of_a_run_that_diverged_are_refused_and_its_beginning_is_not(
    weights_of, tmp_path, tensor: str, value: float
) -> None:
    stored = load_file(weights_of(tiny_spec()))
    stored[tensor] = torch.full_like(stored[tensor], value)
    save_file(stored, tmp_path / "weights.safetensors")
    subject = Subject(tiny_spec(), tmp_path / "weights.safetensors")
    with pytest.raises(WeightsError, match=rf"are not finite.*first in {tensor}.*it diverged.*Ask a run that did not"):
        subject.network()
    assert subject.network(trained=False).module.training
