"""What is looked into, and what is not: the user's own code, but neither Python's nor a library's."""

from __future__ import annotations

import collections
import itertools
import logging
import math
import threading
import weakref
from types import ModuleType

import numpy as np
import pytest
import torch

from explorer.tracing.fingerprint import Fingerprints, is_own


@pytest.mark.parametrize(
    "library", [collections, itertools, logging, math, threading, weakref, np, torch, pytest, torch.nn.functional]
)
def test_installed_code_is_not_the_user_s(library: ModuleType) -> None:
    assert not is_own(library.__name__)


def test_this_file_is_somebody_s_own() -> None:
    assert is_own(__name__)


class _Holder:
    def __init__(self) -> None:
        self.value = 0


def _appended(values: list[int]) -> None:
    values.append(1)


CHANGES = {
    "list": ([], _appended),
    "nested": ({"a": ({"b": [0]},)}, lambda v: v["a"][0]["b"].append(1)),
    "object": (_Holder(), lambda v: setattr(v, "value", 1)),
    "deque": (collections.deque([1], maxlen=3), lambda v: v.append(2)),
    "counter": (itertools.count(), next),
    "iterator": (iter([1, 2, 3]), next),
    "generator": ((x for x in range(3)), next),
    "array": (np.zeros(3), lambda v: v.__setitem__(1, 1.0)),
    "tensor": (torch.zeros(3), lambda v: v.data.add_(1)),
    "tensor swapped": (torch.arange(3), lambda v: v.copy_(v.flip(0))),
    "generator of torch": (torch.Generator().manual_seed(0), lambda v: torch.rand(1, generator=v)),
    "generator of numpy": (np.random.default_rng(0), lambda v: v.random()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_and_nothing_else_is(name: str) -> None:
    value, change = CHANGES[name]
    before = Fingerprints({}).of(value)
    assert Fingerprints({}).of(value) == before
    change(value)
    assert Fingerprints({}).of(value) != before


def test_a_cycle_ends() -> None:
    value: list[object] = []
    value.append(value)
    assert Fingerprints({}).of(value) == Fingerprints({}).of(value)


def test_a_lock_taken_and_given_back_is_no_change() -> None:
    lock = threading.Lock()
    before = Fingerprints({}).of({"lock": lock, "logger": logging.getLogger("x")})
    with lock:
        logging.getLogger("x.y")
    assert Fingerprints({}).of({"lock": lock, "logger": logging.getLogger("x")}) == before
