"""Many published reports in one folder, each with bytes of its own: real ones where they are at hand, or made up."""

from itertools import cycle, islice
from pathlib import Path

import typst

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "published-reports"
PAGES = 20
PARAGRAPH = (
    "Social workers know children well and visit them often. However, police officers do not always share what they "
    "know with schools, and health visitors are not told in time. This leaves some children at risk for too long. "
)


def many(folder: Path, reports: int) -> str:
    """Put `reports` PDF files into `folder`; whether they are published or made up."""
    folder.mkdir(parents=True)
    real = sorted(REAL.glob("*.pdf"))
    sources = [path.read_bytes() for path in real] or [_made(number) for number in range(8)]
    for number, source in enumerate(islice(cycle(sources), reports)):
        # A reader of PDFs passes over what follows the end; the library knows a report by all of its bytes.
        (folder / f"report-{number:04}.pdf").write_bytes(source + f"\n%{number}\n".encode())
    return "published" if real else "made up"


def _made(number: int) -> bytes:
    head = "Inspection of Leeds local authority children’s services"
    pages = [
        f"== Findings of page {page}\n" + "\n\n".join(f"+ {PARAGRAPH * 2}" for _ in range(5))
        for page in range(PAGES + number)
    ]
    body = f'#set page(header: [{head}], numbering: "1")\n= {head}\n' + "\n#pagebreak()\n".join(pages)
    return typst.compile(body.encode())
