"""People: ids, names, dates of birth, homes and identifiers, typed and checked; each person once."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from conspectus.definitions.return_schema import codelists, return_limits, unsaid
from conspectus.records.returns.dating import unreadable, with_dates, year_left
from conspectus.records.returns.fates import SPOILT, Rule, apply, sent
from conspectus.records.returns.found import NOTHING, PLACE, Found, issues_of_rows
from conspectus.records.returns.ids import FAILED, failed, failed_formula, says_nothing, spoilt_id
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.words import codelist_lookup, lookup, recode

NAMES = ("forename", "surname", "other_names")
AS_SENT = ("address", "household", "ethnicity", "disability")
TEXTS = (*NAMES, *AS_SENT)
TYPED = (
    *PLACE, "person_id", *TEXTS, "born_text", "born_first", "born_last", "unborn", "sex", "postcode", "nhs_number",
    "upn", "restricted",
)  # fmt: skip
HOMES = ("person_id", "postcode", "address", "from_day", "to_day", *PLACE)
YES_NO = {"true": "yes", "false": "no"}
UPN = r"^[A-Z]\d{11}[0-9A-Z]$"
UPN_UNKNOWN = r"(?i)^UN\d$"  # both censuses of the DfE say by UN1 and so on why a child has none
POSTCODE = r"^([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})$"
A_CENTURY = "-100y"
SENT_BIRTH = ("sent:date_of_birth", "sent:expected_date_of_birth")


@dataclass(frozen=True)
class People:
    """Rows of people (the columns TYPED, perhaps several for one person) and their homes (HOMES)."""

    rows: pl.DataFrame
    homes: pl.DataFrame


def read_people(text: pl.DataFrame, *, manifest: Manifest) -> tuple[People, Found]:
    """Every row of a people file that can be used, from `sent:` columns."""
    rows = text.with_columns(person_id=sent("person_id"), **{name: sent(name) for name in TEXTS})
    rows, found = with_dates(rows, "date_of_birth", "expected_date_of_birth", "home_from", "home_to")
    rows = with_past_birth(rows, "date_of_birth", manifest=manifest)
    rows, sexes = with_sex(rows, manifest=manifest)
    rows, restricted = with_restricted(rows, manifest=manifest)
    rows, more = apply(_rules(manifest), with_identifiers(rows))
    rows = _newest_home_first(with_birth(pl.concat([rows, _unnamed(text, rows, like=rows)])))
    return People(rows.select(TYPED), _homes(rows)), found + sexes + restricted + more + _gaps(rows)


def _rules(manifest: Manifest) -> list[Rule]:
    return [
        failed_formula("person_id"),
        Rule("id-none", "person_id", says_nothing("person_id") & ~failed("person_id")),
        Rule("person-id-missing", "person_id", sent("person_id").is_null()),
        spoilt_id("person_id"),
        *birth_rules(manifest),
        unreadable("home_from"),
        unreadable("home_to"),
        *identifier_rules(),
        *name_rules(),
        *failed_cells(*AS_SENT),
    ]


def name_rules() -> list[Rule]:
    """What stands for a name is none of the words for nothing."""
    return [Rule("name-none", name, _no_name(name)) for name in NAMES]


def _no_name(column: str) -> pl.Expr:
    return sent(column).str.to_lowercase().is_in(list(unsaid().names)) | sent(column).str.contains(FAILED)


def failed_cells(*columns: str) -> list[Rule]:
    """Cells of text in which a spreadsheet's formula failed."""
    return [failed_formula(column) for column in columns]


def birth_rules(manifest: Manifest) -> list[Rule]:
    """A date of birth can be read, and lies neither after the extraction nor before anybody now known was born."""
    far = pl.col("expected_date_of_birth_first_day") > expected_by(manifest)
    return [
        unreadable("date_of_birth", becomes=_year(manifest)),
        unreadable("expected_date_of_birth"),
        Rule("birth-in-future", "date_of_birth", pl.col("date_of_birth_first_day") > manifest.taken_on),
        Rule("birth-too-early", "date_of_birth", too_long_ago()),
        Rule("expected-birth", "expected_date_of_birth", far & pl.col("date_of_birth_text").is_null()),
    ]


def _year(manifest: Manifest) -> dict[str, pl.Expr]:
    """What is left of a date of birth that cannot be read: its year, where one stands in it."""
    year = year_left("date_of_birth")
    born = date.fromisoformat(return_limits().born_from).year
    year = pl.when(year.is_between(born, manifest.taken_on.year)).then(year)
    return {
        "date_of_birth_text": pl.when(year.is_not_null()).then(sent("date_of_birth")),
        "date_of_birth_first_day": pl.date(year, 1, 1),
        "date_of_birth_last_day": pl.date(year, 12, 31),
        "date_of_birth_precision": pl.when(year.is_not_null()).then(pl.lit("year")),
    }


def with_past_birth(rows: pl.DataFrame, column: str, *, manifest: Manifest) -> pl.DataFrame:
    """Years of two digits belong to the past in a date of birth: 03/06/48 is 1948 for whoever is alive in 2026."""
    late = (pl.col(f"{column}_note") == "two_digit_year") & (
        pl.col(f"{column}_first_day") > manifest.taken_on
    )
    days = (f"{column}_first_day", f"{column}_last_day")
    return rows.with_columns(
        pl.when(late).then(pl.col(name).dt.offset_by(A_CENTURY)).otherwise(name).alias(name) for name in days
    )


def expected_by(manifest: Manifest) -> date:
    """The last day on which a birth can be expected when the data is extracted."""
    return manifest.taken_on + timedelta(days=return_limits().expected_birth_days)


def too_long_ago() -> pl.Expr:
    """Whether a date of birth is before that of anybody now known."""
    return pl.col("date_of_birth_last_day") < date.fromisoformat(return_limits().born_from)


def with_birth(rows: pl.DataFrame) -> pl.DataFrame:
    """`born_text`, `born_first`, `born_last`, and `unborn` where only an expected date is known."""
    unborn = pl.col("date_of_birth_text").is_null() & pl.col("expected_date_of_birth_text").is_not_null()
    return rows.with_columns(
        unborn=unborn,
        # What was sent, even where it is no date: people look at it, and nothing else does.
        born_text=pl.coalesce(
            "date_of_birth_text",
            "expected_date_of_birth_text",
            *(one for one in SENT_BIRTH if one in rows.columns),
        ),
        born_first=pl.coalesce("date_of_birth_first_day", "expected_date_of_birth_first_day"),
        born_last=pl.coalesce("date_of_birth_last_day", "expected_date_of_birth_last_day"),
    )


def with_sex(rows: pl.DataFrame, *, manifest: Manifest) -> tuple[pl.DataFrame, Found]:
    """`sex`: female, male, other or null; a word that nobody knows is told."""
    words = codelist_lookup(codelists()["sex"]) | lookup((), manifest.codes.get("sex", {}))
    return _coded(rows, "sex", words=words, rule="sex-unknown")


def with_restricted(rows: pl.DataFrame, *, manifest: Manifest) -> tuple[pl.DataFrame, Found]:
    """`restricted`: what is neither yes nor no is taken as yes."""
    mapped = {YES_NO.get(ours, ours): theirs for ours, theirs in manifest.codes.get("restricted", {}).items()}
    words = codelist_lookup(codelists()["yes-no"]) | lookup((), mapped)
    rows, found = _coded(rows, "restricted", words=words, rule="restricted-unknown")
    stands = sent("restricted").is_not_null()
    return rows.with_columns(
        restricted=stands & pl.col("restricted").is_null()
        | (pl.col("restricted") == "yes").fill_null(value=False)
    ), found


def _coded(
    rows: pl.DataFrame, column: str, *, words: dict[str, str], rule: str
) -> tuple[pl.DataFrame, Found]:
    """`column` in our words; an empty text means that nothing is known."""
    ours = recode(rows[f"sent:{column}"], words)
    rows, found = rows.with_columns(ours.alias(column)), NOTHING
    if ours.null_count() > rows[f"sent:{column}"].null_count():
        unknown = pl.col(column).is_null() & sent(column).is_not_null() & pl.col(SPOILT).is_null()
        found = issues_of_rows(rule, rows.filter(unknown), column=column, value=sent(column))
    return rows.with_columns(pl.when(pl.col(column) != "").then(column).alias(column)), found


def with_identifiers(rows: pl.DataFrame) -> pl.DataFrame:
    """NHS number, UPN and postcode as they are compared; null where they cannot be what they should."""
    digits = sent("nhs_number").str.replace_all(r"[\s-]", "").str.replace(r"\.0$", "")
    upn = sent("upn").str.to_uppercase().str.replace_all(r"\s", "")
    postcode = sent("postcode").str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    return rows.with_columns(
        nhs_number=pl.when(_is_nhs_number(digits)).then(digits),
        upn=pl.when(upn.str.contains(UPN)).then(upn),
        postcode=pl.when(postcode.str.contains(POSTCODE)).then(postcode.str.replace(POSTCODE, "$1 $2")),
    )


def _is_nhs_number(digits: pl.Expr) -> pl.Expr:
    """Ten digits of which the last checks the others (modulus 11), and not all the same."""
    weighted = [digits.str.slice(place, 1).cast(pl.Int64, strict=False) * (10 - place) for place in range(9)]
    check = (11 - pl.sum_horizontal(weighted) % 11) % 11
    last = digits.str.slice(9, 1).cast(pl.Int64, strict=False)
    same = digits.is_in([str(digit) * 10 for digit in range(10)])  # what people type when a form insists
    return digits.str.contains(r"^\d{10}$") & (check == last) & ~same


def identifier_rules() -> list[Rule]:
    return [
        Rule(name.replace("_", "-"), name, _says_something(name) & pl.col(name).is_null())
        for name in ("nhs_number", "upn", "postcode")
    ]


def _says_something(name: str) -> pl.Expr:
    """Whether a cell that should hold an identifier holds more than that there is none."""
    none = sent(name).str.strip_chars().str.contains(UPN_UNKNOWN) if name == "upn" else pl.lit(value=False)
    nothing = says_nothing(name) & ~failed(name)  # a formula that failed is to be mended
    return sent(name).is_not_null() & ~nothing & ~none.fill_null(value=False)


def _unnamed(text: pl.DataFrame, used: pl.DataFrame, *, like: pl.DataFrame) -> pl.DataFrame:
    """People whose row could not be used, under their id and with nothing else; a row without an id is nobody."""
    lost = text.filter(
        pl.col(SPOILT).is_not_null() & sent("person_id").is_not_null() & ~says_nothing("person_id")
    )
    lost = lost.with_columns(person_id=sent("person_id"))
    lost = lost.filter(~pl.col("person_id").is_in(used["person_id"].implode())).unique(
        "person_id", keep="first", maintain_order=True
    )
    kept = (*PLACE, "person_id")
    nothing = [
        pl.lit(value=False).alias(name) if name == "restricted" else pl.lit(None, kind).alias(name)
        for name, kind in like.schema.items()
        if name not in kept
    ]
    return lost.select(*kept, *nothing).select(like.columns)


def _newest_home_first(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of one person with the newest home first, where anybody said since when; else in the order sent."""
    if rows["home_from_last_day"].null_count() == rows.height:
        return rows
    return rows.sort("home_from_last_day", descending=True, nulls_last=True, maintain_order=True)


def _homes(rows: pl.DataFrame) -> pl.DataFrame:
    """Every home of every person, with since when and until when."""
    homes = rows.filter(pl.col("postcode").is_not_null() | pl.col("address").is_not_null())
    return homes.select(
        "person_id", "postcode", "address", *PLACE, from_day="home_from_last_day", to_day="home_to_first_day"
    ).select(HOMES)


def _gaps(rows: pl.DataFrame) -> Found:
    """People without names or dates of birth, where others of the same return have them."""
    found = NOTHING
    nameless = pl.col("forename").is_null() & pl.col("surname").is_null()
    ageless = pl.col("born_text").is_null()
    for rule, column, gap in (
        ("names-missing", "surname", nameless),
        ("birth-missing", "date_of_birth", ageless),
    ):
        lacking = rows.filter(gap)
        if not (rule == "names-missing" and lacking.height == rows.height):
            found += issues_of_rows(rule, lacking, column=column, value=pl.lit(""))
    return found
