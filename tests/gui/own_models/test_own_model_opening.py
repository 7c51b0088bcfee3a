"""A user's model in the window: opened by key, drawn, undone, and replaced by a family."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton

from explorer.engine.commands import Inspect
from explorer.engine.events import Ended, Inspected
from explorer.gui.own_models.own_model_dialog import OwnModelDialog
from explorer.gui.own_models.own_model_opening import side_data, with_network
from explorer.infos import Candidate
from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

CODE = """
from torch import nn

def make(in_channels, num_classes):
    return nn.Sequential(nn.Conv2d(in_channels, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, num_classes))
"""


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    (tmp_path / "net.py").write_text(CODE)
    found = locate("net.py", tmp_path)
    trust(found)
    return found


def test_ctrl_o_to_the_drawn_network_and_back(desk, engine, source):
    before = desk.bench.document
    desk.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.window.findChild(OwnModelDialog)
    desk.qtbot.keyClicks(dialog.findChild(QLineEdit, "ownModelPath"), "net.py")
    desk.press("ownModelGo", dialog)
    question = engine.sent[-1]
    assert isinstance(question, Inspect)
    engine.say(Inspected(question.token, (Candidate("make", "function"),)))
    desk.settle()
    go = dialog.findChild(QPushButton, "ownModelGo")
    assert go.text() == "Open in A"
    desk.press("ownModelGo", dialog)
    desk.until(lambda: desk.window.findChild(OwnModelDialog) is None or not dialog.isVisible())
    spec = desk.bench.document.a.spec
    assert (spec.network.name, spec.network.source) == ("make", source.source)
    assert spec.training == before.a.spec.training
    desk.until(lambda: desk.bench.graph("A") is not None)
    desk.settle()
    assert desk.bench.graph("A").weighted_layers == 2
    assert "make" in desk.window.panes["A"].card.spec.network.name
    desk.window.activateWindow()
    desk.until(lambda: QApplication.activeWindow() is desk.window)
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.bench.document == before
    desk.until(lambda: desk.window.findChild(OwnModelDialog) is None)


def test_figures_that_the_data_do_not_have_leave_a_side_without_data(desk):
    data = side_data(desk.bench, "A")
    assert (data.shape, data.classes, data.free) == ((1, 8, 8), 10, True)
    assert "igits" in data.title
    spec = desk.bench.document.a.spec
    network = NetworkSpec(name="Net", source="net.py", digest="0", input_shape=(1, 8, 8), classes=10)
    assert with_network(spec, network).training.dataset == "digits"
    for other in (replace(network, classes=3), replace(network, input_shape=(3, 8, 8))):
        assert with_network(spec, other).training == replace(spec.training, dataset="none")


def test_a_side_without_data_offers_the_usual_small_images(desk):
    bare = RunSpec(training=TrainingSpec(dataset="none"))
    desk.bench.edit("B", bare)
    assert (side_data(desk.bench, "B").shape, side_data(desk.bench, "B").title) == ((3, 32, 32), "")


def test_a_stored_run_of_a_file_that_is_gone_shows_and_is_not_trained(desk, engine, source):
    network = NetworkSpec(
        name="make", source=source.source, digest=source.digest, input_shape=(1, 8, 8), classes=10, init="own"
    )
    desk.bench.edit("A", with_network(desk.bench.document.a.spec, network))
    desk.until(lambda: desk.bench.graph("A") is not None)
    desk.settle()
    desk.press("button_train_a")
    engine.steps(3)
    engine.end("stopped")
    desk.settle()
    run_id = desk.bench.document.a.run_id
    source.path.unlink()
    desk.bench.edit("A", desk.bench.document.b.spec)
    desk.bench.trainer.histories.clear()
    desk.bench.describer.forget_own(source.source)
    engine.sent.clear()
    desk.window.dock.open_wanted.emit(run_id, "A")
    desk.settle()
    assert desk.bench.graph("A").weighted_layers == 2
    assert desk.canvas("A").rows == 3
    assert engine.sent == [], "what is stored needs no file"
    assert desk.find(QToolButton, "button_train_a").isEnabled()
    desk.press("button_train_a")
    engine.say(
        Ended(desk.bench.document.a.run_id, Outcome("failed", 0, 0.0, f"{source.path} does not exist"), kept=True)
    )
    desk.settle()
    assert desk.window.messages.text == f"A: {source.path} does not exist"
