"""How fast pages are, for people who ask now and then and for people who ask without a pause."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tools.load.made import ROOT
from tools.load.served import Served

PAUSE = 3.0  # seconds between two pages of one person
P95, RATE = 0.1, 200.0  # seconds of a page, and pages a second, to reach
PARTS = (
    "database",
    "casebook",
    "templates",
    "log",
    "rest",
)  # of the time that a request takes of a processor
TIMES = 12  # that each kind of page is asked for, to see where its time goes

Walked = dict[str, dict[str, list[str]]]  # by part, what it can reach: pages by kind
Spent = dict[str, dict[str, float]]  # by kind of page, seconds by part, and what was `waited`


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


def ask(served: Served, told: dict[str, Any], *, seconds: float) -> tuple[Speed, Speed, Walked]:
    """Have everybody ask for so long: once in three seconds each, then without a pause."""
    given = {name: told[name] for name in ("people", "children")}
    paced, closed, walked = _said(served, "asking", given, served.url, last=seconds)
    return Speed(**paced), Speed(**closed), walked


def where_it_goes(served: Served, told: dict[str, Any], walked: Walked) -> Spent:
    """What a request of each kind takes of a processor, and for what, while nobody else asks."""
    spent: Spent = _said(served, "parts", {"people": told["people"], "pages": walked}, last=TIMES)
    return spent


def _said(served: Served, name: str, given: dict[str, Any], *words: str, last: float) -> Any:  # noqa: ANN401
    """What one of the modules beside this one prints, as JSON."""
    file = served.data.parent / f"{name}.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    command = [sys.executable, "-m", f"tools.load.{name}", *words, str(file), str(last)]
    settings = {
        "DJANGO_SETTINGS_MODULE": "conspectus.workspace.config.settings",
        "CONSPECTUS_DATA": str(served.data),
    }
    done = subprocess.run(
        command, cwd=ROOT, env=served.environment | settings, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def at(share: float, seconds: list[float]) -> float:
    """The value that a share of them stays within, by nearest rank."""
    return sorted(seconds)[max(0, -int(-share * len(seconds) // 1) - 1)]
