"""What a search found as a workbook or a document, to go on with elsewhere: each sentence with where it stands."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from conspectus.errors import LibraryError
from conspectus.library.model import Report
from conspectus.library.search.found import Found, Hit
from conspectus.library.telling import day_of, kind_title
from conspectus.plain import day

HEAD = (
    "Sentence", "What is made of it", "Whose practice", "Area", "Kind of report", "Published", "Page", "Under",
    "File", "Found by",
)  # fmt: skip
WIDTHS = (80, 16, 24, 20, 28, 14, 6, 40, 40, 10)


def handed_out(found: Found, asked: str, path: Path) -> bytes:
    """What was found as the file's ending says: .xlsx or .docx."""
    made = WAYS.get(path.suffix.lower())
    if made is None:
        raise LibraryError(
            "what was found is written as a workbook, a document or a slide",
            str(path),
            "End the name in .xlsx, .docx, .svg or .png.",
        )
    return made(found, asked)


def found_workbook(found: Found, asked: str) -> bytes:
    """A row for each sentence; no text of a report can run as a formula."""
    import xlsxwriter  # a third of a second that other searches should not wait for

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet, wrapped = book.add_worksheet("Found"), book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_row(0, 0, HEAD, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for place, hit in enumerate(found.hits, start=1):
            sheet.write_row(place, 0, list(_cells(hit)), wrapped)
        sheet.autofilter(0, 0, max(len(found.hits), 1), len(HEAD) - 1)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
    return out.getvalue()


def found_document(found: Found, asked: str) -> bytes:
    """Each sentence as a paragraph under its area, with where it stands beneath."""
    import docx  # loads an XML library, which only a document needs

    made = docx.Document()
    made.add_heading(asked or "The newest", level=0)
    made.add_paragraph(f"{len(found.hits):,} of {found.many:,} sentences of published reports.")
    if found.relaxed:
        made.add_paragraph(found.relaxed)
    for area, hits in _by_area(found).items():
        made.add_heading(area, level=1)
        for hit in hits:
            made.add_paragraph(hit.sentence.text, style="List Bullet")
            made.add_paragraph().add_run(" · ".join(_where(hit))).italic = True
    out = BytesIO()
    made.save(out)
    return out.getvalue()


WAYS: dict[str, Callable[[Found, str], bytes]] = {".xlsx": found_workbook, ".docx": found_document}


def _by_area(found: Found) -> dict[str, list[Hit]]:
    """The sentences of each area, areas in the order of their best."""
    areas: dict[str, list[Hit]] = {}
    for hit in found.hits:
        areas.setdefault(hit.report.area or "Area not known", []).append(hit)
    return areas


def _cells(hit: Hit) -> Iterator[str | int]:
    sentence, report = hit.sentence, hit.report
    yield sentence.text
    yield sentence.polarity.value
    yield ", ".join(sentence.agencies)
    yield report.area or ""
    yield kind_title(report)
    yield when(report)
    yield sentence.page
    yield sentence.section or ""
    yield report.file
    yield hit.found_by.value


def _where(hit: Hit) -> Iterator[str]:
    sentence, report = hit.sentence, hit.report
    yield sentence.polarity.value
    yield ", ".join(sentence.agencies) or "nobody’s practice"
    yield kind_title(report)
    yield when(report)
    yield f"{report.file}, page {sentence.page}"


def when(report: Report) -> str:
    """The day of publication, or what else is known of when it was."""
    if report.published:
        return day(report.published)
    known = day_of(report)
    return f"inspected until {day(known)}, publication not known" if known else "date not known"
