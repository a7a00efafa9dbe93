"""Whether a file fits into memory: told before it is read, since a machine that runs out of it says nothing."""

from pathlib import Path

TIMES = 8  # what checking takes for each byte of text: 6.3 on a return of 0.3 GB, and some room
MEMINFO = Path("/proc/meminfo")
GIGABYTE = 1_000_000_000


def too_large(path: Path, *, free: int | None = None) -> str:
    """What is needed and what is free, in words; empty where it fits or nobody knows what is free."""
    free = free_memory() if free is None else free
    needed = path.stat().st_size * TIMES
    if free is None or needed <= free:
        return ""
    return f"about {needed / GIGABYTE:,.1f} GB needed, {free / GIGABYTE:,.1f} GB free"


def free_memory() -> int | None:
    """Bytes that a program may still take; None where the system does not say (it is asked on Linux alone)."""
    if not MEMINFO.is_file():
        return None
    lines = MEMINFO.read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)
