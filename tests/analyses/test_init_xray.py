"""The X-ray sees the explosion, the vanishing and the fading that are published, and says so."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from explorer.analyses import init_xray
from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.init_xray import variants
from explorer.analyses.siblings import fresh
from explorer.analyses.step_zero import CONVOLUTIONS, WEIGHTED, Profile
from explorer.runs.analysis import AnalysisResult
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network


def xray(subject, **settings) -> AnalysisResult:
    return carry_out(ANALYSES["init-xray"], subject, {"seeds": 1, **settings}, lambda share: None)


def said_of(result: AnalysisResult, label: str) -> str:
    (sentence,) = [s for s in result.sentences if f"{label}:" in s]
    return sentence


def test_the_network_itself_comes_first_with_every_init_and_the_norms_that_were_asked_for() -> None:
    spec = NetworkSpec(name="plain-20", init="xavier")
    labels = list(variants(spec, "own and none"))
    assert labels[:2] == ["Xavier · batch norm", "He · batch norm"]
    assert len(labels) == 6
    assert list(variants(spec, "own")) == labels[:3]
    assert len(variants(spec, "all")) == 12
    assert variants(spec, "all")["PyTorch · layer norm"] == NetworkSpec(name="plain-20", init="pytorch", norm="layer")


def test_a_design_with_norms_of_its_own_has_inits_alone() -> None:
    assert list(variants(NetworkSpec(name="resnet18", init="own"), "all")) == [
        "its own init",
        "He",
        "Xavier",
        "PyTorch",
    ]


@pytest.fixture(scope="module")
def plain(subject_of) -> AnalysisResult:
    return xray(subject_of("plain-56", width=8))


def test_batch_norm_makes_a_deep_plain_network_explode_and_skips_do_not(plain: AnalysisResult, subject_of) -> None:
    assert "plain-56 as it is: He · batch norm: the gradient explodes toward the input." in plain.sentences[0]
    repaired = xray(subject_of("resnet-56", width=8), norms="own")
    assert "gradient and signal keep their scale" in repaired.sentences[0]


def test_without_norm_the_gradient_vanishes_or_the_signal_fades(plain: AnalysisResult) -> None:
    assert "the gradient vanishes toward the input and all images give" in said_of(plain, "PyTorch · no norm")
    assert "the signal decays" in said_of(plain, "He · no norm")


def test_figures_show_every_layer_and_a_band_for_several_seeds(subject_of) -> None:
    result = xray(subject_of("plain-8"), norms="own", seeds=3)
    for figure in result.figures:
        assert [len(series.x) for series in figure.series] == [8, 8, 8]
        for series in figure.series:
            assert (series.low <= series.y).all()
            assert (series.y <= series.high).all()


def test_other_depths_are_the_same_network_deeper(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.analyses.siblings.DEPTHS", (8, 20, 32))
    figure = xray(subject_of("plain-8", width=8), norms="own", depths=True).figures[-1]
    assert figure.id == "init-xray-depth"
    assert figure.series[0].x.tolist() == [8, 20, 32]
    assert (np.diff(figure.series[0].y) > 0).all()


def test_a_network_that_overflows_explodes_and_does_not_vanish(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    def huge(subject, spec: NetworkSpec, seed: int) -> Network:
        network = fresh(subject, spec, seed)
        with torch.no_grad():
            for weight in network.layer_weights():
                weight.mul_(1e20)
        return network

    monkeypatch.setattr("explorer.analyses.init_xray.fresh", huge)
    for sentence in xray(subject_of("resnet-8", norm="none"), norms="own").sentences:
        assert "the signal explodes: the loss is not finite before the first step" in sentence
        assert "vanishes" not in sentence


def profile_of(ratio: float, ends: int, kind: str) -> Profile:
    flat = np.ones(2)
    return Profile(flat, flat, flat, 2.3, ratio, ends, kind)


@pytest.mark.parametrize(
    ("ends", "kind", "said"),
    [
        (3, CONVOLUTIONS, "‖g‖ of the first 3 convolutions is 0.5 times that of the last 3;"),
        (1, WEIGHTED, "‖g‖ of the first layer with weights is 0.5 times that of the last;"),
        (
            0,
            WEIGHTED,
            "gradient and signal keep their scale. There is only one layer with weights",
        ),
    ],
)
def test_the_sentence_says_what_was_compared(ends: int, kind: str, said: str) -> None:
    sentence = init_xray._sentence("He", [profile_of(0.5 if ends else float("nan"), ends, kind)])
    assert said in sentence
    assert "not a number" not in sentence


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(99, "keep"), (101, "explodes"), (1 / 99, "keep"), (1 / 101, "vanishes")]
)
def test_the_gradient_explodes_or_vanishes_from_a_hundredfold_on(ratio: float, verdict: str) -> None:
    assert verdict in init_xray._sentence("He", [profile_of(ratio, 3, CONVOLUTIONS)])


def test_an_init_that_silences_the_classifier_has_no_gradient_to_compare(subject_of) -> None:
    (sentence, *_) = carry_out(
        ANALYSES["init-xray"], subject_of("resnet-8", init="fixup"), {}, lambda _: None
    ).sentences
    assert sentence == (
        "resnet-8 as it is: Fixup · batch norm: no gradient reaches the convolutions at step 0; first loss 2.3."
    )
