"""Reading published reports into a library: `python -m benchmarks.library_reading [REPORTS]`.

Read means: found, hashed, read into headings, sentences, items and boxes without page furniture, facts found, every
sentence with whom it speaks of and what it makes of it, and all of it in one library file with its index of words.
The reports are 26 published ones, each as often as it takes and with bytes of its own, where they are at hand beside
the checkout, and made up otherwise. The first row has two processes, and its memory is the most that any one process
had, beside the same with a tenth of the reports. pdfplumber and pypdf give the text of each page of the same files
and make nothing of it; in those rows all three have one process and 26 reports.
"""

import tempfile
from pathlib import Path

from benchmarks.made.reports import many
from benchmarks.row import Measure, Row, alone, peer, put, sizes
from conspectus.library import adding

REPORTS, FEW = 500, 26
MOST = 60.0
PEERS = ("pypdf", "pdfplumber")


def main(reports: int) -> None:
    """A row for all, and one beside each peer."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        what = many(folder / "all", reports)
        many(folder / "tenth", max(reports // 10, 1))
        all_of_them(folder, reports, what)
        many(folder / "few", FEW)
        few = alone("benchmarks.library_reading", "one", folder / "few", times=1)
        for name in PEERS:
            beside(name, folder / "few", few)


def all_of_them(folder: Path, reports: int, what: str) -> None:
    """One row: two processes against the limit, and memory against that of a tenth."""
    tenth, ours = (
        alone("benchmarks.library_reading", "two", folder / part, times=1) for part in ("tenth", "all")
    )
    put(
        Row(
            work="reading published reports",
            size=f"{reports:,} reports, {what}",
            ours=f"{ours.seconds:.1f} s",
            peer="",
            figure=f"{ours.seconds:.1f} s",
            reach=f"at most {MOST:.0f} s",
            held=ours.seconds <= MOST,
            memory=f"{ours.peak:.2f} GB",
            growth=f"{ours.peak / tenth.peak:.2f} x the memory of a tenth",
        )
    )


def beside(name: str, folder: Path, ours: Measure) -> None:
    """One row: ours and the text alone by a peer."""
    theirs = peer("pdf_text", name, folder)
    put(
        Row(
            work=f"the same, beside the text alone by {name}",
            size=f"{FEW} reports, one process",
            ours=f"{ours.seconds:.1f} s",
            peer=f"{name}, {theirs['seconds']:.1f} s",
            figure=f"{theirs['seconds'] / ours.seconds:.1f} x faster",
            reach="",
            held=None,
            memory=f"{ours.peak:.2f} / {theirs['peak']:.2f} GB",
        )
    )


def two(folder: str) -> None:
    """The whole way, by two processes."""
    _add(folder, 2)


def one(folder: str) -> None:
    """The whole way, by one."""
    _add(folder, 1)


def _add(folder: str, processes: int) -> None:
    out = Path(folder).with_suffix(".db")
    out.unlink(missing_ok=True)
    adding.add([Path(folder)], out, processes=processes)


WAYS = {"two": two, "one": one}

if __name__ == "__main__":
    main(sizes(REPORTS)[0])
