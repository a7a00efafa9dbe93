"""Documents as evidence: what is taken, what is refused and why, and how it is given back."""

import io
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from conspectus.terms import Nation
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.evidence.models import Document
from conspectus.workspace.inspections.models import Inspection

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def office(*names: str, mimetype: str = "", **content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            archive.writestr(name, content.get("each", b"<x/>"))
    return out.getvalue()


DOCX = office("[Content_Types].xml", "word/document.xml")
XLSX = office("[Content_Types].xml", "xl/workbook.xml")
ODT = office("content.xml", mimetype="application/vnd.oasis.opendocument.text")
BOMB = office("[Content_Types].xml", "word/document.xml", each=bytes(60 * 2**20))
TAKEN = {
    "a.pdf": PDF, "a.docx": DOCX, "a.xlsx": XLSX, "a.odt": ODT, "a.png": PNG, "a.jpg": JPEG, "a.jpeg": JPEG,
    "a.txt": "Naïve, plain – text\n".encode(), "a.csv": b"when,who\n2026-03-01,desk\n",
}  # fmt: skip
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"
REFUSED = {
    "a page": ("a.html", PAGE, "documents of this kind are not taken"),
    "a drawing": (
        "a.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "documents of this kind are not taken",
    ),
    "a page called text": ("a.txt", b"\n" * 5000 + PAGE, "it holds markup"),
    "a drawing called text": ("a.csv", b"<svg onload='x'>", "it holds markup"),
    "a program called text": ("a.txt", b"MZ\x90", "not the plain text"),
    "a page called PDF": ("a.pdf", PAGE, "not what its name says"),
    "a PDF that is a page, too": ("a.pdf", b"%PDF-1.7\n" + PAGE + b"\n%%EOF", "begins as a page"),
    "a PDF that is an archive, too": ("a.pdf", PDF + DOCX, "two kinds of file"),
    "a PDF with something after its end": ("a.pdf", PDF + b"more", "goes on after the end"),
    "a picture that is an archive, too": ("a.png", PNG + DOCX, "two kinds of file"),
    "a picture with a page after its end": ("a.png", PNG + bytes(2000) + PAGE, "goes on after the end"),
    "half a picture": ("a.jpg", JPEG[:-2], "not whole"),
    "a picture called Word": ("a.docx", PNG, "not what its name says"),
    "a workbook called Word": ("a.docx", XLSX, "not of the kind that its name says"),
    "an archive called ODT": ("a.odt", DOCX, "not of the kind that its name says"),
    "an archive with a page after its end": ("a.docx", DOCX + bytes(2000) + PAGE, "goes on after the end"),
    "a page within Word": (
        "a.docx",
        office("[Content_Types].xml", "word/document.xml", "x.html"),
        "holds a page",
    ),
    "macros": (
        "a.docx",
        office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        "holds macros",
    ),
    "a bomb": ("a.docx", BOMB, "unpack to far more"),
    "a name that leads elsewhere": ("..%2fa.txt", b"text", "its name has characters"),
}


@pytest.fixture
def send(inspection: Inspection, signed_in: Callable[[str], Client]) -> Iterator[Callable[..., str]]:
    """Add a document to the first piece; what the answer says."""
    page = f"/inspections/{inspection.pk}/evidence/{inspection.evidence.all()[0].pk}/documents/"
    before = set((inspection.folder / "documents").iterdir())

    def sent(name: str, content: bytes) -> str:
        file = SimpleUploadedFile(name, content)
        return signed_in("inspector").post(page, {"document": file}, follow=True).content.decode()

    yield sent
    for path in set((inspection.folder / "documents").iterdir()) - before:
        path.unlink()


@pytest.mark.parametrize("name", TAKEN)
def test_each_kind_is_taken_and_given_back_as_it_was(
    name: str, send: Callable[..., str], inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    assert "Not looked at: no scanner is set up" in send(name, TAKEN[name])
    kept = Document.objects.latest("pk")
    assert kept.path.is_relative_to(settings.DATA) and kept.path.stat().st_mode & 0o077 == 0
    answer = signed_in("lead").get(f"/inspections/{inspection.pk}/documents/{kept.pk}/")
    assert b"".join(answer.streaming_content) == TAKEN[name]  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    last = Entry.objects.latest("number")
    assert (last.action, last.details) == ("document_read", {"document": kept.pk})
    added = Entry.objects.filter(action="document_added").latest("number")
    assert added.details["sha256"] == kept.sha256 and name not in str(added.details)


@pytest.mark.database
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_says_why_and_leaves_nothing(
    what: str, send: Callable[..., str], inspection: Inspection
) -> None:
    name, content, why = REFUSED[what]
    before = (Document.objects.count(), sorted((inspection.folder / "documents").iterdir()))
    assert why in send(name, content)
    assert (Document.objects.count(), sorted((inspection.folder / "documents").iterdir())) == before


def test_a_document_over_the_limit_is_refused(send: Callable[..., str]) -> None:
    with override_settings(LARGEST_DOCUMENT=2**20):
        assert "it is larger than 1 MB" in send("a.txt", b"a" * (2**20 + 1))


def test_a_gigabyte_is_refused_before_any_of_it_is_kept(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    class Endless(io.RawIOBase):
        """A gigabyte that takes no room."""

        left = 2**30

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            size = min(len(buffer), self.left)
            buffer[:size] = bytes(size)
            self.left -= size
            return size

    body = Endless()
    piece = inspection.evidence.all()[0].pk
    for page in (f"evidence/{piece}/documents/", "evidence/new/", "returns/send/police/"):
        body.left = 2**30
        sent: dict[str, Any] = {"wsgi.input": io.BufferedReader(body), "CONTENT_LENGTH": str(2**30)}
        answer = signed_in("lead").generic(
            "POST",
            f"/inspections/{inspection.pk}/{page}",
            content_type="multipart/form-data; boundary=x",
            **sent,
        )
        assert answer.status_code == 413
        assert "may have at most" in answer.content.decode()


def test_a_document_of_another_inspection_is_not_there(
    inspection: Inspection, signed_in: Callable[[str], Client], person: Callable[..., object]
) -> None:
    from conspectus.workspace.inspections import actions

    lead = inspection.made_by
    other = actions.set_up(
        subject=actions.Subject(
            title="Other", area="Elsewhere", nation=Nation.ENGLAND, framework="ilacs", theme="cse"
        ),
        inspectorate="ofsted",
        by=lead,
    )
    kept = Document.objects.all()[0]
    assert signed_in("lead").get(f"/inspections/{other.pk}/documents/{kept.pk}/").status_code == 404


# --- a virus scanner ------------------------------------------------------------------------------------


class Daemon(threading.Thread):
    """Speaks the INSTREAM part of ClamAV's protocol on a socket, and knows one virus: the test file of its makers."""

    def __init__(self, place: Path) -> None:
        super().__init__(daemon=True)
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.line.bind(str(place))
        self.line.listen()

    def run(self) -> None:
        while True:
            try:
                call, _ = self.line.accept()
            except OSError:
                return
            with call, call.makefile("rb") as heard:
                assert heard.read(10) == b"zINSTREAM\0"
                content = b""
                while size := int.from_bytes(heard.read(4), "big"):
                    content += heard.read(size)
                call.sendall(
                    b"stream: Eicar-Test-Signature FOUND\0" if EICAR.encode() in content else b"stream: OK\0"
                )


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[str]:
    daemon = Daemon(tmp_path / "clamd")
    daemon.start()
    yield str(tmp_path / "clamd")
    daemon.line.close()


@pytest.mark.waits
def test_a_scanner_is_asked_where_one_is_set_up(clamd: str, send: Callable[..., str]) -> None:
    with override_settings(CLAMD=clamd):
        assert "Looked at: nothing found" in send("a.txt", b"plain " * 30_000)
        assert "found Eicar-Test-Signature in it" in send("b.txt", EICAR.encode())
    assert not Document.objects.filter(name="b.txt").exists()


def test_a_scanner_that_does_not_answer_lets_nothing_through(
    send: Callable[..., str], tmp_path: Path
) -> None:
    with override_settings(CLAMD=str(tmp_path / "nobody")):
        assert "the virus scanner does not answer" in send("a.txt", b"plain")
    assert not Document.objects.filter(name="a.txt").exists()
