"""What every benchmark shares: a row of the table, a way run alone in a process of its own, peak memory."""

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".peers"  # environments of peers that cannot live in ours; `dev.py bench` makes them
MARK = "@row "


@dataclass(frozen=True)
class Row:
    """One line of the table: ours and the peer's on the same work in the same run."""

    work: str
    size: str  # "10^6 events"
    ours: str  # "1.82 s"
    peer: str  # "bare scan, 0.45 s"; empty where the bound is absolute
    figure: str  # what is held against `reach`: "4.0 x"
    reach: str  # "at most 4 x"; empty where there is nothing to reach
    held: bool | None  # None where there is nothing to reach
    memory: str = ""  # ours / the peer's, at most, in GB
    growth: str = ""  # against a smaller input of the same run


def put(row: Row) -> None:
    """Show a row at once, and hand it to whoever makes the table."""
    print(MARK + json.dumps(asdict(row)), flush=True)


@dataclass(frozen=True)
class Measure:
    """Seconds (the best of the times tried) and the most memory that its process had, in GB."""

    seconds: float
    peak: float


def alone(module: str, way: str, *arguments: object, times: int = 3) -> Measure:
    """Run `way` of the benchmark `module` (a function of its WAYS) in a process of its own, best of `times`."""
    words = [sys.executable, "-m", "benchmarks.row", module, way, str(times), *map(str, arguments)]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Measure(**json.loads(done.stdout.splitlines()[-1]))


def peer(name: str, *arguments: object) -> dict[str, float]:
    """Run `benchmarks/peers/NAME.py` in the peer's own environment; it prints one JSON object of figures last."""
    python = PEERS / name / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    words = [str(python), str(ROOT / "benchmarks" / "peers" / f"{name}.py"), *map(str, arguments)]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def sizes(*usual: int) -> list[int]:
    """The sizes on the command line, as `1e6`, `1000000` or `1,000,000`; the usual ones where there are none."""
    return [int(float(size.replace(",", ""))) for size in sys.argv[1:]] or list(usual)


def peak() -> float:
    """The most memory that this process or any that it started had, in GB; known on Linux alone."""
    if sys.platform != "linux":
        return float("nan")
    import resource

    # Not RUSAGE_SELF: a process begins with the most that the one which started it ever had.
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 2**20  # both in KB


def _measure(module: str, way: str, times: str, *arguments: str) -> None:
    ways: dict[str, Callable[..., object]] = importlib.import_module(module).WAYS
    best = min(seconds(lambda: ways[way](*arguments)) for _ in range(int(times)))
    print(json.dumps({"seconds": best, "peak": peak()}))


if __name__ == "__main__":
    _measure(*sys.argv[1:])
