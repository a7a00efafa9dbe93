"""How the library's commands print: reports, one report with its findings, and scores."""

from itertools import groupby

from rich.table import Table
from rich.text import Text

from conspectus.cli.library_hits import MARKS
from conspectus.cli.screen import out
from conspectus.library import Report, SpokenOf
from conspectus.library.coverage import Coverage, Group
from conspectus.library.findings.figures import Figures
from conspectus.library.history import STILL, AreaHistory, Asked
from conspectus.library.scoring import Score, WordScore
from conspectus.library.store import Listed
from conspectus.plain import day, number, percent, words


def show_reports(listed: list[Listed]) -> None:
    """Every report on a line."""
    table = _table("report", "kind", "area", "day", "sentences", "findings", left=4)
    for report, sentences, evaluative in listed:
        when = report.published or report.inspected_to
        row = (report.file, report.kind, report.area, when, sentences, evaluative)
        table.add_row(*("–" if cell is None else str(cell) for cell in row))
    out.print(table)
    unread = sum(bool(report.problems) for report, _, _ in listed)
    out.print(f"{len(listed):,} reports, {unread:,} with problems.", highlight=False)


def show_report(report: Report) -> None:
    """A report's facts, then its sentences under their headings, each with its mark and of whom it speaks."""
    facts = Table(box=None, pad_edge=False, show_header=False)
    for name, value in _facts(report):
        facts.add_row(Text(name, style="dim"), Text(value))
    out.print(facts)
    for section, sentences in groupby(report.sentences, key=lambda one: one.section):
        out.print(Text(f"\n{section}", style="bold"), soft_wrap=True)
        for one in sentences:
            spoken = f" [{', '.join(one.agencies)}]" if one.agencies else ""
            said = Text(f"{one.n:>4} {MARKS[one.polarity]} {one.text}")
            out.print(said.append(spoken, style="dim"), soft_wrap=True)


def _facts(report: Report) -> list[tuple[str, str]]:
    shown = [
        ("report", report.file),
        ("kind", report.kind),
        ("area", f"{report.area} ({report.area_code})" if report.area else None),
        ("inspected", " to ".join(day(one) for one in (report.inspected_from, report.inspected_to) if one)),
        ("published", day(report.published) if report.published else "the report does not say"),
        ("theme", report.theme),
        ("inspectorates", ", ".join(report.inspectorates)),
        *report.grades.items(),
    ]
    counts = [(name, getattr(report, name)) for name in ("strengths", "improvements", "priority_actions")]
    shown += [(words(name), str(many)) for name, many in counts if many is not None]
    shown += [("problem", problem) for problem in report.problems]
    return [(name, value) for name, value in shown if value]


HEADS = {
    SpokenOf.YOUTH_JUSTICE: "youth j.", SpokenOf.EDUCATION: "schools", SpokenOf.PARTNERSHIP: "partn.",
    SpokenOf.PROBATION: "prob.", SpokenOf.VOLUNTARY: "vol.",
}  # fmt: skip


def show_coverage(coverage: Coverage) -> None:
    """Groups with each agency's share, then the council inspected alone beside joint inspections with intervals."""
    heads = ["reports", *(HEADS.get(word, word.value) for word in SpokenOf), "even"]
    widths = [max(len(head), 4) for head in heads]
    longest = max(map(len, [coverage.by.value, *(group.name for group in coverage.groups)]))
    apart = longest + sum(widths) + len(widths) > out.width  # names on lines of their own, not in shreds
    title = "" if apart else f"{coverage.by.value:{longest}}"
    out.print(f"{title}{_in_line(heads, widths)}", style="bold")
    for group in coverage.groups:
        name = f"{group.name}\n" if apart else f"{group.name:{longest}}"
        numbers = _in_line([str(group.reports), *_shares(group)], widths)
        out.print(f"{name}{numbers}", highlight=False, markup=False, soft_wrap=True)
    for group in coverage.contrast:
        out.print(f"\n{group.name}: {group.reports:,} reports, {group.evaluative:,} findings", style="bold")
        for word, share in group.shares.items():
            bar = "█" * round(share.mean * 40)
            between = (
                f"{percent(share.low)} to {percent(share.high)}"
                if share.low is not None
                else "too few reports"
            )
            said = f"  {HEADS.get(word, word.value):10} {percent(share.mean):>5} {bar} ({between})"
            out.print(said, highlight=False, markup=False)
    left_out = (
        f" {coverage.left_out:,} reports without any finding, or whose kind was not read, are left out."
        if coverage.left_out
        else ""
    )
    out.print(
        "\nShares of the sentences that find a strength or a weakness, as means over reports; in brackets, 95 % of "
        f"resamples of the reports. even: how evenly over seven agencies, 0 to 1.{left_out}",
        highlight=False,
    )


def _in_line(cells: list[str], widths: list[int]) -> str:
    """Cells under one another, to the right."""
    return " ".join(["", *(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))])


def _shares(group: Group) -> list[str]:
    shares = [f"{percent(share.mean)}" for share in group.shares.values()]
    return [*shares, f"{group.evenness.mean:.2f}" if group.evenness else "–"]


def show_history(told: AreaHistory) -> None:
    """Each report with what it found by agency, what it asked for and what became of it, then the neighbours."""
    out.print(f"{told.name} ({told.code})", style="bold", highlight=False)
    for one in told.reports:
        when = day(one.day) if one.day else "day not known"
        grades = "".join(f"; {matter}: {grade}" for matter, grade in one.grades.items())
        said = f"\n{when}  {one.title}{f', {one.theme}' if one.theme else ''}{grades}"
        out.print(said, style="bold", highlight=False, soft_wrap=True, markup=False)
        for found in one.found:
            name = HEADS.get(found.agency, found.agency.value)
            counts = f"{found.strengths:>4} + {found.weaknesses:>4} − {found.mixed:>4} ±"
            out.print(f"  {name:10}{counts}", highlight=False)
        for asked in one.asked:
            out.print(
                f"  asked for: {asked.text} (page {asked.page})",
                highlight=False,
                soft_wrap=True,
                markup=False,
            )
            out.print(f"    {STILL[asked.still]}{_echo(asked)}", style="dim", soft_wrap=True, markup=False)
    out.print(f"\nBeside it ({told.neighbours}), whose practice reports speak of:", highlight=False)
    for group in told.beside:
        shares = ", ".join(
            f"{HEADS.get(word, word.value)} {percent(share.mean)}"
            for word, share in group.shares.items()
            if share.mean
        )
        reports = number(group.reports, "report")
        out.print(f"  {group.name}: {reports}; {shares}", highlight=False, soft_wrap=True, markup=False)


def _echo(asked: Asked) -> str:
    return f": “{asked.echo.text}” ({asked.echo.file}#page={asked.echo.page})" if asked.echo else ""


def show_score(score: Score) -> None:
    """Shares of what is right, and what could not be compared."""
    fields = _table("field", "right", "of", "share")
    for field in score.fields:
        share = _percent(field.right / field.of if field.of else None)
        fields.add_row(field.field, str(field.right), str(field.of), share)
    out.print(fields)
    unseen = score.cross_validated
    _show_words(
        "agency", ("all (micro F1)", score.sentences, score.agencies_f1), score.agencies, _unseen(unseen)
    )
    accuracy = ("all (accuracy)", score.sentences, score.polarity_accuracy)
    _show_words("polarity", accuracy, score.polarities, _unseen(unseen))
    out.print(
        f"{score.reports} reports and {score.sentences} sentences compared; the reader set {score.skipped} aside."
    )
    if unseen:
        out.print(
            "The models were trained on these very labels, and F1 says how well they fit them. Go by unseen: every "
            f"report judged by models that saw nothing of it, {unseen.sentences} sentences.",
            highlight=False,
        )
    for what, names in (("not in the library", score.missing), ("not found", score.unaligned)):
        for name in names:
            out.print(f"{what}: {name}", highlight=False, soft_wrap=True, markup=False)


def _unseen(figures: Figures | None) -> dict[str, float | None]:
    """The figures on reports unseen, by word and for all; none where the models were not trained on these labels."""
    if figures is None:
        return {}
    every = {"all (micro F1)": figures.agencies_f1, "all (accuracy)": figures.polarity_accuracy}
    words = [*figures.agencies.items(), *figures.polarities.items()]
    return {**{str(word): share for word, share in words}, **every}


def _show_words(
    title: str,
    overall: tuple[str, int, float | None],
    words: tuple[WordScore, ...],
    unseen: dict[str, float | None],
) -> None:
    table = _table(title, "labelled", "precision", "recall", "F1", *(["unseen"] if unseen else []))
    for word in words:
        shares = map(_percent, (word.precision, word.recall, word.f1))
        table.add_row(word.word, str(word.labelled), *shares, *_last(word.word, unseen))
    table.add_section()
    what, many, share = overall
    table.add_row(what, str(many), "", "", _percent(share), *_last(what, unseen), style="bold")
    out.print(table)


def _last(word: str, unseen: dict[str, float | None]) -> list[str]:
    return [_percent(unseen[word])] if unseen else []


def _table(*heads: str, left: int = 1) -> Table:
    """A table whose first `left` columns are words and the others numbers."""
    table = Table(*heads, box=None, pad_edge=False)
    for column in table.columns[left:]:
        column.justify = "right"
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
