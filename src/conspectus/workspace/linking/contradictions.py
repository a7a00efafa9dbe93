"""Whether decisions can hold together: records that are one person through others cannot be two."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

Record = tuple[str, str]  # sender and its own id


class Decided(NamedTuple):
    """That two records are one person, or are not; `name` is whatever the caller knows it by."""

    name: int
    a: Record
    b: Record
    same: bool


def against(new: Decided, decided: Iterable[Decided]) -> list[int]:
    """The names of decisions with which `new` cannot hold, in their order; empty where it can."""
    known = list(decided)
    tied = _Groups(known).of
    one, other = tied(new.a), tied(new.b)
    if new.same:
        return [line.name for line in known if not line.same and {tied(line.a), tied(line.b)} == {one, other}]
    if one != other:
        return []
    return [line.name for line in known if line.same and tied(line.a) == one]


class _Groups:
    """The group of each record, made of decisions that two are the same."""

    def __init__(self, decided: Iterable[Decided]) -> None:
        beside: dict[Record, list[Record]] = defaultdict(list)
        for line in decided:
            if line.same:
                beside[line.a].append(line.b)
                beside[line.b].append(line.a)
        self.group: dict[Record, Record] = {}
        for start in beside:
            if start not in self.group:
                self._spread(start, beside)

    def _spread(self, start: Record, beside: dict[Record, list[Record]]) -> None:
        reached = [start]
        while reached:
            record = reached.pop()
            if record not in self.group:
                self.group[record] = start
                reached.extend(beside[record])

    def of(self, record: Record) -> Record:
        """The record that stands for its group: itself where nobody tied it."""
        return self.group.get(record, record)
