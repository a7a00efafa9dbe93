"""How a level is shown beside its word: a tint, and a row of boxes for those who see no tint."""

from typing import NamedTuple


class Shade(NamedTuple):
    """What stands beside a level's word."""

    tint: str  # lowest, low, high, highest, or none
    boxes: str


UNSHADED = Shade("none", "")  # of what is no level of the scale


def shade(level: str, scale: tuple[str, ...]) -> Shade:
    """The shade of a level of this scale, which begins with the lowest."""
    if level not in scale:
        return UNSHADED
    rank, top = scale.index(level), len(scale) - 1
    tint = "lowest" if rank == 0 else "highest" if rank == top else "low" if rank < len(scale) / 2 else "high"
    return Shade(tint, "■" * (rank + 1) + "□" * (top - rank))
