"""The text of PDF files as pdfplumber or pypdf give it: `pdf_text.py pdfplumber|pypdf FOLDER`.

Nothing is made of the text: no furniture, headings, sentences or facts. It prints seconds and the most memory, in
GB, as one JSON object.
"""

import json
import logging
import resource
import sys
import time
from pathlib import Path

import pdfplumber
import pypdf


def by_pdfplumber(path: Path) -> int:
    """Letters of all pages."""
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_text()) for page in document.pages)


def by_pypdf(path: Path) -> int:
    """Letters of all pages."""
    return sum(len(page.extract_text()) for page in pypdf.PdfReader(path).pages)


WAYS = {"pdfplumber": by_pdfplumber, "pypdf": by_pypdf}


def main(way: str, folder: Path) -> None:
    """Print the figures."""
    logging.disable(logging.CRITICAL)
    began = time.perf_counter()
    letters = sum(map(WAYS[way], sorted(folder.glob("*.pdf"))))
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"seconds": seconds, "peak": peak, "letters": letters}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
