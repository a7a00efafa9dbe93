"""From ratings and evidence to a judgment and its letter, and from a letter back."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conspectus import definitions, inspection, judgment, letter, monitoring
from conspectus.cli.screen import Plain, out, print_raw
from conspectus.records import casebook as casebooks

if TYPE_CHECKING:
    from conspectus.definitions import Framework
    from conspectus.inspection import InspectionFiles
    from conspectus.judgment import Judgment
    from conspectus.letter import Verdict


def judge(
    folder: Annotated[
        Path,
        typer.Argument(metavar="INSPECTION", help="Folder with inspection.toml, ratings.csv, evidence.csv."),
    ],
    into: Annotated[Path, typer.Option("--out", help="Folder for judgment.json and the letter.")],
    casebook: Annotated[
        Path | None, typer.Option(help="Use this casebook, not the one named in inspection.toml.")
    ] = None,
    framework: Annotated[
        str | None, typer.Option(metavar="ID|FILE", help="Use this framework, not the one named.")
    ] = None,
) -> None:
    """Reach the judgment from ratings and evidence, and write its letter.

    Example: conspectus judge area/inspection --out area/letter --casebook area/casebook.duckdb
    """
    files = inspection.read(folder)
    chosen = inspection.find_framework(framework, Path()) if framework else files.framework
    result = _judged(files, chosen)
    beside = (
        _judged(files, definitions.frameworks()[definitions.COUNCIL_ONLY])
        if chosen.id != definitions.COUNCIL_ONLY
        else None
    )
    path = casebook or files.casebook_path
    with casebooks.open_casebook(path) if path else nullcontext() as book:
        paths = letter.publish(
            files, letter.Judged(result, framework=chosen, beside=beside), casebook=book, out=into
        )
    letter.judgment_text(result, out, beside=beside)
    print_paths(paths._asdict())


def verify(
    path: Annotated[Path, typer.Argument(metavar="LETTER|FIGURES", help="A letter.json or a figures file.")],
    bundle: Annotated[
        Path | None, typer.Option(help="The restricted bundle, for those who may hold it.")
    ] = None,
    keys: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Public keys of the inspectorates, TOML or JSON.")
    ] = None,
    format: Annotated[Plain, typer.Option(help="How to print.")] = Plain.TEXT,
) -> None:
    """Recompute a letter's judgment, check its hashes and signatures, and say what does not hold.

    Of a figures file: its schema, its hash, that it tells no small count, and its signatures.

    The last line says what holds, and what was not checked and why.

    Exit code 0 whatever could be checked holds, 1 something does not, 2 unreadable.

    Example: conspectus verify area/letter/letter.json --keys keys/keys.toml
    """
    if monitoring.is_figures(path):
        verdict = monitoring.verify_figures(path, keys=keys)
    else:
        verdict = letter.verify(path, bundle=bundle, keys=keys)
    if format is Plain.JSON:
        print_raw(json.dumps(_verdict(verdict), indent=2))
    else:
        _print_verdict(verdict)
    raise typer.Exit(verdict.exit_code)


def _judged(files: "InspectionFiles", framework: "Framework") -> "Judgment":
    return judgment.judge(
        framework,
        ratings=files.ratings,
        evidence=files.evidence,
        agencies=files.inspection.agencies,
        on_record=judgment.OnRecord(
            departures=files.departures, dissents=files.dissents, samples=files.samples
        ),
    )


def print_paths(paths: dict[str, Path]) -> None:
    for name, path in paths.items():
        out.print(f"{name:<9} {path}", highlight=False, soft_wrap=True)


def _verdict(verdict: "Verdict") -> dict[str, object]:
    findings = [{"check": one.check, "outcome": one.outcome, "says": one.says} for one in verdict.findings]
    return {
        "figures" if verdict.what != "letter" else "letter": str(verdict.path),
        "exit_code": verdict.exit_code,
        "says": verdict.says,
        "findings": findings,
    }


def _print_verdict(verdict: "Verdict") -> None:
    for one in verdict.findings:
        out.print(f"{one.outcome.upper():<20} {one.check}: {one.says}", highlight=False, soft_wrap=True)
    out.print(verdict.says, style="bold", highlight=False, soft_wrap=True)
