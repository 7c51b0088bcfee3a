"""`residual-explorer lessons` in this process: the list, files of one's own, and a check at toy size."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from explorer import cli
from explorer.lessons.bundled import all_lessons

LESSON = """
title = "Toy"
about = "Toy"

[[experiment]]
name = "toy"
about = "Toy"
both = { width = 1, batch_size = 700, max_steps = 3 }
a = { network = "resnet-8" }
b = { network = "plain-8" }

[[experiment]]
name = "look"
about = "Not trained"
a = { network = "resnet-20", dataset = "none" }

[[step]]
kind = "expect"
title = "Trained"
text = "Trained"
otherwise = "Otherwise"
experiment = "toy"
[[step.result]]
run = "A"
measure = "skips"
low = 3
high = 3
[[step.result]]
run = "B"
measure = "train_accuracy"
low = 0
high = 100
[[step.result]]
run = "B"
verdict = "diverged"
[[step.result]]
run = "A"
measure = "lesion_worst"
low = -100
high = 100

[[step]]
kind = "expect"
title = "Not trained"
text = "Counted"
otherwise = "Otherwise"
experiment = "look"
[[step.result]]
measure = "parameters"
low = 269722
high = 269722
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "toy.toml"
    path.write_text(LESSON)
    return path


def call(*arguments: str | Path, status: int = 0) -> Result:
    result = CliRunner().invoke(cli.app, [str(a) for a in arguments])
    assert result.exit_code == status, result.output
    return result


def test_lessons_are_listed() -> None:
    told = call("lessons").stdout
    for lesson in all_lessons():
        assert f"{lesson.title} ({lesson.minutes} min, {lesson.id})" in told


def test_a_check_trains_measures_and_writes_the_table(file: Path, tmp_path: Path, runs_dir: Path) -> None:
    out = tmp_path / "table.md"
    told = call("lessons", "check", file, "--seeds", "1", "--out", out, "--runs-dir", runs_dir, status=1).output
    rows = out.read_text().splitlines()[2:]
    assert out.read_text() in told
    assert "2 done" in told
    assert rows[0] == "| 100 Toy | resnet-8 (A of toy): skip connections that are on | 3 | 3 | pass |"
    assert rows[1].startswith("| 100 | plain-8 (B of toy): training accuracy | 0 to 100 % | ")
    assert rows[1].endswith("% | pass |")
    assert rows[2] == "| 100 | plain-8 (B of toy): finding 'Diverged' | given | 0 of 1 | **differs** |"
    assert "largest change | −100 to 100 points |" in rows[3]
    assert rows[4] == "| 100 | resnet-20 (A of look): parameters | 269,722 | 269,722 | pass |"
    again = call("lessons", "check", file, "--seeds", "1", "--runs-dir", runs_dir, status=1).output
    assert again.endswith(out.read_text()), "what is stored is used as it is"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("width = 1", "width = 0", "toy.toml, line 8, experiment 1, both.width: width is 0"),
        ("max_steps = 3", 'dataset = "emnist"', "line 8, experiment 1, both.dataset: there is no dataset 'emnist'"),
        (
            "max_steps = 3",
            'dataset = "none"',
            "toy: Trained: train_accuracy of run B needs data",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told(file: Path, old: str, new: str, told: str) -> None:
    file.write_text(LESSON.replace(old, new))
    assert told in " ".join(call("lessons", "check", file, "--read", status=2).output.split())


def test_a_file_is_read_without_training(file: Path) -> None:
    assert call("lessons", "check", file, "--read").stdout == "toy can be used. Steps: 2; experiments: 2.\n"
    assert "There is no lesson nothing." in call("lessons", "check", "nothing", status=2).output
