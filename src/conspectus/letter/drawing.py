"""The documents that show a letter, each drawn from its public content alone."""

import io
import zipfile
from collections.abc import Callable, Mapping
from importlib.metadata import version

from conspectus import __version__
from conspectus.letter.files import HTML, PDF, WORD
from conspectus.letter.hashing import bytes_hash
from conspectus.letter.model import Letter
from conspectus.letter.page import letter_html
from conspectus.letter.pdf import letter_pdf
from conspectus.letter.word import letter_word

DRAWN: Mapping[str, Callable[[Letter], bytes]] = {
    HTML: lambda letter: letter_html(letter).encode("utf-8"),
    PDF: letter_pdf,
    WORD: letter_word,
}


def drawn_with() -> str:
    """The programs that decide how a document comes out: with the same ones it comes out the same."""
    return f"conspectus {__version__}, typst {version('typst')}, python-docx {version('python-docx')}"


def drawn(letter: Letter) -> dict[str, bytes]:
    """Every document by its name."""
    return {name: draw(letter) for name, draw in DRAWN.items()}


def hashes(contents: Mapping[str, bytes]) -> list[dict[str, str]]:
    """Files with their hashes, as a letter names them."""
    return [{"name": name, "sha256": bytes_hash(content)} for name, content in contents.items()]


def says_the_letter(letter: Letter, name: str, content: bytes) -> bool:
    """Whether a document is the one that this letter makes."""
    again = DRAWN[name](letter)
    return again == content or (name == WORD and _parts(again) == _parts(content))


def _parts(archive: bytes) -> list[tuple[str, bytes]]:
    """What an archive holds: two machines may pack the same parts differently."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as parts:
            return [(one.filename, parts.read(one)) for one in parts.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return []
