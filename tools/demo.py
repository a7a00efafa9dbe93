"""The whole way once, on a made-up area: every command as a person would type it, and how long it took."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
DEMO = Path("demo")
SERVE = ("conspectus", "serve", "--data", str(DEMO / "workspace"))
CONSPECTUS = Path(sys.executable).with_name("conspectus.exe" if sys.platform == "win32" else "conspectus")


@dataclass
class Tour:
    """Runs commands one after another, and remembers what there is to open."""

    to_open: dict[str, Path] = field(default_factory=dict)

    def step(
        self,
        says: str,
        *words: str | Path,
        into: Path | None = None,
        title: str = "",
        codes: tuple[int, ...] = (0,),
    ) -> str:
        """Run one `conspectus` command, its output on the screen or `into` a file; what the file now holds."""
        line = typed(*words, into=into)
        print(f"\n{says}\n$ {line}", flush=True)
        started = time.perf_counter()
        done = subprocess.run([CONSPECTUS, *words], cwd=HERE, stdout=subprocess.PIPE if into else None)
        if done.returncode not in codes or done.stdout == b"":
            raise SystemExit(f"This failed with exit code {done.returncode}: {line}")
        print(f"({time.perf_counter() - started:.1f} s)", flush=True)
        if into is None:
            return ""
        (HERE / into).write_bytes(done.stdout)
        if title:
            self.to_open[title] = into
        return done.stdout.decode("utf-8")

    @contextmanager
    def beside(self, says: str, *words: str | Path) -> Iterator[None]:
        """Run one command beside those within, and show what it said after them."""
        line, started = typed(*words), time.perf_counter()
        print(f"\n{says}\n$ {line} &", flush=True)
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8") as said,
            subprocess.Popen([CONSPECTUS, *words], cwd=HERE, stdout=said) as running,
        ):
            try:
                yield
                code, seconds = running.wait(), time.perf_counter() - started
            finally:
                running.kill()  # does nothing to one that has ended
            if code:
                raise SystemExit(f"This failed with exit code {code}: {line}")
            said.seek(0)
            print(f"\n[ended] $ {line}\n{said.read()}({seconds:.1f} s, beside the others)", flush=True)


def typed(*words: str | Path, into: Path | None = None) -> str:
    """A command as a person would type it."""
    return " ".join(["conspectus", *map(str, words)]) + (f" > {into}" if into else "")


def main() -> None:
    """Make the area anew, walk the whole way, and say what to open."""
    chosen = options()
    started = time.perf_counter()
    shutil.rmtree(HERE / DEMO, ignore_errors=True)
    (HERE / DEMO).mkdir()
    tour, area = Tour(), DEMO / "area"
    casebook = area / "casebook.duckdb"
    tour.step(
        "A made-up area: seven agencies' returns, an inspection, and the truth behind them.",
        "example", area, "--children", str(chosen.children), "--seed", str(chosen.seed),
    )  # fmt: skip
    with workspace(tour, area):
        walk(tour, area, casebook)
    say_what_to_open(tour.to_open, time.perf_counter() - started)
    if chosen.serve and sys.platform != "win32":
        print(f"\n$ {' '.join(SERVE)}", flush=True)
        subprocess.run([CONSPECTUS, *SERVE[1:]], cwd=HERE)
    else:
        print("\nThe workspace: python3 dev.py demo --serve, then sign in as shown above.")


def walk(tour: Tour, area: Path, casebook: Path) -> None:
    """From the returns to the letter, on files."""
    tour.step(
        "Check the returns. The made-up senders make mistakes, as real ones do.",
        "check", area / "returns", into=DEMO / "check.txt", title="issues of the returns", codes=(0, 1),
    )  # fmt: skip
    print(end_of(HERE / DEMO / "check.txt", 2))
    tour.step("Put the returns together in one casebook.", "build", area / "returns", "--out", casebook)
    draw(tour, casebook)
    judge(tour, area / "inspection", casebook)
    monitor(tour)


def options() -> argparse.Namespace:
    """How large an area, and which one."""
    parser = argparse.ArgumentParser(prog="python3 dev.py demo", description=__doc__)
    parser.add_argument(
        "--children", type=int, default=1000, help="how many children the area has (default 1000)"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same area (default 1)")
    parser.add_argument("--serve", action="store_true", help="keep the workspace running at the end")
    return parser.parse_args()


def end_of(report: Path, lines: int) -> str:
    """The last lines of a report, where it sums up."""
    return "\n".join(report.read_text(encoding="utf-8").rstrip().splitlines()[-lines:])


def draw(tour: Tour, casebook: Path) -> None:
    """The picture by agency and one tracked child's chronology, as pages."""
    data = tour.step(
        "The picture by agency, as data …", "show", casebook, "--format", "json", into=DEMO / "picture.json"
    )
    tour.step(
        "… and as a page.",
        "show",
        casebook,
        "--format",
        "html",
        into=DEMO / "picture.html",
        title="picture by agency",
    )
    child = json.loads(data)["sample"][0]["child_id"]
    tour.step(
        "The first child to track: every agency's record on one page.",
        "chronology", casebook, child, "--format", "html", into=DEMO / "child.html",
        title="one child's chronology",
    )  # fmt: skip


def judge(tour: Tour, inspection: Path, casebook: Path) -> None:
    """The picture, then both judgments side by side, then the letter's own check."""
    joint, alone = DEMO / "letter", DEMO / "letter-council-only"
    tour.step(
        "What inspection was: the council alone.",
        "judge", inspection, "--framework", "ilacs", "--casebook", casebook, "--out", alone,
        into=alone.with_suffix(".txt"),
    )  # fmt: skip
    tour.step("The picture by agency.", "show", casebook)
    tour.step(
        "The joint judgment, with the council's alone beside it.",
        "judge", inspection, "--framework", "whole-system", "--casebook", casebook, "--out", joint,
    )  # fmt: skip
    tour.step(
        "Does the letter hold? Anybody can ask.",
        "verify", joint / "letter.json", into=DEMO / "verify.txt", title="what verify looked at",
    )  # fmt: skip
    print(end_of(HERE / DEMO / "verify.txt", 1))
    tour.to_open |= {
        "letter": joint / "letter.html",
        "judgment as data": joint / "judgment.json",
        "council-only letter": alone / "letter.html",
    }


def monitor(tour: Tour) -> None:
    """Three made-up years: how the police got slower, and since when, beside the picture of one year."""
    years = DEMO / "three-years"
    casebook, changes = years / "casebook.duckdb", years / "truth" / "changes.toml"
    tour.step(
        "Three years of a made-up area, in which the police are reorganised.",
        "example", years, "--children", "600", "--months", "36",
    )  # fmt: skip
    tour.step(
        "Its casebook …", "build", years / "returns", "--out", casebook, into=DEMO / "build-three-years.txt"
    )
    tour.step(
        "… its trends as a page …",
        "trend", casebook, "--changes", changes, "--format", "html", into=DEMO / "trend.html", title="trends",
    )  # fmt: skip
    tour.step(
        "… its figures, which hold no child and stay when the casebook is destroyed …",
        "figures", casebook, "--out", years / "figures.json",
    )  # fmt: skip
    tour.step(
        "… and what became of police notifications.",
        "trend", casebook, "--changes", changes, "--duty", "notify-child-at-risk", "--agency", "police",
    )  # fmt: skip


def workspace(tour: Tour, area: Path) -> AbstractContextManager[None]:
    """The same inspection where people work on it together; it needs the area alone, and none of the other steps."""
    return tour.beside(
        "The workspace: the same inspection with everybody in it, set up beside the steps that follow.",
        "demo", "--area", area, "--data", DEMO / "workspace", "--no-serve",
    )  # fmt: skip


def say_what_to_open(paths: dict[str, Path], seconds: float) -> None:
    """Each file with its file:// form, which a terminal makes clickable."""
    print(f"\nThe whole way took {seconds:.0f} s. Open:")
    for title, path in paths.items():
        print(f"  {title:24} {path}\n  {'':24} {(HERE / path).as_uri()}")


if __name__ == "__main__":
    main()
