"""What a newer casebook changed, in the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from conspectus.definitions import agencies, duties
from conspectus.pictures.area_terminal import titled
from conspectus.plain import day, percent
from conspectus.records.casebook import Comparison, FigureSide
from conspectus.records.dates import local_day
from conspectus.terms import Status
from conspectus.wording import statuses

AT_MOST = 20  # lines of a list; the JSON holds all of them


def comparison_text(comparison: Comparison, console: Console) -> None:
    """Print what changed, kind by kind; what did not is not named."""
    if comparison.same:
        console.print("Nothing changed: both casebooks hold the same rows.")
        return
    _sides(comparison, console)
    tables = [_rows(comparison), _links(comparison), _figures(comparison), _obligations(comparison)]
    shown = [table for table in (*tables, _gaps(comparison), _definitions(comparison)) if table.row_count]
    if not shown:
        console.print("What was sent, linked and owed did not change; only how the build was made did.")
    for table in shown:
        console.print(table)


def _sides(comparison: Comparison, console: Console) -> None:
    for name, side in (("before", comparison.old), ("now", comparison.new)):
        as_of = day(local_day(side.as_of))
        console.print(f"{name:<6}  {side.content_sha256[:12]}, as of {as_of}", highlight=False)
    console.print()


def _figures(comparison: Comparison) -> Table:
    known = duties()
    lines = [
        (
            known[one.duty].title if one.duty in known else one.duty,
            agencies()[one.agency].title,
            _figure(one.old),
            _figure(one.new),
        )
        for one in comparison.figures
    ]
    return _listed("What was met in time", ("duty", "owed by", "before", "now"), lines)


def _figure(side: FigureSide | None) -> str:
    if side is None:
        return "–"
    return (
        f"{percent(side.share_met)} of {side.decided:,}"
        if side.decided
        else f"none of {side.obligations:,} decided"
    )


def _rows(comparison: Comparison) -> Table:
    table = titled("Rows")
    table.add_column("table")
    table.add_column("sender")
    for name in ("added", "gone", "changed"):
        table.add_column(name, justify="right")
    for row in comparison.rows:
        table.add_row(
            row.table, row.sender, *(f"{number:,}" for number in (row.added, row.gone, row.changed))
        )
    return table


def _links(comparison: Comparison) -> Table:
    links = comparison.links
    kinds = (("together", links.together), ("apart", links.apart), ("new id", links.renamed))
    lines = [
        (kind, ", ".join(moved.child_ids_old), ", ".join(moved.child_ids_new), f"{moved.records:,}")
        for kind, all_moved in kinds
        for moved in all_moved
    ]
    return _listed("Links", ("", "before", "now", "records"), lines)


def _obligations(comparison: Comparison) -> Table:
    owed = comparison.obligations
    lines = [
        (
            change.obligation_id or f"{change.duty}: a restricted entry",
            _status(change.old),
            _status(change.new),
        )
        for change in (*owed.status, *owed.new, *owed.gone)
    ]
    title = (
        f"Obligations: {len(owed.status):,} stand otherwise, {len(owed.new):,} new, {len(owed.gone):,} gone"
    )
    return _listed(title, ("obligation", "before", "now"), lines)


def _gaps(comparison: Comparison) -> Table:
    gaps = comparison.silo_gaps
    lines = [
        (kind, gap.gap_id or f"{gap.pattern}: a restricted entry", gap.child_id, f"{gap.visible_on}")
        for kind, changes in (("new", gaps.new), ("gone", gaps.gone))
        for gap in changes
    ]
    return _listed("Silo gaps", ("", "silo gap", "child", "visible on"), lines)


def _definitions(comparison: Comparison) -> Table:
    lines = [
        (one.kind, one.id, _version(one.old_version), _version(one.new_version))
        for one in comparison.definitions
    ]
    return _listed("Definitions", ("", "definition", "version before", "now"), lines)


def _listed(title: str, columns: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> Table:
    table = titled(title)
    for name in columns:
        table.add_column(name, overflow="fold")
    for line in lines[:AT_MOST]:
        table.add_row(*line)
    if len(lines) > AT_MOST:
        table.caption = f"and {len(lines) - AT_MOST:,} more: --format json lists them all"
        table.caption_justify = "left"
    return table


def _status(status: Status | None) -> str:
    return "–" if status is None else statuses()[status].word


def _version(version: int | None) -> str:
    return "–" if version is None else str(version)
