"""The letter in Word, for those who must: real headings, lists and tables, made from the public letter alone."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from conspectus.letter.document import document
from conspectus.letter.model import Letter

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

NO_TIME = datetime(
    1980, 1, 1, tzinfo=UTC
)  # the first that an archive can name: the same letter, the same bytes


def letter_word(letter: Letter) -> bytes:
    """The document; the same letter gives the same bytes."""
    import docx  # loads an XML library, which only a letter needs

    made = docx.Document()
    told = document(letter)
    h = told["h"]
    _properties(made, told["title"], told["written_in"])
    made.add_heading(told["title"], level=0)
    _facts(made, told["facts"])
    if h["other_language"]:
        made.add_paragraph(h["other_language"])
    _headline(made, told)
    _picture(made, told["matrix"], h)
    for title, parts in _sections(told):
        _section(made, title, parts)
    _section(made, h["rules"], [("", [told["says"]])])
    for rule in told["rules"]:
        made.add_paragraph(rule, style="List Bullet")
    _section(made, h["check"], [("", [h["check_word"]])])
    return _bytes(made)


def _properties(made: "Document", title: str, language: str) -> None:
    from docx.oxml.ns import qn

    about = made.core_properties
    about.title, about.author, about.language = title, "Conspectus", language
    about.comments, about.last_modified_by = "", ""
    about.created = about.modified = NO_TIME
    for style in made.styles.element.iter("{*}lang"):
        style.set(qn("w:val"), language)


def _facts(made: "Document", facts: Iterable[tuple[str, str]]) -> None:
    for name, value in facts:
        line = made.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)


def _headline(made: "Document", told: dict[str, Any]) -> None:
    h = told["h"]
    made.add_heading(h["headline"], level=1)
    made.add_paragraph().add_run(told["overall"]["text"]).bold = True
    _statements(made, told["sections"]["headline"], style="Normal")
    _bullets(made, h["missing"], told["missing"])
    _bullets(made, h["side_by_side"], [f"{title}: {one['text']}" for title, one in told["side_by_side"]])
    _statements(made, told["sections"]["inspectorate"])


def _bullets(made: "Document", title: str, lines: list[str]) -> None:
    if lines:
        made.add_heading(title, level=2)
        for line in lines:
            made.add_paragraph(line, style="List Bullet")


def _statements(made: "Document", statements: Iterable[dict[str, str]], style: str = "List Bullet") -> None:
    for one in statements:
        made.add_paragraph(f"{one['text']} [{one['id']}]", style=style)


def _picture(made: "Document", matrix: dict[str, Any], h: dict[str, str]) -> None:
    """Every question with each agency's answer, as a table whose first row is repeated on every page."""
    made.add_heading(h["picture"], level=1)
    made.add_paragraph(h["picture_says"])
    table = made.add_table(rows=1, cols=1 + len(matrix["agencies"]), style="Table Grid")
    _fill(table.rows[0].cells, [h["question"], *matrix["agencies"]])
    _repeat_first(table)
    for group in matrix["groups"]:
        mark = f": {group['mark']['text']}" if group["mark"] else ""
        cells = table.add_row().cells
        cells[0].merge(cells[-1]).text = f"{group['title']}{mark}"
        for row in group["rows"]:
            answers = [_answer(cell, h) for cell in row["cells"]]
            _fill(table.add_row().cells, [f"{row['criterion']} {row['asks']}", *answers])
    if matrix["results"]:
        parts = [one["text"] for one in matrix["results"]]
        _fill(table.add_row().cells, [h["each_part"], *parts])


def _answer(cell: dict[str, Any] | None, h: dict[str, str]) -> str:
    if cell is None:
        return h["not_asked"]
    return str(cell["mark"]["text"]) + (f" ({h['decides']})" if cell["decides"] else "")


def _fill(cells: Iterable[Any], texts: list[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text


def _repeat_first(table: "Table") -> None:
    """Mark the header row as one, which is also how screen readers know it."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _sections(told: dict[str, Any]) -> Iterable[tuple[str, list[tuple[str, list[Any]]]]]:
    """Titles with their parts: a second title, or none, and statements or sentences."""
    found = told["sections"]
    why_not = [f"{one['title']}. {one['better']} {one['worse']}".rstrip() for one in told["why_not"]]
    h = told["h"]
    yield h["improve"], [(h["priority"], found["priority"]), (h["further"], found["improve"])]
    yield h["strengths"], [("", found["strength"])]
    yield h["parts"], [(h["by_agency"], found["agency"]), (h["by_area"], found["area"])]
    yield h["why_not"], [("", why_not)]
    yield h["beside"], [("", found["beside"])]
    yield h["trust"], [("", [told["sample"], *found["trust"]]), (h["on_record"], found["on-record"])]


def _section(made: "Document", title: str, parts: Iterable[tuple[str, list[Any]]]) -> None:
    """A heading with its parts; nothing at all where there is nothing to say."""
    filled = [(second, lines) for second, lines in parts if any(lines)]
    if not filled:
        return
    made.add_heading(title, level=1)
    for second, lines in filled:
        if second:
            made.add_heading(second, level=2)
        for line in filter(None, lines):
            if isinstance(line, str):
                made.add_paragraph(line)
            else:
                _statements(made, [line])


def _bytes(made: "Document") -> bytes:
    """As an archive whose parts bear no time of making."""
    written, again = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, date_time=NO_TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, parts.read(part))
    return again.getvalue()
