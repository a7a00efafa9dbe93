"""Makes the area, district by district, and writes what each adds to every file."""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from conspectus.example_area.district import DistrictTables, tell
from conspectus.example_area.files import CsvFile, ParquetFile, Writer
from conspectus.example_area.findings import Findings
from conspectus.example_area.form import Form
from conspectus.example_area.inspecting import inspect
from conspectus.example_area.links import namesakes
from conspectus.example_area.plan import Plan, Wanted, planned
from conspectus.example_area.returns import Returns
from conspectus.example_area.settings import lasting, sending
from conspectus.example_area.stories import COLUMNS, changes_toml, story_rows
from conspectus.example_area.truth_files import moved

Progress = Callable[[str, float], None]
STEPS = ("districts", "inspection")
FEW = 4  # districts that one process makes sooner than others could be started
AHEAD = 3  # districts for each process that may wait to be written
DECIDED = "links"  # stays CSV in every form: `build --decisions` takes it


def make(
    out: Path,
    wanted: Wanted,
    *,
    processes: int | None = None,
    progress: Progress = lambda step, done: None,
) -> None:
    """Make up an area: `out/returns/<sender>/`, `out/inspection/` and `out/truth/`.

    The same seed gives the same files, whatever the number of processes (as many as there are processors, where
    nothing is said).
    """
    plan = planned(wanted)
    with lasting(plan.months), sending(plan.returns):
        findings = _write(out, plan, processes or os.cpu_count() or 1, progress)
    progress("inspection", 0.0)
    inspect(out / "inspection", nation=plan.nation, theme=plan.theme, findings=findings)
    progress("inspection", 1.0)


def _write(out: Path, plan: Plan, processes: int, progress: Progress) -> Findings:
    returns, truth = Returns(out / "returns", plan.form, nation=plan.nation), Truths(out / "truth", plan.form)
    findings: Findings | None = None
    for place, told in enumerate(_districts(plan, processes), 1):
        for (agency, name), frame in told.returns.items():
            returns.add(agency, name, frame)
        truth.add(told)
        if findings is None:
            findings = told.findings
        else:
            findings.add(told.findings)
        progress("districts", place / len(plan.districts))
    returns.close()
    truth.close()
    _write_stories(out / "truth", plan)
    assert findings is not None
    return findings


def _write_stories(folder: Path, plan: Plan) -> None:
    """The stories of an area of several years, and what its partnership would declare of them."""
    if not plan.stories:
        return
    usual = {name: value for name, value in plan.rates.items() if isinstance(value, tuple)}
    rows = story_rows(plan.stories, usual)
    pl.DataFrame(rows, schema=list(COLUMNS), orient="row").write_csv(folder / "stories.csv")
    (folder / "changes.toml").write_text(changes_toml(plan.stories), encoding="utf-8")


class Truths:
    """The files of `truth/`."""

    def __init__(self, folder: Path, form: Form) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._form = folder, form
        self._open: dict[str, Writer] = {}
        self._lines: Counter[str] = Counter()  # of the council's lists, in the districts before
        self._named: list[pl.DataFrame] = []

    def add(self, told: DistrictTables) -> None:
        """A district's truth; lines of lists are counted on from the districts before."""
        for name, frame in told.truth.items():
            if name not in self._open:
                self._open[name] = self._writer(name)
            self._open[name].add(moved(frame, self._lines))
        self._lines.update(told.lines)
        self._named.append(told.named)

    def _writer(self, name: str) -> Writer:
        if self._form is Form.PARQUET and name != DECIDED:
            return ParquetFile(self._folder / f"{name}.parquet")
        return CsvFile(self._folder / f"{name}.csv")

    def close(self) -> None:
        """Nothing more comes: now namesakes of different districts can be told apart."""
        self._open[DECIDED].add(namesakes(self._named))
        for writer in self._open.values():
            writer.close()


# --- districts, by several processes where there are many -------------------------------------------


def _districts(plan: Plan, processes: int) -> Iterator[DistrictTables]:
    """Every district in turn, whoever made it."""
    if processes == 1 or len(plan.districts) <= FEW:
        yield from (tell(plan, district) for district in plan.districts)
        return
    # Started afresh, not forked: Polars has threads by now, and a fork would copy them in any state.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[DistrictTables]] = deque()
        for district in plan.districts:
            waiting.append(pool.submit(tell, plan, district))
            if len(waiting) > AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
