"""What every registered analysis keeps to, and how one is carried out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, carry_out, checked
from explorer.analyses.siblings import BEGUN
from explorer.analyses.subject import Subject, WeightsError
from explorer.choices.figure import Figure
from explorer.registry import SpecError
from explorer.runs.analysis import AnalysisResult, Setting, Value, decode, encode
from tests.analyses.conftest import tiny_spec

MEMBERS = tuple(ANALYSES)
FEW = 2


class GivenUpError(Exception):
    """What a progress that cancels raises."""


def small(analysis: Analysis) -> dict[str, Value]:
    """Settings that cost little: whole numbers as small as they go, the rest as it comes."""
    numbers = [s for s in analysis.settings if type(s.default) is int and s.low is not None]
    return {s.name: max(int(s.low or 0), min(int(s.default), FEW)) for s in numbers}


@pytest.fixture(scope="module")
def answered(subject_of) -> Callable[[str, str], tuple[AnalysisResult, list[float]]]:
    """An analysis of a tiny network and the shares it told, carried out once."""

    @cache
    def answer(analysis: str, network: str) -> tuple[AnalysisResult, list[float]]:
        member, shares = ANALYSES[analysis], []
        return carry_out(member, subject_of(network, trained=True), small(member), shares.append), shares

    return answer


def state() -> tuple[bytes, str]:
    """Global random states, of torch and of numpy."""
    return torch.get_rng_state().numpy().tobytes(), str(np.random.get_state())  # noqa: NPY002


def arrays_of(figure: Figure) -> list[np.ndarray]:
    if figure.kind == "lines":
        return [part for s in figure.series for part in (s.x, s.y, s.low, s.high)]
    return [figure.values] if figure.kind == "bars" else [figure.x, figure.y, figure.z]


def shapes_fit(figure: Figure) -> bool:
    if figure.kind == "lines":
        bands = ((s, part) for s in figure.series for part in (s.low, s.high))
        fit = all(len(part) in (0, len(s.x)) for s, part in bands)
        return fit and all(s.x.shape == s.y.shape and s.x.ndim == 1 for s in figure.series)
    if figure.kind == "bars":
        same = len(figure.labels) == len(figure.values)
        return same and len(figure.skips) in (0, len(figure.labels))
    labeled = not figure.matrix or len(figure.labels) == len(figure.x) == len(figure.y)
    return labeled and figure.z.shape == (len(figure.y), len(figure.x))


@pytest.mark.parametrize("analysis", MEMBERS, ids=lambda a: a.name)
class TestEveryAnalysis:
    def test_documents_itself(self, analysis: Analysis) -> None:
        for text in (analysis.title, analysis.limits, analysis.source):
            assert text.strip()
        assert analysis.question.endswith("?")
        assert any(sign.isdigit() for sign in analysis.healthy), "what good looks like needs numbers"

    def test_its_defaults_are_allowed(self, analysis: Analysis) -> None:
        assert checked(analysis, {}) == {setting.name: setting.default for setting in analysis.settings}
        assert all(setting.title.strip() and setting.about.strip() for setting in analysis.settings)

    def test_answers_in_sentences_and_figures(self, analysis: Analysis, answered) -> None:
        result, _ = answered(analysis.name, "resnet-8")
        assert (result.analysis, result.network) == (analysis.name, "resnet-8")
        assert result.figures
        assert all(shapes_fit(figure) for figure in result.figures)
        assert any(np.isfinite(part).any() for figure in result.figures for part in arrays_of(figure) if len(part))
        assert result.sentences
        assert all(sentence.endswith(".") for sentence in result.sentences)
        assert any(sign.isdigit() for sign in result.sentences[0])

    def test_figures_of_a_and_b_belong_on_one_plot(self, analysis: Analysis, answered) -> None:
        ids = [[figure.id for figure in answered(analysis.name, name)[0].figures] for name in ("plain-8", "resnet-8")]
        assert len(set(ids[1])) == len(ids[1])
        assert set(ids[0]) & set(ids[1])

    def test_tells_how_far_it_is(self, analysis: Analysis, answered) -> None:
        _, shares = answered(analysis.name, "resnet-8")
        assert len(shares) > 2
        assert shares == sorted(shares)
        assert shares[0] >= 0
        assert shares[-1] <= 1
        assert max(shares) > 0.5

    def test_its_result_survives_the_store(self, analysis: Analysis, answered) -> None:
        result, _ = answered(analysis.name, "resnet-8")
        again = decode(encode(result))
        assert replace(again, figures=()) == replace(result, figures=())
        assert encode(again) == encode(result)

    def test_leaves_weights_and_random_state_alone_even_when_canceled(self, analysis: Analysis, subject_of) -> None:
        subject = subject_of("resnet-8", trained=True)
        before, file = state(), hashlib.sha256(subject.weights.read_bytes())
        calls = []

        def give_up(share: float) -> None:
            calls.append(share)
            assert state() == before
            if len(calls) == 3:
                raise GivenUpError

        with pytest.raises(GivenUpError):
            carry_out(analysis, subject, small(analysis), give_up)
        assert len(calls) == 3
        assert state() == before
        assert hashlib.sha256(subject.weights.read_bytes()).digest() == file.digest()

    def test_weights_that_are_not_finite_are_refused_or_not_asked(
        self, analysis: Analysis, weights_of, tmp_path
    ) -> None:
        file = tmp_path / "weights.safetensors"
        stored = load_file(weights_of(tiny_spec()))
        save_file(
            {
                name: torch.full_like(tensor, np.nan) if name == "head.weight" else tensor
                for name, tensor in stored.items()
            },
            file,
        )
        subject, settings = Subject(tiny_spec(), file), small(analysis)
        if analysis.name in ("init-xray", "lr-range"):
            assert "not a number" not in " ".join(carry_out(analysis, subject, settings, lambda _: None).sentences)
            return
        with pytest.raises(WeightsError, match="it diverged"):
            carry_out(analysis, subject, settings, lambda _: None)
        if any(setting.name == BEGUN.name for setting in analysis.settings):
            assert carry_out(analysis, subject, {**settings, BEGUN.name: True}, lambda _: None).figures

    def test_the_same_question_has_the_same_answer(self, analysis: Analysis, answered, subject_of) -> None:
        first, _ = answered(analysis.name, "plain-8")
        again = carry_out(analysis, subject_of("plain-8", trained=True), small(analysis), lambda share: None)
        made = {"made": first.made, "seconds": first.seconds}
        assert encode(replace(again, **made)) == encode(first)


SETTINGS = (
    Setting(name="count", title="Count", about="", default=5, low=1, high=10),
    Setting(name="rate", title="Rate", about="", default=0.5, low=0, high=1),
    Setting(name="kind", title="Kind", about="", default="a", choices=("a", "b")),
    Setting(name="all", title="All", about="", default=False),
)


def made_up(work: Callable) -> Analysis:
    texts = dict.fromkeys(("title", "question", "healthy", "limits", "source"), "")
    return Analysis(name="made-up", trained=False, work=work, settings=SETTINGS, **texts)


class TestChecked:
    @pytest.mark.parametrize(
        ("given", "read"),
        [
            ({"count": "7"}, 7),
            ({"rate": 1}, 1.0),
            ({"kind": "b"}, "b"),
            ({"all": True}, True),
        ],
    )
    def test_reads_what_was_given(self, given: dict[str, Value], read: Value) -> None:
        ((name, _),) = given.items()
        found = checked(made_up(lambda *_: iter(())), given)
        assert found[name] == read
        assert type(found[name]) is type(read)
        assert {**found, name: None} == {"count": 5, "rate": 0.5, "kind": "a", "all": False, name: None}

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"count": 0}, "count is 0; allowed: 1 to 10"),
            ({"count": "many"}, "count is 'many'; allowed: a number"),
            ({"count": float("inf")}, "count is inf; allowed: a number"),
            ({"rate": float("nan")}, "rate is nan; allowed: 0 to 1"),
            ({"kind": "c"}, "kind is 'c'; allowed: a, b"),
            ({"all": "no"}, "all is 'no'; allowed: True or False"),
            ({"size": 1}, "made-up has no setting size; allowed: count, rate, kind, all"),
        ],
    )
    def test_names_what_is_not_allowed(self, given: dict[str, Value], message: str) -> None:
        with pytest.raises(SpecError, match=message):
            checked(made_up(lambda *_: iter(())), given)


class TestCarryOut:
    def test_hands_on_progress_report_and_settings(self, subject_of) -> None:
        def work(subject: Subject, settings: dict[str, Value]):
            yield 0.25
            yield 0.75
            return Report((), (f"{settings['count']} of {subject.spec.network.name}.",))

        shares: list[float] = []
        result = carry_out(made_up(work), subject_of(), {"count": 3}, shares.append)
        assert shares == [0.25, 0.75]
        assert result.sentences == ("3 of resnet-8.",)
        assert result.settings == {"count": 3, "rate": 0.5, "kind": "a", "all": False}
        assert result.seconds >= 0

    def test_what_progress_raises_closes_the_work(self, subject_of) -> None:
        closed = []

        def work(subject: Subject, settings: dict[str, Value]):
            try:
                yield 0.5
            finally:
                closed.append(True)
            return Report((), ())

        def give_up(share: float) -> None:
            raise GivenUpError

        with pytest.raises(GivenUpError):
            carry_out(made_up(work), subject_of(), {}, give_up)
        assert closed == [True]
