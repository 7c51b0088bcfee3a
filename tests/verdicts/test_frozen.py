"""Frozen layers are left out of every verdict, and that is said."""

import numpy as np
import pytest

from explorer.runs.history import RunHistory
from explorer.verdicts.judging import judge
from explorer.verdicts.readings import Record
from tests.verdicts.runs_by_hand import CHANCE_LOSS, LAYERS, falling, make_graph, make_run


def frozen(*places: int, **changes: object) -> RunHistory:
    readings = {}
    for name in ("gradient-norm", "gradient-rms", "gradient-weight-ratio", "update-ratio"):
        readings[name] = np.full(LAYERS, 2e-3 if name == "update-ratio" else 0.5, np.float32)
        readings[name][list(places)] = 0
    return make_run(graph=make_graph(frozen=places), **{"readings": readings, **changes})


def test_the_record_has_the_layers_that_train():
    record = Record(frozen(0, 1, 4))
    assert record.frozen == (0, 1, 4)
    assert record.places == (2, 3, 5, 6, 7, 8, 9, 10)
    assert (record.last, record.head) == (11, 11)


def test_a_frozen_classifier_is_not_what_gradients_are_compared_with():
    record = Record(frozen(10, 11))
    assert (record.last, record.places[-1]) == (9, 8)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((), "Training accuracy"),
        ((3,), "1 of 12 layers is frozen: they are not judged. Training"),
        (tuple(range(11)), "11 of 12 layers are frozen: only the classifier trains. Training"),
    ],
)
def test_it_is_said(places: tuple[int, ...], said: str):
    found = judge(frozen(*places))
    assert [f.verdict for f in found] == ["healthy"]
    assert found[0].sentence.startswith(said)


@pytest.mark.parametrize("places", [range(1), range(11), range(12), (11,)])
@pytest.mark.parametrize("loss", [falling(500), np.full(500, CHANCE_LOSS, np.float32)])
def test_no_verdict_on_a_gradient_that_nobody_asked_for(places: range, loss: np.ndarray):
    found = {f.verdict for f in judge(frozen(*places, loss=loss))}
    assert found <= {"healthy", "cannot-tell"}
