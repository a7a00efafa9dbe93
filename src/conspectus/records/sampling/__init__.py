"""Which children to track, and why each."""

from conspectus.records.sampling.choose import choose

__all__ = ["choose"]
