"""Ray as a place where runs are trained: one actor for each run that trains, which outlives its driver."""

from __future__ import annotations

import logging
import os
import socket
import uuid
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

from explorer.cluster.cluster_error import ClusterError
from explorer.cluster.installed import INSTALL
from explorer.cluster.messages import Entered, Job, Numbered
from explorer.cluster.place import LostError, Worker
from explorer.cluster.trainer import Trainer
from explorer.cluster.versions import difference, versions
from explorer.datasets.sent_data import sent

NAMESPACE = "residual-explorer"
_TAKE_SECONDS = 5.0
"""How long a worker that has nothing to tell is asked; other questions are answered meanwhile."""
_CONCURRENT = 4
_CHECK_SECONDS = 30.0
_REACH_SECONDS = 10.0


class RayWorker:
    """An actor that trains one run."""

    def __init__(self, ray: Any, actor: Any, run_id: str, uses: Mapping[str, float], idle: list[RayWorker]) -> None:
        """`uses` are the resources that it takes, by Ray's names; in `idle` it waits for another run."""
        self._ray, self._actor, self._run_id, self.uses, self._idle = ray, actor, run_id, uses, idle
        self._host = ""
        self.stored(0)

    def messages(self) -> Sequence[Numbered]:
        """What was asked for."""
        found: Sequence[Numbered] = self._got(self.asked)
        self._host = next((m.host for _, m in found if isinstance(m, Entered)), self._host)
        return found

    def stored(self, number: int) -> None:
        """Ask for what follows."""
        self.asked = self._actor.take.remote(number, _TAKE_SECONDS)

    def entered(self) -> Entered | None:
        """How its run began, None while it is prepared."""
        return self._got(self._actor.entered.remote())

    def stop(self) -> None:
        """End its run after the step under way; a worker that is gone says so at the next question."""
        self._actor.stop.remote(self._run_id)

    def begin(self, job: Job, data: Any) -> None:
        """Train another run, on data that lie in the cluster."""
        self._run_id, self.asked = job.run_id, self._actor.begin.remote(job, data)

    def release(self, *, over: bool = False) -> None:
        """Free the actor's resources, unless its run is over: then it waits for another."""
        if over:
            self._idle.append(self)
        else:
            self._ray.kill(self._actor)

    def _got(self, asked: Any) -> Any:
        try:
            return self._ray.get(asked)
        except self._ray.exceptions.RayActorError as error:
            where = f" on {self._host}" if self._host else ""
            raise LostError(f"Its worker{where} was lost: killed, out of memory, or its machine is gone.") from error


class RayPlace:
    """A Ray cluster. A run takes `cpus` cores and, where it may use a GPU and the cluster has some, `gpus` of them."""

    def __init__(self, address: str = "", cpus: int = 1, gpus: float = 1.0) -> None:
        """Connect to the cluster at an address, else to the one that runs on this machine, else start one here that
        ends with this process. ClusterError where that cannot be."""
        self._ray, self.lasts = _connected(address)  # `lasts`: the cluster does not end with this process
        self._cpus, self._gpus = cpus, gpus
        self._data: dict[str, Any] = {}  # by dataset: where it lies in the cluster
        self._idle: list[RayWorker] = []
        self._left: dict[str, tuple[Any, Mapping[str, float]]] | None = None  # by run: actors of earlier drivers
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def room(self, workers: Collection[Worker]) -> bool:
        """Whether the cluster's resources suffice for one more run like the newest."""
        there = self._ray.cluster_resources()
        runs = [worker.uses for worker in workers if isinstance(worker, RayWorker)]
        wanted = runs[-1] if runs else {"CPU": self._cpus}
        return all(there.get(kind, 0.0) >= sum(run[kind] for run in runs) + wanted[kind] for kind in wanted)

    def start(self, job: Job) -> RayWorker:
        """Train a run in an actor; its data are put into the cluster once, and fetched once by each node."""
        spec = job.beginning.spec.training
        if spec.dataset not in self._data:
            self._data[spec.dataset] = self._ray.put(sent(spec.dataset))
        uses = {"CPU": float(self._cpus), "GPU": self._gpus if spec.device != "cpu" and self._has_gpus() else 0.0}
        worker = next((idle for idle in self._idle if idle.uses == uses), None)
        if worker is None:
            self._rest()  # others may hold the resources
            return RayWorker(self._ray, self._actor(job, uses), job.run_id, uses, self._idle)
        self._idle.remove(worker)
        worker.begin(job, self._data[spec.dataset])
        return worker

    def _actor(self, job: Job, uses: Mapping[str, float]) -> Any:
        made = self._ray.remote(Trainer).options(
            name=_name(uses),  # what has a name is found by the next driver
            lifetime="detached",
            max_concurrency=_CONCURRENT,
            num_cpus=uses["CPU"],
            num_gpus=uses["GPU"],
            runtime_env={"env_vars": {"OMP_NUM_THREADS": str(self._cpus)}},
        )
        return made.remote(job, self._data[job.beginning.spec.training.dataset])

    def find(self, run_id: str) -> RayWorker | None:
        """The actor that an earlier driver left with this run."""
        if self._left is None:
            self._left = self._found()
        actor, uses = self._left.pop(run_id, (None, {}))
        return None if actor is None else RayWorker(self._ray, actor, run_id, uses, self._idle)

    def _found(self) -> dict[str, tuple[Any, Mapping[str, float]]]:
        """The actors that are there and the resources that each takes, by the run that it has."""
        asked: dict[Any, tuple[Any, Mapping[str, float]]] = {}
        for name in self._ray.util.list_named_actors():
            with suppress(ValueError):  # it has ended meanwhile
                actor = self._ray.get_actor(name)
                asked[actor.run_id.remote()] = actor, _uses(name)
        there = self._ray.wait(list(asked), num_returns=len(asked), timeout=_CHECK_SECONDS)[0] if asked else ()
        found: dict[str, tuple[Any, Mapping[str, float]]] = {}
        for ref in there:
            with suppress(self._ray.exceptions.RayActorError):
                found[self._ray.get(ref)] = asked[ref]
        return found

    def ready(self, workers: Collection[Worker], seconds: float) -> Sequence[Worker]:
        """Those whose answer is there, all of them or as many as answer in time."""
        self._rest()  # there is no other run for them now
        asked = {worker.asked: worker for worker in workers if isinstance(worker, RayWorker)}
        there, _ = self._ray.wait(list(asked), num_returns=len(asked), timeout=seconds)
        return [asked[ref] for ref in there]

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        self._rest()
        self._ray.shutdown()

    def _rest(self) -> None:
        """Let the actors go that wait for a run."""
        while self._idle:
            self._idle.pop().release()

    def _has_gpus(self) -> bool:
        return self._ray.cluster_resources().get("GPU", 0.0) >= self._gpus > 0

    def _check(self) -> None:
        """ClusterError where no machine has room for a run, or one has other versions."""
        nodes = [node for node in self._ray.nodes() if node["Alive"]]
        most = max((node["Resources"].get("CPU", 0.0) for node in nodes), default=0.0)
        if most < self._cpus:
            raise ClusterError(
                f"A run takes {self._cpus} CPUs; the largest machine of this cluster has {most:g}. Set --cpus."
            )
        asked = {node["NodeManagerHostname"]: self._asked(node["NodeID"]) for node in nodes}
        for host, answer in asked.items():
            try:
                found = self._ray.get(answer, timeout=_CHECK_SECONDS)
            except Exception as error:
                raise ClusterError(f"{host} does not answer. {_told(error)}.") from error
            if differing := difference(versions(), found, host):
                raise ClusterError(differing)

    def _asked(self, node: str) -> Any:
        def told() -> Mapping[str, str]:  # sent by value: it must run where this program is not installed
            import platform
            from contextlib import suppress
            from importlib.metadata import PackageNotFoundError, version

            found = {"Python": ".".join(platform.python_version_tuple()[:2])}
            with suppress(PackageNotFoundError):
                found["torch"] = version("torch").partition("+")[0]
            with suppress(ImportError):
                from explorer import __version__

                found["Residual Explorer"] = __version__
            return found

        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        where = NodeAffinitySchedulingStrategy(node, soft=False)
        return self._ray.remote(told).options(num_cpus=0, scheduling_strategy=where).remote()


def _name(uses: Mapping[str, float]) -> str:
    """A name for an actor. It tells what the actor takes: the next driver may be started with other numbers."""
    return f"worker {uses['CPU']:g} {uses['GPU']:g} {uuid.uuid4().hex}"


def _uses(name: str) -> Mapping[str, float]:
    """The resources that the actor of this name takes; ValueError for a name that `_name` did not give."""
    _, cpus, gpus, _ = name.split(" ")
    return {"CPU": float(cpus), "GPU": float(gpus)}


def _connected(address: str) -> tuple[Any, bool]:
    """Ray's module, connected, and whether to a cluster that was there; ClusterError where that cannot be."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # read while Ray is imported
    try:
        import ray
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy  # noqa: F401 a folder "ray" lacks it
    except ImportError as error:
        raise ClusterError(INSTALL) from error
    where = f"at {address}" if address else "on this machine"
    if unreachable := _unreachable(address):
        raise ClusterError(f"There is no Ray cluster {where}: {unreachable}.")
    how: dict[str, Any] = {"namespace": NAMESPACE, "log_to_driver": False, "logging_level": logging.ERROR}
    lasts = True
    try:
        try:
            ray.init(address or "auto", **how)
        except ConnectionError:  # none runs on this machine
            if address:
                raise
            ray.init("local", **how)
            lasts = False
    except Exception as error:
        token = " If it asks for a token, set RAY_AUTH_MODE=token." if address else ""
        raise ClusterError(f"The Ray cluster {where} cannot be used. {_told(error)}.{token}") from error
    return ray, lasts


def _unreachable(address: str) -> str:
    """Why nothing answers at HOST:PORT, which Ray tells after minutes; empty where something does, and for any other
    form of an address."""
    host, _, port = address.rpartition(":")
    if not port.isdigit() or "/" in host:
        return ""
    try:
        socket.create_connection((host, int(port)), _REACH_SECONDS).close()
    except (OSError, OverflowError) as error:
        return str(error)
    return ""


def _told(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
