"""Many areas' returns → a casebook and figures for each, resumed where it stopped, and the areas view over all."""

import hashlib
import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from conspectus import monitoring
from conspectus.cli.screen import bars, err, out
from conspectus.errors import ConspectusError
from conspectus.records import casebook as casebooks
from conspectus.terms import EngineKind

RETURNS, AREA, CASEBOOK, FIGURES, OWN, STAMP = (
    "returns", "area.toml", "casebook.duckdb", "figures.json", "figures-restricted.json", "made-of.txt",
)  # fmt: skip


class Place(NamedTuple):
    """One area: where its returns lie, and where what is made of them goes."""

    name: str
    returns: Path
    area: Path | None
    out: Path


def programme(
    folder: Annotated[
        Path, typer.Argument(metavar="RETURNS_OF_AREAS", help="Folder with one folder for each area.")
    ],
    into: Annotated[Path, typer.Option("--out", help="Folder for casebooks, figures and the areas view.")],
    engine: Annotated[EngineKind, typer.Option(help="What runs the queries.")] = EngineKind.DUCKDB,
    jobs: Annotated[int, typer.Option(help="Areas that are built at once.", min=1)] = 1,
) -> None:
    """Build many areas, each by itself, and show how they stand beside one another.

    An area whose returns have not changed since it was built is passed over, so that a run that was stopped goes on.
    One that fails is named, and the others are built; exit code 1 where any failed.

    Example: conspectus programme programme --out built --jobs 2
    """
    places = list(_places(folder, into))
    if not places:
        raise ConspectusError(
            "it holds no area", str(folder), "Put one folder for each area into it, with its returns."
        )
    waiting = [place for place in places if not _is_done(place)]
    failed = _build_all(waiting, engine=engine, jobs=jobs)
    done = [place for place in places if place.name not in failed]
    for name, why in sorted(failed.items()):
        err.print(f"{name}: {why}", highlight=False, soft_wrap=True, markup=False)
    out.print(
        f"{len(done):,} of {len(places):,} areas; {len(places) - len(waiting):,} were there already.",
        highlight=False,
    )
    if done:
        _view(done, into)
    raise typer.Exit(1 if failed else 0)


def _places(folder: Path, into: Path) -> Iterator[Place]:
    """The areas of a folder: whatever folder in it holds returns, by itself or in a folder `returns`."""
    for area in sorted(one for one in folder.glob("*") if one.is_dir()):
        returns = area / RETURNS if (area / RETURNS).is_dir() else area
        if any(returns.glob("*/return.toml")):
            named = area / AREA
            yield Place(area.name, returns, named if named.is_file() else None, into / area.name)


def _is_done(place: Place) -> bool:
    """Whether all of an area is there, made of the returns as they are: its stamp is written last."""
    stamp = place.out / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _made_of(place)


def _made_of(place: Place) -> str:
    """A hash over every file of an area's returns."""
    whole = hashlib.sha256()
    files = [one for one in place.returns.rglob("*") if one.is_file()]
    for path in sorted([*files, *([place.area] if place.area else [])]):
        whole.update(f"{path.relative_to(place.returns.parent)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _build_all(places: list[Place], *, engine: EngineKind, jobs: int) -> dict[str, str]:
    """Build each; by name why one could not be."""
    failed: dict[str, str] = {}
    with bars(["areas"]) as progress:
        for count, (name, why) in enumerate(_built(places, engine=engine, jobs=jobs), 1):
            if why:
                failed[name] = why
            progress("areas", count / len(places))
    return failed


def _built(places: list[Place], *, engine: EngineKind, jobs: int) -> Iterator[tuple[str, str]]:
    if jobs == 1:
        yield from (_one(place, engine) for place in places)
        return
    # Started afresh, not forked: Polars has threads by now, and a fork would copy them in any state.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        for made in as_completed([pool.submit(_one, place, engine) for place in places]):
            yield made.result()


def _one(place: Place, engine: EngineKind) -> tuple[str, str]:
    """Build one area; its name, and what went wrong, empty where nothing did: no area may stop the others."""
    try:
        _make(place, engine)
    except Exception as error:
        return place.name, str(error) or type(error).__name__
    return place.name, ""


def _make(place: Place, engine: EngineKind) -> None:
    from conspectus.records import pipeline

    place.out.mkdir(parents=True, exist_ok=True)
    (place.out / STAMP).unlink(missing_ok=True)
    pipeline.clear_left(place.out / CASEBOOK)
    made_of = _made_of(place)
    pipeline.build(place.returns, place.out / CASEBOOK, machine=pipeline.Machine(engine))
    area = monitoring.read_area(place.area) if place.area else monitoring.area_named(place.name)
    with casebooks.open_casebook(place.out / CASEBOOK) as book:
        figures = monitoring.figures_of(book, duties=book.duties, area=area)
    monitoring.write_figures(figures, place.out / OWN)
    monitoring.write_figures(monitoring.published(figures), place.out / FIGURES)
    (place.out / STAMP).write_text(made_of, encoding="utf-8")


def _view(places: Iterable[Place], into: Path) -> None:
    """The areas as a page and on the screen."""
    made = monitoring.areas([(place.name, monitoring.read_figures(place.out / FIGURES)) for place in places])
    page = into / "areas.html"
    page.write_text(monitoring.areas_html(made), encoding="utf-8")
    monitoring.areas_text(made, out)
    out.print(f"The areas as a page: {page}", highlight=False, soft_wrap=True)
