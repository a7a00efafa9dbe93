"""A sample of each statutory return, made from its schema's examples: one made-up child, and what we read of it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import etree

from conspectus.definitions.return_schema import ListsSchema, ReturnColumn, ReturnList
from conspectus.records.returns.formats import shapes
from conspectus.records.returns.holding import columns_of
from conspectus.records.returns.manifest import NAME
from conspectus.records.sheets import Shape
from conspectus.terms import Agency

PERIOD = ("2025-04-01", "2026-12-31")
README = "READ ME FIRST.md"
PERSON, BORN = "1042", "2011-06-03"


def write_sample(agency: Agency, out: Path, schema: ListsSchema) -> list[Path]:
    """README, return.toml and the return itself; gives back the files written."""
    texts = {README: _readme(schema), NAME: _manifest(agency, schema)} | _files(schema)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")
    written = [out / name for name in texts]
    if schema.reader == "workbook":
        written.append(_workbook(out / f"{schema.id}.xlsx", schema))
    return written


def _files(schema: ListsSchema) -> dict[str, str]:
    if schema.reader == "csv-tables":
        return {
            f"{(one.named or (one.id,))[0].replace(' ', '_')}.csv": _csv(columns_of(one, schema))
            for one in schema.list
        }
    if schema.reader in ("xml", "json"):
        shape = next(one for one in shapes() if one.id == schema.id)
        text = _xml(shape, schema) if schema.reader == "xml" else _json(shape, schema)
        return {f"{schema.id}.{schema.reader}": text}
    return {}


def _csv(columns: Iterable[ReturnColumn]) -> str:
    columns = list(columns)
    lines = ([_head(one) for one in columns], [_example(one) for one in columns])
    return "".join(",".join(line) + "\n" for line in lines)


def _head(column: ReturnColumn) -> str:
    return column.headers[0] if column.headers else column.id


def _example(column: ReturnColumn) -> str:
    if column.example:
        return column.example
    return {"person_id": PERSON, "date_of_birth": BORN}.get(column.id, "")


def _workbook(path: Path, schema: ListsSchema) -> Path:
    import xlsxwriter  # a third of a second that few who import this should wait for

    with xlsxwriter.Workbook(path) as book:
        for one in schema.list:
            sheet = book.add_worksheet(f"List {one.id}" if one.id.isdigit() else one.named[0].capitalize())
            columns = columns_of(one, schema)
            sheet.write_row(0, 0, [_head(column) for column in columns])
            if one.holds != "adopters":
                sheet.write_row(1, 0, [_example(column) for column in columns])
    return path


def _values(shape: Shape, schema: ListsSchema) -> dict[str, str]:
    """The example at each path of a tree."""
    lists = {one.id: one for one in schema.list}
    found = dict[str, str]()
    for table in shape.tables:
        columns = columns_of(lists[table.id], schema)
        for column, known in zip(table.columns, columns, strict=True):
            found.setdefault(column.paths[0], _example(known))
    return {path: text for path, text in found.items() if text}


def _xml(shape: Shape, schema: ListsSchema) -> str:
    root = etree.Element(shape.root[0])
    within = root if schema.id == "ssda903" else etree.SubElement(root, "Children")
    record = etree.SubElement(within, shape.each)
    for path, text in _values(shape, schema).items():
        at = record
        for name in path.split("/"):
            found = at.find(name)
            at = etree.SubElement(at, name) if found is None else found
        at.text = text
    etree.indent(root)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


def _json(shape: Shape, schema: ListsSchema) -> str:
    record: dict[str, Any] = {}
    rows = {table.at for table in shape.tables if table.at}
    for path, text in _values(shape, schema).items():
        at, walked = record, list[str]()
        *above, last = path.split("/")
        for name in above:
            walked.append(name)
            below = at.setdefault(name, [{}] if "/".join(walked) in rows else {})
            at = below[0] if isinstance(below, list) else below
        at[last] = text
    return json.dumps({"la_code": 201, shape.each: [record]}, indent=2) + "\n"


def _manifest(agency: Agency, schema: ListsSchema) -> str:
    return (
        "# A sample: change sender, period and extracted to your own.\n"
        f'sender = "my-{agency.value.replace("_", "-")}"\nagency = "{agency.value}"\nschema = "{schema.id}"\n'
        f"period = {{ from = {PERIOD[0]}, to = {PERIOD[1]} }}\nextracted = {PERIOD[1]}\n"
        'scope = "residence"\n'
    )


def _readme(schema: ListsSchema) -> str:
    parts = [
        f"# {schema.title}\n",
        "A sample with one made-up child. Send the return as your system makes it: nothing in it needs a change.\n",
        f"Source: {schema.source}.\n",
        "## What we read\n",
    ]
    parts += [_of_list(one) for one in schema.list]
    if schema.cannot:
        parts += ["\n## What it cannot show\n", *(f"- {said}" for said in schema.cannot)]
    return "\n".join(parts) + "\n"


def _of_list(one: ReturnList) -> str:
    events = list(dict.fromkeys(made.event for made in one.event))
    return f"- **{one.title}**: {one.says}." + (f" Events: {', '.join(events)}." if events else "")
