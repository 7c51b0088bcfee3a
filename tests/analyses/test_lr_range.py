"""The range test finds the rates at which a small network learns, and compares the run's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.lr_range import _place, _sentences
from explorer.analyses.rate_sweep import Reading
from explorer.analyses.subject import Subject
from explorer.registry import SpecError
from explorer.runs.analysis import AnalysisResult
from explorer.tracing import Network
from tests.analyses.conftest import tiny_spec


def asked(lr: float, name: str = "resnet-8", settings: dict | None = None, **network) -> AnalysisResult:
    spec = tiny_spec(name, **{"width": 8, **network})
    spec = replace(spec, training=replace(spec.training, lr=lr))
    return carry_out(ANALYSES["lr-range"], Subject(spec), settings or {}, lambda share: None)


@pytest.mark.parametrize(
    ("lr", "place"),
    [(0.1, "in the range where"), (1e-5, "slow, or too low"), (500.0, "too high|borderline")],
)
def test_the_runs_rate_is_put_in_its_place(lr: float, place: str) -> None:
    result = asked(lr)
    assert result.sentences[0].startswith("resnet-8 with sgd: try ")
    assert any(text in result.sentences[1] for text in place.split("|"))


def test_the_suggestion_is_a_rate_that_trains() -> None:
    """The usual 0.1 and the suggestion are within a factor of ten."""
    result = asked(0.1)
    text = result.sentences[0]
    rates = result.figures[0].series[0].x
    assert (rates[0], len(rates) <= 100) == (pytest.approx(1e-5), True)
    assert np.diff(np.log10(rates)) == pytest.approx(6 / 99), "a hundred steps from 1e-5 to 10"
    assert 0.01 < float(text.partition("try ")[2].partition(",")[0]) < 1


def test_a_network_that_does_not_learn_gets_no_suggestion() -> None:
    result = asked(0.1, "plain-56", {"steps": 20}, norm="none", init="pytorch")
    assert result.sentences == (result.sentences[0],)
    assert "No suggestion" in result.sentences[0]


def test_it_ends_where_the_loss_blows_up() -> None:
    result = asked(0.1, settings={"highest": 1000.0, "steps": 60}, norm="none")
    rates = result.figures[0].series[0].x
    assert len(rates) < 60
    assert f"it diverged at {rates[-1]:.2g}".replace("e+0", "e") in result.sentences[0].replace("e+0", "e")
    assert np.isfinite(result.figures[0].series[2].y).all()


def test_a_loss_that_is_not_finite_before_the_first_step_is_said_to_explode(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Subject.network

    def huge(subject: Subject, **state: bool) -> Network:
        network = whole(subject, **state)
        with torch.no_grad():
            for weight in network.layer_weights():
                weight.mul_(1e20)
        return network

    monkeypatch.setattr(Subject, "network", huge)
    (sentence,) = asked(0.1, norm="none").sentences
    assert "the loss is not finite before the first step: the network explodes at initialization" in sentence


def test_the_range_has_to_rise() -> None:
    with pytest.raises(SpecError, match=r"lowest is 1 and highest 0\.1; allowed: lowest below highest"):
        asked(0.1, settings={"lowest": 1.0, "highest": 0.1})


@pytest.mark.parametrize(("fell", "said"), [(0.949, "try 0.1"), (0.951, "No suggestion")])
def test_a_fall_of_less_than_five_percent_is_none(fell: float, said: str) -> None:
    subject = Subject(tiny_spec())
    assert said in " ".join(_sentences(subject, Reading(0.1, 0.5, None, fell)))


@pytest.mark.parametrize(
    ("lr", "place"),
    [
        (0.0099, "slow, or too low"),
        (0.0101, "in the range"),
        (0.499, "in the range"),
        (0.501, "borderline"),
        (2.0, "too high"),
    ],
)
def test_places_end_where_they_say(lr: float, place: str) -> None:
    assert place in _place(lr, Reading(0.1, 0.5, 2.0, 0.3))
