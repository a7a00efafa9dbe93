"""What an export says otherwise than the return.toml that was kept for it."""

from collections.abc import Sequence

from conspectus.definitions import events
from conspectus.records.mapping.columns import Headed
from conspectus.records.returns.extracts import ALIKE
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.mapped import MappedTable
from conspectus.records.returns.words import word_key


def kept_table(headed: Headed, tables: Sequence[MappedTable]) -> MappedTable | None:
    """The table that was kept for a sheet, by its headings; None where there is none."""
    here = {word_key(name) for name in headed.names.values()}

    def share(table: MappedTable) -> float:
        theirs = {word_key(one) for one in table.columns}
        return len(here & theirs) / len(theirs)

    best = max(tables, key=share, default=None)
    return best if best is not None and share(best) >= ALIKE else None


def changed_columns(headed: Headed, table: MappedTable) -> tuple[list[str], list[str]]:
    """The headings that are new in a sheet, and those that are gone from it."""
    here = {word_key(name): name for name in headed.names.values()}
    there = {word_key(name): name for name in table.columns}
    new = [name for key, name in here.items() if key not in there]
    return new, [name for key, name in there.items() if key not in here]


def settled(manifest: Manifest) -> dict[str, str]:
    """What return.toml says of words, by their keys; our own words and titles speak for themselves."""
    said = {word_key(one.title): one.id for one in events().values()}
    said |= {word_key(one): one for one in events()}
    return said | _keys(manifest, "event")


def settled_outcomes(manifest: Manifest) -> dict[str, str]:
    """What return.toml says of outcomes, by the keys of the sender's words."""
    return _keys(manifest, "outcome")


def _keys(manifest: Manifest, column: str) -> dict[str, str]:
    codes = manifest.codes.get(column, {})
    return {word_key(value): ours for ours, values in codes.items() for value in values}
