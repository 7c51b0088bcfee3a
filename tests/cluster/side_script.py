"""A process in place of `explorer.cluster.side_process`: says what the variable SIDE_SCRIPT names, then ends."""

from __future__ import annotations

import json
import os
import pickle
import sys

from explorer.cluster.side_work import Rested, Trouble

work = json.loads(sys.argv[1])
with open(f"{work['runs_dir']}/started", "a", encoding="utf-8") as started:
    started.write(f"{work['target'] or os.environ.get('CUDA_VISIBLE_DEVICES')}\n")
script = os.environ["SIDE_SCRIPT"]
if script == "fails":
    pickle.dump(Trouble("There is no cluster."), sys.stdout.buffer)
if script == "waits":
    with open(f"{work['runs_dir']}/heard", "a", encoding="utf-8") as heard:
        heard.write(sys.stdin.readline())
if script != "dies":
    pickle.dump(Rested(), sys.stdout.buffer)
