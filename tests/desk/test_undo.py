"""The history: doing, taking back, merging, and steps that no longer act."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from explorer.desk.undo import Step, Steps


class Add(Step):
    """Puts its text at the end of a list. `fate` is what befalls it."""

    def __init__(self, text: str, here: list[str], fate: str = "") -> None:
        super().__init__(text)
        self.here, self.fate = here, fate

    def redo(self) -> None:
        self.here.append(self.text)

    def undo(self) -> None:
        if self.fate == "lost":
            self.obsolete = True
        else:
            self.here.remove(self.text)

    def merged(self, later: Step) -> bool:
        if self.fate == "there and back":
            self.here.clear()
            self.obsolete = True
        return self.fate in ("merges", "there and back") and isinstance(later, Add)

    def obstacle(self, back: bool) -> str:
        return f"{self.text} cannot be {'undone' if back else 'redone'} now." if self.fate == "blocked" else ""

    def lost(self) -> str:
        return f"{self.text} is lost." if self.fate == "lost" else ""

    def acts(self, back: bool) -> bool:
        return self.fate != "idle"


@pytest.fixture
def here() -> list[str]:
    return []


@pytest.fixture
def steps(qapp) -> Steps:
    return Steps()


def test_steps_are_undone_last_first_and_redone_first_first(steps: Steps, here: list[str]) -> None:
    for text in "abc":
        steps.push(Add(text, here))
    steps.undo()
    steps.undo()
    assert (here, steps.undo_text, steps.redo_text) == (["a"], "a", "b")
    steps.redo()
    assert (here, steps.undo_text, steps.redo_text) == (["a", "b"], "b", "c")


def test_a_new_step_ends_what_could_be_redone(steps: Steps, here: list[str]) -> None:
    steps.push(Add("a", here))
    steps.undo()
    steps.push(Add("b", here))
    assert not steps.can_redo
    steps.redo()
    assert here == ["b"]


def test_nothing_to_undo_is_nothing(steps: Steps) -> None:
    assert not steps.can_undo
    assert not steps.can_redo
    assert steps.undo_text == steps.redo_text == ""
    assert steps.last is None
    steps.undo()
    steps.redo()


def test_merged_steps_are_one(steps: Steps, here: list[str]) -> None:
    steps.push(Add("a", here, "merges"))
    steps.push(Add("b", here))
    assert here == ["a", "b"]
    steps.undo()
    assert not steps.can_undo


def test_there_and_back_is_nothing_to_undo(steps: Steps, here: list[str]) -> None:
    steps.push(Add("first", here))
    steps.push(Add("a", here, "there and back"))
    steps.push(Add("b", here))
    assert steps.undo_text == "first"


def test_a_step_that_is_obsolete_when_done_is_not_kept(steps: Steps, here: list[str]) -> None:
    step = Add("a", here)
    step.obsolete = True
    steps.push(step)
    assert not steps.can_undo


def test_what_cannot_be_undone_now_stays_and_says_why(qtbot: QtBot, steps: Steps, here: list[str]) -> None:
    steps.push(Add("a", here, "blocked"))
    with qtbot.waitSignal(steps.said) as said:
        steps.undo()
    assert said.args == ["a cannot be undone now."]
    assert here == ["a"]
    assert steps.can_undo


def test_what_can_never_be_undone_leaves_and_says_why(qtbot: QtBot, steps: Steps, here: list[str]) -> None:
    steps.push(Add("first", here))
    steps.push(Add("a", here, "lost"))
    with qtbot.waitSignal(steps.dropped) as said:
        steps.undo()
    assert said.args == ["a is lost."]
    assert (steps.undo_text, steps.can_redo) == ("first", False)
    assert here == ["first", "a"]


def test_steps_that_would_change_nothing_are_passed_over(steps: Steps, here: list[str]) -> None:
    steps.push(Add("a", here))
    steps.push(Add("b", here, "idle"))
    steps.undo()
    assert here == []
    steps.redo()
    assert here == ["a"]


def test_clearing_forgets_both_ways(steps: Steps, here: list[str]) -> None:
    steps.push(Add("a", here))
    steps.push(Add("b", here))
    steps.undo()
    steps.clear()
    assert not steps.can_undo
    assert not steps.can_redo


def test_every_change_is_told(qtbot: QtBot, steps: Steps, here: list[str]) -> None:
    for change in (lambda: steps.push(Add("a", here)), steps.undo, steps.redo, steps.clear):
        with qtbot.waitSignal(steps.changed):
            change()
