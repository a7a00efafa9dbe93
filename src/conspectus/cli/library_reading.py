"""What a library tells: search it, and see whose practice its reports speak of."""

import json
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from conspectus import pictures
from conspectus.cli.screen import Format, Plain, print_raw, write_bytes
from conspectus.cli.screen import show as put
from conspectus.library import Polarity, SpokenOf, store
from conspectus.library import coverage as coverages
from conspectus.library import search as searching
from conspectus.library.coverage import By

# Filters that searching and counting have alike.
Kind = Annotated[str, typer.Option(metavar="K", help="Kind of report, such as jtai.")]
Theme = Annotated[str, typer.Option(metavar="T", help="Words of a joint inspection's theme.")]
AreaName = Annotated[str, typer.Option(metavar="X", help="Any name of an authority, or its code.")]
Since = Annotated[int | None, typer.Option(metavar="YEAR", help="First year of publication.")]
Topic = Annotated[str, typer.Option(metavar="T", help="A topic, such as missing or pre_birth.")]


def search(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    query: Annotated[
        str,
        typer.Argument(help='Words, "words that stand together", beginn*, -not this; "" for the newest.'),
    ],
    agency: Annotated[SpokenOf | None, typer.Option(help="Whose practice is spoken of.")] = None,
    polarity: Annotated[
        Polarity | None, typer.Option(help="What is made of it; mixed is found as either.")
    ] = None,
    kind: Kind = "",
    theme: Theme = "",
    area: AreaName = "",
    since: Since = None,
    topic: Topic = "",
    like: Annotated[
        bool, typer.Option("--like", help="By meaning, in whatever words; needs the extra meaning.")
    ] = False,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="Only by words, and nothing by meaning beside them.")
    ] = False,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1)] = 20,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write it as a workbook (.xlsx), a document (.docx) or one slide (.svg, .png).",
        ),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the search, for `library news` to ask again.")
    ] = None,
    format: Annotated[Plain, typer.Option(help="How to print.")] = Plain.TEXT,
) -> None:
    """Find what published reports say: in any form of each word, filtered, best first.

    Where no sentence holds every word, it says so and goes on to sentences that hold them with those beside and the
    headings above, then to any of the words. Where the extra meaning is installed, and was when the library was made,
    sentences that mean nearly the same follow; each hit says whether words or meaning found it. Whoever asks for very
    words, in double quotes or by their beginning, gets these alone.

    Example: conspectus library search library.db '"missing children" return' --agency police --polarity strength

    Practice like this: conspectus library search library.db "midwives notice risk early" --polarity strength --like
    """
    from conspectus.cli.library_hits import as_json, show_found

    wanted = searching.Wanted(agency, polarity, kind, theme, area, since, topic)
    with store.LibraryFile(library) as held:
        if like:
            found = searching.alike(held, query, wanted, limit=limit)
        else:
            found = searching.search(held, query, wanted, limit=limit, words_only=words_only)
        if save:
            asked = searching.Saved(
                query=query,
                like=like,
                words_only=words_only,
                reports=frozenset(held.hashes()),
                **wanted._asdict(),
            )
            write_bytes(save, searching.as_file(asked))
        if out:
            asked_for = Question(query, wanted, like=like, words_only=words_only)
            write_bytes(out, _handed_out(held, found, asked_for, out))
    if format is Plain.JSON:
        hits = [as_json(hit) for hit in found.hits]
        told = {"found": found.many, "step": found.step, "hits": hits}
        print_raw(json.dumps(told, indent=2, ensure_ascii=False))
        return
    show_found(found, like=like)


class Question(NamedTuple):
    """What was asked of a library, and how."""

    query: str
    wanted: "searching.Wanted"
    like: bool
    words_only: bool


def _handed_out(library: store.LibraryFile, found: "searching.Found", asked: Question, out: Path) -> bytes:
    """What was found as the ending of the file says: a slide counts all of it, the others hold what is shown."""
    ending = out.suffix.lower()
    if ending not in pictures.SLIDES:
        return searching.handed_out(found, asked.query, out)
    if asked.like:
        tally = searching.tally_of(found.hits)
        found = found._replace(many=tally.sentences, by_words=0)
    else:
        tally = searching.tally(library, asked.query, asked.wanted, words_only=asked.words_only)
    said = pictures.Asked(asked.query, searching.in_words(asked.wanted), len(library.hashes()))
    return pictures.findings_slide(found, tally, said, ending)


def news(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    searches: Annotated[
        list[Path], typer.Argument(metavar="SEARCH…", help="Searches kept by `library search --save`.")
    ],
    limit: Annotated[int, typer.Option(help="How many to show of each.", min=1)] = 20,
    seen: Annotated[
        bool, typer.Option("--seen", help="Remember it as seen: the next time tells what came after.")
    ] = False,
    format: Annotated[Plain, typer.Option(help="How to print.")] = Plain.TEXT,
) -> None:
    """Say what kept searches find in reports that were added to a library since.

    Example: conspectus library news library.db missing.json pre-birth.json --seen
    """
    from conspectus.cli.library_hits import news_as_json, show_news

    with store.LibraryFile(library) as held:
        kept = [(path, searching.read_saved(path)) for path in searches]
        told = [(path, saved, searching.news(held, saved, limit=limit)) for path, saved in kept]
        if format is Plain.JSON:
            rows = [news_as_json(str(path), saved, news) for path, saved, news in told]
            print_raw(json.dumps(rows, indent=2, ensure_ascii=False))
        else:
            for path, saved, news in told:
                show_news(str(path), saved, news)
        for path, saved in kept if seen else ():
            write_bytes(path, searching.as_file(saved.seen(held)))


def coverage(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    by: Annotated[By, typer.Option(help="What reports are put together by.")] = By.KIND,
    agency: Annotated[SpokenOf | None, typer.Option(help="Only findings on this one’s practice.")] = None,
    polarity: Annotated[
        Polarity | None, typer.Option(help="Only findings of this; mixed counts as either.")
    ] = None,
    kind: Kind = "",
    theme: Theme = "",
    area: AreaName = "",
    since: Since = None,
    topic: Topic = "",
    format: Annotated[
        Format, typer.Option(help="How to print; html is a page with the chart.")
    ] = Format.TEXT,
) -> None:
    """Say whose practice reports speak of: the share of their findings on each agency, with intervals over reports.

    The filters are those of search, and narrow to the findings that pass.

    Example: conspectus library coverage library.db --by year --kind jtai

    The chart: conspectus library coverage library.db --format html > coverage.html
    """
    from conspectus.cli.library_tables import show_coverage

    wanted = searching.Wanted(agency, polarity, kind, theme, area, since, topic)
    with store.LibraryFile(library) as held:
        covered = coverages.cover(searching.narrowed(held, wanted), by)
    put(
        format,
        as_json=lambda: covered.model_dump_json(indent=2),
        as_html=lambda: pictures.coverage_html(covered),
        as_text=lambda: show_coverage(covered),
    )


def area(
    library: Annotated[Path, typer.Argument(metavar="FILE", help="A library made by add.")],
    name: Annotated[str, typer.Argument(help="Any name of an authority, or its code.")],
    neighbours: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Statistical neighbours: a file with the columns area, neighbour."),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print; html is a page.")] = Format.TEXT,
) -> None:
    """Say what every inspectorate found in an area over time, by agency, and what it asked for.

    Beside each thing asked for stands whether the next report lists it again or finds it wanting, with the sentence, so
    that you can judge: they are put together by their words. Whose practice its reports speak of stands beside its
    neighbours: areas of the same region and type, or those of a file of your own.

    Example: conspectus library area library.db Portsmouth

    The page: conspectus library area library.db Portsmouth --format html > portsmouth.html
    """
    from conspectus.cli.library_tables import show_history
    from conspectus.library.history import history, neighbours_in

    with store.LibraryFile(library) as held:
        beside = neighbours_in(neighbours, searching.area_codes(held, name)[-1]) if neighbours else []
        told = history(held, name, beside)
    put(
        format,
        as_json=lambda: told.model_dump_json(indent=2),
        as_html=lambda: pictures.history_html(told),
        as_text=lambda: show_history(told),
    )
