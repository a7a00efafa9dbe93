"""What is asked of returns before a build: can they be used, what changed, whose records are one person's."""

from pathlib import Path

import polars as pl

from conspectus.records import casebook, linkage, returns
from conspectus.records.engine import open_engine
from conspectus.records.progress import Progress, step_of
from conspectus.records.taking_in import put_decisions, put_returns, put_sent

LINK_STEPS = ("check", "link")
NUMBERED = ("events-1",)


def check(folder: Path, *, progress: Progress = lambda step, done: None) -> returns.Report:
    """Every issue of a folder of returns, and nothing made of them."""
    return returns.check(folder, tick=step_of(progress, "check")).report


def check_again(folder: Path, *, before: Path) -> tuple[returns.Report, list[casebook.RowChanges]]:
    """The same, and which of its rows differ from those of `before`, a folder that was sent earlier."""
    earlier, now = returns.check(before), returns.check(folder)
    with open_engine() as old, open_engine() as new:
        put_sent(old, earlier)
        put_sent(new, now)
        return now.report, casebook.row_changes(old, new)


def same_numbers(folder: Path, *, others: Path) -> dict[str, int]:
    """Of how many events of a return each sender of `others` has the number, too.

    Of shapes whose rows have numbers of their own: those that we give to the rows of lists are none.
    """
    mine, theirs = _numbers(returns.check(folder)), _numbers(returns.check(others))
    met = theirs.join(mine.select("event_id").unique(), on="event_id", how="semi")
    return {row["sender"]: row["len"] for row in met.group_by("sender").len().iter_rows(named=True)}


def _numbers(checked: returns.Checked) -> pl.DataFrame:
    """Every number of an event by its sender, once."""
    numbered = checked.senders.filter(pl.col("schema").is_in(NUMBERED))
    events = checked.events.join(numbered.select("sender"), on="sender", how="semi")
    return events.select("sender", "event_id").unique()


def link(
    folder: Path,
    out: Path,
    *,
    decisions: Path | None = None,
    progress: Progress = lambda step, done: None,
) -> pl.DataFrame:
    """Check and link, nothing more: table `links`, as also written to `out` as CSV or Parquet."""
    casebook.check_ending(out)  # before the work, not after it
    checked = returns.check(folder, tick=step_of(progress, "check"))
    with open_engine() as engine:
        put_returns(engine, checked)
        put_decisions(engine, decisions)
        linkage.link(engine, decisions="decisions" if decisions else None, tick=step_of(progress, "link"))
        linked = engine.frame("select * from links order by child_id, sender, person_id")
    casebook.export(linked, out)
    return linked
