"""What is wrong in an inspection folder, located, and everything at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from conspectus.errors import InspectionError
from conspectus.plain import number


class Fault(NamedTuple):
    """One mistake: where it stands, what stands there, what is wrong and what to do."""

    file: str
    row: int | None  # as a person sees it: the header of a table is row 1
    column: str
    value: str
    what: str
    todo: str

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row is not None else ""
        column = f", {self.column}" if self.column else ""
        value = f" {self.value!r}" if self.value else ""
        return f"{self.file}{row}{column}{value}: {self.what}\n  → {self.todo}"


@dataclass
class FaultyInspectionError(InspectionError):
    """Every mistake found in an inspection folder; `faults` has them one by one."""

    faults: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        return "\n".join([f"{self.where}: {self.what}", *map(str, self.faults)])


def refuse(folder: object, faults: Sequence[Fault]) -> None:
    """Raise with every fault, if there is any."""
    if faults:
        mistakes = number(len(faults), "mistake")
        raise FaultyInspectionError(
            f"the inspection has {mistakes}",
            str(folder),
            "Mend the places named, then run the command again.",
            tuple(faults),
        )
