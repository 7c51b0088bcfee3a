"""Buffered steps come over whole, in order, in one transfer."""

import numpy as np
import torch

from explorer.runs.snapshot import Probe
from explorer.training.recorder import Recorder, Taken


def _add(recorder: Recorder, step: int) -> None:
    value = float(step)
    readings = [torch.tensor([value, value + 0.5]), torch.tensor([-value, 10 * value])]
    recorder.add(torch.tensor(value), torch.tensor(value / 10), readings, value * 2)


def test_columns_come_out_as_they_went_in():
    recorder = Recorder(["one", "two"], 2)
    for step in range(3):
        _add(recorder, step)
    snapshot, rest = recorder.take(torch.tensor([7.0, 8.0]))
    assert snapshot.first_step == 0
    assert snapshot.loss.tolist() == [0, 1, 2]
    np.testing.assert_allclose(snapshot.accuracy, [0, 0.1, 0.2], rtol=1e-6)
    assert snapshot.seconds.tolist() == [0, 2, 4]
    assert snapshot.layers["one"].tolist() == [[0, 0.5], [1, 1.5], [2, 2.5]]
    assert snapshot.layers["two"].tolist() == [[0, 0], [-1, 10], [-2, 20]]
    assert rest.tolist() == [7, 8]


def test_the_next_snapshot_goes_on_where_the_last_ended():
    recorder = Recorder(["one", "two"], 2)
    _add(recorder, 0)
    recorder.take()
    assert len(recorder) == 0
    _add(recorder, 1)
    snapshot, rest = recorder.take()
    assert (snapshot.first_step, len(snapshot), len(rest)) == (1, 1, 0)


def test_probes_come_with_the_steps_in_the_same_transfer(monkeypatch):
    recorder = Recorder(["one", "two"], 2)
    for step in range(3):
        if step != 1:
            values = torch.arange(step, step + 4, dtype=torch.float32)
            recorder.probed(Taken(values, lambda found, step=step: Probe(step, {"all": found}, 2)))
        _add(recorder, step)
    transfers = []
    original = torch.Tensor.cpu
    monkeypatch.setattr(torch.Tensor, "cpu", lambda self: transfers.append(self.shape) or original(self))
    snapshot, rest = recorder.take(torch.tensor([7.0, 8.0]))
    assert len(transfers) == 1
    assert [(p.step, p.every, p.values["all"].tolist()) for p in snapshot.probes] == [
        (0, 2, [0, 1, 2, 3]),
        (2, 2, [2, 3, 4, 5]),
    ]
    assert all(p.values["all"].base is None for p in snapshot.probes)
    assert snapshot.loss.tolist() == [0, 1, 2]
    assert rest.tolist() == [7, 8]
    assert recorder.take(torch.zeros(1))[0].probes == ()


def test_everything_handed_out_is_float32_that_owns_its_memory():
    recorder = Recorder(["one", "two"], 2)
    _add(recorder, 0)
    snapshot, _ = recorder.take()
    for values in (snapshot.loss, snapshot.accuracy, snapshot.seconds, *snapshot.layers.values()):
        assert values.dtype == np.float32
        assert values.base is None


def test_one_transfer_whatever_the_number_of_steps(monkeypatch):
    recorder = Recorder(["one", "two"], 2)
    for step in range(50):
        _add(recorder, step)
    transfers = []
    original = torch.Tensor.cpu
    monkeypatch.setattr(torch.Tensor, "cpu", lambda self: transfers.append(self.shape) or original(self))
    recorder.take(torch.zeros(2))
    assert transfers == [(50 * 6 + 2,)]
