"""Names, paths and class names are shown letter by letter: "<b>run</b>" is not made bold anywhere."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QWidget

import explorer.gui
from explorer.desk.analyses_state import AnalysesState, SideView
from explorer.engine.events import Sampled
from explorer.gui.analyses.question import Question
from explorer.gui.analyses.results_view import ResultsView
from explorer.gui.analyses.surface_map import SurfaceMap
from explorer.gui.cards.pair_bar import PairBar
from explorer.gui.cards.run_card import RunCard
from explorer.gui.data.gallery import Gallery
from explorer.gui.data.table import DataTable
from explorer.gui.findings.finding_card import FindingCard
from explorer.gui.inspector.inspector_dock import InspectorDock
from explorer.gui.own_models.own_model_choice import ChoicePage, SideData
from explorer.gui.own_models.own_model_consent import ConsentPage
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.runs.runs_dock import RunsDock
from explorer.gui.training.progress_line import ProgressLine
from explorer.gui.widgets.labels import ElidedLabel, plain_tip
from explorer.gui.widgets.message_bar import MessageBar
from explorer.infos import Candidate
from explorer.own.source import Source
from explorer.runs.spec import NetworkSpec, RunSpec
from explorer.verdicts.finding import Finding
from explorer.verdicts.twins import Offer
from tests.gui.analyzed import bars, lines, result, squares
from tests.gui.samples import READY, run_row
from tests.gui.support import residual_graph

NAME = "<b>bold</b> &amp; <img src=x>"
PETS = replace(READY.datasets[1], name="folder:32:/x", title=NAME, classes=(NAME, "dog"), license=NAME)


def message() -> QWidget:
    bar = MessageBar()
    bar.show_message(f"{NAME} could not be saved.")
    return bar


def runs() -> QWidget:
    dock = RunsDock()
    dock.set_rows([run_row(1, name=NAME)])
    dock.offer_undo(["r1"])
    return dock


def card() -> QWidget:
    made = RunCard("A")
    made.set_catalog(replace(READY, datasets=(PETS,)))
    made.set_spec(RunSpec(network=NetworkSpec(name=NAME, source=f"/models/{NAME}.py")))
    return made


def picture() -> QWidget:
    view = NetworkView("A")
    view.set_header(NAME, f"from {NAME}")
    view.set_graph(None, f"{NAME} cannot be read.")
    return view


def pair() -> QWidget:
    bar = PairBar()
    bar.set_proof(f"A and B differ in {NAME}.", False)
    return bar


def status() -> QWidget:
    line = ProgressLine()
    line.set_status(f"Reading {NAME}")
    return line


def inspector() -> QWidget:
    dock = InspectorDock()
    graph = residual_graph(8)
    call = next(iter(graph.calls))
    calls = {**graph.calls, call: replace(graph.calls[call], path=NAME, type=NAME)}
    named = replace(graph, calls=calls)
    dock.finder.set_graphs({"A": named})
    dock.finder.field.setText("bold")
    dock.select("A", (call,))
    dock.set_network(named, {}, None, ())
    return dock


def gallery() -> QWidget:
    made = Gallery()
    made.show_samples(Sampled(1, PETS, np.zeros((1, 8, 8, 3), np.uint8), np.array([0])))
    return made


def data() -> QWidget:
    table = DataTable()
    table.set_datasets([PETS])
    return table


def models() -> QWidget:
    page = ChoicePage({"A": SideData(title=NAME), "B": SideData()})
    page.offer((Candidate(NAME, "class", NAME),), "")
    return page


def consent() -> QWidget:
    page = ConsentPage()
    page.show_source(Source(f"/{NAME}.py", "Net", Path(f"/{NAME}.py"), "", Path("/"), b"", "0" * 64))
    return page


def results() -> QWidget:
    view = ResultsView()
    titled = [replace(f, title=NAME, x_label=NAME, y_label=NAME) for f in (bars(), lines(), squares())]
    view.set_results({"A": result(*titled, sentences=(f"{NAME} loses.",))}, {"A": NAME})
    return view


def question() -> QWidget:
    made = Question()
    made.set_state(AnalysesState(sides={"A": SideView(NAME, f"{NAME} is not trained."), "B": SideView()}))
    return made


def finding() -> QWidget:
    offer = Offer(RunSpec(), NAME, NAME, "vanishing")
    found = Finding(
        verdict="vanishing",
        title=NAME,
        severity="error",
        sentence=f"{NAME} vanished.",
        evidence=(),
        not_this=NAME,
        to_try=NAME,
        offer=offer,
    )
    made = FindingCard("A", found)
    made.set_obstacle(f"{NAME} trains.")
    return made


PLACES = (message, runs, card, picture, pair, status, inspector, gallery, data, models, consent, results, question,
          finding)  # fmt: skip


def as_shown(text: str, form: Qt.TextFormat) -> str:
    """What Qt makes of a text of this format."""
    if form == Qt.TextFormat.PlainText or (form == Qt.TextFormat.AutoText and not Qt.mightBeRichText(text)):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText().replace("\u00a0", " ")


def texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of labels, tooltips, lists and tables in `root`, as it is set and as Qt shows it."""
    auto = Qt.TextFormat.AutoText
    for widget in (root, *root.findChildren(QWidget)):
        yield widget.toolTip(), as_shown(widget.toolTip(), auto)
        if isinstance(widget, QLabel):
            yield QLabel.text(widget), as_shown(QLabel.text(widget), widget.textFormat())
        if isinstance(widget, QAbstractItemView | QComboBox):
            model = widget.model()
            assert isinstance(model, QAbstractItemModel)
            for row in range(model.rowCount()):
                for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                    index = model.index(row, column)
                    tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
                    yield tip, as_shown(tip, auto)
                    yield str(index.data()), str(index.data())  # delegates draw plain text


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_shown_letter_by_letter(qtbot, place):
    root = place()
    qtbot.addWidget(root)
    root.resize(2400, 900)  # nothing is shortened
    root.show()
    found = [shown for text, shown in texts(root) if "bold" in text]
    assert found, "the name is nowhere"
    assert not [text for text in found if "<b>bold</b>" not in text]


def test_titles_of_axes_are_shown_letter_by_letter(qtbot):
    root = results()
    qtbot.addWidget(root)
    for view in root.views.values():
        maps = [found for found in view.findChildren(SurfaceMap) if found.surface is not None]  # B has none
        canvases = [view.canvas] if hasattr(view, "canvas") else maps
        assert canvases
        for canvas in canvases:
            assert canvas.bottom.label.toPlainText().strip() == NAME
            assert canvas.left.label.toPlainText().strip() == NAME


def test_every_label_of_the_window_is_a_plain_one():
    """QLabel guesses whether its text is HTML; QMessageBox does so too."""
    forbidden = {"QLabel", "QElidingLabel", "QMessageBox"}
    made = []
    for path in Path(explorer.gui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            called = node.func if isinstance(node, ast.Call) else None
            named = {getattr(called, "id", ""), *(getattr(b, "id", "") for b in getattr(node, "bases", ()))}
            if named & forbidden and path.name != "labels.py":
                made.append(f"{path.name}:{node.lineno}")
    assert made == []


@pytest.mark.parametrize("text", ["<b>x</b>", "a < b", "x &lt; y", "two\n<i>lines</i>", "R&D", "plain"])
def test_a_tooltip_reads_as_it_was_written(qapp, text):
    assert as_shown(plain_tip(text), Qt.TextFormat.AutoText) == text


def test_a_shortened_label_asks_for_its_whole_text_and_tells_it(qtbot):
    label = ElidedLabel(Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.setText("a rather long name of a network")
    label.show()
    assert "…" in QLabel.text(label)
    assert QLabel.text(label)[0] == "a"
    assert QLabel.text(label)[-1] == "k"
    assert label.toolTip() == "a rather long name of a network"
    label.resize(label.sizeHint())
    assert QLabel.text(label) == label.text()


def test_a_shortened_label_ends_before_its_margin(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("CPU · 1 thread")
    label.setContentsMargins(6, 0, 4, 0)
    room = label.fontMetrics().horizontalAdvance(label.text())
    label.resize(room + 9, 20)
    label.show()
    assert QLabel.text(label).endswith("…")
    assert label.fontMetrics().horizontalAdvance(QLabel.text(label)) <= label.contentsRect().width()
