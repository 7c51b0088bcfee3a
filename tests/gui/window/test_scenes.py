"""Scenes: waiting costs nothing, gives up in words, and only scenes that exist are played."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from explorer.commands import scenes
from explorer.engine.commands import Analyze
from explorer.engine.events import Analyzed
from explorer.gui.widgets.theme import LIGHT
from explorer.registry import UnknownNameError
from tests.gui.analyzed import lines, result
from tests.gui.desk import small_bench


def test_waiting_sleeps_between_events(qapp):
    over: list[bool] = []
    QTimer.singleShot(400, lambda: over.append(True))
    before = time.thread_time()
    scenes.spin_until(lambda: bool(over), "the timer")
    assert over
    assert time.thread_time() - before < 0.2  # a loop that looks without sleeping takes all 0.4 s


def test_what_is_true_already_is_not_waited_for(qapp):
    scenes.spin_until(lambda: True, "nothing")


def test_waiting_gives_up_and_says_for_what(qapp, monkeypatch):
    monkeypatch.setattr(scenes, "_MINUTES", 0)
    with pytest.raises(TimeoutError, match="for the end of time"):
        scenes.spin_until(lambda: False, "the end of time")


def test_an_unknown_scene_is_refused_with_the_known_ones():
    with pytest.raises(UnknownNameError, match=r"'sunset'.*degradation"):
        scenes.render("sunset", Path("never.png"))


def test_the_pairs_trained_differ_in_nothing_but_their_skips():
    trained = [scene for scene in scenes.SCENES.values() if scene.bench.a.spec.training.dataset != "none"]
    assert len(trained) >= 4
    for scene in trained:
        a, b = scene.bench.a.spec, scene.bench.b.spec
        depth = a.network.name.removeprefix("plain-")
        assert (a.network.name, b.network.name) == (f"plain-{depth}", f"resnet-{depth}")
        assert replace(a, network=replace(a.network, name=b.network.name)) == b, scene.name


def test_a_scene_is_trained_and_saved_in_the_size_and_theme_asked_for(plain_style, tmp_path, monkeypatch):
    small = replace(scenes.SCENES["degradation"], bench=small_bench("plain-8", "resnet-8", epochs=1))
    monkeypatch.setitem(scenes.SCENES, "small", small)
    path = tmp_path / "a.png"
    scenes.render("small", path, theme="light", size=(1300, 820))
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1300, 820)
    colors = [image.pixelColor(x, y).name() for x in range(0, 1300, 13) for y in range(0, 820, 13)]
    assert colors.count(LIGHT.panel) > 300
    assert len(set(colors)) > 40, "the heatmaps hang under the networks"


def test_every_scene_is_filed_under_its_name_and_says_what_it_shows():
    for name, scene in scenes.SCENES.items():
        assert scene.name == name
        assert len(scene.about) > 20


def test_a_wait_that_fails_ends_at_once_and_says_why(qapp):
    looks: list[int] = []

    def look() -> bool:
        looks.append(1)
        if len(looks) > 1:
            raise RuntimeError("Network A cannot be drawn")
        return False

    with pytest.raises(RuntimeError, match="cannot be drawn"):
        scenes.spin_until(look, "the engine")


def test_a_scene_of_an_analysis_asks_both_and_shows_what_was_found(desk, engine, monkeypatch):
    monkeypatch.setattr(scenes, "train_both", lambda window: None)
    scene = scenes.SCENES["shattering"]

    def answer():
        for order in [command for command in engine.sent if isinstance(command, Analyze)]:
            engine.say(Analyzed(order.token, result(lines(), analysis=order.analysis)))

    QTimer.singleShot(100, answer)
    scene.play(desk.window)
    assert [set(view.figures) for view in desk.window.analyses.results.views.values()] == [{"A", "B"}]
    assert scene.part(desk.window) is desk.window.analyses
    desk.window.analyses.hide()


def test_a_scene_whose_analysis_cannot_be_asked_says_why(desk, monkeypatch):
    monkeypatch.setattr(scenes, "train_both", lambda window: None)
    with pytest.raises(RuntimeError, match="A is not trained yet"):
        scenes.SCENES["lesion"].play(desk.window)
    desk.window.analyses.hide()
