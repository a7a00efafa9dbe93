"""What a letter was made from, row by row, each row holding the hash of the one before: ids and hashes alone."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conspectus.judgment import sha256_of
from conspectus.letter.model import Committed, FileHash

FIRST = "0" * 64  # what stands before the first row
LoggedFile = tuple[str, str, str]  # what, id, sha256


class LogRow(BaseModel):
    """One row of `log.jsonl`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int = Field(ge=1)
    what: str = Field(description="framework, file, rating, evidence, departure, dissent or judgment")
    id: str = Field(description="A name or an opaque id, never a person")
    sha256: str = Field(description="Of what it is about, or the commitment to it")
    previous: str = Field(description="Hash of the row before")
    hash: str = Field(description="Over all the other fields")


def chain(told: Iterable[LoggedFile]) -> tuple[LogRow, ...]:
    """Rows in order, each bound to the one before."""
    entries: list[LogRow] = []
    for number, (what, name, sha256) in enumerate(told, start=1):
        previous = entries[-1].hash if entries else FIRST
        fields = {"number": number, "what": what, "id": name, "sha256": sha256, "previous": previous}
        entries.append(LogRow(**fields, hash=sha256_of(fields)))
    return tuple(entries)


def made_from(
    *,
    framework: str,
    framework_sha256: str,
    files: Iterable[FileHash],
    rows: dict[str, Sequence[Committed]],
    judgment: object,
) -> tuple[LogRow, ...]:
    """The log of a letter that was made from files: what went in, in order, and what came out."""
    return chain(
        [
            ("framework", framework, framework_sha256),
            *(("file", one.name, one.sha256) for one in files),
            *((what, one.id, one.commitment) for what, some in rows.items() for one in some),
            ("judgment", "overall", sha256_of(judgment)),
        ]
    )


def log_bytes(entries: Iterable[LogRow]) -> bytes:
    """The log as it is written: one row a line."""
    return "".join(entry.model_dump_json() + "\n" for entry in entries).encode("utf-8")


def read_log(content: bytes) -> tuple[LogRow, ...] | str:
    """The rows of a log; or, in words, the first place where it does not hold together."""
    entries: list[LogRow] = []
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            entry = LogRow.model_validate(json.loads(line))
        except (ValueError, ValidationError, RecursionError):
            return f"row {number} cannot be read"
        if why := _broken(entry, entries, number):
            return why
        entries.append(entry)
    return tuple(entries)


def _broken(entry: LogRow, before: Sequence[LogRow], number: int) -> str:
    fields: dict[str, Any] = entry.model_dump(exclude={"hash"})
    if sha256_of(fields) != entry.hash:
        return f"row {number} was changed"
    if entry.number != number or entry.previous != (before[-1].hash if before else FIRST):
        return f"a row was removed, added or moved before row {number}"
    return ""
