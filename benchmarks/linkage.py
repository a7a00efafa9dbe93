"""Linkage beside Splink's ready comparisons: mistakes, speed, memory, recall by naming tradition.

The peer is told the truth, and takes the threshold that is best for it; Conspectus is told nothing and chooses
none. Both compare the pairs that the same blocking rules bring. A mistake is what is missing of a cluster F1 of 1
(F1 over pairs of records that are put together). *The hard set* is families of five naming traditions, made up by
`tests/records/linkage/linkage_made_up.py`, where more goes wrong than in the example area: aliases, women's
surnames that change with marriage or with grammar, double-barrelled names, other spellings, one to four records
in a hundred without a date of birth, addresses years old. *The example area* is that of `conspectus example`.
FEBRL (Australian) and pseudopeople (American) are made up by others and carry their own truth; the columns without a
counterpart here are left out. The rows *other people's records* link them as returns have them (names, date of birth,
address; a postcode that is not British and a number that is no NHS number are dropped), with names and dates alone,
in samples of 10, 50 and 300 records, and one record of each person, where every link is false. What a link or question
says is held against the truth over all of them, in tenths.

`python -m benchmarks.linkage [RECORDS …]`; with one size or more, only those, and not what others made up;
`python -m benchmarks.linkage others`: that alone.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from tests.records.linkage import linkage_made_up as made_up

from benchmarks import linkage_others
from benchmarks.linkage_ways import estimated
from benchmarks.row import Measure, Row, alone, put, sizes
from conspectus import example_area
from conspectus.records import returns
from conspectus.records.linkage.clusters import components

SIZES = (100_000, 1_000_000)
RECORDS_OF_A_CHILD = 3.4  # people-records for each child of the example area, grown-ups' included
REF = ["sender", "person_id"]


def main(sizes: list[int]) -> None:
    """Rows for every set."""
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            hard = hard_set(Path(name) / f"hard-{size}", records=size)
            result = compare(hard, "linkage, the hard set", least=0.99 if size == SIZES[0] else None)
            traditions(result)
            count_of_matches(hard)
            area = example_set(Path(name) / f"area-{size}", children=round(size / RECORDS_OF_A_CHILD))
            compare(area, "linkage, the example area", least=0.99 if size == SIZES[0] else None)
    if sizes == list(SIZES):
        others()


def others() -> None:
    """Rows for the sets that nobody here made up."""
    with tempfile.TemporaryDirectory() as name:
        public = linkage_others.fetched(Path(name))
        for set_, bounds in PUBLIC.items():
            people = public_set(Path(name) / set_, public[set_])
            compare(people, f"linkage, {set_}", **bounds)
        linkage_others.rows(public)


PUBLIC: dict[str, dict[str, float]] = {
    "FEBRL 4": {"least": 0.999},
    "pseudopeople 1": {"precision": 0.99, "recall": 0.95},
}


# --- sets of people, each a folder ------------------------------------------------------------------------


@dataclass(frozen=True)
class People:
    """A folder with people, relationships and senders as Parquet; `truth` (sender, person_id, true) beside."""

    folder: Path
    truth: pl.DataFrame

    @property
    def size(self) -> str:
        """How many records of how many people."""
        return f"{self.truth.height:,} records of {self.truth['true'].n_unique():,} people"


def written(
    folder: Path,
    people: pl.DataFrame,
    relationships: pl.DataFrame,
    senders: pl.DataFrame,
    truth: pl.DataFrame,
) -> People:
    """The folder of a set."""
    folder.mkdir(parents=True, exist_ok=True)
    people.write_parquet(folder / "people.parquet")
    relationships.write_parquet(folder / "relationships.parquet")
    senders.write_parquet(folder / "senders.parquet")
    return People(folder, truth)


def hard_set(folder: Path, *, records: int) -> People:
    """The hard set; a person's key begins with a naming tradition."""
    people, relationships, who = made_up.make(records, 1)
    truth = pl.DataFrame([(*ref, key) for ref, key in who.items()], schema=[*REF, "true"], orient="row")
    return written(folder, people, relationships, made_up.senders(people), truth)


def example_set(folder: Path, *, children: int) -> People:
    """The people of an example area, read as a build reads them."""
    # A workbook has no room for a list of a million rows.
    example_area.make(folder, example_area.Wanted(children=children, seed=1, form=example_area.Form.PARQUET))
    checked = returns.check(folder / "returns")
    who = [pl.scan_csv(path) for path in (folder / "truth").glob("people*.csv")]
    who += [pl.scan_parquet(path) for path in (folder / "truth").glob("people*.parquet")]
    truth = pl.concat(who).select(*REF, true="child").collect()
    kept = checked.people.join(truth, on=REF, how="semi")
    return written(folder, kept, checked.relationships, checked.senders, truth.join(kept, on=REF, how="semi"))


def public_set(folder: Path, people: pl.DataFrame) -> People:
    """Somebody else's people, of whom each says who it is."""
    nobody = made_up.table(made_up.RELATIONSHIPS, [])
    truth = people.select(*REF, true="truth")
    return written(folder, people.drop("truth"), nobody, made_up.senders(people), truth)


# --- figures ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """What both ways made of one set; `links` has each record's `true` and `child_id`."""

    links: pl.DataFrame
    ours: made_up.Measured
    peers: made_up.Measured


def compare(
    people: People,
    work: str,
    *,
    least: float | None = None,
    precision: float | None = None,
    recall: float | None = None,
) -> Result:
    """Run both ways, each alone; rows of their mistakes and their time."""
    times = 1 if people.truth.height > SIZES[0] * 2 else 3
    took = {
        way: alone("benchmarks.linkage_ways", way, people.folder, times=times) for way in ("ours", "ready")
    }
    links = people.truth.join(pl.read_parquet(people.folder / "ours.parquet"), on=REF)
    ours = made_up.of_columns(links["true"], links["child_id"])
    peers, threshold = best_threshold(people)
    accuracy(work, people.size, ours, peers, threshold)
    reached(work, people.size, ours, least=least, precision=precision, recall=recall)
    speed(work, people.size, took["ours"], took["ready"])
    return Result(links, ours, peers)


def best_threshold(people: People) -> tuple[made_up.Measured, float]:
    """The peer's groups (connected components) at the threshold, in whole bits, that the truth likes best."""
    weights = pl.read_parquet(people.folder / "ready.parquet")
    order = pl.read_parquet(people.folder / "ready_order.parquet").join(people.truth, on=REF).sort("uid")
    tried = []
    for threshold in np.arange(-6.0, 25.0):
        groups = components(int(order["uid"].max() or 0) + 1, weights.filter(pl.col("weight") > threshold))
        found = made_up.of_columns(order["true"], groups[order["uid"].to_numpy()])
        tried.append((found, float(threshold)))
    return max(tried, key=lambda found: found[0].f1)


def accuracy(work: str, size: str, ours: made_up.Measured, peers: made_up.Measured, threshold: float) -> None:
    """Mistakes against the peer's."""
    left = (1 - ours.f1) / max(1 - peers.f1, 1e-9)
    put(
        Row(
            f"{work}: mistakes", size, str(ours), f"Splink's ready comparisons at {threshold:.0f} bits, {peers}",
            f"{left:.2f} x", "at most 0.45 x", left <= 0.45,
        )
    )  # fmt: skip


def reached(
    work: str,
    size: str,
    ours: made_up.Measured,
    *,
    least: float | None,
    precision: float | None,
    recall: float | None,
) -> None:
    """Figures that have a bound of their own."""
    bounds = {
        "F1": (ours.f1, least),
        "precision": (ours.precision, precision),
        "recall": (ours.recall, recall),
    }
    for name, (figure, bound) in bounds.items():
        if bound is not None:
            put(
                Row(
                    f"{work}: {name}",
                    size,
                    f"{figure:.4f}",
                    "",
                    f"{figure:.4f}",
                    f"at least {bound}",
                    figure >= bound,
                )
            )


def speed(work: str, size: str, ours: Measure, peers: Measure) -> None:
    """Time and memory against the peer's."""
    ratio = ours.seconds / peers.seconds
    put(
        Row(
            f"{work}: time", size, f"{ours.seconds:.1f} s", f"Splink's ready comparisons, {peers.seconds:.1f} s",
            f"{ratio:.2f} x", "at most 1.5 x", ratio <= 1.5, memory=f"{ours.peak:.1f} / {peers.peak:.1f}",
        )
    )  # fmt: skip


def traditions(result: Result) -> None:
    """Recall by naming tradition, and the gap between the best served and the worst."""
    links = result.links.with_columns(tradition=pl.col("true").str.split("/").list.first())
    recall = {
        str(name): made_up.of_columns(part["true"], part["child_id"]).recall
        for (name,), part in sorted(links.group_by("tradition"))
    }
    gap = 100 * (max(recall.values()) - min(recall.values()))
    said = ", ".join(f"{name.replace('_', ' ')} {share:.4f}" for name, share in recall.items())
    size = f"{links.height:,} records"
    put(
        Row(
            "linkage, the hard set: recall by naming tradition",
            size,
            said,
            "",
            f"{gap:.2f} points",
            "at most 1 point",
            gap <= 1,
        )
    )


def count_of_matches(people: People) -> None:
    """The model's own count of true pairs against the truth's."""
    true = made_up.pairs_within(people.truth, "true")
    guess = estimated(pl.read_parquet(people.folder / "people.parquet"))
    off = 100 * abs(guess / true - 1)
    put(
        Row(
            "linkage, the hard set: estimated matches",
            people.size,
            f"{guess:,.0f}",
            f"truth, {true:,}",
            f"{off:.1f} % off",
            "within 3 %",
            off <= 3,
        )
    )


if __name__ == "__main__":
    others() if sys.argv[1:] == ["others"] else main(sizes(*SIZES))
