"""XML and JSON documents as sheets: record after record, so that no more than one stands in memory as a tree.

Nothing is fetched and nothing expanded: a document with a type declaration or entities is refused, as is one that
is too deep or too large, or that is not written as it says.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeAlias

from lxml import etree

from conspectus.records.sheets.model import Oddity, Sheet, Unread
from conspectus.records.sheets.shapes import BETWEEN, Limits, Node, Rows, Shape, Unknown, grown

Element: TypeAlias = Any  # of lxml, which has no types of its own
Value: TypeAlias = Any  # whatever stands in a JSON document

PROLOGUE = 1 << 16
LONGEST_RECORD = 64_000_000  # bytes without the end of a record: no child's record is so long
FIRST_ELEMENTS = 50  # among which the outermost of a known shape is looked for, within a wrapper
TOLD_UNKNOWN = 20
ENCODING_FAULTS = ("XML_ERR_INVALID_ENCODING", "XML_ERR_UNSUPPORTED_ENCODING", "XML_ERR_UNKNOWN_ENCODING")


class RefusedError(Exception):
    """A document that is not read, and why."""

    def __init__(self, check: str, value: str = "", row: int | None = None) -> None:
        super().__init__(check)
        self.oddity = Oddity(check, value=value, row=row)


def read_tree(
    path: Path, *, file: str, sha256: str, shapes: Sequence[Shape], limits: Limits
) -> Iterator[Sheet | Unread]:
    """Every table of a document whose shape is known; one Unread with the reason where it is refused."""
    reads = _read_xml if path.suffix.lower() == ".xml" else _read_json
    try:
        if path.stat().st_size > limits.xml_bytes:
            raise RefusedError("xml-too-large", f"{path.stat().st_size:,} of {limits.xml_bytes:,} bytes")
        shape, tables, unknown = reads(path, shapes=shapes, limits=limits)
    except RefusedError as refused:
        yield Unread(file, refused.oddity)
        return
    yield from _sheets(shape, tables, unknown, file=file, sha256=sha256)


def _sheets(
    shape: Shape, tables: list[Rows], unknown: Unknown, *, file: str, sha256: str
) -> Iterator[Sheet | Unread]:
    if not any(rows.count for rows in tables):
        yield Unread(file, Oddity("tree-empty", value=shape.each))
        return
    odd = [
        Oddity("element-unknown", row=line, value=path, count=count)
        for path, line, count in list(unknown.found.values())[:TOLD_UNKNOWN]
    ]
    met = set[str]()
    for rows in tables:
        if not rows.count and not rows.table.even_empty:
            continue
        cells, lines = rows.cells()
        where = "/".join(part for part in (shape.each, rows.table.at) if part)
        twice = f" ({rows.table.id})" if where in met else ""
        met.add(where)
        name = f"{where}{'' if lines and shape.kind == 'xml' else '[n]'}{twice}"
        yield Sheet(file, name, sha256, cells, oddities=tuple(odd), shape=(shape.id, rows.table.id))
        odd = []


@dataclass
class _Watched:
    """The bytes of a file, less space before the first, until too many have come without the end of a record."""

    file: IO[bytes]
    since: int = 0
    begun: bool = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self.file.read(size)
        if not self.begun and chunk:
            chunk, self.begun = chunk.lstrip(b" \t\r\n") or b" ", True
        self.since += len(chunk)
        if self.since > LONGEST_RECORD:
            raise RefusedError("xml-record-too-long", f"{LONGEST_RECORD:,} bytes")
        return chunk


def _read_xml(path: Path, *, shapes: Sequence[Shape], limits: Limits) -> tuple[Shape, list[Rows], Unknown]:
    _refuse_declared(path)
    try:
        shape = _shape_of(path, [one for one in shapes if one.kind == "xml"])
        with path.open("rb") as opened:
            return shape, *_records(_Watched(opened), shape, limits)
    except etree.XMLSyntaxError as error:
        raise _fault(error) from None
    except UnicodeError:
        raise RefusedError("xml-encoding") from None


def _refuse_declared(path: Path) -> None:
    """A document type or an entity is declared: nobody's return needs one, and much harm is done by them."""
    with path.open("rb") as opened:
        start = opened.read(PROLOGUE).replace(b"\0", b"")
    found = re.search(rb"<!(DOCTYPE|ENTITY)", start)
    if found:
        raise RefusedError("xml-declares", found[1].decode())


def _parser(source: _Watched, **wanted: Value) -> Element:
    return etree.iterparse(
        source, resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True, **wanted,
    )  # fmt: skip


def _shape_of(path: Path, shapes: Sequence[Shape]) -> Shape:
    """The shape whose outermost element the document has, perhaps within others."""
    named = {name.lower(): one for one in shapes for name in one.root}
    with path.open("rb") as opened:
        first = ""
        for place, (_, element) in enumerate(_parser(_Watched(opened), events=("start",))):
            name = _local(element.tag)
            first = first or name
            if element.getroottree().docinfo.doctype:
                raise RefusedError("xml-declares", "DOCTYPE")
            if name.lower() in named:
                return named[name.lower()]
            if place == FIRST_ELEMENTS:
                break
    raise RefusedError("tree-unknown", first)


def _records(source: _Watched, shape: Shape, limits: Limits) -> tuple[list[Rows], Unknown]:
    root, tables = grown(shape)
    unknown = Unknown()
    spellings = {shape.each, shape.each.upper(), shape.each.lower()}
    tags = tuple(f"{{*}}{spelling}" for spelling in spellings)
    for _, record in _parser(source, events=("end",), tag=tags):
        source.since = 0
        if record.getparent() is None or _within_its_like(record, spellings):
            continue
        _row(record, root, {}, _Walk(unknown, limits.xml_depth), 0)
        record.clear()
        while record.getprevious() is not None:
            del record.getparent()[0]
    return tables, unknown


def _within_its_like(record: Element, spellings: set[str]) -> bool:
    """Whether an element only bears the records' name: a CHILD of SSDA903 may hold its number in a CHILD."""
    return any(_local(above.tag) in spellings for above in record.iterancestors())


@dataclass
class _Walk:
    unknown: Unknown
    depth: int


def _row(element: Element, node: Node, inherited: dict[str, str], walk: _Walk, depth: int) -> None:
    """An element that is a row of some table (or a record): its own texts, those above it, then rows within it."""
    values = dict(inherited)
    later: list[tuple[Element, Node, int]] = []
    if node.key is not None and element.text and element.text.strip():
        values[node.key] = element.text
    _gather(element, node, values, later, walk, depth)
    for rows in node.rows:
        rows.add(values, element.sourceline)
    for child, below, at in later:
        _row(child, below, values, walk, at)


def _gather(
    element: Element,
    node: Node,
    values: dict[str, str],
    later: list[tuple[Element, Node, int]],
    walk: _Walk,
    depth: int,
) -> None:
    """The texts within an element, of which rows of their own wait until all are known."""
    if depth > walk.depth:
        raise RefusedError("xml-deep", str(walk.depth), element.sourceline)
    met = node.met
    for child in element:
        tag = child.tag
        try:
            below = met[tag]
        except KeyError:
            below = met[tag] = node.below.get(_local(tag).lower())
        if below is None:
            walk.unknown.add(id(node), tag, partial(_path, child), child.sourceline)
            _too_deep(child, walk, depth + 1)
        elif below.rows:
            later.append((child, below, depth + 1))
        else:
            text = child.text
            if text and not text.isspace():
                key = below.key
                if key is not None:
                    values[key] = f"{values[key]}{BETWEEN}{text}" if key in values else text
            elif len(child):
                _gather(child, below, values, later, walk, depth + 1)


def _too_deep(element: Element, walk: _Walk, depth: int) -> None:
    """What nobody knows is passed over, and may not be deep either."""
    while len(element):
        element, depth = element[0], depth + 1
        if depth > walk.depth:
            raise RefusedError("xml-deep", str(walk.depth), element.sourceline)


def _path(element: Element) -> str:
    """Where an element stands, from its record on."""
    names = [_local(element.tag), *(_local(one.tag) for one in element.iterancestors())]
    return "/".join(reversed(names[:-2] or names))


def _local(tag: Element) -> str:
    return str(tag).rpartition("}")[2]


def _fault(error: etree.XMLSyntaxError) -> RefusedError:
    line = error.lineno or None
    kind = etree.ErrorTypes._getName(error.code, "") or ""
    said = str(error.msg or "")
    if "depth" in said.lower():
        return RefusedError("xml-deep", "256", line)
    if kind in ENCODING_FAULTS or "encod" in said.lower() or "not proper utf-8" in said.lower():
        return RefusedError("xml-encoding", row=line)
    if "entity" in said.lower():
        return RefusedError("xml-declares", "ENTITY", line)
    return RefusedError("xml-broken", f"line {line}" if line else "the first line", line)


def _read_json(path: Path, *, shapes: Sequence[Shape], limits: Limits) -> tuple[Shape, list[Rows], Unknown]:
    try:
        document = _documents(path.read_bytes())
    except UnicodeDecodeError:
        raise RefusedError("xml-encoding") from None
    except json.JSONDecodeError as error:
        raise RefusedError("xml-broken", f"line {error.lineno}", error.lineno) from None
    except RecursionError:
        raise RefusedError("xml-deep", str(limits.xml_depth)) from None
    shape, records = _records_of(document, [one for one in shapes if one.kind == "json"])
    root, tables = grown(shape)
    unknown = Unknown()
    for record in records:
        _object(record, root, {}, unknown, limits.xml_depth, 0)
    return shape, tables, unknown


def _documents(body: bytes) -> Value:
    """The document; a list of them where a file holds one a line, as programs write that send one child at a time.

    The encoding is known by the first bytes, so that what a Windows program writes as UTF-16 is read.
    """
    try:
        whole: Value = json.loads(body)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
        lines = body.decode(json.detect_encoding(body), "surrogatepass").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    return whole


def _records_of(document: Value, shapes: Sequence[Shape]) -> tuple[Shape, list[Value]]:
    """The records of a document: one, several in a list, or a list or an object under the key of records."""
    for shape in shapes:
        found = list(_found(document, shape, 0))
        if found:
            return shape, found
    keys = document if isinstance(document, dict) else {}
    raise RefusedError("tree-unknown", ", ".join(list(keys)[:5]) or type(document).__name__)


def _found(part: Value, shape: Shape, depth: int) -> Iterator[Value]:
    if isinstance(part, list):
        for one in part:
            yield from _found(one, shape, depth)
    elif isinstance(part, dict):
        below = {key.lower(): value for key, value in part.items()}
        if all(key.lower() in below for key in shape.root):
            yield part
        elif shape.each.lower() in below and depth < 3:
            yield from _found(below[shape.each.lower()], shape, depth + 1)


def _object(
    part: dict[str, Value], node: Node, inherited: dict[str, str], unknown: Unknown, limit: int, depth: int
) -> None:
    held = Held(dict(inherited), [])
    _fields(part, node, held, unknown, limit, depth)
    for rows in node.rows:
        rows.add(held.values, None)
    for one, below, at in held.later:
        _object(one, below, held.values, unknown, limit, at)


class Held(NamedTuple):
    """What an object says by itself, and the objects within it that have rows of their own, each with its depth."""

    values: dict[str, str]
    later: list[tuple[dict[str, Value], Node, int]]


def _fields(part: dict[str, Value], node: Node, held: Held, unknown: Unknown, limit: int, depth: int) -> None:
    if depth > limit:
        raise RefusedError("xml-deep", str(limit))
    for name, value in part.items():
        below = node.below.get(name.lower())
        if below is None:
            unknown.add(id(node), name, partial("/".join, (*filter(None, node.path.split("/")), name)), None)
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and below.rows:
                held.later.append((one, below, depth + 1))
            elif isinstance(one, dict):
                _fields(one, below, held, unknown, limit, depth + 1)
            elif below.key is not None and one not in (None, ""):
                text = json.dumps(one) if isinstance(one, (bool, list)) else str(one)
                before = held.values.get(below.key)
                held.values[below.key] = text if before is None else f"{before}{BETWEEN}{text}"
