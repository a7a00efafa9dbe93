"""The letter as tagged PDF that meets PDF/UA: refused by the compiler where it is not accessible."""

import json
from importlib.resources import files
from pathlib import Path

from conspectus.letter.document import document
from conspectus.letter.model import Letter

HERE = Path(str(files(__package__ or "")))


def letter_pdf(letter: Letter) -> bytes:
    """The document, made from the public letter alone; the same letter gives the same bytes."""
    import typst  # loads a compiler, which only a letter needs

    made = typst.compile(
        HERE / "templates" / "letter.typ",
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,  # or the same letter would look otherwise on another machine
        format="pdf",
        sys_inputs={"letter": json.dumps(document(letter), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=0,  # or the same letter would never have the same hash
    )
    assert isinstance(made, bytes)
    return made
