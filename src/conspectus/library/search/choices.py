"""What a library can be narrowed by: the kinds, themes, areas and years of the reports that it holds."""

from typing import Any, NamedTuple

from conspectus.definitions import report_kinds
from conspectus.library.facts import codes_of
from conspectus.library.store import LibraryFile


class Choices(NamedTuple):
    """Each value that at least one report has."""

    kinds: tuple[str, ...]  # in the order of `definitions/library/kinds.toml`
    themes: tuple[str, ...]
    areas: dict[str, str]  # code: name, by name
    years: tuple[int, ...]  # the newest first


def choices(library: LibraryFile) -> Choices:
    """Every value that a search can be narrowed to."""
    kinds = _held(library, "kind")
    return Choices(
        kinds=tuple(kind for kind in report_kinds() if kind in kinds),
        themes=tuple(_held(library, "theme")),
        areas=areas_held(library),
        years=tuple(reversed(years_held(library))),
    )


def areas_held(library: LibraryFile) -> dict[str, str]:
    """The name of each area of which there is a report, by its code; by the present one, where it had others."""
    rows = library.rows(
        "select area_code, min(area) as area from reports where area_code is not null group by area_code order by 2"
    )
    return {codes_of(row["area_code"])[-1]: row["area"] for row in rows}


def years_held(library: LibraryFile, since: int = 0) -> list[int]:
    """The years of its reports, the earliest first."""
    return [year for year in _held(library, "year") if year >= since]


def _held(library: LibraryFile, column: str) -> list[Any]:  # words, or years
    rows = library.rows(
        f"select distinct {column} as held from reports where {column} is not null order by 1"
    )
    return [row["held"] for row in rows]
