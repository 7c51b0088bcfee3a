"""Opening a model of the user's own, through the dialog's widgets."""

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)

from explorer.engine.commands import Describe, Inspect
from explorer.engine.events import Described, DescribeFailed, Inspected
from explorer.engine.worker import READY, RESTARTING
from explorer.gui.own_models.own_model_choice import SideData
from explorer.gui.own_models.own_model_dialog import OwnModelDialog
from explorer.infos import Argument, Candidate, Result
from explorer.own.source import locate
from explorer.own.trust import trust, trusted
from explorer.paths import TRUST_VARIABLE
from tests.gui.access import lacking

CODE = "raise SystemExit('nothing of it runs in the window')\n"
FOUND = (
    Candidate("Net", "class, given num_classes"),
    Candidate("make", "function"),
    Candidate("Block", "class", "Arguments without defaults: width."),
)
SIDES = {"A": SideData((1, 8, 8), 10, "Digits 8×8"), "B": SideData()}
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    path = tmp_path / "net.py"
    path.write_text(CODE)
    return path


class Hands:
    """A user at the dialog, and an engine that answers when told to."""

    def __init__(self, qtbot, sides=SIDES, recent=()):
        self.qtbot, self.sent, self.opened = qtbot, [], []
        self.dialog = OwnModelDialog(self.sent.append, sides, recent)
        self.dialog.opened.connect(lambda side, network: self.opened.append((side, network)))
        qtbot.addWidget(self.dialog)
        with qtbot.waitExposed(self.dialog):
            self.dialog.show()

    def part(self, kind, name):
        return self.dialog.findChild(kind, f"ownModel{name}")

    def type(self, name, text):
        box = self.part(QLineEdit, name)
        box.selectAll()
        self.qtbot.keyClicks(box, text)

    def press(self, name):
        button = self.part(QPushButton, name)
        assert button.isEnabled()
        self.qtbot.mouseClick(button, LEFT)

    def look(self, text="net.py"):
        self.type("Path", text)
        self.qtbot.keyClick(self.part(QLineEdit, "Path"), Qt.Key.Key_Return)

    def answer(self, candidates=FOUND, message=""):
        self.dialog.hear(Inspected(self.sent[-1].token, candidates, message))

    def open(self, message="", files=(("net.py", "1"),), output="", results=()):
        """Press the button; the engine reads the graph, or says why it cannot."""
        self.press("Go")
        asked = self.sent[-1]
        if isinstance(asked, Describe):
            self.dialog.hear(
                DescribeFailed(asked.token, message)
                if message
                else Described(asked.token, None, files, output, results)
            )

    @property
    def message(self):
        label = self.part(QLabel, "Message")
        return label.text() if label.isVisible() else ""


@pytest.fixture
def hands(qtbot, file):
    return Hands(qtbot)


@pytest.fixture
def looking(hands, file):
    """The file is trusted, and the engine has been asked."""
    trust(locate("net.py", file.parent))
    hands.look()
    assert isinstance(hands.sent[-1], Inspect)
    return hands


def test_a_new_content_is_shown_and_asked_about_once(hands, file):
    hands.look()
    assert hands.sent == []
    assert str(file) in hands.part(QLabel, "About").text()
    assert "SHA-256" in hands.part(QLabel, "About").text()
    assert "with your permissions" in hands.part(QLabel, "Warning").text()
    assert hands.part(QPlainTextEdit, "Code").toPlainText() == CODE.strip()
    source = locate("net.py", file.parent)
    assert not trusted(source)
    hands.press("Go")
    assert trusted(source)
    assert hands.sent == [Inspect(hands.sent[0].token, str(file), source.digest)]
    hands.answer()
    hands.look()
    assert len(hands.sent) == 2, "not asked again"


def test_who_does_not_agree_runs_nothing(hands, file):
    hands.look()
    hands.press("Cancel")
    assert not hands.dialog.isVisible()
    assert hands.sent == []
    assert not trusted(locate("net.py", file.parent))


def test_the_choice_becomes_a_network_of_a_side(looking, file):
    looking.answer()
    models = looking.part(QListWidget, "List")
    assert models.currentItem().text().startswith("Net")
    assert models.item(2).flags() == Qt.ItemFlag.NoItemFlags
    assert "without defaults: width" in models.item(2).text()
    looking.qtbot.keyClick(models, Qt.Key.Key_Down)
    looking.qtbot.keyClick(models, Qt.Key.Key_Down)  # to no avail: the next cannot be used
    looking.open()
    ((side, network),) = looking.opened
    assert side == "A"
    assert (network.name, network.source) == ("make", str(file))
    assert (network.input_shape, network.classes) == ((1, 8, 8), 10), "those of A's data"
    assert (network.init, network.skips, network.digest) == ("own", "default", locate("net.py", file.parent).digest)
    assert not looking.dialog.isVisible()


def test_a_model_whose_graph_cannot_be_read_is_not_opened(looking):
    looking.answer()
    looking.press("Go")
    assert looking.part(QProgressBar, "Looking").isVisible()
    looking.press("Cancel")
    assert looking.part(QListWidget, "List").isVisible()
    looking.open("The graph of Net cannot be read: net.py, line 7.")
    assert looking.message == "The graph of Net cannot be read: net.py, line 7."
    assert looking.dialog.isVisible()
    assert looking.opened == []
    looking.open(files=(("blocks.py", "2"), ("net.py", "1")), output="logits")
    ((_, network),) = looking.opened
    assert (network.files, network.output) == ((("blocks.py", "2"), ("net.py", "1")), "logits")


ARGUMENTS = (Argument("num_classes", "1000", "classes"), Argument("in_channels", "3", "channels"),
             Argument("width", "8"))  # fmt: skip


EDITS = {
    "shape": lambda hands: hands.type("Shape", "3x8x8"),
    "classes": lambda hands: hands.type("Classes", "7"),
    "arguments": lambda hands: hands.type("Arguments", "num_classes=7"),
    "weights": lambda hands: hands.type("Weights", "w.pt"),
    "scores": lambda hands: hands.type("ScoresText", "logits"),
    "side": lambda hands: hands.qtbot.mouseClick(hands.part(QRadioButton, "SideB"), LEFT),
    "model": lambda hands: hands.qtbot.keyClick(hands.part(QListWidget, "List"), Qt.Key.Key_Down),
}
READS = Candidate("Net", "class", arguments=(Argument("num_classes", "10"),))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_was_wrong_with_another_choice_is_no_longer_told(looking, edit):
    looking.answer((READS, *FOUND[1:]))
    looking.open("Net needs 3 channels.")
    assert looking.message == "Net needs 3 channels."
    edit(looking)
    assert looking.message == ""
    assert looking.part(QListWidget, "List").isVisible()


@pytest.mark.parametrize("name", ["Shape", "List", "Go"])
def test_a_choice_that_cannot_be_opened_leaves_the_keyboard_where_it_was(looking, name):
    looking.answer()
    was = looking.dialog.findChild(QWidget, f"ownModel{name}")
    was.setFocus()
    if name == "Go":
        looking.qtbot.keyClick(was, Qt.Key.Key_Space)
    else:
        looking.qtbot.keyClick(was, Qt.Key.Key_Return)
    question = looking.sent[-1]
    assert isinstance(question, Describe)
    assert looking.dialog.focusWidget() is looking.dialog, "Space does not cancel"
    looking.dialog.hear(DescribeFailed(question.token, "Net needs 3 channels."))
    assert looking.dialog.focusWidget() is was


def test_what_the_data_give_is_shown_and_can_be_edited(looking):
    looking.answer((Candidate("Net", "class", "", ARGUMENTS),))
    box = looking.part(QLineEdit, "Arguments")
    assert box.text() == "num_classes=10, in_channels=1"
    assert "width=8" in box.toolTip()
    looking.part(QRadioButton, "SideB").click()
    assert box.text() == "num_classes=10, in_channels=3"
    looking.type("Arguments", "num_classes=10, width=16, act=relu")
    looking.open()
    ((_, network),) = looking.opened
    assert network.arguments == (("width", "16"), ("act", "'relu'"), ("in_channels", "default"))


def test_untouched_arguments_follow_the_data(looking):
    looking.answer((Candidate("Net", "class", "", ARGUMENTS),))
    looking.type("Classes", "7")
    looking.open()
    ((_, network),) = looking.opened
    assert (network.arguments, network.classes) == ((), 7)
    assert looking.part(QLineEdit, "Arguments").text() == "num_classes=7, in_channels=1"


def test_a_model_that_needs_arguments_can_be_given_them(looking):
    looking.answer((Candidate("Block", "class", "Arguments without defaults: width.", (Argument("width"),)),))
    assert looking.part(QLineEdit, "Arguments").text() == "width="
    looking.press("Go")
    assert "Arguments are 'width='; allowed: name=value" in looking.message
    looking.type("Arguments", "width=(4, 8)")
    looking.open()
    ((_, network),) = looking.opened
    assert network.arguments == (("width", "(4, 8)"),)


def test_initial_weights_are_a_file_that_is_there(looking, file, monkeypatch):
    weights = file.with_name("start.pt")
    looking.answer()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(weights), ""))
    looking.press("WeightsBrowse")
    looking.press("Go")
    assert looking.message == f"Initial weights: {weights} does not exist or cannot be read."
    weights.write_bytes(b"1")
    looking.open()
    ((_, network),) = looking.opened
    assert (network.weights, network.weights_digest) == (str(weights), hashlib.sha256(b"1").hexdigest())


def test_another_side_another_shape(looking):
    looking.answer()
    looking.part(QRadioButton, "SideB").click()
    assert looking.part(QLineEdit, "Shape").text() == "3×32×32"
    assert "no data" in looking.part(QLabel, "Note").text()
    looking.type("Shape", "1 x 28 x 28")
    looking.type("Classes", "100")
    looking.open()
    ((side, network),) = looking.opened
    assert (side, network.input_shape, network.classes) == ("B", (1, 28, 28), 100)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("Shape", "3x32", "allowed: channels"), ("Shape", "0x8x8", "each at least 1"), ("Classes", "1", "at least 2"),
     ("Classes", "ten", "allowed: a whole number")],
)  # fmt: skip
def test_a_wrong_figure_is_told_and_can_be_corrected(looking, name, text, words):
    looking.answer()
    before = looking.part(QLineEdit, name).text()
    looking.type(name, text)
    looking.open()
    assert words in looking.message
    assert looking.opened == []
    looking.type(name, before)
    looking.open()
    assert len(looking.opened) == 1


@pytest.mark.parametrize(
    ("text", "words"), [("", "No model given"), ("gone.py", "does not exist"), ("no.such", "no package")]
)
def test_what_cannot_be_found(hands, text, words):
    hands.look(text)
    assert words in hands.message
    hands.look()
    assert hands.message == ""


def test_the_engines_refusal_is_shown(looking):
    looking.answer((), "net.py is not valid Python.")
    assert looking.message == "net.py is not valid Python."
    assert looking.part(QPushButton, "Go").text() == "Inspect"


def test_a_file_without_models_says_what_would_be_one(looking):
    looking.answer(())
    assert "No usable model found in net.py. Allowed: a torch.nn.Module class" in looking.message


def test_only_unusable_models_cannot_be_opened(looking):
    looking.answer(FOUND[2:])
    assert not looking.part(QPushButton, "Go").isEnabled()


def test_a_named_model_is_chosen(looking):
    looking.look("net.py:make")
    looking.answer()
    assert looking.part(QListWidget, "List").currentItem().text().startswith("make")
    looking.look("net.py:Nothing")
    looking.answer()
    assert looking.message == "net.py has no model called Nothing."


def test_waiting_can_be_stopped_and_the_late_answer_is_dropped(looking):
    assert looking.part(QProgressBar, "Looking").isVisible()
    assert not looking.part(QPushButton, "Go").isEnabled()
    looking.press("Cancel")
    assert looking.dialog.isVisible()
    looking.answer()
    assert not looking.part(QListWidget, "List").isVisible()
    looking.look()
    first = looking.sent[-1]
    looking.look("net.py:make")
    looking.dialog.hear(Inspected(first.token, (), "too late"))
    assert looking.message == ""


def test_an_engine_that_stops_is_told(looking):
    looking.dialog.follow_engine(READY)
    assert looking.message == ""
    looking.dialog.follow_engine(RESTARTING)
    assert looking.message == "The engine stopped during the inspection. Inspect again."
    looking.answer()
    assert not looking.part(QListWidget, "List").isVisible()


def test_a_side_that_trains_is_left_alone(qtbot, file):
    trust(locate("net.py", file.parent))
    hands = Hands(qtbot, {"A": SideData(free=False), "B": SideData()})
    hands.look()
    hands.answer()
    assert not hands.part(QRadioButton, "SideA").isEnabled()
    assert hands.part(QPushButton, "Go").text() == "Open in B"
    both = Hands(qtbot, {"A": SideData(free=False), "B": SideData(free=False)})
    both.look()
    both.answer()
    assert not both.part(QPushButton, "Go").isEnabled()


def test_browsing_looks_at_once(hands, file, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    hands.press("Browse")
    assert hands.part(QLineEdit, "Path").text() == ""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    hands.press("Browse")
    assert hands.part(QPlainTextEdit, "Code").isVisible()


def test_a_double_click_opens(looking):
    looking.answer()
    models = looking.part(QListWidget, "List")
    at = models.visualItemRect(models.item(1)).center()
    looking.qtbot.mouseClick(models.viewport(), LEFT, pos=at)
    looking.qtbot.mouseDClick(models.viewport(), LEFT, pos=at)
    looking.dialog.hear(Described(looking.sent[-1].token, None))
    assert [network.name for _, network in looking.opened] == ["make"]


def test_every_control_is_named_in_every_state(hands, file):
    assert lacking(hands.dialog) == []
    hands.look()
    assert lacking(hands.dialog) == []
    hands.press("Go")
    assert lacking(hands.dialog) == []
    hands.answer()
    assert lacking(hands.dialog) == []


def test_models_opened_lately_are_offered_while_they_are_there(qtbot, file):
    recent = (f"{file}:Net", str(file.with_name("gone.py")), f"{file}:make")
    hands = Hands(qtbot, recent=recent)
    box = hands.part(QComboBox, "Recent")
    assert [box.itemText(i) for i in range(box.count())] == [recent[0], recent[2]]
    assert hands.part(QLineEdit, "Path").text() == ""
    hands.qtbot.keyClick(hands.part(QLineEdit, "Path"), Qt.Key.Key_Down)
    assert hands.part(QLineEdit, "Path").text() == recent[0]
    hands.qtbot.keyClick(hands.part(QLineEdit, "Path"), Qt.Key.Key_Return)
    assert hands.part(QPlainTextEdit, "Code").isVisible()
    assert hands.sent == []


def test_an_edited_file_is_asked_about_again(looking, file):
    looking.answer()
    file.write_text(CODE + "# edited\n")
    looking.look()
    assert looking.part(QPlainTextEdit, "Code").toPlainText().endswith("# edited")
    assert len(looking.sent) == 1
    looking.press("Go")
    looking.answer()
    looking.open()
    ((_, network),) = looking.opened
    assert network.digest == locate("net.py", file.parent).digest


RESULTS = (
    Result("features", "a tensor of shape (2, 8)", False),
    Result("logits", "a tensor of shape (2, 10)", True),
    Result("aux", "a tensor of shape (2, 10)", True),
)


def test_which_of_several_results_counts_is_asked(looking):
    looking.answer()
    looking.open(output="logits", results=RESULTS)
    assert looking.opened == []
    assert looking.message == (
        "Net returns 3 results, and several could be the class scores. Choose one below, then open the model."
    )
    scores = looking.part(QComboBox, "Scores")
    assert scores.currentText() == "logits · a tensor of shape (2, 10)"
    looking.qtbot.keyClick(scores.lineEdit(), Qt.Key.Key_Down)
    looking.qtbot.keyClick(scores.lineEdit(), Qt.Key.Key_Down)  # to no avail: it is the last
    looking.open(output="aux")
    assert looking.sent[-1].network.output == "aux"
    ((_, network),) = looking.opened
    assert network.output == "aux"


def test_a_result_that_cannot_be_class_scores_cannot_be_chosen(looking):
    looking.answer()
    looking.open(output="logits", results=RESULTS)
    scores = looking.part(QComboBox, "Scores")
    for _ in range(2):
        looking.qtbot.keyClick(scores.lineEdit(), Qt.Key.Key_Up)
    assert scores.currentText().startswith("logits")


def test_the_only_result_that_can_be_class_scores_is_taken(looking):
    looking.answer()
    looking.open(output="logits", results=RESULTS[:2])
    ((_, network),) = looking.opened
    assert network.output == "logits"


def test_a_result_can_be_named_by_hand_and_is_of_one_model_alone(looking):
    looking.answer()
    scores = looking.part(QComboBox, "Scores")
    looking.qtbot.keyClicks(scores.lineEdit(), "aux")
    looking.open(message="Net has no result 'aux'.")
    assert looking.sent[-1].network.output == "aux"
    looking.qtbot.keyClick(looking.part(QListWidget, "List"), Qt.Key.Key_Down)
    assert scores.currentText() == ""
    looking.open()
    assert looking.sent[-1].network.output == ""
