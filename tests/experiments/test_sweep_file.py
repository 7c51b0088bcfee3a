"""Sweep files: what they hold, and what is wrong with one, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.experiments.planning import planned
from explorer.experiments.sweep_file import SweepError, parse_sweep, read_sweep

WHOLE = """\
name = "whole"
about = "all of it"
pairs = true

[fixed]
dataset = "digits"
skips = "default"

[vary]
network = ["plain-8", "plain-14"]
seed = [0, 1]

[[exclude]]
network = "resnet-14"
seed = [1, 2]

[[when]]
if = { depth = 14 }
set = { lr = 1, warmup = 3 }
"""


def test_a_whole_file() -> None:
    found = parse_sweep(WHOLE, "whole.toml")
    assert (found.name, found.about, found.pairs) == ("whole", "all of it", True)
    assert found.fixed == {"dataset": "digits", "skips": "default"}
    assert found.vary == {"network": ("plain-8", "plain-14"), "seed": (0, 1)}
    assert found.exclude == ({"network": ("resnet-14",), "seed": (1, 2)},)
    assert (found.when[0].holds, found.when[0].sets) == ({"depth": (14,)}, {"lr": 1, "warmup": 3})


def test_the_least_file() -> None:
    assert parse_sweep('name = "one"\n[fixed]\nnetwork = "plain-8"\n').vary == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "whole"', "", r"s\.toml, name: missing or not a text; allowed: a name"),
        ('name = "whole"', "name = 3", r"s\.toml, line 1, name: missing or not a text"),
        ("pairs = true", 'pairs = "yes"', r"line 3, pairs: allowed: true or false"),
        ("[vary]", "[varies]", r"line 9, varies: unknown key; allowed: name, about, .*\. Did you mean vary\?"),
        ("seed = [0, 1]", "seeds = [0, 1]", r"line 11, vary\.seeds: unknown setting; allowed: .*Did you mean seed\?"),
        ("seed = [0, 1]", "seed = 0", r"line 11, vary\.seed: allowed: a list of at least one value"),
        ("seed = [0, 1]", "seed = []", r"line 11, vary\.seed: allowed: a list of at least one value"),
        ("seed = [0, 1]", "seed = [0, -1]", r"line 11, vary\.seed: seed is -1; allowed: at least 0"),
        ("seed = [0, 1]", 'seed = [0, "1"]', r"line 11, vary\.seed: seed is '1'; allowed: a whole number"),
        ("seed = [0, 1]", 'dataset = ["digits"]', r"line 11, vary\.dataset: stands in \[fixed\] as well"),
        ('skips = "default"', "skips = true", r"line 7, fixed\.skips: skips is True; allowed: text"),
        ('skips = "default"', 'skips = "most"', r"line 7, fixed\.skips: skips is 'most'; allowed: on, off, or a list"),
        ('skips = "default"', 'norm = "bath"', r"line 7, fixed\.norm: norm is 'bath'; allowed: batch, .*none"),
        ('skips = "default"', "lr = [0.1]", r"line 7, fixed\.lr: lr is list; allowed: a number"),
        ('"plain-14"', '"plain-15"', r"line 10, vary\.network: plain-15 does not exist: .*Nearest: plain-14"),
        ('"plain-14"', '"plane-14"', r"line 10, vary\.network: There is no network called 'plane-14'.*'plain-14'"),
        ('"plain-14"', '"net.py:Net"', r"line 10, vary\.network: 'net\.py:Net' is a model of your own"),
        ('seed = [1, 2]\n', "seeds = 1\n", r"line 15, exclude 1, seeds: unknown setting"),
        ("[[exclude]]", "[exclude]", r"line 13, exclude: allowed: tables, each headed \[\[exclude\]\]"),
        ("if = { depth = 14 }", "if = {}", r"line 18, when 1, if: empty; allowed: at least one setting"),
        ("if = {", "unless = {", r"line 18, when 1, unless: unknown key; allowed: if, set"),
        ("set = { lr = 1,", "set = { depth = 1,", r"line 19, when 1, set\.depth: the network cannot be set here"),
        ("set = { lr = 1,", "set = { lr = 0,", r"line 19, when 1, set\.lr: learning rate is 0; allowed: above 0"),
        ("[vary]", "[vary", r"s\.toml: not valid TOML: .*line 9"),
        ("[vary]", "[[varies]]", r"s\.toml, line 9, varies: unknown key"),
        ("pairs = true", "pairs = " + "1" * 5000, r"s\.toml: not valid TOML: Exceeds the limit"),
        ("pairs = true", "pairs = " + "[" * 3000, r"s\.toml: not valid TOML: nested too deep"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, told: str) -> None:
    assert WHOLE.count(old) == 1
    with pytest.raises(SweepError, match=told):
        parse_sweep(WHOLE.replace(old, new), "s.toml")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match=r"none\.toml cannot be read: No such file"):
        read_sweep(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SweepError, match="it is not text in UTF-8"):
        read_sweep(tmp_path / "odd.toml")


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(WHOLE, encoding="utf-8-sig")
    assert read_sweep(tmp_path / "s.toml") == parse_sweep(WHOLE, "s.toml")


def test_planned_interventions_may_vary() -> None:
    text = 'name="x"\n[fixed]\nnetwork="resnet-8"\n[vary]\nat=["150: stage 2 = 0; 300: all = 1", ""]\n'
    cells = planned(parse_sweep(text, "x.toml")).cells
    assert [list(map(str, cell.spec.training.interventions)) for cell in cells] == [
        ["150: stage 2 = 0.0", "300: all = 1.0"], [],
    ]  # fmt: skip
    with pytest.raises(SweepError, match=r"line 6, vary.at.*intervention is 'noon'"):
        parse_sweep('name="x"\n[fixed]\nnetwork="resnet-8"\n\n[vary]\nat=["noon"]\n', "x.toml")
