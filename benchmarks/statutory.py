"""Reading statutory returns: `python -m benchmarks.statutory [CHILDREN EPISODES]`.

A made-up children in need census beside a bare `lxml.etree.iterparse` that looks at no element, and made-up episodes
of children looked after beside a bare read by Polars, every cell as text. Ours gives typed tables: what is read,
recognised, typed, checked by every rule, and put together.
"""

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import polars as pl
from lxml import etree

from benchmarks.row import Row, put
from benchmarks.stages import put_stages
from conspectus.records.returns.manifest import read_manifest
from conspectus.records.returns.sending import read_return

CENSUS, EPISODES = 3.0, 4.0  # times the bare read, at most
MANIFEST = """sender = "made-up-council"
agency = "council"
schema = "{schema}"
period = {{ from = 2025-04-01, to = 2026-03-31 }}
extracted = 2026-04-14
scope = "residence"
"""
CHILD = """    <Child>
      <ChildIdentifiers>
        <LAchildID>{n}</LAchildID>
        <UPN>A{n:012}</UPN>
        <PersonBirthDate>{born}</PersonBirthDate>
        <Sex>F</Sex>
      </ChildIdentifiers>
      <ChildCharacteristics>
        <Ethnicity>WBRI</Ethnicity>
        <Disabilities>
          <Disability>NONE</Disability>
        </Disabilities>
      </ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>{day}</CINreferralDate>
        <ReferralSource>6</ReferralSource>
        <PrimaryNeedCode>N1</PrimaryNeedCode>
        <Assessments>
          <AssessmentActualStartDate>{day}</AssessmentActualStartDate>
          <AssessmentAuthorisationDate>{later}</AssessmentAuthorisationDate>
          <FactorsIdentifiedAtAssessment>
            <AssessmentFactors>3B</AssessmentFactors>
            <AssessmentFactors>4B</AssessmentFactors>
          </FactorsIdentifiedAtAssessment>
        </Assessments>
        <Section47>
          <S47ActualStartDate>{day}</S47ActualStartDate>
          <DateOfInitialCPC>{later}</DateOfInitialCPC>
          <ICPCnotRequired>0</ICPCnotRequired>
        </Section47>
        <ReferralNFA>0</ReferralNFA>
        <ChildProtectionPlans>
          <CPPstartDate>{later}</CPPstartDate>
          <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
          <LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>
          <NumberOfPreviousCPP>0</NumberOfPreviousCPP>
          <Reviews>
            <CPPreviewDate>{later}</CPPreviewDate>
          </Reviews>
        </ChildProtectionPlans>
      </CINdetails>
    </Child>
"""


def main(children: int, episodes: int) -> None:
    """A row for each return."""
    with tempfile.TemporaryDirectory() as name:
        _row("a children in need census", f"{children:,} children", _census(Path(name), children), CENSUS)
        folder = _episodes(Path(name), episodes)
        _row("episodes of children looked after", f"{episodes:,} episodes", folder, EPISODES)
        for what, size in (("census", f"{children:,} children"), ("episodes", f"{episodes:,} episodes")):
            _put_stages(Path(name) / what, size=size)


def _put_stages(folder: Path, *, size: str) -> None:
    put_stages(lambda: _ours(folder), what=f"reading {folder.name}", size=size)


def _row(work: str, size: str, folder: Path, reach: float) -> None:
    (ours, memory), (bare, other) = _alone("ours", folder), _alone("bare", folder)
    put(
        Row(
            work=f"reading {work}",
            size=size,
            ours=f"{ours:.2f} s",
            peer=f"bare read, {bare:.2f} s",
            figure=f"{ours / bare:.1f} x",
            reach=f"at most {reach:.0f} x",
            held=ours / bare <= reach,
            memory=f"{memory:.1f} / {other:.1f} GB",
        )
    )


def _alone(way: str, folder: Path) -> tuple[float, float]:
    """Seconds, the best of three, and gigabytes, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.statutory", way, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def _measured(way: str, folder: Path) -> None:
    took = []
    for _ in range(3):
        began = time.perf_counter()
        (_ours if way == "ours" else _bare)(folder)
        took.append(time.perf_counter() - began)
    print(min(took), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000)


def _ours(folder: Path) -> None:
    assert read_manifest(folder)[0] is not None
    assert read_return(folder, taken=set()).tables is not None


def _bare(folder: Path) -> None:
    document = folder / "census.xml"
    if document.exists():
        for _, element in etree.iterparse(document):
            element.clear()
    else:
        pl.read_csv(folder / "episodes.csv", infer_schema=False)


def _census(out: Path, children: int) -> Path:
    folder = out / "census"
    folder.mkdir()
    (folder / "return.toml").write_text(MANIFEST.format(schema="cin-census"))
    with (folder / "census.xml").open("w") as file:
        file.write("<Message>\n  <Header/>\n  <Children>\n")
        for n in range(children):
            day = date(2025, 4, 1) + timedelta(days=n % 300)
            file.write(
                CHILD.format(n=n, born=day - timedelta(days=3_000), day=day, later=day + timedelta(days=20))
            )
        file.write("  </Children>\n</Message>\n")
    return folder


def _episodes(out: Path, episodes: int) -> Path:
    folder = out / "episodes"
    folder.mkdir()
    (folder / "return.toml").write_text(MANIFEST.format(schema="ssda903"))
    days = [(date(2020, 1, 1) + timedelta(days=n)).strftime("%d/%m/%Y") for n in range(2_000)]
    n = pl.int_range(episodes, eager=True)
    first = (n % 4) * 100 + (n // 4) % 1_500
    table = pl.DataFrame({
        "CHILD": (n // 4 + 100_000).cast(pl.String), "DECOM": pl.Series(days).gather(first),
        "RNE": pl.Series(["S", "P", "L", "T"]).gather(n % 4), "LS": "C2", "CIN": "N1", "PLACE": "U6",
        "PLACE_PROVIDER": "PR1", "DEC": pl.Series(days).gather(first + 100),
        "REC": pl.Series(["X1", "X1", "X1", "E4A"]).gather(n % 4), "REASON_PLACE_CHANGE": "OTHER",
        "HOME_POST": "NS1 4AB", "PL_POST": "NS2 4AB", "URN": "1234567",
    })  # fmt: skip
    table.write_csv(folder / "episodes.csv")
    return folder


if __name__ == "__main__":
    if sys.argv[1:2] in (["ours"], ["bare"]):
        _measured(sys.argv[1], Path(sys.argv[2]))
    else:
        main(*(int(one) for one in sys.argv[1:3] or ("100000", "500000")))
