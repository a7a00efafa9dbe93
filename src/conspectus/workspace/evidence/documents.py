"""What may be kept as a document: told from its content, never from its name alone."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from conspectus.errors import ConspectusError
from conspectus.workspace.inspections.uploads import no_bomb

TAIL = 70_000  # bytes in which the end of an archive's list must lie
SAVE_AGAIN = "Save it again from the program it is of, and send that."
MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|iframe|\?php)", re.IGNORECASE)
ODT = "application/vnd.oasis.opendocument.text"
OFFICE = "application/vnd.openxmlformats-officedocument"


class Kind(NamedTuple):
    """A kind of document, and what looks into one."""

    media_type: str
    begins: bytes
    holds: Callable[[Path], str]  # why it is not what its name says; empty where it is


def check(path: Path, name: str) -> str:
    """The media type of the file at `path`, sent as `name`; a ConspectusError says why it is refused."""
    kind = kind_of(name)
    if markup_at_its_start(path) and kind.begins != b"":
        raise ConspectusError("it begins as a page of markup does", name, SAVE_AGAIN)
    if kind.begins != b"PK\x03\x04" and zipfile.is_zipfile(path):
        raise ConspectusError("it is two kinds of file at once: an archive hides in it", name, SAVE_AGAIN)
    if why := kind.holds(path):
        raise ConspectusError(why, name, SAVE_AGAIN)
    return kind.media_type


def kind_of(name: str) -> Kind:
    """The kind that its name says; a ConspectusError where it is none that is taken."""
    kind = KINDS.get(Path(name).suffix.lower())
    if kind is None:
        taken = ", ".join(sorted(KINDS))
        raise ConspectusError("documents of this kind are not taken", name, f"Send one of {taken}.")
    return kind


def begins_as_named(name: str, chunk: bytes) -> None:
    """Look at the first bytes before any more is kept."""
    begins = kind_of(name).begins
    if not chunk.startswith(begins):
        raise ConspectusError("it is not what its name says", name, SAVE_AGAIN)


def markup_at_its_start(path: Path) -> bool:
    """Whether a browser that guesses might take it for a page."""
    with path.open("rb") as file:
        return bool(MARKUP.search(file.read(1024)))


def _end(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - TAIL, 0))
        return file.read()


def _pdf(path: Path) -> str:
    end = _end(path).rstrip(b"\r\n\t \0")
    return "" if end.endswith(b"%%EOF") else "it is not whole, or goes on after the end of the PDF"


def _png(path: Path) -> str:
    whole = _end(path).endswith(b"\0\0\0\0IEND\xaeB`\x82")
    return "" if whole else "it is not whole, or goes on after the end of the picture"


def _jpeg(path: Path) -> str:
    whole = _end(path).endswith(b"\xff\xd9")
    return "" if whole else "it is not whole, or goes on after the end of the picture"


def _office(part: str) -> Callable[[Path], str]:
    """A Word or Excel file: an archive and nothing else, with the part that makes it one, without macros."""

    def holds(path: Path) -> str:
        names = _names(path)
        if part not in names or "[Content_Types].xml" not in names:
            return "it is an archive, but not of the kind that its name says"
        return (
            "it holds macros"
            if any(name.lower().endswith("vbaproject.bin") for name in names)
            else _archive(path)
        )

    return holds


def _odt(path: Path) -> str:
    names = _names(path)
    if not names or names[0] != "mimetype":
        return "it is an archive, but not of the kind that its name says"
    with zipfile.ZipFile(path) as archive, archive.open("mimetype") as file:
        says = file.read(200).decode("ascii", "replace").strip()
    return _archive(path) if says == ODT else "it is an archive, but not of the kind that its name says"


def _names(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        return []


def _archive(path: Path) -> str:
    """No bomb, nothing after its end, and no page among its parts."""
    no_bomb(path)
    end = _end(path)
    last = end.rfind(b"PK\x05\x06")
    comment = int.from_bytes(end[last + 20 : last + 22], "little")
    if len(end) - last != 22 + comment or comment:
        return "it goes on after the end of the archive"
    pages = (".html", ".htm", ".svg", ".exe", ".js")
    return "it holds a page or a program" if any(one.lower().endswith(pages) for one in _names(path)) else ""


def _text(path: Path) -> str:
    """Plain text: no markup and no bytes that text does not have."""
    content = path.read_bytes()
    if MARKUP.search(content):
        return "it holds markup, not plain text"
    if content.startswith(
        (b"MZ", b"\x7fELF", b"%PDF", b"PK", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
    ):
        return "it is not the plain text that its name says"
    control = content.translate(None, bytes(range(32, 256)) + b"\t\r\n\f")
    return "it holds bytes that plain text does not have" if control else ""


KINDS = {
    ".pdf": Kind("application/pdf", b"%PDF-", _pdf),
    ".docx": Kind(f"{OFFICE}.wordprocessingml.document", b"PK\x03\x04", _office("word/document.xml")),
    ".xlsx": Kind(f"{OFFICE}.spreadsheetml.sheet", b"PK\x03\x04", _office("xl/workbook.xml")),
    ".odt": Kind(ODT, b"PK\x03\x04", _odt),
    ".png": Kind("image/png", b"\x89PNG\r\n\x1a\n", _png),
    ".jpg": Kind("image/jpeg", b"\xff\xd8\xff", _jpeg),
    ".jpeg": Kind("image/jpeg", b"\xff\xd8\xff", _jpeg),
    ".txt": Kind("text/plain", b"", _text),
    ".csv": Kind("text/csv", b"", _text),
}
