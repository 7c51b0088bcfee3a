import logging

import pytest

from explorer.engine.failures import explain
from explorer.registry import UnknownNameError
from explorer.runs.errors import StoreBusyError, StoreError
from explorer.runs.spec import SpecError
from explorer.training import DeviceError

OURS = (SpecError, UnknownNameError, DeviceError, StoreError, StoreBusyError)


@pytest.mark.parametrize("kind", OURS)
def test_errors_for_people_pass_as_they_are(kind: type[Exception]) -> None:
    assert explain(kind("depth is 57")) == "depth is 57"


@pytest.mark.logs
def test_an_unexpected_error_is_named_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "explorer"):
        assert explain(KeyError("gate")) == "KeyError: 'gate'"
    assert caplog.records[0].exc_info is not None
