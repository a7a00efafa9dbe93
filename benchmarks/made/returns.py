"""Made-up returns of any size for the benchmarks of checking and reading, the same from the same seed."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import xlsxwriter

MANIFEST = """
sender = "bench-police"
agency = "police"
schema = "{schema}"
period = {{ from = 2023-04-01, to = 2026-03-31 }}
extracted = 2026-04-14T09:30:00Z
scope = "residence"
covers = ["notification", "missing_episode", "strategy_discussion"]
"""
STYLES = ("%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M", "%d %B %Y", "%Y-%m-%d")
WORDS = ("missing_episode", "strategy_discussion", "Missing episode", "Strategy discussion")
NAMES = ("Ann", "Ben", "Cat", "Dev", "Eve", "Finn")


def write_return(folder: Path, *, rows: int, styles: int = 1) -> Path:
    """One sender's return.toml, people and events, with dates in so many styles; one row in a hundred is at fault."""
    folder.mkdir(parents=True)
    (folder / "return.toml").write_text(MANIFEST.format(schema="events-1"), encoding="utf-8")
    rng, people = random.Random(1), max(rows // 10, 1)
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("person_id,forename,surname,date_of_birth\n")
        for one in range(people):
            file.write(f"P{one},{rng.choice(NAMES)},Example{one % 997},{2008 + one % 15}-0{one % 9 + 1}-12\n")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("event_id,person_id,event,started,ended,outcome,counterparty,source_ref\n")
        for one in range(rows):
            file.write(_event(one, rng=rng, people=people, style=STYLES[rng.randrange(styles)]))
    return folder


def write_many(path: Path, *, rows: int) -> Path:
    """One events.csv alone, as large as may be, written by columns."""
    number = pl.col("number")
    pl.select(number=pl.int_range(rows)).select(
        event_id=pl.format("E{}", number),
        person_id=pl.format("P{}", number * 7 % max(rows // 10, 1)),
        event=pl.lit("missing_episode"),
        started=(pl.lit(datetime(2023, 5, 1)) + pl.duration(minutes=number * 131 % 1_500_000)).dt.to_string(
            "%d/%m/%Y %H:%M"
        ),
        ended=pl.lit(None, pl.String),
        outcome=pl.lit(None, pl.String),
        counterparty=pl.lit("council"),
        source_ref=pl.format("LOG {}", number),
    ).write_csv(path)
    return path


def write_annex_a(folder: Path, *, rows: int) -> Path:
    """An Annex A workbook of contacts and referrals, with a title above the headers, native dates and guidance."""
    folder.mkdir(parents=True)
    (folder / "return.toml").write_text(
        MANIFEST.format(schema="annex-a").replace("police", "council"), encoding="utf-8"
    )
    book = xlsxwriter.Workbook(str(folder / "annex-a.xlsx"), {"constant_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    book.add_worksheet("Guidance").write(0, 0, "How to fill in these lists")
    lists = {
        "List 1": ("Date of Contact", "Contact Source"),
        "List 3": ("Date of Referral", "Referral Source"),
    }
    for name, (dated, source) in lists.items():
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, f"{name}: all of the last six months")
        sheet.write_row(
            2, 0, ("Child Unique ID", "Gender", "Date of Birth", "Age of Child (Years)", dated, source)
        )
        for one in range(rows // len(lists)):
            sheet.write_row(3 + one, 0, (f"C{one % 9973}", "b) Female"))
            sheet.write_datetime(3 + one, 2, datetime(2008 + one % 15, one % 9 + 1, 12), day)
            sheet.write_number(3 + one, 3, 17 - one % 15)
            sheet.write_datetime(3 + one, 4, datetime(2025, 10, 1) + timedelta(days=one % 180), day)
            sheet.write_string(3 + one, 5, "1B: Family member")
    book.close()
    return folder


def _event(one: int, *, rng: random.Random, people: int, style: str) -> str:
    started = datetime(2023, 5, 1) + timedelta(minutes=rng.randrange(1_500_000))
    ended = (started + timedelta(days=2)).strftime(style) if one % 2 else ""
    person = f"P{rng.randrange(people)}" if one % 200 else f"X{one}"  # a person whom nobody sent
    begun = "31/02/2024" if one % 200 == 100 else started.strftime(style)  # no such day
    return f"E{one},{person},{WORDS[rng.randrange(len(WORDS))]},{begun},{ended},,,LOG {one}\n"
