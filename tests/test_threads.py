"""OpenMP's waiting on machines that this one is not."""

import pytest

from explorer import threads


@pytest.mark.parametrize(("cores", "policy"), [(1, "PASSIVE"), (2, "PASSIVE"), (3, None), (16, None)])
def test_threads_sleep_only_where_they_take_every_core(monkeypatch, cores, policy):
    environment: dict[str, str] = {}
    monkeypatch.setattr("explorer.threads.os.environ", environment)
    monkeypatch.setattr("joblib.cpu_count", lambda: cores)
    threads.wait_asleep()
    assert environment.get("OMP_WAIT_POLICY") == policy


def test_a_policy_that_is_set_stays(monkeypatch):
    environment = {"OMP_WAIT_POLICY": "ACTIVE"}
    monkeypatch.setattr("explorer.threads.os.environ", environment)
    monkeypatch.setattr("joblib.cpu_count", lambda: 2)
    threads.wait_asleep()
    assert environment == {"OMP_WAIT_POLICY": "ACTIVE"}
