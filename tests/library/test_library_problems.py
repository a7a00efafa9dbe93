"""A file that cannot be read is a named problem of that file, with what to do."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from conspectus.library.reading import read_pdf
from tests.library.papers import LETTER, paper

# A document of one page whose owner set a password: it says so, and nothing of it can be opened.
ENCRYPTED = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>endobj
trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]>>
%%%%EOF""" % (b"ab" * 32, b"cd" * 32)


def scan(path: Path) -> Path:
    """A page that is one picture, as a scanner writes it."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(595, 842)
    picture = pdfium.PdfImage.new(document)
    bitmap = pdfium.PdfBitmap.new_native(200, 280, 4)
    bitmap.fill_rect((200, 200, 200, 255), 0, 0, 200, 280)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pdfium.PdfMatrix().scale(595, 842))
    page.insert_obj(picture)
    page.gen_content()
    document.save(path)
    return path


@pytest.mark.parametrize(
    ("content", "says", "do"),
    [
        (b"", "it is empty", "Download it again"),
        (b"%PDF-1.7 and then nothing", "damaged", "Download it again"),
        (b"<html>not found</html>", "no PDF", "Download it again"),
        (ENCRYPTED, "encrypted", "Save a copy without a password"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path, content: bytes, says: str, do: str) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    reading = read_pdf(path)
    assert not reading.passages
    [problem] = reading.problems
    assert says in problem
    assert do in problem


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    path = paper(tmp_path / "x.pdf", LETTER)
    path.write_bytes(path.read_bytes()[:3000])
    assert "damaged" in read_pdf(path).problems[0]


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    assert "no text" in read_pdf(scan(tmp_path / "x.pdf")).problems[0]
