"""From returns to a casebook, and what it shows."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from conspectus import pictures
from conspectus.cli.screen import Format, Plain, bars, err, out, print_raw
from conspectus.cli.screen import show as show_as
from conspectus.records import casebook as casebooks
from conspectus.records import returns
from conspectus.records.nation import inspection_beside
from conspectus.terms import Agency, EngineKind, Nation

if TYPE_CHECKING:
    from conspectus.records.pipeline import Receipt


def template(
    agency: Annotated[Agency, typer.Argument(metavar="AGENCY", help=f"One of {', '.join(Agency)}.")],
    folder: Annotated[Path, typer.Option("--out", help="Folder to make.")],
    shape: Annotated[
        str, typer.Option("--as", metavar="ID", help="Shape of the return, such as cin-census or ssda903.")
    ] = "events-1",
) -> None:
    """Write an empty, explained return for an agency to fill in, or a sample of a statutory return.

    Example: conspectus template police --out returns/northshire-police

    What a children in need census looks like: conspectus template council --as cin-census --out sample
    """
    for path in returns.write_template(agency, folder, shape=shape):
        out.print(str(path), highlight=False)


def check(
    folder: Annotated[
        Path,
        typer.Argument(metavar="RETURNS", help="Folder with one folder per sender, or one sender's own."),
    ],
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
    sender: Annotated[
        str | None, typer.Option(metavar="WORD", help="Who sends it, where the folder has no return.toml.")
    ] = None,
    agency: Annotated[
        Agency | None, typer.Option(metavar="AGENCY", help=f"Which agency that is: {', '.join(Agency)}.")
    ] = None,
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day that it covers.")
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day that it covers.")
    ] = None,
) -> None:
    """Check every sender's return: all issues at once, each with its place and what to do.

    A folder of statutory returns needs no return.toml: what they are is known by their content, and what that
    cannot say is taken from --sender, --agency, --from and --to, with which return.toml is written.

    Exit code 0 clean or queries only, 1 errors found, 2 not usable.

    Example: conspectus check area/returns

    A census as it is: conspectus check census --sender our-council --agency council --from 2025-04-01 --to 2026-03-31

    As a page for the sender: conspectus check area/returns --format html > to-mend.html
    """
    begun = returns.begin(
        folder,
        sender=sender,
        agency=agency,
        start=start.date() if start else None,
        end=end.date() if end else None,
    )
    if begun is None and (sender, agency, start, end) != (None,) * 4:
        err.print("Note: what return.toml says counts; the options were not used.", highlight=False)
    with bars(["check"]) as progress:
        checked = returns.check(folder, tick=lambda done: progress("check", done))
    report = checked.report
    show_as(
        format,
        lambda: report.model_dump_json(indent=2),
        lambda: pictures.returns_html(report),
        lambda: returns.render_report(report, out),
    )
    raise typer.Exit(report.exit_code)


def build(
    folder: Annotated[Path, typer.Argument(metavar="RETURNS", help="Folder with one folder per sender.")],
    casebook: Annotated[
        Path, typer.Option("--out", help="Casebook to write; an old one is swapped in whole.")
    ],
    decisions: Annotated[Path | None, typer.Option(help="CSV of link decisions: they always win.")] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            metavar="CASEBOOK",
            help="Keep this casebook's child ids where membership is kept, and take over what has not changed.",
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Take over child ids alone: work everything else out anew.")
    ] = False,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Look at the area as of this day.")
    ] = None,
    theme: Annotated[str, typer.Option(help="Theme whose pattern is looked for.")] = "cse",
    framework: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Framework of the inspection: the sample shows the agencies that it looks at."
        ),
    ] = None,
    nation: Annotated[
        Nation | None,
        typer.Option(help="Whose duties and working days count; else as the returns or the inspection say."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the sample.")] = 1,
    engine: Annotated[
        EngineKind,
        typer.Option(
            help="What runs the queries; spark needs PySpark and Java 17, and takes minutes for the smallest area."
        ),
    ] = EngineKind.DUCKDB,
    memory: Annotated[str | None, typer.Option(help="At most so much memory, such as 4GB.")] = None,
) -> None:
    """Check, link, join, test duties and patterns, choose a sample: from returns to one casebook.

    Example: conspectus build area/returns --out area/casebook.duckdb

    On Spark, with the same result: conspectus build area/returns --out area/casebook.duckdb --engine spark
    """
    from conspectus.records import pipeline

    with bars(pipeline.STEPS) as progress:
        receipt = pipeline.build(
            folder,
            casebook,
            question=pipeline.Question(as_of.date() if as_of else None, theme, framework, nation, seed),
            links=pipeline.KnownLinks(decisions, previous=previous, whole=whole),
            machine=pipeline.Machine(engine, memory),
            progress=progress,
        )
    print_receipt(receipt)
    if nation is None:
        _note_of_inspection(folder, receipt.nation)


def _note_of_inspection(folder: Path, nation: Nation) -> None:
    """Say so where the returns' word was taken against that of the inspection beside them."""
    says = inspection_beside(returns.sender_folders(folder))
    if says not in (None, nation):
        err.print(
            f"Note: inspection.toml says {says}; the returns say {nation}, which was taken. "
            "Mend one of them, or use --nation.",
            highlight=False, markup=False, soft_wrap=True,
        )  # fmt: skip


def link(
    folder: Annotated[Path, typer.Argument(metavar="RETURNS", help="Folder with one folder per sender.")],
    file: Annotated[Path, typer.Option("--out", help="File to write: .csv or .parquet, by its ending.")],
    decisions: Annotated[Path | None, typer.Option(help="CSV of link decisions: they always win.")] = None,
) -> None:
    """Find which records are one person, and nothing more: one row per sender's record, with the reason.

    Example: conspectus link area/returns --out area/links.csv
    """
    from conspectus.records import beforehand

    with bars(beforehand.LINK_STEPS) as progress:
        linked = beforehand.link(folder, file, decisions=decisions, progress=progress)
    people = linked["child_id"].n_unique()
    out.print(
        f"{linked.height:,} records of {people:,} linked people in {file}", highlight=False, soft_wrap=True
    )


def show(
    casebook: Annotated[Path, typer.Argument(metavar="CASEBOOK", help="A casebook made by build.")],
    format: Annotated[
        Format, typer.Option(help="How to print; html is one self-contained page.")
    ] = Format.TEXT,
) -> None:
    """Show the picture by agency: who owed what and did it, silo gaps, coverage, the sample.

    Example: conspectus show area/casebook.duckdb --format html > picture.html
    """
    with casebooks.open_casebook(casebook) as book:
        picture = book.picture()
    show_as(
        format,
        lambda: picture.model_dump_json(indent=2),
        lambda: pictures.area_html(picture),
        lambda: pictures.area_text(picture, out),
    )


def chronology(
    casebook: Annotated[Path, typer.Argument(metavar="CASEBOOK", help="A casebook made by build.")],
    child: Annotated[str, typer.Argument(metavar="CHILD", help="A child_id of the casebook.")],
    format: Annotated[
        Format, typer.Option(help="How to print; html is one self-contained page.")
    ] = Format.TEXT,
    names: Annotated[bool, typer.Option("--names", help="Show names instead of masking them.")] = False,
) -> None:
    """Show one child's joint chronology, in swim lanes by agency.

    Example: conspectus chronology area/casebook.duckdb C-7k3m2p9q --format html > child.html
    """
    with casebooks.open_casebook(casebook) as book:
        story = book.chronology(child, names=names)
    show_as(
        format,
        lambda: story.model_dump_json(indent=2),
        lambda: pictures.child_html(story),
        lambda: pictures.child_text(story, out),
    )


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The casebook that was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The casebook that is.")],
    format: Annotated[Plain, typer.Option(help="How to print; json lists everything.")] = Plain.TEXT,
) -> None:
    """Show what a newer casebook changed: rows, links, obligations, silo gaps, definitions.

    Example: conspectus compare casebook-spring.duckdb casebook.duckdb
    """
    with casebooks.open_casebook(old) as before, casebooks.open_casebook(new) as after:
        comparison = casebooks.compare(before, after)
    if format is Plain.JSON:
        print_raw(comparison.model_dump_json(indent=2))
    else:
        pictures.comparison_text(comparison, out)


RECEIPT = ("rows_in", "rows_used", "rows_set_aside", "cells_blanked")


def _taken_over(receipt: "Receipt") -> str:
    """What was not worked out again, as a line."""
    if receipt.unchanged:
        return "\ntaken     whole from the earlier casebook: nothing has changed"
    if not receipt.taken_over:
        return ""
    told = [f"as read before: {', '.join(receipt.taken_over)}"]
    if receipt.pairs.pairs:
        told.append(f"as compared before: {receipt.pairs.pairs:,} of {receipt.pairs.of:,} pairs of records")
    if receipt.obligations:
        made = receipt.counts["obligations"]
        told.append(f"as evaluated before: {receipt.obligations:,} of {made:,} obligations")
    return "\ntaken     " + "; ".join(told)


def print_receipt(receipt: "Receipt") -> None:
    """What came in, file by file, and what was made of it."""
    table = Table(
        "sender",
        "file",
        "rows in",
        "used",
        "set aside",
        "cells blanked",
        title="Receipt",
        title_justify="left",
    )
    for column in table.columns[2:]:
        column.justify = "right"
    for row in receipt.files.iter_rows(named=True):
        name = row["file"] + (f" · {row['sheet']}" if row["sheet"] else "")
        table.add_row(row["sender"], name, *(f"{row[key]:,}" for key in RECEIPT))
    sums = [receipt.files[key].sum() for key in RECEIPT]
    table.add_section()
    table.add_row("all", "", *(f"{number:,}" for number in sums), style="bold")
    out.print(table)
    for row in receipt.unlinked.iter_rows(named=True):
        out.print(f"{row['sender']}: {row['people']:,} people came without names and stay unlinked.")
    counts = receipt.counts
    out.print(
        f"{counts['people']:,} records of people became {counts['children']:,} linked people, with "
        f"{counts['questions']:,} pairs for people to decide; {counts['obligations']:,} obligations; "
        f"{counts['silo_gaps']:,} silo gaps; {counts['sample']} children to track."
    )
    out.print(
        f"casebook  {receipt.casebook}\ncontent   {receipt.content_hash}\nnation    {receipt.nation.shown}"
        f"{_taken_over(receipt)}",
        highlight=False,
        soft_wrap=True,
    )
    aside, blanked = (receipt.files[key].sum() for key in RECEIPT[2:])
    if aside or blanked:
        err.print(
            f"{aside:,} rows set aside and {blanked:,} cells blanked: `conspectus check` says which and why.",
            highlight=False, markup=False, soft_wrap=True,
        )  # fmt: skip
