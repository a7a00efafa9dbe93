"""Open a library file: read-only, checked, and every report as it was put in."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from conspectus.errors import LibraryError
from conspectus.library.facts import codes_of
from conspectus.library.model import Report, Sentence
from conspectus.library.store.schema import APPLICATION, VERSION
from conspectus.library.words import Polarity, SpokenOf

AGAIN = "Make it again: conspectus library add PATHS --out FILE"


class Listed(NamedTuple):
    """A report without its sentences, and how many it has."""

    report: Report
    sentences: int
    evaluative: int  # of them, those that find something good or wanting


class LibraryFile:
    """An open library file; a LibraryError where it is missing, damaged, of another kind or of another version.

    Close it, or use it as a context manager. A library is never changed, only swapped for another: who holds one
    open goes on reading the one that was there.
    """

    def __init__(self, path: Path) -> None:
        """Open the library at `path`."""
        if not path.is_file():
            raise LibraryError("there is no such library", str(path), AGAIN)
        self.path = path
        found = path.stat()
        self.state = (str(path.resolve()), found.st_mtime_ns, found.st_size)  # another after each swap
        self._file = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self._file.row_factory = sqlite3.Row
        try:
            self._check()
        except LibraryError:
            self.close()
            raise

    def _check(self) -> None:
        try:
            [[application]] = self._file.execute("pragma application_id")
            [[version]] = self._file.execute("pragma user_version")
        except sqlite3.DatabaseError:
            raise LibraryError("it is damaged, or no library", str(self.path), AGAIN) from None
        if application != APPLICATION:
            raise LibraryError("it is no library", str(self.path), AGAIN)
        if version != VERSION:
            raise LibraryError(
                f"it is of version {version}; this program reads {VERSION}", str(self.path), AGAIN
            )

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """A query's rows, each by the names of its columns; a LibraryError where the file is damaged."""
        try:
            return self._file.execute(sql, tuple(parameters)).fetchall()
        except sqlite3.DatabaseError as error:
            raise LibraryError(f"it is damaged: {error}", str(self.path), AGAIN) from None

    def hashes(self) -> set[str]:
        """The SHA-256 of every report's file."""
        return {row["sha256"] for row in self.rows("select sha256 from reports")}

    def readers(self) -> dict[str, str]:
        """The program that read each report, by the SHA-256 of the report's file."""
        return {row["sha256"]: row["reader"] for row in self.rows("select sha256, reader from reports")}

    def places(self, model: str) -> dict[str, bytes]:
        """Where the sentences of each report lie in that model's space, by the SHA-256 of its file."""
        rows = self.rows(
            "select sha256, kept from places p join reports r on r.id = p.report where model = ? order by r.id",
            [model],
        )
        return {row["sha256"]: row["kept"] for row in rows}

    def as_read(self, sha256: str) -> Report | None:
        """The report whose file has this hash, before others said the same word for word; None where there is none."""
        rows = self.rows("select id, facts from reports where sha256 = ?", [sha256])
        return self._whole(rows[0], "read_as") if rows else None

    def listed(self, area_code: str | None = None) -> list[Listed]:
        """Every report, or every one of an area, without its sentences, the newest first."""
        rows = self.rows(
            """select facts, count(s.id) as sentences, coalesce(sum(polarity != 'neutral'), 0) as evaluative
            from reports r left join sentences s on s.report = r.id
            where ?1 is null or area_code in (select value from json_each(?1))
            group by r.id order by day desc, file, sha256""",
            [json.dumps(codes_of(area_code)) if area_code else None],
        )
        return [
            Listed(Report.model_validate_json(row["facts"]), row["sentences"], row["evaluative"])
            for row in rows
        ]

    def reports(self, *, as_read: bool = False) -> Iterator[Report]:
        """Every report whole, the oldest first, one at a time; `as_read`, before others said the same word for word."""
        for row in self.rows("select id, facts from reports order by day, file, sha256"):
            yield self._whole(row, "read_as" if as_read else "polarity")

    def of_area(self, code: str) -> list[Report]:
        """Every report under that code of an area, whole, the oldest first."""
        rows = self.rows(
            "select id, facts from reports where area_code = ? order by day, file, sha256", [code]
        )
        return [self._whole(row) for row in rows]

    def report(self, name: str) -> Report:
        """The report of that file's name, with or without its ending, or whose hash begins so; else a LibraryError."""
        rows = self.rows(
            """select id, facts from reports
            where file = :name or file = :name || '.pdf' or (length(:name) >= 6 and instr(sha256, :name) = 1)
            order by day desc""".replace(":name", "?1"),
            [name],
        )
        match rows:
            case [row]:
                return self._whole(row)
            case []:
                raise LibraryError(
                    f"it holds no report {name}",
                    str(self.path),
                    "See which it holds: conspectus library show FILE",
                )
            case _:
                raise LibraryError(
                    f"it holds {len(rows)} reports {name}",
                    str(self.path),
                    "Name it by the first letters of its hash.",
                )

    def by_hash(self, sha256: str) -> Report | None:
        """The report whose file has this hash; None where it holds none."""
        rows = self.rows("select id, facts from reports where sha256 = ?", [sha256])
        return self._whole(rows[0]) if rows else None

    def _whole(self, row: Any, polarity: str = "polarity") -> Report:  # noqa: ANN401 - a row of the reports
        found = self.rows(
            f"""select n, page, section, text, agencies, {polarity} as polarity
            from sentences where report = ? order by n""",
            [row["id"]],
        )
        sentences = tuple(sentence_of(one) for one in found)
        return Report.model_validate_json(row["facts"]).model_copy(update={"sentences": sentences})

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> "LibraryFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def sentence_of(row: Any) -> Sentence:  # noqa: ANN401 - a row of the sentences
    """A row of the table as a sentence."""
    return Sentence(
        n=row["n"],
        page=row["page"],
        section=row["section"],
        text=row["text"],
        agencies=tuple(SpokenOf(word) for word in row["agencies"].split()),
        polarity=Polarity(row["polarity"]),
    )
