"""What people decided: records that are one person and records that are not. Decisions always win."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from conspectus.errors import ConspectusError
from conspectus.records.engine import Engine
from conspectus.terms import LINK_DECISION

TODO = "Mend that line of the decisions and build again."


@dataclass(frozen=True)
class Decision:
    """One line: `line` is as a person counts, the header being 1."""

    line: int
    a: int
    b: int
    same: bool
    by: str
    at: str

    @property
    def said(self) -> str:
        """In words, as a link's reason."""
        day = self.at[:10]  # of an instant, its day
        return f"decided by {self.by or 'somebody not named'}" + (f" on {day}" if day else "")


@dataclass
class Decided:
    """Decisions put together: which records are tied, which groups are kept apart, and by whose word."""

    group: dict[int, int] = field(default_factory=dict)  # uid → smallest uid tied to it
    apart: set[tuple[int, int]] = field(default_factory=set)  # pairs of groups
    word: dict[int, str] = field(default_factory=dict)  # uid → the latest decision that ties it

    def of(self, uid: int) -> int:
        """The group of a record; its own where nobody decided."""
        return self.group.get(uid, uid)

    def settled(self, a: int, b: int) -> bool:
        """Whether people decided on this pair, either way."""
        one, other = self.of(a), self.of(b)
        return one == other or (min(one, other), max(one, other)) in self.apart


def read(engine: Engine, table: str | None, records: pl.DataFrame, *, skip_absent: bool = False) -> Decided:
    """Read the table of decisions; a ConspectusError names a line that cannot be followed.

    With `skip_absent`, a line on a record that no sender holds is passed over: a decision outlives the return.
    """
    if table is None:
        return Decided()
    lines = list(_lines(engine, table, records, skip_absent))
    decided = Decided(group=_tied(lines))
    for line in lines:
        one, other = decided.of(line.a), decided.of(line.b)
        if line.same:
            decided.word[line.a] = decided.word[line.b] = line.said
        elif one == other:
            raise _contradiction(table, line, lines, decided, records)
        else:
            decided.apart.add((min(one, other), max(one, other)))
    return decided


def _lines(engine: Engine, table: str, records: pl.DataFrame, skip_absent: bool) -> Iterator[Decision]:
    known = {(row[0], row[1]): row[2] for row in records.select("sender", "person_id", "uid").iter_rows()}
    missing = [column for column in LINK_DECISION if column not in engine.columns(table)]
    if missing:
        raise ConspectusError(
            f"no column {', '.join(missing)}", table, f"Columns are {', '.join(LINK_DECISION)}."
        )
    listed = ", ".join(f'cast("{column}" as varchar)' for column in LINK_DECISION)
    for number, row in enumerate(engine.rows(f'select {listed} from "{table}"'), start=2):
        sender_a, person_a, sender_b, person_b, decision, by, at = row
        refs = ((sender_a, person_a), (sender_b, person_b))
        if skip_absent and not known.keys() >= set(refs):
            continue
        for ref in refs:
            if ref not in known:
                raise ConspectusError(
                    f"no sender's people hold {ref[0]}/{ref[1]}", f"decisions, line {number}", TODO
                )
        if decision not in ("same", "different"):
            raise ConspectusError(
                f"decision is {decision!r}, not 'same' or 'different'", f"decisions, line {number}", TODO
            )
        yield Decision(
            number,
            known[sender_a, person_a],
            known[sender_b, person_b],
            decision == "same",
            by or "",
            at or "",
        )


def _tied(lines: list[Decision]) -> dict[int, int]:
    parent: dict[int, int] = {}

    def root(uid: int) -> int:
        while parent.setdefault(uid, uid) != uid:
            parent[uid] = parent[parent[uid]]
            uid = parent[uid]
        return uid

    for line in lines:
        if line.same:
            low, high = sorted((root(line.a), root(line.b)))
            parent[high] = low
    return {uid: root(uid) for uid in list(parent)}


def _contradiction(
    table: str, different: Decision, lines: list[Decision], decided: Decided, records: pl.DataFrame
) -> ConspectusError:
    group = decided.of(different.a)
    tying = [line for line in lines if line.same and decided.of(line.a) == group]
    touching = [line for line in tying if {line.a, line.b} & {different.a, different.b}] or tying
    refs = records["ref"]
    said = "; ".join(
        f"line {line.line} says that {refs[line.a]} and {refs[line.b]} are the same" for line in touching
    )
    apart = (
        f"line {different.line} says that {refs[different.a]} and {refs[different.b]} are different"
        if different.a != different.b
        else f"line {different.line} says that {refs[different.a]} differs from itself"
    )
    return ConspectusError(
        f"two decisions contradict each other: {apart}" + (f", but {said}" if said else ""),
        "decisions",
        "Keep the one that holds, take the other out, and build again.",
    )
