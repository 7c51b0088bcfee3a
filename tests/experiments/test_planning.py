"""The runs of a sweep against itertools, and their order."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from explorer.experiments.bundled import bundled_sweeps, sweep_path
from explorer.experiments.fitting import fitted_plan
from explorer.experiments.planning import Plan, planned
from explorer.experiments.sweep_file import SweepError, parse_sweep, read_sweep
from explorer.registry import SpecError
from explorer.runs.cells import cell_name
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec


def plan(text: str) -> Plan:
    return planned(parse_sweep('name = "s"\n' + text, "s.toml"))


def run(name: str, network: dict[str, Any] | None = None, **training: Any) -> RunSpec:
    return RunSpec(network=NetworkSpec(name=name, **network or {}), training=TrainingSpec(**training))


def test_every_combination_once() -> None:
    found = plan('[fixed]\nfamily = "plain"\n[vary]\ndepth = [8, 14, 20]\nnorm = ["batch", "none"]\nseed = [0, 1]\n')
    wanted = {
        run(f"plain-{depth}", {"norm": norm}, seed=seed)
        for depth, norm, seed in itertools.product((8, 14, 20), ("batch", "none"), (0, 1))
    }
    assert {cell.spec for cell in found.cells} == wanted
    assert len(found.cells) == len(wanted)
    assert all(
        (cell.label["depth"], cell.label["norm"], cell.label["seed"])
        == (cell.spec.network.depth, cell.spec.network.norm, cell.spec.training.seed)
        for cell in found.cells
    )


def names(text: str) -> list[str]:
    return [cell_name(cell.label, cell.spec) for cell in plan(text).cells]


PAIRED = [
    f"{family}-{depth}, seed {seed}" for depth in (8, 20, 14) for seed in (0, 1) for family in ("plain", "resnet")
]


@pytest.mark.parametrize(
    "text",
    [
        'pairs = true\n[fixed]\nfamily = "plain"\n[vary]\ndepth = [8, 14, 20]\nseed = [0, 1]\n',
        '[vary]\nseed = [0, 1]\nfamily = ["plain", "resnet"]\ndepth = [8, 14, 20]\n',
        "[vary]\nnetwork = ['plain-8', 'plain-14', 'plain-20', 'resnet-8', 'resnet-14', 'resnet-20']\nseed = [0, 1]\n",
        "pairs = true\n[vary]\nnetwork = ['plain-8', 'plain-14', 'plain-20']\nseed = [0, 1]\n",
    ],
)
def test_pairs_and_seeds_stand_together_and_the_ends_come_first(text: str) -> None:
    assert names(text) == PAIRED


def test_the_corners_of_two_axes_come_first() -> None:
    found = plan('[fixed]\nfamily = "plain"\n[vary]\nlr = [0.1, 0.2, 0.3]\ndepth = [8, 14, 20]\n').cells
    points = [(cell.label["lr"], cell.label["depth"]) for cell in found]
    assert set(points[:4]) == set(itertools.product((0.1, 0.3), (8, 20)))


def test_a_network_without_a_twin_of_its_own_is_paired_by_its_skips() -> None:
    found = plan('pairs = true\n[fixed]\nnetwork = "preact-20"\n')
    assert [cell.spec.network.skips for cell in found.cells] == ["default", "off"]


def test_duplicates_are_trained_once_and_told() -> None:
    found = plan('[vary]\nnetwork = ["plain-8", "plain-8"]\nlr = [1, 1.0, 0.1]\n')
    assert len(found.cells) == 2
    assert found.notes == ("4 with the settings of another: trained once.",)


def test_excluded_combinations_are_left_out() -> None:
    found = plan(
        '[fixed]\nfamily = "plain"\n[vary]\ndepth = [8, 14]\nseed = [0, 1, 2]\n'
        '[[exclude]]\ndepth = 14\nseed = [1, 2]\n[[exclude]]\nnorm = "none"\n'
    )
    assert {(c.label["depth"], c.label["seed"]) for c in found.cells} == {(8, 0), (8, 1), (8, 2), (14, 0)}
    assert found.notes == ("2 left out by [[exclude]].", "[[exclude]] number 2 fits no run.")


def test_conditions_see_settings_that_the_file_does_not_name() -> None:
    text = '[fixed]\nfamily = "plain"\n[vary]\ndepth = [8, 14]\n[[when]]\nif = {depth = 14, norm = "batch"}\n'
    found = plan(text + 'set = {schedule = "step", warmup = 5}\n')
    by_depth = {cell.spec.network.depth: cell.spec.training for cell in found.cells}
    assert (by_depth[8].schedule, by_depth[8].warmup) == ("constant", 0)
    assert (by_depth[14].schedule, by_depth[14].warmup) == ("step", 5)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[fixed]\nseed = 1\n", "no network is named; allowed: network, or family and depth"),
        ('[fixed]\nfamily = "plain"\n[vary]\ndepth = [8, 9]\n', r"line 5, vary\.depth: plain-9 does not exist"),
        ('[fixed]\nfamily = "plain"\n', r"line 3, fixed\.family: There is no network called 'plain'"),
        ('[fixed]\nnetwork = "plain-8"\ndepth = 8\n', r"line 4, fixed\.depth: stands beside network"),
        ('[fixed]\nnetwork = "vgg16"\nwidth = 8\n', r"line 3, fixed\.network: vgg16 has no width"),
        ('[fixed]\nnetwork = "plain-8"\n[[exclude]]\nseed = 0\n', r"line 4, exclude 1: every run is excluded"),
        ('[fixed]\nnetwork = "vgg16"\n[[when]]\nif = {seed = 0}\nset = {width = 8}\n', r"line 6, when 1, set: vgg16"),
        (
            f'[fixed]\nnetwork = "plain-8"\n[vary]\nseed = {list(range(101))}\nwarmup = {list(range(100))}\n',
            r"line 4, vary: asks for 10,100 runs; allowed: at most 10,000",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(SweepError, match=told):
        plan(text)


class TestBundled:
    """The sweeps that come along ask for the runs that they are known for."""

    def test_their_names_are_those_of_their_files(self) -> None:
        for name, path in bundled_sweeps().items():
            assert (read_sweep(path).name, sweep_path(name)) == (name, path)
        with pytest.raises(
            SpecError, match=r"There is no sweep file nothing\. Give a TOML file or one of: controls, degradation"
        ):
            sweep_path("nothing")

    WANTED = pytest.mark.parametrize(
        ("name", "wanted"),
        [
            (
                "degradation",
                [
                    run(f"{family}-{depth}", {"width": 8}, epochs=15, batch_size=64, lr=0.1, seed=seed)
                    for family in ("plain", "resnet") for depth in (8, 14, 20, 32, 44, 56) for seed in (0, 1, 2)
                ],
            ),
            (
                "vanishing",
                [
                    run(f"plain-{depth}", {"width": 8, "norm": norm, "init": init}, lr=0.02, seed=seed)
                    for norm in ("none", "batch") for init in ("pytorch", "he") for depth in (8, 20, 32, 44, 56)
                    for seed in (0, 1, 2)
                ],
            ),
            (
                "shortcuts",
                [
                    run(f"resnet-{depth}", {"width": 8, "shortcut": shortcut}, seed=seed)
                    for shortcut in "ABC" for depth in (20, 56) for seed in (0, 1, 2)
                ],
            ),
            (
                "learning-rate-depth",
                [
                    run(f"{family}-{depth}", {"width": 8}, lr=lr)
                    for family in ("plain", "resnet") for depth in (8, 20, 56)
                    for lr in (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
                ],
            ),
            (
                "controls",
                [
                    run(
                        f"{family}-56",
                        {"width": 8, "norm": norm, "init": init}
                        | ({"activation": "leaky-relu", "slope": 0.456} if init == "delta-orthogonal" else {}),
                        lr=0.005 if norm == "none" else 0.02, seed=seed,
                    )
                    for family in ("plain", "resnet") for norm in ("batch", "none")
                    for init in ("he", "identity", "delta-orthogonal") for seed in (0, 1, 2)
                ],
            ),
            (
                "transformer",
                [
                    run(
                        f"{family}-{depth}", {"width": 32, "activation": "gelu", "skips": skips}, optimizer="adam",
                        lr=0.001, seed=seed,
                    )
                    for family in ("vit", "vit-postnorm") for depth in (4, 12) for skips in ("on", "off")
                    for seed in (0, 1, 2)
                ],
            ),
            (
                "paper-cifar10",
                [
                    run(
                        f"{family}-{depth}", {"width": 16, "norm": "batch", "init": "he"}, dataset="cifar-10",
                        augment="crop-flip", max_steps=64_000, batch_size=128, lr=0.1, momentum=0.9, weight_decay=1e-4,
                        schedule="step-after-low" if depth == 110 else "step",
                    )
                    for family in ("plain", "resnet") for depth in (20, 32, 44, 56, 110)
                ],
            ),
        ],
    )  # fmt: skip

    @pytest.mark.parametrize("name", bundled_sweeps())
    def test_they_can_be_trained(self, name: str) -> None:
        plan = planned(read_sweep(bundled_sweeps()[name]))
        found = fitted_plan(plan)
        assert [cell.label for cell in found.cells] == [cell.label for cell in plan.cells]
        assert {cell.spec.network.input_shape for cell in found.cells} <= {(1, 8, 8), (3, 32, 32)}

    @WANTED
    def test_their_runs(self, name: str, wanted: list[RunSpec]) -> None:
        found = planned(read_sweep(bundled_sweeps()[name]))
        assert len(found.cells) == len(wanted)
        assert {cell.spec for cell in found.cells} == set(wanted)
        assert found.notes == ()


def test_a_dataset_that_is_not_known_is_told_with_its_place() -> None:
    text = '[fixed]\nnetwork = "plain-8"\n[vary]\ndataset = ["digits", "digit"]\n'
    with pytest.raises(SweepError, match=r"line 5, vary\.dataset: There is no dataset called 'digit'"):
        fitted_plan(plan(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[fixed]\nnetwork = "plain-8"\nprecision = "bf16"\n[vary]\nseed = [0, 1]\n',
            "s.toml, line 5, fixed.precision: precision is bf16; allowed for runs that are trained together: float32.",
        ),
        (
            '[fixed]\nnetwork = "plain-8"\n[vary]\nseed = [0, 1]\nprecision = ["float32", "fp16"]\n',
            "s.toml, line 7, vary.precision: precision is fp16; allowed for runs that are trained together: float32.",
        ),
        (
            '[fixed]\nnetwork = "plain-8"\n[vary]\nseed = [0, 1]\n[[when]]\nif = { seed = [0, 1] }\n'
            'set = { precision = "tf32" }\n',
            "s.toml, line 9, when 1, set.precision: precision is tf32",
        ),
        (
            f'[fixed]\nnetwork = "plain-8"\n[vary]\nseed = {list(range(65))}\n',
            "s.toml, line 2, together: runs trained together is 65; allowed: at least 1 and at most 64.",
        ),
    ],
)
def test_seeds_that_cannot_be_trained_together_are_refused_when_the_sweep_is_read(text: str, told: str) -> None:
    with pytest.raises(SweepError) as refused:
        plan("together = true\n" + text)
    assert str(refused.value).startswith(told)
    assert str(refused.value).endswith("Or remove together = true.")
    assert plan(text).cells, "one by one they can be"


def test_a_single_seed_is_trained_alone_in_any_precision() -> None:
    found = plan('together = true\n[fixed]\nnetwork = "plain-8"\nprecision = "bf16"\n')
    assert [cell.spec.training.together for cell in found.cells] == [1]


def test_a_network_that_cannot_be_trained_together_is_refused_once_its_layers_are_known() -> None:
    text = '[fixed]\nepochs = 1\n[vary]\nnetwork = ["resnet-8", "rezero-8"]\nseed = [0, 1]\n'
    with pytest.raises(SweepError) as refused:
        fitted_plan(plan("together = true\n" + text))
    assert str(refused.value).startswith("s.toml, line 2, together: rezero-8: These runs cannot be trained together: ")
    assert "allowed: convolutions, linear layers" in str(refused.value)
    assert len(fitted_plan(plan(text)).cells) == 4
