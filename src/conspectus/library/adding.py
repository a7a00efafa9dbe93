"""PDF files to a library file: every file read by a process of its own, and written as it comes."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from conspectus.errors import LibraryError
from conspectus.library import findings, store
from conspectus.library.facts import read_facts
from conspectus.library.model import Report
from conspectus.library.reader import reader
from conspectus.library.reading import is_web_page, read_pdf

FEW = 8  # so many files are read sooner than a second process starts
KIND_NOT_READ = (
    "kind-not-read: no words of a known kind of report stand on its first pages, so coverage leaves it out"
    " → Nothing, where it is no inspection report; else name its kind in definitions/library/kinds.toml."
)
AHEAD = 8  # files per process that are read before the first of them is written: memory stays flat

Progress = Callable[[int, int], None]  # files done, of how many


class Problem(NamedTuple):
    """What could not be read of a file, and what to do."""

    file: str
    what: str


class Summary(NamedTuple):
    """How many reports were added, updated and kept, and what was not read."""

    added: int
    updated: int
    kept: int
    sentences: int  # of the reports added or updated
    problems: tuple[Problem, ...]


class Source(NamedTuple):
    """A PDF file, the hash of its bytes, and whether the library has it as this program reads it."""

    path: Path
    sha256: str
    known: bool


def add(
    paths: Sequence[Path], out: Path, *, whole: bool = False, processes: int | None = None,
    progress: Progress | None = None,
) -> Summary:  # fmt: skip
    """Read every PDF of `paths` (files, or folders with all within) into the library at `out`.

    A report is known by the hash of its bytes: one that this very program read into it before is taken over as it is
    (all are read again where `whole`), and any other takes its own place. A file that cannot be read is kept with its
    problem. A LibraryError where a path does not exist or holds no PDF.
    """
    files = pdf_files(paths)
    sources = _sources(files, out, whole)
    unchanged = frozenset(one.sha256 for one in sources if one.known)
    problems: list[Problem] = []
    sentences = 0

    def told() -> Iterator[Report]:
        nonlocal sentences
        for done, (source, report) in enumerate(
            zip(sources, _reports(sources, out, processes or os.cpu_count() or 1), strict=True), start=1
        ):
            problems.extend(Problem(report.file, what) for what in report.problems)
            sentences += 0 if source.known else len(report.sentences)
            if progress:
                progress(done, len(files))
            if not is_web_page(source.path):  # no report, whatever its name ends in
                yield report

    added = store.add(told(), out, unchanged)
    return Summary(added.added, added.updated, added.kept, sentences, tuple(problems))


def _sources(files: list[Path], out: Path, whole: bool) -> list[Source]:
    """Each file, and whether it need not be read again."""
    readers: dict[str, str] = {}
    if out.exists() and not whole:
        with store.LibraryFile(out) as held:
            readers = held.readers()
    hashed = [(path, _hash(path)) for path in files]
    return [Source(path, sha256, readers.get(sha256) == reader()) for path, sha256 in hashed]


def pdf_files(paths: Sequence[Path]) -> list[Path]:
    """The PDF files named, and those of the folders named; each once, in the order of their paths."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise LibraryError("there is no such file or folder", str(path), "Check the path.")
        inside = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and file.is_file())
        found.update(dict.fromkeys(inside if path.is_dir() else [path]))
    if not found:
        raise LibraryError(
            "there is no PDF file", ", ".join(map(str, paths)), "Name PDF files, or folders that hold some."
        )
    return list(found)


def read_report(path: Path) -> Report:
    """One PDF as the library keeps it: its facts, its sentences, or its problems."""
    sha256 = _hash(path)
    reading = read_pdf(path)
    facts = read_facts(reading)
    unknown = (KIND_NOT_READ,) if facts.kind is None and not reading.problems else ()
    return Report(
        file=path.name,
        sha256=sha256,
        sentences=findings.find(reading.passages, facts.kind),
        problems=(*reading.problems, *unknown),
        **dict(facts),
    )


def _reports(sources: Sequence[Source], out: Path, processes: int) -> Iterator[Report]:
    """The report of each source in their order, read where the library at `out` does not have it as it would be."""
    read = _read([one.path for one in sources if not one.known], processes)
    with store.LibraryFile(out) if any(one.known for one in sources) else nullcontext() as held:
        for one in sources:
            known = held.as_read(one.sha256) if held and one.known else None
            yield known.model_copy(update={"file": one.path.name}) if known else next(read)


def _read(files: list[Path], processes: int) -> Iterator[Report]:
    """The reports in the order of their files."""
    if processes == 1 or len(files) <= FEW:
        yield from map(read_report, files)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from _in_order(pool, files, processes * AHEAD)


def _in_order(pool: ProcessPoolExecutor, files: Iterable[Path], ahead: int) -> Iterator[Report]:
    waiting: deque[Future[Report]] = deque()
    for path in files:
        waiting.append(pool.submit(read_report, path))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
