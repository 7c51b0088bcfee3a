"""Lesson files: what they hold, and what is wrong with one, at its line."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.lessons.lesson_file import parse_lesson, read_lesson
from explorer.lessons.steps import STEPS, ExpectStep, LoadStep, QuestionStep, WaitStep
from explorer.lessons.tables import LessonError

WHOLE = """\
number = 3
title = "Whole"
about = "All of it"

[[experiment]]
name = "pair"
about = "A pair"
both = { dataset = "digits", width = 8 }
a = { network = "plain-8" }
b = { network = "resnet-8" }
gpu = { dataset = "cifar-10", augment = "crop-flip" }
gpu_minutes = 30

[[experiment]]
name = "alone"
about = "One run"
a = { network = "plain-14" }

[[step]]
kind = "load"
title = "Load"
text = '''
Read *this*:
title = "not a key"
[[step]]
'''
experiment = "pair"
highlight = ["pair", "card-a"]

[[step]]
kind = "wait"
title = "Train"
text = "Press train."
until = "setting"
setting = { norm = "none" }

[[step]]
kind = "question"
title = "Why?"
text = "Why does $F(x) + x$ help?"

[[step.answer]]
text = "It passes x on."
right = true
why = "Yes."

[[step.answer]]
text = "It adds parameters."
why = "No."

[[step]]
kind = "expect"
title = "What comes out"
text = "It learns."
otherwise = "It did not."

[[step.result]]
run = "B"
measure = "train_accuracy"
low = 90
high = 100
"""


def test_a_whole_file() -> None:
    lesson = parse_lesson(WHOLE, "whole.toml")
    assert (lesson.id, lesson.number, lesson.title, lesson.about) == ("whole", 3, "Whole", "All of it")
    load, wait, question, expect = lesson.steps
    assert isinstance(load, LoadStep)
    assert load.highlight == ("pair", "card-a")
    assert "[[step]]" in load.text
    assert isinstance(wait, WaitStep)
    assert (wait.until, wait.setting, wait.experiment) == ("setting", {"norm": "none"}, "pair")
    assert isinstance(question, QuestionStep)
    assert [answer.right for answer in question.answers] == [True, False]
    assert isinstance(expect, ExpectStep)
    assert (expect.results[0].run, expect.results[0].low, expect.experiment) == ("B", 90, "pair")
    assert expect.otherwise == "It did not."
    assert lesson.expected == (expect,)


def test_an_experiment_gives_its_runs() -> None:
    pair = parse_lesson(WHOLE).experiment("pair")
    assert {run: spec.network.name for run, spec in pair.runs().items()} == {"A": "plain-8", "B": "resnet-8"}
    assert {spec.network.width for spec in pair.runs().values()} == {8}
    gpu = pair.runs(gpu=True, seed=7)["B"].training
    assert (gpu.dataset, gpu.augment, gpu.seed) == ("cifar-10", "crop-flip", 7)
    own = WHOLE.replace("gpu_minutes", 'gpu_b = { augment = "none" }\ngpu_minutes')
    paper = parse_lesson(own).experiment("pair").runs(gpu=True)
    assert {run: spec.training.augment for run, spec in paper.items()} == {"A": "crop-flip", "B": "none"}
    assert list(parse_lesson(WHOLE).experiment("alone").runs()) == ["A"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "Whole"', "", r"l\.toml, title: title is missing"),
        ('title = "Whole"', "title = 3", r"l\.toml, line 2, title: title is 3; allowed: text"),
        ('about = "All of it"', 'abuot = "x"', r"line 3, abuot: unknown key; allowed: title, .*Did you mean about\?"),
        ("number = 3", "number = 3000", r"line 1, number: is 3000; allowed: 0 to 1,000"),
        ('name = "alone"', 'name = "pair"', r"line 15, experiment 2, name: pair is there twice"),
        ('name = "alone"', 'name = "A B"', r"line 15, experiment 2, name: 'A B'; allowed: a name of lower-case"),
        ("width = 8", "widht = 8", r"line 8, experiment 1, both\.widht: unknown setting; .*Did you mean width\?"),
        ("width = 8", "width = 0", r"line 8, experiment 1, both\.width: width is 0; allowed: at least 1"),
        ('"resnet-8"', '"resnet-9"', r"line 10, experiment 1, b\.network: resnet-9 does not exist: .*resnet-8"),
        ('"resnet-8"', '"./net.py:Net"', r"line 10, experiment 1, b\.network: .* is a model of your own"),
        ('dataset = "digits"', 'dataset = "folder:32:/etc"', r"line 8, experiment 1, both\.dataset: .*allowed: a"),
        ('dataset = "digits"', 'train_folder = "/etc"', r"line 8, experiment 1, both\.train_folder: unknown setting"),
        ('network = "resnet-8"', 'network = "alexnet"', r"line 10, experiment 1, b: alexnet has no width"),
        ('network = "plain-14"', "seed = 1", r"line 17, experiment 2, a: no network is named"),
        ('kind = "load"', 'kind = "laod"', r"line 20, step 1, kind: is 'laod'; allowed: text, .*Did you mean load\?"),
        ('kind = "load"\n', "", r"line 19, step 1, kind: is missing; allowed: text, load"),
        ('highlight = ["pair", "card-a"]', 'highlight = "pair"', r"line 28, step 1, highlight: .*; allowed: a list"),
        ('experiment = "pair"', 'experiment = ["pair"]', r"line 27, step 1, experiment: there is no experiment"),
        ("number = 3", "number = " + "3" * 5000, r"l\.toml: not valid TOML: Exceeds the limit"),
        ("number = 3", "number = " + "[" * 3000, r"l\.toml: not valid TOML: nested too deep"),
        ("high = 100", "high = nan", r"line 61, step 4, result 1, high: no number; a measure needs low and high"),
        ("low = 90\n", "", r"line 57, step 4, result 1, low: no number; a measure needs low and high"),
        ("high = 100", "high = inf", r"line 61, step 4, result 1, high: is inf; allowed: a number of at most 1e\+15"),
        ("high = 100", "high = 100\nat = -1", r"line 62, step 4, result 1, at: is -1; allowed: 0 to 10,000,000"),
        ('experiment = "pair"', 'experiment = "par"', r"line 27, step 1, experiment: .*'par'; allowed: pair, alone"),
        ('"card-a"', '"card-c"', r"line 28, step 1, highlight: 'card-c'; allowed: card-a, .*Did you mean card"),
        ('until = "setting"', 'until = "noon"', r"line 34, step 2, until: until is 'noon'; allowed: run-"),
        ("setting = {", "settings = {", r"line 35, step 2, settings: unknown key"),
        ('setting = { norm = "none" }', "", r"line 30, step 2, setting: missing; until = \"setting\" needs it"),
        ("$F(x) + x$", "$\\\\input{x}$", r"line 40, step 3, text: the formula cannot be drawn: \\input is not known"),
        ("right = true", "", r"line 42, step 3, answer: none is right"),
        ("right = true", 'right = "yes"', r"line 44, step 3, answer 1, right: right is 'yes'; allowed: true or"),
        ('why = "No."', "", r"line 47, step 3, answer 2, why: why is missing"),
        ('otherwise = "It did not."', "", r"line 51, step 4, otherwise: otherwise is missing"),
        ('measure = "train', 'measure = "trian', r"line 59, step 4, result 1, measure: .*Did you mean train_"),
        ("low = 90", "low = 101", r"line 61, step 4, result 1, high: is 100; allowed: at least low, 101"),
        ('run = "B"', 'run = "C"', r"line 58, step 4, result 1, run: run is 'C'; allowed: A, B"),
        ("gpu_minutes = 30", "", r"line 5, experiment 1, gpu_minutes: missing; allowed: the minutes"),
        ("gpu_minutes = 30", "gpu_minutes = -1", r"line 12, experiment 1, gpu_minutes: is -1; allowed: 0 to 100,000"),
        ('dataset = "cifar-10", ', "", r"line 11, experiment 1, gpu: no dataset is named; allowed: dataset = "),
        ('augment = "crop-flip" }', 'augment = "x" }', r"line 11, experiment 1, gpu\.augment: augmentation is 'x'"),
        ("gpu = {", "gpu_b = {", r"line 11, experiment 1, gpu_b: there is no gpu; allowed: only with it"),
        ("gpu_minutes = 30", 'gpu_minutes = 30\nlayout = "beside"', r"layout is 'beside'; allowed: stacked, "),
        ("[[experiment]]\nname = \"alone\"", "[experiment]\nname = \"alone\"", r"l\.toml: .* declare experiment twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, told: str) -> None:
    assert old in WHOLE
    with pytest.raises(LessonError, match=told):
        parse_lesson(WHOLE.replace(old, new, 1), "l.toml")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('measure = "test_accuracy"\nvalue = 91.25', ""),
        ('what = "Top-1 error"\nunit = "%"\nvalue = 25.03', ""),
        ('measure = "test_accuracy"\nwhat = "Error"\nvalue = 1', "published 1, measure: allowed: either a measure"),
        ("value = 1", "published 1, measure: allowed: either a measure"),
        ('what = "Error"', "published 1, value: value is missing"),
        ('what = "Error"\nvalue = "much"', "published 1, value: value is 'much'; allowed: a number"),
    ],
)
def test_a_published_figure_has_a_source_and_is_a_measure_or_says_what_it_is(keys: str, told: str) -> None:
    text = f'{WHOLE}\n[[step.published]]\nsource = "A paper, table 1"\n{keys}\n'
    if told:
        with pytest.raises(LessonError, match=told):
            parse_lesson(text)
        return
    (expect,) = parse_lesson(text).expected
    assert expect.published[0].source == "A paper, table 1"
    with pytest.raises(LessonError, match=r"published 1, source: source is missing"):
        parse_lesson(text.replace('source = "A paper, table 1"', ""))


def test_results_of_a_side_that_is_not_there() -> None:
    text = WHOLE.replace('kind = "expect"', 'kind = "expect"\nexperiment = "alone"')
    with pytest.raises(LessonError, match=r"line 59, step 4, result 1, run: the experiment alone has no B"):
        parse_lesson(text, "l.toml")


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "l.toml").write_text(WHOLE, encoding="utf-8-sig")
    assert read_lesson(tmp_path / "l.toml").title == "Whole"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"none\.toml cannot be read: No such file"):
        read_lesson(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(LessonError, match="it is not text in UTF-8"):
        read_lesson(tmp_path / "odd.toml")
    (tmp_path / "large.toml").write_text("#" * 200_001, encoding="utf-8")
    with pytest.raises(LessonError, match=r"large\.toml is too large; allowed: at most 200,000 bytes"):
        read_lesson(tmp_path / "large.toml")


def _tables() -> st.SearchStrategy[str]:
    """Something like a lesson: lines of known and unknown keys with values of every type."""
    heads = st.sampled_from(["[[step]]", "[[step.answer]]", "[[experiment]]", "[step]", "[[step.result]]", ""])
    keys = st.sampled_from(["kind", "title", "text", "about", "name", "a", "b", "both", "until", "setting", "low", "x"])
    values = st.sampled_from(
        ['"load"', '"text"', "3", "true", "[]", "{}", '{ network = "plain-8" }', '["a"]', '"$x"', "nan", "''", "inf",
         *(f'"{kind}"' for kind in STEPS)]
    )  # fmt: skip
    lines = st.one_of(heads, st.builds(lambda key, value: f"{key} = {value}", keys, values))
    return st.lists(lines, max_size=14).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), _tables(), _tables().map(lambda text: f'title="t"\nabout="a"\n{text}')))
def test_any_text_is_a_lesson_or_an_error_in_words(text: str) -> None:
    with suppress(LessonError):
        parse_lesson(text, "l.toml")
