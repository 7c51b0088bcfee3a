"""The version of an experiment for a GPU: what is said before it is loaded, and what its runs are compared with."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.gui.access import lacking
from tests.gui.clipping import clipped

GPU = 'gpu = { dataset = "cifar-10", width = 2 }\ngpu_minutes = 150\ninstrument'
PAPER = """
[[step.published]]
run = "B"
measure = "train_accuracy"
value = 91.25
source = "He et al. 2015, table 6"

[[step]]
kind = "question"
"""


@pytest.fixture
def lesson(only_lesson, monkeypatch, tmp_path):
    """The small lesson with a version for a GPU and a figure of the paper."""
    text = only_lesson.read_text(encoding="utf-8").replace("instrument", GPU, 1)
    path = tmp_path / "paper_lesson.toml"
    path.write_text(text.replace('\n[[step]]\nkind = "question"\n', PAPER, 1), encoding="utf-8")
    monkeypatch.setattr("explorer.desk.lessons.bundled_lessons", lambda: {"paper_lesson": path})
    return path


def open_at_load(desk):
    desk.window.lessons_dock.show()
    desk.settle()
    desk.press("openLesson")
    desk.press("lessonNext")


def machine(desk, device, present):
    """A computer with this device, and with or without CIFAR-10."""
    catalog = desk.bench.catalog
    data = tuple(replace(d, present=present) if d.name == "cifar-10" else d for d in catalog.datasets)
    desk.bench.catalog = replace(catalog, device=device, datasets=data)


def note(desk):
    return desk.find(QLabel, "gpuNote").text()


@pytest.mark.usefixtures("lesson")
def test_what_is_missing_is_said_before_it_is_loaded(desk):
    open_at_load(desk)
    button = desk.find(QAbstractButton, "loadExperimentGpu")
    assert button.text() == "On CIFAR-10"
    assert "Needs a GPU and about 2 h for both." in note(desk)
    assert not button.isEnabled()
    assert "no GPU here that PyTorch can use" in note(desk)
    machine(desk, "Some GPU", present=False)
    desk.window.lessons.lessons.refresh()
    assert button.isEnabled()
    assert "CIFAR-10 has to be downloaded first (170 MB)" in note(desk)
    desk.settle()
    assert lacking(desk.window.lessons_dock) == clipped(desk.window.lessons_dock) == []
    machine(desk, "Some GPU", present=True)
    desk.window.lessons.lessons.refresh()
    assert note(desk).endswith("<p>Needs a GPU and about 2 h for both. </p>")
    desk.press("loadExperimentGpu")
    assert desk.bench.document.b.spec.training.dataset == "cifar-10"


def figures(desk):
    return desk.find(QLabel, "expectedFigures").text().replace("&nbsp;", " ")


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize("gpu", [False, True])
def test_its_runs_are_compared_with_the_paper_alone(desk, engine, gpu):
    machine(desk, "Some GPU", present=True)
    open_at_load(desk)
    desk.press("loadExperimentGpu" if gpu else "loadExperiment")
    desk.press("button_train_both")
    engine.steps(48)
    engine.end()
    desk.settle()
    while desk.find(QLabel, "stepTitle").text() != "Compare":
        desk.press("lessonSkip" if desk.find(QAbstractButton, "lessonSkip").isVisible() else "lessonNext")
    said, notes = figures(desk), desk.find(QLabel, "expectedNotes").text()
    assert "Published, not measured here" in said
    assert "He et al. 2015, table 6" in said
    assert ("91.25 %</b>, here <b>60 %</b>" in said) is gpu
    assert ("expected 50 to 70 %" in said) is not gpu
    assert ("It came out otherwise" in notes) is not gpu, "A was expected above 90 % on the digits alone"
    assert "other settings" not in notes
