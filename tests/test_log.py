"""One root logger, levels by name."""

from __future__ import annotations

import logging

import pytest

from explorer import log


def test_every_logger_is_under_the_root() -> None:
    assert log.get("explorer.runs.store").name == "explorer.runs.store"
    assert log.get("elsewhere").name == "explorer.elsewhere"
    assert log.get("explorer") is logging.getLogger("explorer")


def test_configuring_twice_writes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(log.LEVEL_VARIABLE, "debug")
    log.configure()
    log.configure()
    root = logging.getLogger(log.ROOT)
    assert root.level == logging.DEBUG
    assert len(root.handlers) == 1


def test_a_level_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="'LOUD'; allowed: DEBUG, INFO"):
        log.configure("loud")
