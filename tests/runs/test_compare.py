from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from explorer.graph.model import NetworkGraph
from explorer.runs.compare import PairProof, pair_line
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import build, describe

BASE = NetworkSpec(name="resnet-14", width=4, input_shape=(1, 8, 8))


def proof(a: NetworkSpec, b: NetworkSpec, other: TrainingSpec | None = None) -> PairProof:
    spec_a, spec_b = RunSpec(network=a), RunSpec(network=b, training=other or TrainingSpec())
    return pair_line(spec_a, describe(a), spec_b, describe(b))


def test_the_first_pair_differs_in_one_thing() -> None:
    plain, residual = (NetworkSpec(name=f"{n}-56", width=8, input_shape=(1, 8, 8)) for n in ("plain", "resnet"))
    assert proof(plain, residual).text == (
        "A and B differ in one thing: 27 skip connections. Same seed, batches and initial weights."
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (BASE, BASE),
        (replace(BASE, name="plain-14", skips="on"), BASE),
        (replace(BASE, name="plain-14"), replace(BASE, skips="off")),
        # what lies on shortcuts that are off does not run
        (replace(BASE, skips="off", shortcut="A"), replace(BASE, skips="off", shortcut="C")),
        (replace(BASE, skips=("skip1",), shortcut="A"), replace(BASE, skips=("skip1",), shortcut="B")),
        # without norms there is no γ
        (replace(BASE, norm="none"), replace(BASE, norm="none", zero_gamma=True)),
    ],
)
def test_what_does_not_act_is_no_difference(a: NetworkSpec, b: NetworkSpec) -> None:
    found = proof(a, b)
    assert not found.differs
    assert found.differs == ()
    assert found.text.startswith("A and B are identical")


def test_another_design_is_more_than_one_thing() -> None:
    vgg, resnet = (NetworkSpec(name=n, init="own", input_shape=(3, 224, 224)) for n in ("vgg19", "resnet34"))
    found = proof(vgg, resnet)
    assert found.differs[:2] == ("design (vgg19 against resnet34)", "depth (19 layers against 34 layers)")
    assert not found.controlled
    assert proof(replace(BASE, name="plain-14"), BASE).controlled
    assert proof(BASE, BASE).controlled


def test_what_a_setting_means_in_another_family_is_a_part_of_its_design() -> None:
    # VGG-11 has no norm and no width, and its spec's shortcut says nothing of what ResNet-50's shortcuts are
    wide = replace(BASE, width=8, norm="none", input_shape=(3, 32, 32))
    vgg = NetworkSpec(name="vgg11", input_shape=(3, 32, 32))
    assert proof(wide, vgg).differs == (
        "design (resnet-14 against vgg11)", "depth (14 layers against 11 layers)"
    )  # fmt: skip
    ours, deeper = (NetworkSpec(name=n, shortcut=s) for n, s in (("resnet18", "A"), ("imagenet-resnet-34", "B")))
    assert not any("shortcut" in phrase for phrase in proof(ours, deeper).differs)


def test_skips_around_the_same_layers_may_lie_elsewhere() -> None:
    """Without its skips a pre-activation network is the plain one (He et al. 2016, figure 1): the ends differ."""
    activated = replace(BASE, name="preact-14")
    assert proof(BASE, activated).differs == ("endpoints of 6 skip connections",)
    assert proof(replace(BASE, skips=("skip2",)), replace(activated, skips=("skip2",))).differs == (
        "endpoints of 1 skip connection",
    )
    assert not proof(replace(BASE, skips="off"), replace(activated, skips="off")).differs


def test_the_small_stem_is_named() -> None:
    own = NetworkSpec(name="resnet18", init="own")
    assert proof(own, replace(own, stem="small")).differs == ("stem (own against small)",)


@pytest.mark.parametrize("norm", ["batch", "group", "layer"])
def test_gamma_acts_in_every_norm(norm: str) -> None:
    spec = replace(BASE, norm=norm)
    assert proof(spec, replace(spec, zero_gamma=True)).differs == ("zero-init γ (off against on)",)


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ({}, {"clip": 0.01, "clip_by": "adaptive"}, ("gradient clipping (off against adaptive 0.01)",)),
        ({"clip": 0.01}, {"clip": 0.01, "clip_by": "adaptive"}, ("gradient clipping (0.01 against adaptive 0.01)",)),
        ({}, {"clip_by": "adaptive"}, ()),
        ({}, {"precision": "bf16"}, ("precision (float32 against bf16)",)),
        ({}, {"capture": False}, ()),
    ],
)
def test_clipping_is_one_thing_and_its_kind_acts_with_a_limit_alone(
    a: dict[str, float | str], b: dict[str, float | str], told: tuple[str, ...]
) -> None:
    graph = describe(BASE)
    specs = [RunSpec(network=BASE, training=TrainingSpec(**training)) for training in (a, b)]
    assert pair_line(specs[0], graph, specs[1], graph).differs == told


def test_momentum_acts_under_sgd_alone() -> None:
    graph = describe(BASE)

    def both(optimizer: str) -> PairProof:
        specs = [
            RunSpec(network=BASE, training=TrainingSpec(optimizer=optimizer, momentum=momentum))
            for momentum in (0, 0.9)
        ]
        return pair_line(specs[0], graph, specs[1], graph)

    assert not both("adam").differs
    assert both("sgd").differs == ("momentum (0 against 0.9)",)


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"skips": ("skip1", "skip2", "skip3", "skip5", "skip6")}, "1 skip connection (skip4)"),
        ({"name": "plain-14"}, "6 skip connections"),
        ({"name": "resnet-20"}, "depth (14 layers against 20 layers)"),
        ({"width": 8}, "width (4 against 8)"),
        ({"norm": "none"}, "norm (batch against none)"),
        ({"init": "xavier"}, "init (he against xavier)"),
        ({"shortcut": "B"}, "shortcut (A against B)"),
        ({"zero_gamma": True}, "zero-init γ (off against on)"),
        ({"classes": 5}, "input and classes (1×8×8, 10 classes against 1×8×8, 5 classes)"),
    ],
)
def test_one_change_of_the_network_is_one_phrase(change: dict[str, object], phrase: str) -> None:
    found = proof(BASE, replace(BASE, **change))
    assert found.differs
    assert found.differs == (phrase,)


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"epochs": 3}, "epochs (15 against 3)"),
        ({"batch_size": 32}, "batch size (64 against 32)"),
        ({"optimizer": "adam"}, "optimizer (sgd against adam)"),
        ({"lr": 0.02}, "learning rate (0.1 against 0.02)"),
        ({"weight_decay": 0.0}, "weight decay (0.0001 against 0)"),
        ({"schedule": "cosine"}, "schedule (constant against cosine)"),
        ({"warmup": 10}, "warm-up (0 against 10)"),
        ({"seed": 1}, "seed (0 against 1)"),
        ({"device": "cpu"}, "device (auto against cpu)"),
        ({"dataset": "cifar10"}, "dataset (digits against cifar10)"),
    ],
)
def test_one_change_of_the_training_is_one_phrase(change: dict[str, object], phrase: str) -> None:
    assert proof(BASE, BASE, TrainingSpec(**change)).differs == (phrase,)


def test_depths_and_skips_are_told_apart() -> None:
    found = proof(replace(BASE, name="plain-20"), BASE)
    assert found.differs == ("depth (20 layers against 14 layers)", "skip connections on (0 of 9 against 6 of 6)")
    assert found.text.startswith("A and B differ in 2 things: ")
    assert proof(replace(BASE, name="plain-20"), replace(BASE, name="plain-14")).differs == (found.differs[0],)


@pytest.mark.parametrize(
    ("network", "training", "claims"),
    [
        ({"name": "plain-14"}, {"seed": 1}, ""),
        ({"name": "plain-14"}, {"batch_size": 32}, " Same seed and initial weights."),
        ({"name": "plain-14"}, {"dataset": "cifar10"}, " Same seed and initial weights."),
        ({"name": "plain-14"}, {"augment": "flip"}, " Same seed and initial weights."),
        ({"init": "pytorch"}, {}, " Same seed and batches."),
        ({"zero_gamma": True}, {}, " Same seed and batches."),
        (
            {"shortcut": "B"},
            {},
            " Same seed, batches and initial weights in the 14 layers that both have.",
        ),
        (
            {"name": "resnet-8"},
            {},
            " Same seed, batches and initial weights in the 8 layers that both have.",
        ),
        ({"width": 5}, {}, " Same seed and batches."),
    ],
)
def test_only_what_holds_is_claimed(network: dict[str, object], training: dict[str, object], claims: str) -> None:
    found = proof(BASE, replace(BASE, **network), TrainingSpec(**training))
    assert found.text == f"{found.text.split('. ')[0].rstrip('.')}.{claims}"


@pytest.mark.parametrize("other", [{"name": "plain-14"}, {"shortcut": "C"}, {"norm": "none"}, {"name": "resnet-8"}])
def test_the_claim_about_initial_weights_is_true_of_the_built_networks(other: dict[str, object]) -> None:
    spec = replace(BASE, **other)
    assert "initial weights" in proof(BASE, spec).text
    ours, theirs = (dict(build(s, seed=0).module.named_parameters()) for s in (BASE, spec))
    weights = {str(c.weight) for c in describe(BASE).calls.values() if c.weight is not None}
    common = weights & ours.keys() & theirs.keys()
    assert common
    assert all(torch.equal(ours[name], theirs[name]) for name in common)


def changed(graph: NetworkGraph, which: str, **change: object) -> NetworkGraph:
    """The graph with the second call of one kind changed."""
    name = [n for n, c in graph.calls.items() if c.op == which][1]
    return replace(graph, name="other-14", calls={**graph.calls, name: replace(graph.calls[name], **change)})


def test_another_design_of_the_same_depth_is_named() -> None:
    graph = describe(BASE)
    other = changed(graph, "conv", kernel=(5, 5))
    found = pair_line(RunSpec(network=BASE), graph, RunSpec(network=BASE), other)
    assert found.differs == ("design (resnet-14 against other-14)",)
    assert not found.controlled


def test_one_other_activation_is_no_other_design() -> None:
    graph = describe(BASE)
    other = changed(graph, "relu", op="silu", type="SiLU")
    found = pair_line(RunSpec(network=BASE), graph, RunSpec(network=BASE), other)
    assert found.differs == ("activation (ReLU against ReLU, SiLU)",)
    assert found.controlled


def own(name: str, size: int = 32) -> NetworkSpec:
    return NetworkSpec(name=name, init="own", input_shape=(3, size, size))


@pytest.mark.parametrize(
    ("a", "b", "phrases"),
    [
        (own("notebook-vgg"), own("notebook-vgg-bn"), ("norm (none against batch norm)",)),
        (own("notebook-vgg-bn"), own("notebook-deep-vgg-bn"), ("depth (10 layers against 18 layers)",)),
        (own("notebook-deep-vgg-bn"), own("notebook-deep-vgg-bn-skips"), ("5 skip connections",)),
        (
            own("notebook-vgg-bn"),
            own("notebook-deep-vgg-bn-skips"),
            ("depth (10 layers against 18 layers)", "skip connections on (0 of 0 against 5 of 5)"),
        ),
        (own("resnet18"), own("resnet34"), ("depth (18 layers against 34 layers)",)),
        (BASE, replace(BASE, name="stochastic-14"), ("stochastic depth (none against stochastic depth)",)),
        (BASE, replace(BASE, name="rezero-14"), ("multiply (none against multiplication)",)),
        (BASE, replace(BASE, name="highway-14"), ("design (resnet-14 against highway-14)",)),
        (
            BASE,
            replace(BASE, name="preact-20"),
            ("depth (14 layers against 20 layers)", "endpoints of skip connections"),
        ),
        (
            BASE,
            replace(BASE, name="plain-20", width=8, skips="on"),
            ("depth (14 layers against 20 layers)", "width (4 against 8)"),
        ),
    ],
)
def test_what_differs_is_told_from_the_graphs(a: NetworkSpec, b: NetworkSpec, phrases: tuple[str, ...]) -> None:
    found = proof(a, b)
    assert found.differs == phrases
    assert found.controlled == (len(phrases) == 1 and not phrases[0].startswith("design"))


class TestOwnModels:
    """Models of the user's own: what they are is their content."""

    GRAPH = describe(BASE)
    OWN = NetworkSpec(name="Net", source="/home/net.py", digest="5d63a6b4761a", init="own", input_shape=(1, 8, 8))

    def own(self, a: NetworkSpec, b: NetworkSpec) -> PairProof:
        return pair_line(RunSpec(network=a), self.GRAPH, RunSpec(network=b), self.GRAPH)

    def test_one_content_is_the_same(self) -> None:
        assert not self.own(self.OWN, self.OWN).differs
        assert not self.own(self.OWN, replace(self.OWN, width=8, norm="none")).differs, "it heeds neither"

    def test_another_content_of_the_same_name_differs(self) -> None:
        found = self.own(self.OWN, replace(self.OWN, digest="0011223344"))
        assert found.differs == ("code (Net of net.py, content 5d63a6b4 against Net of net.py, content 00112233)",)
        assert found.text.endswith("Same seed and batches."), "nothing is said of the first weights"

    def test_another_model_of_the_file_and_a_registered_one_differ(self) -> None:
        assert self.own(self.OWN, replace(self.OWN, name="Other")).differs[0].startswith("code (Net of net.py")
        assert self.own(BASE, replace(self.OWN, init="he")).differs == (
            "code (resnet-14 against Net of net.py, content 5d63a6b4)",
        )

    def test_twins_start_from_the_same_weights(self) -> None:
        off = self.GRAPH.with_enabled(frozenset())
        found = pair_line(RunSpec(network=self.OWN), self.GRAPH, RunSpec(network=replace(self.OWN, skips="off")), off)
        assert found.text.endswith("Same seed, batches and initial weights.")


def test_augmentation_of_one_run_alone_is_a_difference() -> None:
    assert proof(BASE, BASE, TrainingSpec(augment="flip")).differs == ("augmentation (none against flip)",)
