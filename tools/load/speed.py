"""How fast pages are, for people who ask now and then and for people who ask without a pause."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tools.load.made import ROOT
from tools.load.served import Served

PAUSE = 3.0  # seconds between two pages of one person
P95, RATE = 0.2, 120.0  # seconds of a page, and pages a second, to reach


@dataclass(frozen=True)
class Speed:
    """What a run of asking was answered."""

    seconds: dict[str, list[float]]  # of every answer, by kind of page
    wrong: dict[str, int]
    took: float

    @property
    def asked(self) -> int:
        """How many pages were asked for."""
        return sum(map(len, self.seconds.values()))

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.asked / self.took

    @property
    def within(self) -> bool:
        """Whether every kind of page was fast enough, and every answer a page."""
        return not self.wrong and all(at(0.95, times) <= P95 for times in self.seconds.values())

    @property
    def fast(self) -> bool:
        """Whether there were enough answers a second, and every one a page."""
        return not self.wrong and self.rate >= RATE


def ask(served: Served, told: dict[str, Any], *, seconds: float) -> tuple[Speed, Speed]:
    """Have everybody ask for so long: once in three seconds each, then without a pause."""
    file = served.data.parent / "asking.json"
    file.write_text(json.dumps({name: told[name] for name in ("people", "children")}), encoding="utf-8")
    words = [sys.executable, "-m", "tools.load.asking", served.url, str(file), str(seconds)]
    settings = {
        "DJANGO_SETTINGS_MODULE": "conspectus.workspace.config.settings",
        "CONSPECTUS_DATA": str(served.data),
    }
    done = subprocess.run(
        words, cwd=ROOT, env=served.environment | settings, stdout=subprocess.PIPE, check=True
    )
    paced, closed = json.loads(done.stdout.splitlines()[-1])
    return Speed(**paced), Speed(**closed)


def at(share: float, seconds: list[float]) -> float:
    """The value that a share of them stays within, by nearest rank."""
    return sorted(seconds)[max(0, -int(-share * len(seconds) // 1) - 1)]
