"""How long pm4py's temporal profile takes to check a log against limits: `python pm4py.py LOG.csv LIMITS.json`.

The log has case, word and time; the limits are a list of [word, word, seconds]. Only the check is timed, not the
reading. A time between two events from 0 to the limit conforms: a profile of mean and spread that are each half of
it, at a zeta of 1.
"""

import json
import sys
import time
from pathlib import Path

sys.path.pop(0)  # this file's folder, in which `import pm4py` would find this file

import pandas as pd
import pm4py

log = pd.read_csv(sys.argv[1], parse_dates=["time"])
limits = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
profile = {(first, second): (limit / 2, limit / 2) for first, second, limit in limits}
began = time.perf_counter()
found = pm4py.conformance_temporal_profile(
    log, profile, zeta=1, activity_key="word", timestamp_key="time", case_id_key="case"
)
print(json.dumps({"seconds": time.perf_counter() - began, "cases": len(found)}))
