"""The window in German: nothing that it shows is English but what is declared, and nothing is cut."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace

import pytest
from PySide6.QtCore import QPoint, QSize, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer import wording
from explorer.comparison.chart import BAND_TITLES, BANDS
from explorer.desk.progress import training_state
from explorer.desk.titles import run_name
from explorer.engine.worker import STARTING
from explorer.gui.comparison.choice_box import named
from explorer.gui.window.language import speak
from explorer.gui.window.main_window import MainWindow
from explorer.verdicts.judging import judge
from explorer.wording import tr_values
from tests.gui.clipping import clipped
from tests.gui.desk import Desk, small_bench
from tests.gui.samples import run_row

ENGLISH = re.compile(
    r"\b(the|of|and|with|which|from|not|are|this|that|its|has|have|or|when|where|to|for|what|how|your|is|it|"
    r"shows|layers|steps?|hide|select|choose|open|save|each|every)\b",
    re.IGNORECASE,
)
"""Words that are not German ones."""
STAYS = (
    "cardA_family",  # names of networks
    "cardB_family",
    "instrumentChooser",  # healthy values and limitations, as in the reference
    "aboutInstrumentText",
    "analysisAbout",
    "histogramKind",
    "dataAbout",  # licenses
    "sweepPlace",  # what the engine says of its packages
)
"""What stays English, by its object name, with all that is in it."""


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    speak("de")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    wording.speak(None)


@pytest.fixture
def desk(german: None, open_window: Callable[..., MainWindow], qtbot: QtBot) -> Desk:
    made = Desk(qtbot, open_window(small_bench("plain-20", "resnet-20")))
    made.window.resize(QSize(1280, 800))
    made.settle()
    return made


def said(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of every widget and action below, with who says it."""
    for widget in (root, *root.findChildren(QWidget)):
        if any(f"/{stays}" in _names(widget) for stays in STAYS):
            continue
        name = f"{type(widget).__name__} {widget.objectName()}"
        yield from ((name, text) for text in _texts(widget) if text)
    for action in root.findChildren(QAction):
        yield from ((f"action {action.objectName()}", text) for text in (action.text(), action.toolTip()) if text)


def _names(widget: QWidget | None) -> str:
    """The object names of a widget and of what it is in."""
    parts: list[str] = []
    while widget is not None:
        parts.append(widget.objectName())
        widget = widget.parentWidget()
    return "/" + "/".join(parts)


def _texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(place) for place in range(widget.count()))
        case QGroupBox() | QMenu():
            yield widget.title()
        case QTableView() if widget.model() is not None:
            model = widget.model()
            yield from (str(model.headerData(each, widget.horizontalHeader().orientation()) or "")
                        for each in range(model.columnCount()))  # fmt: skip


def english(root: QWidget) -> list[str]:
    """What is said in English, a line for each."""
    found = []
    for who, text in sorted(set(said(root))):
        plain = re.sub(r"<[^>]*>|\[\[.*?\]\]|= batch.*|of the batch|Edge of Stability|UCI Optical.*", " ", text)
        if ENGLISH.search(plain):
            found.append(f"{who}: {plain!r}")
    return found


def parts(desk: Desk) -> Iterator[QWidget]:
    """The window in several states, then its dialogs and windows."""
    window = desk.window
    yield window
    desk.press("button_train_both")
    window.worker.steps(30)
    desk.settle()
    yield window
    window.worker.end()
    window.inspect("B", (next(iter(desk.bench.graph("B").layers)),))
    window.dock.set_rows([run_row(1, name="Lauf"), run_row(2, name="Plain-20 · digits")])
    desk.settle()
    yield window
    for name in ("help", "data", "preferences", "open_model", "new_sweep", "report", "export_shown"):
        before = {d for d in QApplication.topLevelWidgets() if d.isVisible()}
        desk.action(name).trigger()
        desk.settle()
        for dialog in [d for d in QApplication.topLevelWidgets() if d.isVisible() and d not in before]:
            yield dialog
            if isinstance(dialog, QDialog):
                dialog.close()


def test_nothing_is_english_and_nothing_is_cut(desk: Desk) -> None:
    wrong: Counter[str] = Counter()
    for part in parts(desk):
        wrong.update(english(part))
        wrong.update(f"cut: {text}" for text in clipped(part) if "■" not in text)  # findings scroll
    assert "\n".join(wrong) == ""


def test_menus_have_letters_of_their_own(desk: Desk) -> None:
    titles = [menu.title() for menu in desk.window.menu.findChildren(QMenu) if isinstance(menu.parent(), QMenuBar)]
    letters = [title[title.index("&") + 1].casefold() for title in titles if "&" in title]
    assert len(letters) == 7
    assert len(set(letters)) == len(letters)


def test_the_bar_says_in_german_that_the_engine_starts(desk: Desk) -> None:
    desk.bench.catalog = None
    assert training_state(desk.bench, STARTING).status == "Die Engine startet: PyTorch wird geladen …"


def test_every_ellipsis_of_a_menu_stands_apart(desk: Desk) -> None:
    gating = desk.window.panes["B"].view.gates
    gates = gating.choices(0, 1, QPoint())
    texts = [action.text() for menu in desk.window.menu.findChildren(QMenu) for action in menu.actions()]
    asked = [text for text in [*texts, *(text for text, _ in gates)] if text.endswith("…")]
    assert len(asked) > 15
    assert [text for text in asked if not text.endswith(" …")] == []


@pytest.mark.usefixtures("german")
def test_what_the_band_of_a_chart_can_be_is_german() -> None:
    choices = named(BANDS, tr_values(BAND_TITLES)).values()
    assert list(choices) == ["Standardabweichung", "Standardfehler", "Spannweite"]


@pytest.mark.usefixtures("german")
def test_what_is_stored_stays_english() -> None:
    spec = small_bench("plain-20", "resnet-20").a.spec
    spec = replace(spec, network=replace(spec.network, norm="none"))
    german = run_name(spec, None)
    wording.speak(None)
    assert german == run_name(spec, None)


def test_a_finding_is_german_in_the_window_and_english_elsewhere(desk: Desk) -> None:
    desk.press("button_train_both")
    desk.window.worker.steps(30)
    desk.window.worker.end()
    desk.settle()
    shown = desk.window.findings.state.found["A"] or ()
    assert [finding.title for finding in shown] == ["Noch nicht konvergiert"]
    assert "Trainingsgenauigkeit" in shown[0].sentence
    stored = judge(desk.bench.history("A"))[0]
    assert stored.title == "Not converged yet"
    assert "training accuracy" in json.dumps(asdict(stored), default=str)
