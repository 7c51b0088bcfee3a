"""What choosing a family does to a spec."""

from dataclasses import replace

import pytest

from explorer.choices.family import OPTIONS
from explorer.desk.families import in_family, offered
from explorer.desk.fields import FIELDS
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from tests.gui.samples import READY

FAMILY = {family.name: family for family in READY.families}
FIELD = {field.name: field for field in FIELDS}
PLAIN = RunSpec(network=NetworkSpec(name="plain-56", width=8, input_shape=(1, 8, 8)))


def chosen(spec, old, new):
    return in_family(spec, FAMILY[old] if old else None, FAMILY[new], new)


def test_settings_still_the_old_familys_follow_and_chosen_ones_stay():
    large = chosen(PLAIN, "plain", "large").network
    assert (large.init, large.width) == ("own", 16)  # published with its own init; heeds no width
    back = chosen(RunSpec(network=large), "large", "plain").network
    assert (back.init, back.stem) == ("he", "own")
    xavier = replace(PLAIN, network=replace(PLAIN.network, init="xavier", norm="group", skips=("skip1",)))
    kept = chosen(xavier, "plain", "resnet").network
    assert (kept.init, kept.norm, kept.width, kept.skips) == ("xavier", "group", 8, "default")


def test_a_norm_the_family_does_not_know_goes():
    group = replace(PLAIN, network=replace(PLAIN.network, norm="group"))
    assert chosen(group, "plain", "vgg").network.norm == "batch"


def test_images_too_small_for_it_leave_and_it_is_shown_at_its_own_shape():
    huge = chosen(PLAIN, "plain", "huge")
    assert (huge.training.dataset, huge.network.input_shape, huge.network.classes) == ("none", (3, 224, 224), 1000)
    large = chosen(PLAIN, "plain", "large")
    assert (large.training.dataset, large.network.input_shape) == ("digits", (1, 8, 8))
    assert chosen(huge, "huge", "plain").network.input_shape == (3, 32, 32)


@pytest.mark.parametrize(("side", "stem"), [(8, "small"), (32, "small"), (33, "own")])
def test_small_images_get_the_small_stem(side, stem):
    spec = replace(PLAIN, network=replace(PLAIN.network, input_shape=(3, side, side)))
    network = chosen(spec, "plain", "large").network
    assert network.stem == stem
    assert offered(FIELD["stem"], FAMILY["large"], network) == (stem == "small")


def test_a_users_own_model_gives_way_to_a_family():
    own = RunSpec(
        network=NetworkSpec(name="Net", source="net.py", digest="1", init="own"), training=TrainingSpec(dataset="none")
    )
    network = in_family(own, None, FAMILY["plain"], "plain-56").network
    assert (network.source, network.digest, network.init) == ("", "", "he")


def test_only_what_has_an_effect_is_offered():
    own = NetworkSpec(name="Net", source="net.py", digest="1")
    for field in FIELDS:
        network_option = field.name in OPTIONS
        assert offered(field, FAMILY["huge"], PLAIN.network) != network_option
        assert offered(field, None, own) != network_option
    assert offered(FIELD["width"], FAMILY["plain"], PLAIN.network)
