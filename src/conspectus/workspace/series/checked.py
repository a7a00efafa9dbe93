"""A figures file that somebody brings: read and checked before anything of it is kept."""

from typing import NamedTuple

from conspectus.errors import FiguresError
from conspectus.monitoring import Figures, read_figures, verify_figures
from conspectus.signing import Outcome
from conspectus.workspace.inspections import plain

LARGEST = 5 * 2**20  # bytes: a file of sixty months has at most 200 KB published, and some more restricted
UNSIGNED = "signatures"  # the check of a signed file for which no keys were given


class Checked(NamedTuple):
    """What it says, and whose signature held."""

    figures: Figures
    signed_by: tuple[str, ...]


def checked(content: bytes, *, keys: bytes = b"") -> Checked:
    """The figures of a file whose schema, hash, counts and suppression hold, and each signature that it has.

    A signed file needs the signers' `keys`; FiguresError says what does not hold.
    """
    with plain.room() as room:
        path, key_file = room / "figures.json", room / "keys.toml"
        path.write_bytes(content)
        if keys:
            key_file.write_bytes(keys)
        verdict = verify_figures(path, keys=key_file if keys else None)
        if verdict.exit_code:
            wrong = [one.says for one in verdict.findings if one.outcome is Outcome.DOES_NOT_HOLD]
            raise FiguresError(
                " ".join(wrong), "", "Ask whoever sent it for a file that holds, or for its keys."
            )
        figures = read_figures(path)
    return Checked(figures, tuple(one.inspectorate for one in figures.signatures))
