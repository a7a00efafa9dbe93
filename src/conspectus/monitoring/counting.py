"""From a casebook to its figures: counts alone, made within the database, so that no child leaves it."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from conspectus import __version__
from conspectus.definitions import Definition, Duty, load, published_areas
from conspectus.judgment import sha256_of
from conspectus.monitoring.model import (
    Figures,
    FiguresArea,
    FiguresCoverage,
    FiguresGaps,
    FiguresPattern,
    FiguresPoints,
    FiguresQuality,
    FiguresSeries,
)
from conspectus.records.casebook import Casebook
from conspectus.records.engine import Engine
from conspectus.terms import LAPSED, Agency, Part, Severity, Status

KEY = ("duty", "part", "agency")
TIMED = (Part.RESPOND, Part.RECUR, Part.RECEIVE)  # whose time to respond means something
ENOUGH_DECIDED = 0.95
ENOUGH_COVERED = 0.9

# A limit of days ends at 24:00, so that the day and month it belongs to are those of the microsecond before. The zone's
# rules are asked for months alone, not for ten million limits: the local month is another than that of UTC in the last
# hour of a month at most, and all of that hour is on one side of a change of clocks.
COUNTED = """
with months as (
  select duty, part, agency, status, date_trunc('month', due - interval 1 microsecond) as began,
    date_trunc('month', due + interval 1 hour - interval 1 microsecond) as later, any_value(unit) as unit,
    count(*) as many, count(time_taken) as answered, sum(time_taken) as time_sum
  from obligations group by duty, part, agency, status, began, later
)
select duty, part, agency, any_value(unit) as unit,
  cast(case when began = later then began else date_trunc(
    'month', ((cast(later as timestamp) - interval 1 microsecond) at time zone 'UTC') at time zone 'Europe/London'
  ) end as date) as month,
  {counts},
  coalesce(sum(answered) filter (status in ('met', 'late')), 0)::bigint as answered,
  sum(time_sum) filter (status in ('met', 'late')) as time_sum
from months group by duty, part, agency, month order by duty, part, agency, month
"""


def counted(casebook: Casebook | Engine) -> pl.DataFrame:
    """Obligations by duty, part, agency and month of limit (null without one), a column for each status."""
    counts = ", ".join(
        f"coalesce(sum(many) filter (status = '{status}'), 0)::bigint as {status}" for status in Status
    )
    return casebook.frame(COUNTED.format(counts=counts))


def figures_of(casebook: Casebook, *, duties: Mapping[str, Duty], area: FiguresArea | None = None) -> Figures:
    """The restricted figures of a casebook: by the month, nothing suppressed, unsigned."""
    table = counted(casebook)
    keys = table.select(*KEY).unique(maintain_order=True).with_row_index("series")
    dated = table.join(keys, on=KEY, how="left").filter(pl.col("month").is_not_null())
    gaps, patterns = _gaps(casebook)
    build = casebook.build
    return Figures(
        conspectus=__version__,
        restricted=True,
        area=area,
        nation=build.nation,
        as_of=build.as_of,
        as_of_day=build.as_of_day,
        casebook_sha256=build.content_sha256,
        definitions_sha256=_definitions(casebook),
        children=casebook.rows("select count(*) as many from children where is_child")[0]["many"],
        series=_series(table, duties),
        points=_points(dated),
        patterns=patterns,
        gaps=gaps,
        coverage=_coverage(casebook),
        quality=_quality(casebook),
    )


def _definitions(casebook: Casebook) -> str:
    rows = casebook.rows("select kind, id, version, sha256 from definitions order by kind, id")
    return sha256_of(rows)


def _series(table: pl.DataFrame, duties: Mapping[str, Duty]) -> list[FiguresSeries]:
    sums = table.group_by(KEY, maintain_order=True).agg(
        pl.col("unit").first(),
        obligations=pl.sum_horizontal(pl.col(*Status).sum()),
        lacking=pl.col("not_evaluated").sum(),
        undated=pl.sum_horizontal(pl.col(*Status).filter(pl.col("month").is_null()).sum()),
    )
    return [
        FiguresSeries(
            version=duties[row["duty"]].version,
            title=duties[row["duty"]].title,
            target=_target(duties[row["duty"]]),
            comparable=row["lacking"] <= (1 - ENOUGH_COVERED) * row["obligations"] + 1e-9,
            suppressed=False,
            **{name: row[name] for name in (*KEY, "unit", "undated")},
        )
        for row in sums.iter_rows(named=True)
    ]


def _target(duty: Duty) -> float | None:
    return duty.target.share if duty.target else None


def _points(dated: pl.DataFrame) -> FiguresPoints:
    month = dated["month"].dt.strftime("%Y-%m").to_list()
    told = dated.with_columns(
        n=pl.sum_horizontal("met", "late", "missed"),
        provisional=provisional(),
        time=pl.when(pl.col("part").is_in(list(TIMED)))
        .then(pl.col("time_sum") / pl.col("answered"))
        .round(2),
    ).with_columns(answered=pl.when(pl.col("time").is_not_null()).then("answered").otherwise(0))
    names = [name for name in FiguresPoints.model_fields if name not in ("from_", "to")]
    return FiguresPoints(
        from_=month,
        to=month,
        **{
            name: told[name].fill_nan(None).to_list() if name == "time" else told[name].to_list()
            for name in names
        },
    )


def provisional() -> pl.Expr:
    """Whether less than 95 % of what is not exempt is decided; a month of which nothing is asked is not."""
    asked = pl.sum_horizontal(*(name for name in Status if name not in LAPSED))
    waiting = pl.col("not_yet_due") + pl.col("not_evaluated")
    return (asked > 0) & (1 - waiting / asked < ENOUGH_DECIDED - 1e-12)


GAPS = """
select pattern, visible_on, acted_on from silo_gaps order by pattern, visible_on
"""


def _gaps(casebook: Casebook) -> tuple[FiguresGaps, list[FiguresPattern]]:
    """Silo gaps by month, months without any too, since the returns begin."""
    found = casebook.frame(GAPS)
    patterns = casebook.rows("select id, version, text from definitions where kind = 'pattern' order by id")
    first, last = _period(casebook)
    first = min([first, *(day for day in found["visible_on"].to_list() if day)])
    months = _months(first, last)
    columns: dict[str, list[Any]] = {
        name: [] for name in ("pattern", "from_", "to", "opened", "acted_on", "open", "provisional")
    }
    for place, pattern in enumerate(patterns):
        rows = found.filter(pattern=pattern["id"])
        opened = [_month(day) for day in rows["visible_on"].to_list()]
        acted = [_month(day) for day in rows["acted_on"].drop_nulls().to_list()]
        standing = 0
        for month in months:
            more, fewer = opened.count(month), acted.count(month)
            standing += more - fewer
            for name, value in zip(
                columns,
                (
                    place,
                    month,
                    month,
                    more,
                    fewer,
                    max(standing, 0),
                    month == months[-1] and not _is_over(last),
                ),
                strict=True,
            ):
                columns[name].append(value)
    titles = [
        FiguresPattern(id=row["id"], version=row["version"], title=_title(row["text"]), suppressed=False)
        for row in patterns
    ]
    return FiguresGaps(**columns), titles


def _title(text: str) -> str:
    return str(tomllib.loads(text)["title"])


def _period(casebook: Casebook) -> tuple[date, date]:
    [row] = casebook.rows("select min(period_from) as first from senders")
    return row["first"], casebook.build.as_of_day


def _is_over(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _months(first: date, last: date) -> list[str]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


COVERAGE = """
select agency, event, min(from_day) as first, cast(max(until) - interval 1 microsecond as date) as last
from coverage group by agency, event order by agency, event
"""


def _coverage(casebook: Casebook) -> list[FiguresCoverage]:
    return [
        FiguresCoverage(
            agency=row["agency"], event=row["event"], from_=row["first"], to=max(row["first"], row["last"])
        )
        for row in casebook.rows(COVERAGE)
    ]


QUALITY = """
select s.agency, cast(sum(f.rows_in) as bigint) as rows_in, cast(sum(f.rows_set_aside) as bigint) as rows_set_aside
from files f join senders s on s.sender = f.sender group by s.agency
"""
ISSUES = """
select s.agency, i.severity, count(*) as issues from issues i join senders s on s.sender = i.sender group by all
"""


def _quality(casebook: Casebook) -> list[FiguresQuality]:
    issues = {(row["agency"], row["severity"]): row["issues"] for row in casebook.rows(ISSUES)}
    rows = {row["agency"]: row for row in casebook.rows(QUALITY)}
    return [
        FiguresQuality(
            agency=agency,
            rows_in=rows[agency]["rows_in"],
            rows_set_aside=rows[agency]["rows_set_aside"],
            issues={severity: issues.get((agency, severity), 0) for severity in Severity},
        )
        for agency in Agency
        if agency in rows
    ]


class AreaFile(Definition):
    """`area.toml`: whose returns lie beside it, where that is no authority of the list."""

    name: str
    code: str | None = None
    region: str | None = None
    type: str | None = None


def read_area(path: Path) -> FiguresArea:
    """An area from its `area.toml`; what that leaves open is taken from the list of authorities."""
    given = load(AreaFile, path)
    known = area_named(given.code or given.name)
    return FiguresArea(
        name=given.name,
        code=given.code or known.code,
        region=given.region or known.region,
        type=given.type or known.type,
    )


def area_named(name: str) -> FiguresArea:
    """An area by its name or code; one that the list of authorities does not hold has its name alone."""
    wanted = name.strip().casefold()
    for known in published_areas():
        if wanted in (known.code.casefold(), known.name.casefold(), *(one.casefold() for one in known.names)):
            return FiguresArea(name=known.name, code=known.code, region=known.region, type=known.type)
    return FiguresArea(name=name.strip())
