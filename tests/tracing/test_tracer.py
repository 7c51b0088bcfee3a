"""torch.fx patches nn.Module for the whole process while it traces: nobody else may notice."""

import threading

import torch

from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe

SPEC = NetworkSpec(name="resnet-8", width=2, input_shape=(1, 8, 8))
ROUNDS = 5


def test_forward_passes_and_traces_in_several_threads_leave_each_other_alone() -> None:
    network, images = build(SPEC, seed=0), torch.ones(2, 1, 8, 8)
    expected, graph = network.module(images), describe(SPEC)
    failures: list[BaseException] = []
    traced = threading.Event()

    def describing() -> None:
        try:
            for _ in range(ROUNDS):
                assert describe(SPEC).to_dict() == graph.to_dict()
        except BaseException as error:
            failures.append(error)
        finally:
            traced.set()

    threads = [threading.Thread(target=describing) for _ in range(2)]
    for thread in threads:
        thread.start()
    while not traced.is_set():
        torch.testing.assert_close(network.module(images), expected, rtol=0, atol=0)
    for thread in threads:
        thread.join()
    assert not failures
