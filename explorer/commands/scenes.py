"""Named scenes of the real window, trained for real and saved as pictures, for README and guide."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from explorer.app import application, make_window
from explorer.desk.document import Document, SideState
from explorer.desk.film_state import FilmState
from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES
from explorer.gui.window.main_window import MainWindow
from explorer.registry import UnknownNameError
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

_MINUTES = 15
_LOOK_MS = 20
_ANALYSES_SIZE = (1100, 860)
_FILM_SIZE = (1440, 1100)


@dataclass(frozen=True)
class Scene:
    """A picture to take: the bench, what to do with the window until the picture is right, and its part to show."""

    name: str
    about: str
    bench: Document = field(default_factory=Document)
    play: Callable[[MainWindow], None] = lambda window: None
    part: Callable[[MainWindow], QWidget] = lambda window: window


def spin_until(done: Callable[[], bool], what: str) -> None:
    """Run the event loop until `done`; TimeoutError naming `what` after a quarter of an hour.

    The loop sleeps between events: `processEvents` with a time limit would not, and would take a core from training."""
    deadline = QDeadlineTimer(_MINUTES * 60_000)
    loop, timer = QEventLoop(), QTimer()
    over, failure = done(), None

    def look() -> None:
        nonlocal over, failure
        try:
            over = done()
        except RuntimeError as error:  # raised in a slot, it would be printed for ever
            failure = error
        if over or failure is not None or deadline.hasExpired():
            loop.quit()

    timer.setInterval(_LOOK_MS)
    timer.timeout.connect(look)
    timer.start()
    if not over:
        loop.exec()
    timer.stop()
    if failure is not None:
        raise failure
    if not over:
        raise TimeoutError(f"Waited {_MINUTES} minutes for {what}.")


def _drawn(window: MainWindow) -> bool:
    """Whether both networks are there; RuntimeError where one cannot be."""
    for side in SIDES:
        message = window.bench.describer.message(window.bench.document.side(side).spec)
        if message:
            raise RuntimeError(f"Network {side} cannot be drawn: {message}")
    return all(window.bench.graph(side) is not None for side in SIDES)


def train_both(window: MainWindow) -> None:
    """Press *Train both* and wait for the end."""
    window.bar.train_both.trigger()
    spin_until(lambda: not window.bench.trainer.training, "the training to end")


def intervene(window: MainWindow) -> None:
    """Train both; a third of the way, switch off the skips of B's second stage."""
    window.bar.train_both.trigger()
    spin_until(lambda: len(window.bench.history("B") or ()) >= 92, "step 92 of run B")
    window.panes["B"].view.stage_wanted.emit(2, False)
    spin_until(lambda: not window.bench.trainer.training, "the training to end")


def _analyzed(analysis: str, ticked: str = "") -> Callable[[MainWindow], None]:
    """Train both, then ask both this, with one of its settings ticked."""

    def play(window: MainWindow) -> None:
        train_both(window)
        window.menu.analysis_wanted.emit(analysis)
        window.analyses.setFloating(True)  # a picture of its own, larger than beside the networks
        window.analyses.resize(*_ANALYSES_SIZE)
        if ticked:
            for box in window.analyses.question.findChildren(QCheckBox, f"analysisSetting_{ticked}"):
                box.setChecked(True)
        window.analyses.question.both.click()
        sides = window.asking.state.sides
        if any(view.obstacle for view in sides.values()):
            raise RuntimeError("; ".join(view.obstacle for view in sides.values() if view.obstacle))
        spin_until(lambda: not any(v.job for v in window.asking.state.sides.values()), f"the analysis {analysis}")
        if window.messages.text:
            raise RuntimeError(window.messages.text)

    return play


def follow_image(window: MainWindow) -> None:
    """Train both, then follow a test image that A gets wrong, less the mean image."""
    window.resize(*_FILM_SIZE)
    train_both(window)
    window.images_dock.show()
    window.images_dock.raise_()
    window.images_dock.less_mean.click()
    watching = window.images.watching
    spin_until(lambda: _seen(watching.state) and watching.state.choice is not None, "the maps")


def _seen(state: FilmState) -> bool:
    return bool(state.sides) and all(side.watched is not None for side in state.sides.values())


def _shallow() -> Document:
    """Plain-20 beside ResNet-20: both learn the digits, so their weights can be asked."""

    def changed(state: SideState, name: str) -> SideState:
        training = replace(state.spec.training, epochs=15)
        return SideState(RunSpec(network=replace(state.spec.network, name=name), training=training))

    first = Document()
    return Document(changed(first.a, "plain-20"), changed(first.b, "resnet-20"))


def _analysis(name: str, about: str, ticked: str = "") -> Scene:
    about = f"{about} of plain-20 and ResNet-20, trained on the digits."
    return Scene(name, about, _shallow(), _analyzed(name, ticked), lambda window: window.analyses)


def _without_norm() -> Document:
    """Plain-56 and its residual twin without norm: PyTorch's initialization makes the signal vanish with depth."""

    def changed(state: SideState) -> SideState:
        network = replace(state.spec.network, norm="none", init="pytorch")
        return SideState(RunSpec(network=network, training=replace(state.spec.training, lr=0.02)))

    first = Document()
    return Document(changed(first.a), changed(first.b))


def _large(name: str, shortcut: str = "A") -> SideState:
    """A network of the ImageNet shape, to be looked at."""
    network = NetworkSpec(name=name, init="own", input_shape=(3, 224, 224), classes=1000, shortcut=shortcut)
    return SideState(RunSpec(network=network, training=TrainingSpec(dataset="none")))


SCENES = {
    scene.name: scene
    for scene in (
        Scene("first-start", "The window on first start, before training."),
        Scene("degradation", "Plain-56 beside ResNet-56 on the digits, trained.", play=train_both),
        Scene(
            "vanishing",
            "Plain-56 beside ResNet-56, both without norm and under PyTorch's initialization, trained.",
            _without_norm(),
            train_both,
        ),
        Scene("film", "One test image through plain-56 and ResNet-56, trained on the digits.", play=follow_image),
        Scene("intervention", "As degradation, with B's second stage switched off at step 92.", play=intervene),
        Scene(
            "imagenet",
            "VGG-19 beside ResNet-34: fewer layers, five times the multiply-adds.",
            Document(_large("vgg19"), _large("imagenet-resnet-34", shortcut="B")),
        ),
        Scene(
            "branches",
            "GoogLeNet's parallel branches, and the concatenations of DenseNet-121 as skips.",
            Document(_large("googlenet"), _large("densenet121")),
        ),
        _analysis("lesion", "The lesion study"),
        _analysis("landscape", "The loss landscape"),
        _analysis("path-lengths", "The path lengths"),
        _analysis("shattering", "The shattering of gradients", "depths"),
    )
}


def render(scene: str, path: Path, theme: str = "dark", size: tuple[int, int] = (1440, 900)) -> None:
    """Play a scene in the real window and save its picture as PNG (`size` in logical pixels).

    Raises UnknownNameError, which lists the scenes; OSError where the picture cannot be written."""
    if scene not in SCENES:
        raise UnknownNameError(f"There is no scene called {scene!r}. Allowed: {', '.join(SCENES)}.")
    application()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat))
        settings.theme = theme
        window = make_window(Path(folder) / "runs", settings)
        try:
            window.bench.document = SCENES[scene].bench
            window.resize(*size)
            window.show()
            spin_until(lambda: _drawn(window), "the engine")
            SCENES[scene].play(window)
            window.findings.refresh()  # what is read in the background for it, twins, has to come
            spin_until(lambda: not window.reading.busy, "the findings")
            window.findings.refresh()
            window.refresher.refresh_all()
            application().processEvents()
            if not SCENES[scene].part(window).grab().save(str(path), "PNG"):
                raise OSError(f"The picture could not be saved to {path}.")
        finally:
            window.close()
            window.deleteLater()  # closing only hides it
