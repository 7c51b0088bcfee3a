"""What a run is ordered as."""

from __future__ import annotations

from explorer.desk.describer import Describer
from explorer.desk.orders import order_for
from explorer.runs.spec import NetworkSpec, RunSpec


def test_an_order_has_an_id_of_its_own_and_a_name() -> None:
    spec = RunSpec(network=NetworkSpec(name="plain-20", norm="none"))
    first, second = (order_for(spec, Describer(lambda _: None), None) for _ in range(2))
    assert first.spec == spec
    assert first.run_id != second.run_id
    assert first.name == second.name
    assert first.name.endswith("digits · no BN")
