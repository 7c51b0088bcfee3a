import logging

import pytest

from explorer import log
from explorer.failures import answered, explain
from explorer.registry import SpecError, UnknownNameError
from explorer.runs.store_errors import StoreBusyError, StoreError
from explorer.training import DeviceError

OURS = (SpecError, UnknownNameError, DeviceError, StoreError, StoreBusyError)


@pytest.mark.parametrize("kind", OURS)
def test_errors_for_people_pass_as_they_are(kind: type[Exception]) -> None:
    assert explain(kind("depth is 57")) == "depth is 57"


@pytest.mark.logs
def test_an_unexpected_error_is_named_with_its_place_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "explorer"):
        try:
            {}["gate"]
        except KeyError as error:
            told = explain(error)
    assert told.startswith("Unexpected error: KeyError: 'gate' (test_failures.py, line ")
    assert told.endswith(").") == (log.file() is None)
    assert caplog.records[0].exc_info is not None


class MuteError(Exception):
    """What a user's code may raise: its text is an error too."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


@pytest.mark.logs
@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), GeneratorExit(), MuteError(), ValueError("no")])
def test_every_question_gets_an_answer_whatever_is_raised(error: BaseException) -> None:
    def answer() -> str:
        raise error

    assert type(error).__name__ in answered(answer, str)
