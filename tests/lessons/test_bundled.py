"""The lessons and the quiz that come along."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.analyses.analysis_registry import ANALYSES
from explorer.choices.family import resolve
from explorer.datasets.dataset_lookup import fitted
from explorer.datasets.dataset_registry import DATASETS
from explorer.instruments.instrument_registry import INSTRUMENTS
from explorer.lessons.bundled import bundled_lessons, bundled_quiz, lesson_path
from explorer.lessons.known import unknown_names
from explorer.lessons.lesson import Experiment
from explorer.lessons.lesson_file import read_lesson
from explorer.lessons.measures import MEASURES
from explorer.lessons.steps import DrawStep, LoadStep, PlaceStep, WaitStep
from explorer.lessons.tables import LessonError

FILES = bundled_lessons().values()
WORDS = 90


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_lesson(path: Path) -> None:
    lesson = read_lesson(path)
    assert path.stem.startswith(f"{lesson.number:02d}-")
    assert unknown_names(lesson, INSTRUMENTS.names(), ANALYSES.names(), DATASETS.names()) == ()
    assert [step.title for step in lesson.steps if len(step.text.split()) > WORDS] == []
    _require_fitting(lesson.experiments)
    named = {step.experiment for step in lesson.steps}
    assert {experiment.name for experiment in lesson.experiments} <= named, "an experiment that no step loads"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_prediction_is_asked_for_before_what_it_is_about(path: Path) -> None:
    """Once a run is trained, or an analysis made, the window refuses to take one: load, predict, then train."""
    there: set[tuple[str, str]] = set()
    for step in read_lesson(path).steps:
        if isinstance(step, LoadStep):
            there = {known for known in there if known[0] != step.experiment}
        elif isinstance(step, WaitStep) and step.until in ("run-started", "run-ended", "step", "analysis"):
            there |= {(step.experiment, ""), (step.experiment, step.analysis)}
        elif isinstance(step, DrawStep | PlaceStep):
            analysis = MEASURES[step.measure].analysis if isinstance(step, PlaceStep) else ""
            assert (step.experiment, analysis) not in there, step.title


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_figure_that_a_result_is_about_is_on_show(path: Path) -> None:
    """A dock that a step opened closes with it: who reads of the figure would look for it."""
    for step in read_lesson(path).expected:
        if any(MEASURES[result.measure].analysis for result in step.results if result.measure):
            assert "analyses" in step.highlight, step.title


def _require_fitting(experiments: tuple[Experiment, ...]) -> None:
    """Every run's network takes images as small as those of its data, on a GPU and without."""
    for experiment in experiments:
        for spec in (*experiment.runs().values(), *experiment.runs(gpu=True).values()):
            network = fitted(spec.network, spec.training.dataset)
            assert resolve(network.name)[0].smallest <= min(network.input_shape[1:]), experiment.name


def test_the_version_for_a_gpu_is_the_papers_recipe() -> None:
    """He et al. 2015, section 4.2: 64,000 steps of 128 images at 0.1, divided by ten at half and three quarters."""
    lessons = [read_lesson(path) for path in FILES]
    offered = {(one.number, e.name): e for one in lessons for e in one.experiments if e.gpu}
    assert list(offered) == [(5, "depth"), (8, "deep"), (9, "train"), (10, "train"), (11, "look")]
    for experiment in offered.values():
        for spec in experiment.runs(gpu=True).values():
            t, deep = spec.training, (spec.network.depth or 0) >= 110
            assert (t.dataset, t.augment, spec.network.width) == ("cifar-10", "crop-flip", 16)
            assert (t.max_steps, t.batch_size, t.lr, t.momentum, t.weight_decay) == (64_000, 128, 0.1, 0.9, 1e-4)
            assert t.schedule == ("step-after-low" if deep else "step")
    with_gpu = {number for number, _ in offered}
    assert {one.number for one in lessons for step in one.expected if step.published} == with_gpu


def test_the_quiz() -> None:
    quiz = bundled_quiz()
    lessons = bundled_lessons()
    _require_fitting(quiz.experiments)
    assert len(quiz.questions) >= 16
    assert quiz.questions[0].several
    assert {question.lesson for question in quiz.questions} <= {*lessons, ""}
    assert {e.name for e in quiz.experiments} == {q.experiment for q in quiz.questions} - {""}


def test_a_lesson_is_named_by_its_number_or_name() -> None:
    assert lesson_path("5") == lesson_path("05-degradation") == bundled_lessons()["05-degradation"]
    with pytest.raises(LessonError, match=r"There is no lesson nothing\. Give a TOML file or one of: .*05-degradation"):
        lesson_path("nothing")
