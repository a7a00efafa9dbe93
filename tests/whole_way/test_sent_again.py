"""A build beside an earlier casebook takes over what has not changed, and comes to what a whole build comes to."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from conspectus.definitions import duties
from conspectus.errors import ConspectusError
from conspectus.records import again, chronology, linkage, pipeline, returns
from conspectus.records.again import fingerprints
from conspectus.records.casebook import open_casebook
from conspectus.records.duties import DutyTables, evaluate, figures
from conspectus.records.engine import DuckDBEngine
from conspectus.records.pipeline import KnownLinks, Question, Receipt
from conspectus.records.school_terms import terms_of
from conspectus.terms import LINK_DECISION, Nation
from tests.commands import conspectus
from tests.whole_way.conftest import Area

AS_IT_IS = Question()
Tables = dict[str, pl.DataFrame]
REPEATED = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def hashes(path: Path) -> dict[str, str]:
    with open_casebook(path) as book:
        return {row["table_name"]: row["sha256"] for row in book.rows("select * from content")}


def both_ways(
    folder: Path,
    area: Area,
    tmp_path: Path,
    *,
    question: Question = AS_IT_IS,
    decisions: Path | None = None,
) -> Receipt:
    """Built beside the area's casebook and built whole: the same, table by table; the receipt of the first."""
    made = {}
    for whole in (False, True):
        links = KnownLinks(decisions, previous=area.linked_by_us, whole=whole)
        made[whole] = pipeline.build(folder, tmp_path / f"{whole}.duckdb", question=question, links=links)
    assert not made[True].taken_over and not made[True].unchanged
    assert hashes(made[False].casebook) == hashes(made[True].casebook)
    assert made[False].counts == made[True].counts and made[False].files.equals(made[True].files)
    return made[False]


def copied(area: Area, tmp_path: Path) -> Path:
    return shutil.copytree(area.folder / "returns", tmp_path / "returns")


def without_a_row(file: Path, row: int) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:row] + lines[row + 1 :]), encoding="utf-8")


def test_the_same_returns_are_taken_over_whole(area: Area, tmp_path: Path) -> None:
    receipt = both_ways(area.folder / "returns", area, tmp_path)
    assert receipt.unchanged and set(receipt.taken_over) == {
        one.name for one in (area.folder / "returns").iterdir()
    }
    assert receipt.adds_up
    once_more = tmp_path / "once-more.duckdb"
    assert pipeline.build(
        area.folder / "returns", once_more, links=KnownLinks(previous=receipt.casebook)
    ).unchanged


def test_one_sender_sent_again_is_read_alone(area: Area, tmp_path: Path) -> None:
    """With another day, and with decisions of whose records are one person's."""
    folder = copied(area, tmp_path)
    without_a_row(folder / "northshire-police" / "events.csv", 7)
    with open_casebook(area.linked_by_us) as book:
        as_of = book.build.as_of.date()
    receipt = both_ways(
        folder, area, tmp_path,
        question=Question(as_of=as_of.replace(day=1)), decisions=area.folder / "truth" / "links.csv",
    )  # fmt: skip
    assert not receipt.unchanged and "northshire-police" not in receipt.taken_over
    assert len(receipt.taken_over) == len([*folder.iterdir()]) - 1
    assert 0 < receipt.pairs.of * 0.8 < receipt.pairs.pairs <= receipt.pairs.of


def test_the_command_says_what_was_taken_over(area: Area, tmp_path: Path) -> None:
    returns_of = area.folder / "returns"
    same = conspectus("build", returns_of, "--out", tmp_path / "x.duckdb", "--previous", area.linked_by_us)
    assert "taken     whole from the earlier casebook: nothing has changed" in same


@settings(REPEATED, max_examples=8)
@given(data=st.data())
def test_whatever_changed_the_tables_are_those_of_reading_everything(
    data: st.DataObject, area: Area, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A row gone, a file gone, a sender gone, a folder by another name or twice, a return.toml that nobody can read."""
    folder = copied(area, tmp_path_factory.mktemp("changed"))
    for _ in range(data.draw(st.integers(1, 3), label="changes")):
        senders = sorted(folder.iterdir())
        if len(senders) > 2:
            change(data, data.draw(st.sampled_from(senders), label="sender"))
    prints = again.prints_of(returns.sender_folders(folder), asked=())
    before = again.earlier(area.linked_by_us, prints)
    assert before is not None
    with before.reading() as known:
        taken, read = returns.check_anew(folder, known=known), returns.check(folder)
    for name in returns.CHECKED:
        ours, theirs = getattr(taken.tables, name), getattr(read, name)
        assert ours.schema == theirs.schema
        assert ours.sort(ours.columns).equals(theirs.sort(ours.columns)), name


@settings(REPEATED, max_examples=4)
@given(data=st.data())
def test_whoever_changed_the_links_are_those_of_comparing_everybody(data: st.DataObject, area: Area) -> None:
    """A name, a day or an address mended, a record gone or new, a sender of another agency, or gone; people decide."""
    with open_casebook(area.linked_by_us) as book:
        sent = {
            name: book.frame(f"select * from {name}")
            for name in ("people", "relationships", "senders", "links")
        }
        before = {
            later: book.frame(f"select * from {kept}")
            for kept, later in zip(linkage.KEPT, linkage.EARLIER, strict=True)
        }
    people = sent["people"]
    for _ in range(data.draw(st.integers(1, 4), label="changes")):
        people = changed_people(data, people)
    now = sent | {"people": people, "decisions": decisions(data, sent["links"])}
    anew, none = linked(now)
    taken, pairs = linked(now | before)
    # Agencies number the levels of whose records are one sender's: with another list of them nothing is taken over.
    same_agencies = set(people["agency"]) == set(sent["people"]["agency"])
    assert none == 0 and (pairs > 0) == same_agencies
    for name, table in anew.items():
        assert table.equals(taken[name]), name


def linked(tables: dict[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], int]:
    """What linkage makes of these tables and keeps for the next build, and how many pairs it took over."""
    with DuckDBEngine() as engine:
        for name, table in tables.items():
            engine.put(name, table)
        taken = linkage.link(engine, decisions="decisions", skip_absent=True)
        made = {name: engine.frame(f"select * from {name}") for name in ("links", "questions", "children")}
        kept = {name: engine.frame(f"select * from {name} order by all") for name in linkage.KEPT}
    return made | kept, taken.pairs


def decisions(data: st.DataObject, links: pl.DataFrame) -> pl.DataFrame:
    """Of some pairs of records people say whether they are one person: of some that are one, and of any others."""
    one_person = links.join(links, on="child_id", suffix="_b").filter(
        (pl.col("sender") < pl.col("sender_b")) | (pl.col("person_id") < pl.col("person_id_b"))
    )
    any_two = pl.concat([links[:-1], links[1:].select(pl.all().name.suffix("_b"))], how="horizontal")
    lines, decided = list[tuple[str, ...]](), set[tuple[str, str]]()
    for _ in range(data.draw(st.integers(0, 3), label="decisions")):
        pairs, said = data.draw(st.sampled_from([(one_person, "different"), (any_two, "same")]))
        one, person, other, person_b = pairs.select("sender", "person_id", "sender_b", "person_id_b").row(
            data.draw(st.integers(0, pairs.height - 1), label="pair")
        )
        if decided.isdisjoint({(one, person), (other, person_b)}):  # so that no two contradict each other
            decided |= {(one, person), (other, person_b)}
            lines.append((one, person, other, person_b, said, "somebody", "2026-01-05"))
    return pl.DataFrame(lines, schema=dict.fromkeys(LINK_DECISION, pl.String), orient="row")


def changed_people(data: st.DataObject, people: pl.DataFrame) -> pl.DataFrame:
    row = data.draw(st.integers(0, people.height - 1), label="row")
    other = people[data.draw(st.integers(0, people.height - 1), label="other")]
    here = pl.int_range(people.height) == row
    match data.draw(st.sampled_from(["value", "gone", "new", "agency", "sender"]), label="what"):
        case "value":
            columns = ("forename", "surname", "postcode", "address", "nhs_number", "born_first")
            column = data.draw(st.sampled_from(columns), label="column")
            value = pl.lit(other[column].item(), people.schema[column])
            return people.with_columns(pl.when(here).then(value).otherwise(pl.col(column)).alias(column))
        case "gone":
            return people.filter(~here)
        case "new":
            fresh = other.with_columns(person_id=pl.lit(f"new-{row}"))
            return people.filter(pl.col("person_id") != f"new-{row}").vstack(fresh)
        case "agency":
            own = pl.col("sender") == people["sender"][row]
            return people.with_columns(agency=pl.when(own).then(pl.lit("charity")).otherwise("agency"))
        case _:
            return people.filter(pl.col("sender") != "northshire-youth-justice")


@settings(REPEATED, max_examples=4)
@given(data=st.data())
def test_whoever_is_touched_the_chronology_is_that_of_joining_everybody(
    data: st.DataObject, area: Area
) -> None:
    """Events moved, gone, or of another word; a record parted from its group, or another person's."""
    with open_casebook(area.linked_by_us) as book:
        sent = {name: book.frame(f"select * from {name}") for name in ("events", "links", *AROUND)}
        before = {name: book.frame(rows.format(casebook="main")) for name, rows in again.JOINED.items()}
    now = dict(sent)
    for _ in range(data.draw(st.integers(1, 4), label="changes")):
        changed_history(data, now)
    # Whoever sent the same events again is known by its files, and then need not be looked at.
    differing = {
        ref.split("/")[0]
        for ref in pl.concat([now["events"], sent["events"]]).unique(keep="none")["event_ref"]
    }
    same = sorted(set(sent["events"]["sender"]) - differing) if data.draw(st.booleans()) else []
    names = {name.removeprefix("joined_"): name for name in again.JOINED}
    anew = chronicled(now)
    taken = chronicled(now | before, before=chronology.Before(**names, same_senders=same))
    for one, other in zip(anew[:-1], taken[:-1], strict=True):
        assert one.equals(other)
    assert taken[-1].height < anew[0]["child_id"].n_unique() / 2


AROUND = ("children", "relationships")


def chronicled(tables: Tables, *, before: chronology.Before | None = None) -> list[pl.DataFrame]:
    """Whose each event is, with whose others, whom it concerns, and who was touched."""
    with DuckDBEngine() as engine:
        for name, table in tables.items():
            engine.put(name, table)
        if before is None:
            engine.put(chronology.TOUCHED, pl.DataFrame(schema={"child_id": pl.String}))
        chronology.join(engine, before=before)
        made = ("own_events", "chronology", chronology.TOUCHED)
        return [engine.frame(f"select * from {name} order by all") for name in made]


def changed_history(data: st.DataObject, now: Tables) -> None:
    """One thing of what a chronology is made of, otherwise than before."""
    events, links = now["events"], now["links"]
    row, other = (data.draw(st.integers(0, events.height - 1), label=name) for name in ("row", "other"))
    here = pl.int_range(pl.len()) == row
    match data.draw(st.sampled_from(["moved", "gone", "word", "parted", "another"]), label="what"):
        case "gone":
            now["events"] = events.filter(~here)
        case "moved" | "word" as what:
            columns = ["event"] if what == "word" else [n for n in events.columns if n.startswith("started_")]
            now["events"] = events.with_columns(
                pl.when(here)
                .then(pl.lit(events[name][other], events.schema[name]))
                .otherwise(name)
                .alias(name)
                for name in columns
            )
        case what:
            ref = pl.concat_str("sender", "person_id", separator="/") == "/".join(
                events.select("sender", "person_id").row(row)
            )
            whose = links["child_id"][other % links.height] if what == "another" else "C-parted0"
            now["links"] = links.with_columns(child_id=pl.when(ref).then(pl.lit(whose)).otherwise("child_id"))


def change(data: st.DataObject, sender: Path) -> None:
    files = sorted(sender.glob("*.csv"))
    match data.draw(st.sampled_from(["row", "file", "sender", "name", "twice", "manifest"]), label="what"):
        case "row" if files:
            without_a_row(data.draw(st.sampled_from(files)), data.draw(st.integers(1, 20)))
        case "file" if files:
            data.draw(st.sampled_from(files)).unlink()
        case "sender":
            shutil.rmtree(sender)
        case "name":
            sender.rename(sender.with_name(f"{sender.name}-{data.draw(st.uuids())}"))
        case "twice":
            shutil.copytree(sender, sender.with_name(f"a-{sender.name}"), dirs_exist_ok=True)
        case _:
            (sender / "return.toml").write_text("sender = ", encoding="utf-8")


def test_nothing_is_taken_from_what_another_program_made(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = returns.sender_folders(area.folder / "returns")
    prints = again.prints_of(folders, asked=())
    assert again.earlier(area.linked_by_us, prints) is not None
    monkeypatch.setattr(fingerprints, "program", lambda: "another")
    assert again.earlier(area.linked_by_us, again.prints_of(folders, asked=())) is None


def test_a_casebook_that_kept_nothing_gives_nothing(area: Area, tmp_path: Path) -> None:
    older = shutil.copy(area.linked_by_us, tmp_path / "older.duckdb")
    with DuckDBEngine(Path(older)) as book:
        book.drop("kept_prints")
    prints = again.prints_of(returns.sender_folders(area.folder / "returns"), asked=())
    assert again.earlier(Path(older), prints) is None


@pytest.mark.parametrize(
    "links", [KnownLinks(Path("nowhere.csv")), KnownLinks(previous=Path("nowhere.duckdb"))]
)
def test_a_file_that_is_not_there_is_told_as_ever(links: KnownLinks, area: Area, tmp_path: Path) -> None:
    """Also where all else is as it was, so that there is nothing to work out."""
    links = replace(links, previous=links.previous or area.linked_by_us)
    with pytest.raises(ConspectusError, match="there is no such"):
        pipeline.build(area.folder / "returns", tmp_path / "x.duckdb", links=links)


def test_obligations_that_nothing_has_changed_are_taken_over(area: Area, tmp_path: Path) -> None:
    """Rows of events and of people gone: events of somebody who is gone wait, and with them duties that they answer."""
    folder = copied(area, tmp_path)
    without_a_row(folder / "northshire-police" / "events.csv", 7)
    without_a_row(folder / "northshire-police" / "people.csv", 3)
    receipt = both_ways(folder, area, tmp_path)
    assert 0 < receipt.counts["obligations"] * 0.4 < receipt.obligations < receipt.counts["obligations"]


@pytest.fixture(scope="module")
def before(area: Area) -> Tables:
    """What the area's obligations were made of."""
    with open_casebook(area.linked_by_us) as book:
        return {name: book.frame(rows.format(casebook="main")) for name, rows in again.DUTIES.items()}


@settings(REPEATED, max_examples=5)
@given(data=st.data())
def test_whatever_changed_the_obligations_are_those_of_evaluating_everybody(
    data: st.DataObject, area: Area, before: Tables
) -> None:
    """An event moved, gone, of another child, led by another row; births, coverage and rows that cannot be used.

    Of another day, or by another nation's duties, nothing is taken over.
    """
    now = {name.replace("earlier_", "now_"): table for name, table in before.items()}
    for _ in range(data.draw(st.integers(1, 4), label="changes")):
        changed_table(data, now)
    earlier_by = timedelta(days=data.draw(st.sampled_from([0, 0, 40]), label="days earlier"))
    nation = data.draw(st.sampled_from([Nation.ENGLAND, Nation.ENGLAND, Nation.WALES]), label="nation")
    folders = returns.sender_folders(area.folder / "returns")
    terms = terms_of(folders)
    earlier = again.earlier(
        area.linked_by_us, again.prints_of(folders, asked=(), calendar=(nation, terms.rows()))
    )
    assert earlier is not None
    as_of = earlier.as_of - earlier_by
    with DuckDBEngine() as engine, again.earlier_tables(engine, earlier):
        for name, table in (now | {"terms": terms}).items():
            engine.put(name, table)
        same = again.earlier_duties(engine, earlier, as_of=as_of)
        assert (same is None) == (bool(earlier_by) or nation is not Nation.ENGLAND)
        tables = DutyTables(
            events="now_events",
            coverage="now_coverage",
            births="now_births",
            unusable="now_unusable",
            terms="terms",
        )
        none, *whole = evaluated(engine, tables, as_of=as_of, nation=nation)
        taken, *beside = evaluated(engine, replace(tables, earlier=same), as_of=as_of, nation=nation)
    assert none == 0 and (taken > 0) == (same is not None)
    for anew, again_ in zip(whole, beside, strict=True):
        assert_frame_equal(anew, again_)


def evaluated(
    engine: DuckDBEngine, tables: DutyTables, *, as_of: datetime, nation: Nation
) -> tuple[int, pl.DataFrame, pl.DataFrame]:
    """How many obligations were taken over, all of them, and their figures."""
    taken = evaluate(engine, duties().values(), tables=tables, as_of=as_of, nation=nation)
    return taken, engine.frame("select * from obligations order by obligation_id"), figures(engine)


def changed_table(data: st.DataObject, now: Tables) -> None:
    """One thing of what obligations are made of, otherwise than before."""
    events, unusable = now["now_events"], now["now_unusable"]
    row = data.draw(st.integers(0, events.height - 1), label="row")
    here, other = (
        pl.int_range(pl.len()) == row,
        events[data.draw(st.integers(0, events.height - 1), label="other")],
    )
    match data.draw(st.sampled_from(["moved", "gone", "child", "lead", "birth", "answered", "unusable"])):
        case "moved":
            ends = [name for name in events.columns if name.startswith(("started_", "ended_"))]
            now["now_events"] = events.with_columns(
                pl.when(here)
                .then(pl.lit(other[name].item(), events.schema[name]))
                .otherwise(name)
                .alias(name)
                for name in ends
            )
        case "gone":
            now["now_events"] = events.filter(~here)
        case "child":
            whose = pl.col("child_id") == events["child_id"][row]
            now["now_events"] = events.with_columns(
                child_id=pl.when(whose).then(pl.lit(other["child_id"].item())).otherwise("child_id")
            )
        case "lead":
            now["now_events"] = events.with_columns(
                lead=pl.when(here).then(~pl.col("lead")).otherwise("lead")
            )
        case "birth":
            whose = pl.col("child_id") == events["child_id"][row]
            born = pl.when(whose).then(pl.lit(date(2015, 2, 28)))
            now["now_births"] = now["now_births"].with_columns(
                born.otherwise(name).alias(name) for name in ("born_first", "born_last")
            )
        case "answered":
            word = pl.col("event") == events["event"][row]
            until = pl.when(word).then(pl.col("until").dt.offset_by("-40d")).otherwise("until")
            now["now_coverage"] = now["now_coverage"].with_columns(until=until)
        case _:
            sender = other["event_ref"].str.split("/").list.first()
            told = {"child_id": other["child_id"], "sender": sender, "agency": other["agency"]}
            fresh = pl.DataFrame(
                {**told, "event": other["event"], "file": ["x.csv"], "row": [row], "whole_row": [True]}
            )
            now["now_unusable"] = pl.concat(
                [
                    unusable,
                    fresh.select(
                        (pl.col(name) if name in fresh.columns else pl.lit(None)).cast(kind).alias(name)
                        for name, kind in unusable.schema.items()
                    ),
                ]
            )
