"""Models that take more than images: what has a default keeps it; for the rest a wrapper is shown that works."""

from __future__ import annotations

import pytest
import torch

from explorer.own.checking import check
from explorer.own.loading import load, make
from explorer.own.own_model_error import OwnModelError
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build
from tests.own.conftest import Write

CODE = """
    import torch
    from torch import nn

    class Base(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(64, 10)
        def scores(self, x):
            return self.fc(x.flatten(1))

    class Mask(Base):
        def forward(self, x, mask=None):
            return self.scores(x if mask is None else x * mask)
    class Features(Base):
        def forward(self, x, return_features=False):
            return (self.scores(x), x) if return_features else self.scores(x)
    class Star(Base):
        def forward(self, *images, **more):
            return self.scores(images[0])

    class Two(Base):
        def forward(self, image, meta):
            return self.scores(image) + meta
    class Keyword(Base):
        def forward(self, x, *, mask, scale=1.0):
            return self.scores(x) + mask
    class Batch(Base):
        def forward(self, batch):
            return self.scores(batch["image"])
    def made(): return Two()
    class Nothing(Base):
        def forward(self):
            return self.fc.weight
"""


def spec_of(source, name: str) -> NetworkSpec:
    return NetworkSpec(
        name=name, source=source.source, digest=source.digest, input_shape=(1, 8, 8), classes=10, init="own"
    )


@pytest.mark.parametrize("name", ["Mask", "Features", "Star"])
def test_what_has_a_default_keeps_it(write: Write, name: str) -> None:
    source = write(CODE)
    spec = spec_of(source, name)
    assert check(make(spec), spec, "net.py") == ()
    module = build(spec, seed=1).module
    images = torch.randn(2, 1, 8, 8)
    own = getattr(load(source), name)()
    own.load_state_dict(module.state_dict())
    torch.testing.assert_close(module(images), own(images))


@pytest.mark.filterwarnings("ignore:Using a non-tuple sequence")  # torch's own, of tensor["image"]
@pytest.mark.parametrize(
    ("name", "words", "wrapper"),
    [
        ("Two", "needs 2 inputs (image, meta)", "TwoOfImages"),
        ("Keyword", "needs 2 inputs (x, mask)", "KeywordOfImages"),
        ("Batch", "It seems to expect a dict", "BatchOfImages"),
        ("made", "needs 2 inputs (image, meta)", "OfImages"),
    ],
)
def test_the_wrapper_that_is_shown_works_once_it_is_filled_in(write: Write, name: str, words: str, wrapper: str):
    spec = spec_of(write(CODE), name)
    with pytest.raises(OwnModelError) as told:
        check(make(spec), spec, "net.py")
    assert words in str(told.value)
    shown = "class" + str(told.value).partition("class")[2]
    filled = shown.replace("…  # made", "made()").replace("{…:", '{"image":').replace("…", "0.0")
    indented = "\n".join(f"    {line}" for line in filled.splitlines())
    cured = spec_of(write(f"{CODE}\n{indented}\n"), wrapper)
    assert check(make(cured), cured, "net.py") == ()


def test_a_model_that_takes_nothing(write: Write) -> None:
    spec = spec_of(write(CODE), "Nothing")
    with pytest.raises(OwnModelError, match=r"^Nothing of net\.py takes no input; allowed: a batch of images\."):
        check(make(spec), spec, "net.py")


OUTPUTS = """
    import torch
    from torch import nn

    class Base(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(64, 10)
        def scores(self, x):
            return self.fc(x.flatten(1))

    class Nothing(Base):
        def forward(self, x):
            self.scores(x)
    class Detached(Base):
        def forward(self, x):
            return self.scores(x).detach()
    class DetachedOfTwo(Base):
        def forward(self, x):
            return {"features": self.scores(x).sum(1), "logits": self.scores(x).detach()}
    class OnlyInEvaluation(Base):
        def forward(self, x):
            return self.scores(x) if self.training else self.scores(x).detach()
"""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Nothing", "returns None. Does its forward end with return?"),
        ("Detached", "The class scores of Detached of net.py have no gradient"),
        ("DetachedOfTwo", "The class scores of DetachedOfTwo of net.py have no gradient"),
    ],
)
def test_a_result_that_cannot_be_trained_is_told_at_opening(write: Write, name: str, words: str) -> None:
    spec = spec_of(write(OUTPUTS), name)
    with pytest.raises(OwnModelError) as told:
        check(make(spec), spec, "net.py")
    assert words in str(told.value)


def test_a_result_without_gradient_in_evaluation_alone_is_normal(write: Write) -> None:
    spec = spec_of(write(OUTPUTS), "OnlyInEvaluation")
    assert check(make(spec), spec, "net.py") == ()
