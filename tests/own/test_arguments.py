"""Only what is unmistakable is given; all else keeps its default unless the user gives it."""

from __future__ import annotations

import pytest

from explorer.own.arguments import arguments_for, arguments_of, automatic, changes, missing, parsed, written
from explorer.own.own_model_error import OwnModelError
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec

SPEC = NetworkSpec(name="net", source="net.py", input_shape=(1, 8, 8), classes=7)


def wide(channels=64, num_classes=10): ...
def pixels(input_size=784, n_classes=10): ...
def pair(image_size=(32, 32), img_size=[32, 32], num_class=2): ...  # noqa: B006 - it is never called
def names(classes=("cat", "dog"), in_channels=None, nb_classes: list | None = None): ...
def typed(num_classes: list[str], in_chans: int, image_size: tuple[int, int], input_channels: int | None = None): ...
def flags(num_classes=True, in_channels="3", image_size=None, input_shape=(32, 32, 3)): ...
def needed(input_size, hidden, num_classes, img_size, input_shape): ...
def any_of(**kwargs): ...


@pytest.mark.parametrize(
    ("thing", "given", "lacking"),
    [
        (wide, {"num_classes": 7}, []),
        (pixels, {"n_classes": 7}, []),
        (pair, {"image_size": (8, 8), "img_size": [8, 8], "num_class": 7}, []),
        (names, {"in_channels": 1}, []),
        (typed, {"in_chans": 1, "image_size": (8, 8), "input_channels": 1}, ["num_classes"]),
        (flags, {}, []),
        (needed, {"num_classes": 7, "img_size": 8, "input_shape": (1, 8, 8)}, ["input_size", "hidden"]),
        (any_of, {}, []),
    ],
)
def test_what_is_given(thing, given: dict[str, object], lacking: list[str]) -> None:
    assert arguments_for(thing, SPEC) == given
    assert missing(thing, given) == lacking


def test_one_number_is_no_size_of_an_oblong_image() -> None:
    assert "img_size" not in automatic(arguments_of(needed), (3, 8, 16), 7)
    assert automatic(arguments_of(pair), (3, 8, 16), 7)["image_size"] == (8, 16)


def test_what_the_user_gives_counts() -> None:
    given = NetworkSpec(
        name="net",
        source="net.py",
        input_shape=(1, 8, 8),
        classes=7,
        arguments=parsed("channels=3, num_classes=default"),
    )
    assert arguments_for(wide, given) == {"channels": 3}
    assert arguments_for(any_of, given) == {"channels": 3}
    with pytest.raises(OwnModelError, match="net has no argument channels; it has input_size, n_classes"):
        arguments_for(pixels, given)


def test_texts_become_values_and_back() -> None:
    values = {"a": 1, "b": "x, y", "c": [1, (2.5, None)], "d": {"k": True}}
    assert parsed(written(values)) == tuple((name, repr(value)) for name, value in values.items())
    assert parsed("act=relu, w=default") == (("act", "'relu'"), ("w", "default"))
    assert parsed("") == ()
    for wrong in ("3", "a=", "a=b()", "**x", "a=1, a=2", "a=1) or f(b=2"):
        with pytest.raises(SpecError, match="allowed: name=value"):
            parsed(wrong)


def test_an_edited_call_is_kept_as_what_changes() -> None:
    given = {"num_classes": 7, "in_channels": 1}
    assert changes(given, parsed("num_classes=7, in_channels=1")) == ()
    assert changes(given, parsed("num_classes=9, width=2")) == (
        ("num_classes", "9"), ("width", "2"), ("in_channels", "default"),
    )  # fmt: skip
