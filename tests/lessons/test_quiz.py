"""The quiz: which question comes next, and how it stands."""

from __future__ import annotations

import pytest

from explorer.lessons.quiz import Quiz, QuizState, next_question, parse_quiz, score
from explorer.lessons.tables import LessonError

HEAD = 'title = "Quiz"\n'
EXPERIMENT = '[[experiment]]\nname = "e"\nabout = "x"\na = { network = "plain-8" }\n'


def _question(name: str, rights: str = "10", more: str = "") -> str:
    answers = "".join(
        f'[[question.answer]]\ntext = "t"\nwhy = "w"\nright = {"true" if right == "1" else "false"}\n'
        for right in rights
    )
    return f'[[question]]\nid = "{name}"\ntext = "Which?"\n{more}{answers}'


def _quiz(count: int) -> Quiz:
    return parse_quiz(HEAD + "".join(_question(f"q{k}") for k in range(count)))


def _answer(quiz: Quiz, state: QuizState, right: bool) -> tuple[str, QuizState]:
    question = next_question(quiz, state)
    return question.id, state.after(question, [0] if right else [1])


def test_all_right_and_nothing_else_is_right() -> None:
    several = parse_quiz(HEAD + _question("q", "1101")).questions[0]
    assert several.several
    assert several.is_right([0, 3, 1])
    assert not several.is_right([0, 1])
    assert not several.is_right([0, 1, 2, 3])
    assert not several.is_right([])


def test_a_wrong_one_comes_back_after_three_others_and_is_done_when_right_twice() -> None:
    quiz, state, asked = _quiz(14), QuizState(), []
    for turn in range(16):
        name, state = _answer(quiz, state, right=turn != 0)
        asked.append(name)
    assert asked[:4] == ["q0", "q1", "q2", "q3"]
    assert asked[4] == "q0", "three others lie between"
    assert asked[5:13] == [f"q{k}" for k in range(4, 12)]
    assert asked[13] == "q0", "eight others lie between"
    assert asked[14:] == ["q12", "q13"]
    assert next_question(quiz, state) is None


def test_what_waits_is_asked_sooner_where_nothing_else_is_left() -> None:
    quiz = _quiz(1)
    _, state = _answer(quiz, QuizState(), right=False)
    assert next_question(quiz, state) is quiz.questions[0]
    for _ in range(2):
        _, state = _answer(quiz, state, right=True)
    assert next_question(quiz, state) is None


def test_score_counts_first_answers_and_what_comes_back() -> None:
    quiz, state = _quiz(3), QuizState()
    for right in (True, False):
        _, state = _answer(quiz, state, right)
    now = score(quiz, state)
    assert (now.questions, now.asked, now.first, now.done, now.back) == (3, 2, 1, 1, 1)


def test_state_is_stored_as_text_and_a_damaged_one_begins_anew() -> None:
    _, state = _answer(_quiz(2), QuizState(), right=False)
    assert QuizState.from_text(state.to_text()) == state
    for text in ("", "[]", '{"answered": "x"}', "{"):
        assert QuizState.from_text(text) == QuizState()


def test_questions_that_are_gone_do_not_count() -> None:
    _, state = _answer(_quiz(1), QuizState(), right=True)
    other = parse_quiz(HEAD + _question("new"))
    assert score(other, state).asked == 0
    assert next_question(other, state).id == "new"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD, r"quiz\.toml, question: 0 of them; allowed: 1 to 200 tables question"),
        (HEAD + _question("q") + _question("q"), r"line 14, question 2, id: q is there twice"),
        (HEAD + _question("q", "00"), r"line 5, question 1, answer: none is right"),
        (HEAD + _question("q", "1"), r"question 1, answer: 1 of them; allowed: 2 to 8 tables answer"),
        (HEAD + EXPERIMENT + _question("q", more='experiment = "x"\n'), r"line 9, question 1, experiment: .*: e"),
        (HEAD + 'extra = 1\n' + _question("q"), r"line 2, extra: unknown key; allowed: title"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(LessonError, match=told):
        parse_quiz(text)
