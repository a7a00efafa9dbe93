"""Whether anything that was acknowledged is lost, while parts of the workspace or all of it are killed outright."""

import json
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO, Any

from tools.load.made import ROOT
from tools.load.served import PATIENCE, Served

# What is killed, each as the power cut or the kernel would: by a name in its command line, or all of it.
VICTIMS = ("gunicorn", "db_worker", "everything")
KEPT = """
import django, json; django.setup()
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.ratings.models import Dissent
print(json.dumps([list(Dissent.objects.values_list("rationale", flat=True)),
                  Entry.objects.filter(action="dissented").count()]))
"""


@dataclass(frozen=True)
class Outcome:
    """What was acknowledged, and what is there afterwards."""

    acknowledged: int
    lost: list[str]
    unlogged: int  # rows without a row of the log, or the other way round
    log: str  # what verify_log says last
    log_holds: bool
    kills: dict[str, int]
    seconds: float

    @property
    def held(self) -> bool:
        """Whether nothing is lost, and each write and its row of the log are one."""
        return not self.lost and not self.unlogged and self.log_holds


def write(served: Served, told: dict[str, Any], *, seconds: float, kills: int, seed: int) -> Outcome:
    """Have everybody write for so long, killing something so many times at random.

    Takes longer where the machine is too slow for as many writes as there are people between one kill and the next.
    """
    file = served.data.parent / "writing.json"
    file.write_text(json.dumps({"people": told["people"]}), encoding="utf-8")
    words = [sys.executable, "-m", "tools.load.writing", served.url, str(file)]
    began = time.monotonic()
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writing:
        assert writing.stdin is not None and writing.stdout is not None
        written = Written(writing.stdout, enough=len(told["people"]))
        try:
            killed = _kill(served, written, seconds=seconds, kills=kills, chance=random.Random(seed))
            time.sleep(max(0.0, began + seconds - time.monotonic()))
        finally:
            writing.stdin.close()  # which ends the writers
        written.join()
    if writing.returncode:
        raise SystemExit("The writers failed; they say why above.")
    return _outcome(served, written.acknowledged, killed, time.monotonic() - began)


class Written(threading.Thread):
    """What the writers were told is kept, as they print it."""

    def __init__(self, printed: IO[str], *, enough: int) -> None:
        """Begin to read."""
        super().__init__(daemon=True)
        self.acknowledged: list[str] = []
        self._printed, self._enough = printed, enough
        self.start()

    def run(self) -> None:
        """Until the writers end."""
        for line in self._printed:
            self.acknowledged.append(line.rstrip("\n"))

    def more(self) -> None:
        """Return once enough more are acknowledged; SystemExit where that takes far too long."""
        wanted, until = len(self.acknowledged) + self._enough, time.monotonic() + PATIENCE
        while len(self.acknowledged) < wanted:
            if time.monotonic() > until:
                raise SystemExit(f"Nobody could write: {len(self.acknowledged)} of {wanted} acknowledged.")
            time.sleep(0.05)


def _kill(
    served: Served, written: Written, *, seconds: float, kills: int, chance: random.Random
) -> dict[str, int]:
    """Kill each kind in turn, at random moments of the middle of the time; what was killed how often."""
    began = time.monotonic()
    killed = dict.fromkeys(VICTIMS, 0)
    for place, moment in enumerate(sorted(chance.uniform(0.15, 0.85) for _ in range(kills))):
        written.more()
        time.sleep(max(0.0, began + moment * seconds - time.monotonic()))
        victim = VICTIMS[(place + 2) % len(VICTIMS)]
        if victim == "everything":
            served.kill_all()
            served.start()
            killed[victim] += 1
        else:
            killed[victim] += served.kill_one(victim)
    written.more()
    return killed


def _outcome(served: Served, acknowledged: list[str], kills: dict[str, int], seconds: float) -> Outcome:
    settings = {
        "DJANGO_SETTINGS_MODULE": "conspectus.workspace.config.settings",
        "CONSPECTUS_DATA": str(served.data),
    }
    done = subprocess.run(
        [sys.executable, "-c", KEPT], env=served.environment | settings, stdout=subprocess.PIPE, check=True
    )
    kept, logged = json.loads(done.stdout)
    verified = served.manage("verify_log")
    return Outcome(
        acknowledged=len(acknowledged), lost=sorted(set(acknowledged) - set(kept)),
        unlogged=abs(len(kept) - logged), log=verified.stdout.strip().splitlines()[-1],
        log_holds=verified.returncode == 0, kills=kills, seconds=seconds,
    )  # fmt: skip
