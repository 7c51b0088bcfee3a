"""Edits of a spec without a window."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.desk.edits import stepped, text_of, typed, value_of, with_value
from explorer.desk.fields import FIELDS
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from tests.gui.samples import READY

FIELD = {field.name: field for field in FIELDS}
SPEC = RunSpec(network=NetworkSpec(name="resnet-56"))


def edit(spec, name, value):
    return with_value(spec, FIELD[name], value, READY)


def test_every_setting_of_a_spec_has_a_field_or_is_decided_elsewhere():
    elsewhere = {"name", "skips", "input_shape", "classes", "device", "source", "digest"}
    elsewhere |= {"files", "arguments", "output", "weights", "weights_digest"}  # the dialog of own models
    elsewhere |= {"interventions"}  # a run that is replayed brings them
    elsewhere |= {"together"}  # the sweep
    elsewhere |= {"capture"}  # the command line
    settings = set(NetworkSpec.__dataclass_fields__) | set(TrainingSpec.__dataclass_fields__)
    assert settings - elsewhere == set(FIELD) - {"family", "depth"}


@pytest.mark.parametrize("field", [f for f in FIELDS if f.kind == "choice"], ids=lambda f: f.name)
def test_every_choice_on_offer_is_allowed_and_lands_in_its_place(field):
    for value, text in field.choices:
        changed = edit(SPEC, field.name, value)
        assert value_of(changed, field) == value
        assert text


@pytest.mark.parametrize("field", [f for f in FIELDS if f.kind in ("whole", "real")], ids=lambda f: f.name)
def test_every_stop_is_allowed(field):
    for stop in field.stops:
        value = stop if field.kind == "real" else int(stop)
        if value:
            assert value_of(edit(SPEC, field.name, value), field) == value


def test_a_new_family_keeps_the_depth_and_takes_its_own_skips():
    spec = replace(SPEC, network=replace(SPEC.network, skips=("skip1",)))
    changed = edit(spec, "family", "plain").network
    assert (changed.name, changed.skips) == ("plain-56", "default")


def test_a_new_family_without_that_depth_takes_the_nearest_and_one_network_has_none():
    assert edit(SPEC, "family", "vgg").network.name == "vgg-19"
    alone = edit(SPEC, "family", "lenet")
    assert alone.network.name == "lenet"
    assert value_of(alone, FIELD["depth"]) is None
    assert edit(alone, "family", "resnet").network.name == "resnet-56"


@pytest.mark.parametrize(("skips", "after"), [("off", "off"), ("on", "on"), (("skip1",), "default")])
def test_picked_skips_do_not_survive_a_new_depth(skips, after):
    spec = replace(SPEC, network=replace(SPEC.network, skips=skips))
    changed = edit(spec, "depth", 110).network
    assert (changed.name, changed.skips) == ("resnet-110", after)


@pytest.mark.parametrize(("depth", "near"), [(57, "56 or 62"), (2, "8"), (5000, "1202")])
def test_a_wrong_depth_is_refused_with_the_nearest_allowed(depth, near):
    with pytest.raises(SpecError, match=rf"depth is {depth}; ResNet allows 8, 14, 20, … 1202. Nearest: {near}\."):
        edit(SPEC, "depth", depth)


def test_a_new_optimizer_takes_its_default_rate_along_but_not_over_a_chosen_one():
    assert edit(SPEC, "optimizer", "adam").training.lr == 1e-3
    assert edit(edit(SPEC, "optimizer", "adam"), "optimizer", "sgd").training.lr == 0.1
    assert edit(edit(SPEC, "lr", 0.05), "optimizer", "adam").training.lr == 0.05


def test_data_bring_their_shape_and_classes():
    changed = edit(SPEC, "dataset", "pets")
    assert (changed.training.dataset, changed.network.input_shape, changed.network.classes) == ("pets", (3, 32, 32), 2)


def test_what_depends_on_the_catalog_is_refused_without_it():
    with pytest.raises(SpecError, match="known once the engine is ready"):
        with_value(SPEC, FIELD["family"], "plain", None)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("lr", "fast", "learning rate is 'fast'; allowed: a number such as 0.1 or 1e-3."),
        ("epochs", "2.5", "epochs is '2.5'; allowed: a whole number."),
        ("seed", "", "seed is ''; allowed: a whole number."),
    ],
)
def test_what_is_no_number_is_refused(name, text, message):
    with pytest.raises(SpecError) as caught:
        typed(FIELD[name], text)
    assert str(caught.value) == message


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_itself(value):
    assert typed(FIELD["lr"], text_of(value)) == value


@pytest.mark.parametrize(("value", "text"), [(0.1, "0.1"), (1e-5, "1e-5"), (16, "16"), (1.0, "1"), (2e16, "2e+16")])
def test_numbers_are_written_short(value, text):
    assert text_of(value) == text


def test_steps_go_from_stop_to_stop_and_end_at_the_last():
    assert stepped(16, True, (8, 16, 32)) == 32
    assert stepped(57, True, (50, 56, 62)) == 62
    assert stepped(57, False, (50, 56, 62)) == 56
    assert stepped(62, True, (50, 56, 62)) == 62
    assert stepped(3, True, ()) == 4
    assert stepped(0, False, ()) == 0


def test_the_first_layers_follow_the_size_of_the_images_but_a_chosen_stem_stays_among_small_ones():
    large = edit(SPEC, "family", "large")
    assert (large.network.input_shape, large.network.stem) == ((3, 32, 32), "small")
    alone = edit(large, "dataset", "none")
    assert (alone.network.input_shape, alone.network.classes, alone.network.stem) == ((3, 224, 224), 1000, "own")
    assert edit(alone, "dataset", "pets").network.stem == "small"
    chosen = edit(large, "stem", "own")
    assert edit(chosen, "dataset", "digits").network.stem == "own"


@pytest.mark.parametrize(
    ("name", "skips", "shown"),
    [
        ("plain-56", "on", "resnet"), ("plain-56", "off", "plain"), ("plain-56", "default", "plain"),
        ("resnet-56", "off", "plain"), ("resnet-56", "on", "resnet"), ("resnet-56", ("skip1",), "resnet"),
        ("lenet", "off", "lenet"),
    ],
)  # fmt: skip
def test_the_family_on_show_is_that_of_the_network_with_its_skips(name, skips, shown):
    spec = replace(SPEC, network=replace(SPEC.network, name=name, skips=skips))
    assert value_of(spec, FIELD["family"]) == shown
    again = edit(spec, "family", "plain").network
    assert (again.name.partition("-")[0], again.skips) == ("plain", "default"), "chosen again, it has its own skips"


@pytest.mark.parametrize(
    ("text", "name"),
    [("vgg-16", "vgg-16"), ("ResNet 20", "resnet-20"), ("plain32", "plain-32"), ("LENET", "lenet"), ("vgg", "vgg-19")],
)
def test_a_family_may_be_named_with_a_depth(text, name):
    assert edit(SPEC, "family", text).network.name == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("resnet-57", "depth is 57; ResNet allows .* Nearest: 56 or 62"),
        ("lenet-5", "depth is 5; LeNet is one network and has no depth. Leave it out."),
        ("Reznet", "There is no network family 'Reznet'. Did you mean ResNet.* Allowed: a family of the list"),
        ("reznet-20", "There is no network family 'reznet-20'. Did you mean ResNet.* such as resnet-20"),
        ("20", "There is no network family '20'. Allowed"),
    ],
)
def test_what_is_no_family_is_told_with_what_is_allowed(text, told):
    with pytest.raises(SpecError, match=told):
        edit(SPEC, "family", text)
