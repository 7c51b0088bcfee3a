"""How OpenMP's threads wait for one another: settled before torch is loaded, in processes that train."""

from __future__ import annotations

import os


def wait_asleep() -> None:
    """On two cores let OpenMP's threads sleep at barriers instead of spinning; a policy that is set stays.

    There both cores get a thread when layers are large, and spinning next to a repainting window on a busy machine was
    seen to bring training below 1 step/s. With more cores one stays free, and small layers are faster with spinning.
    """
    import joblib  # 0.05 s, and the window imports this module to name what its engine begins with

    if joblib.cpu_count() <= 2:
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
