"""People: ids, names, dates of birth and identifiers, typed and checked."""

from datetime import date, timedelta

import polars as pl

from conspectus.definitions.return_schema import codelists, return_limits
from conspectus.records.returns.dating import unreadable, with_dates
from conspectus.records.returns.issues import PLACE, IssueBook
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.rules import Rule, apply, sent
from conspectus.records.returns.words import codelist_lookup, lookup, recode

TEXTS = ("forename", "surname", "other_names", "address", "household", "ethnicity", "disability")
TYPED = (
    *PLACE, "person_id", *TEXTS, "born_text", "born_first", "born_last", "unborn", "sex", "postcode", "nhs_number",
    "upn", "restricted",
)  # fmt: skip
SPOILT = r"^\d(?:\.\d+)?[eE]\+?\d+$"
YES_NO = {"true": "yes", "false": "no"}
UPN = r"^[A-Z]\d{11}[0-9A-Z]$"
POSTCODE = r"^([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})$"


def read_people(text: pl.DataFrame, *, manifest: Manifest, book: IssueBook) -> pl.DataFrame:
    """The columns TYPED of every person that can be used, from `sent:` columns; each person once."""
    rows = text.with_columns(person_id=sent("person_id"))
    rows = with_dates(rows, "date_of_birth", "expected_date_of_birth", book=book)
    rows = with_restricted(with_sex(rows, manifest=manifest, book=book), manifest=manifest, book=book)
    rows = with_birth(_with_identifiers(rows))
    rules = [
        *id_rules("person_id"),
        unreadable("date_of_birth"),
        unreadable("expected_date_of_birth"),
        *birth_rules(manifest),
        Rule(
            "person-twice",
            "person_id",
            ~pl.col("person_id").is_first_distinct() & pl.col("person_id").is_not_null(),
        ),
        *_identifier_rules(),
    ]
    rows = apply(rules, rows, book)
    _tell_gaps(rows, book)
    return rows.with_columns(**{name: sent(name) for name in TEXTS}).select(TYPED)


def id_rules(column: str, *, missing: str = "person-id-missing") -> list[Rule]:
    """An id is there, and no spreadsheet has rounded it."""
    return [
        Rule(missing, column, sent(column).is_null()),
        Rule("id-spoilt", column, sent(column).str.contains(SPOILT)),
    ]


def birth_rules(manifest: Manifest) -> list[Rule]:
    """A date of birth lies neither after the extraction nor before anybody now known was born."""
    far = pl.col("expected_date_of_birth_first_day") > expected_by(manifest)
    return [
        Rule("birth-in-future", "date_of_birth", pl.col("date_of_birth_first_day") > manifest.taken_on),
        Rule("birth-too-early", "date_of_birth", too_long_ago()),
        Rule("expected-birth", "expected_date_of_birth", far & pl.col("date_of_birth_text").is_null()),
    ]


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
        born_text=pl.coalesce("date_of_birth_text", "expected_date_of_birth_text"),
        born_first=pl.coalesce("date_of_birth_first_day", "expected_date_of_birth_first_day"),
        born_last=pl.coalesce("date_of_birth_last_day", "expected_date_of_birth_last_day"),
    )


def with_sex(rows: pl.DataFrame, *, manifest: Manifest, book: IssueBook) -> pl.DataFrame:
    """`sex`: female, male, other or null; a word that nobody knows is told."""
    codes = codelists()["sex"]
    words = codelist_lookup(codes) | lookup((), manifest.codes.get("sex", {}))
    return _coded(rows, "sex", words=words, rule="sex-unknown", book=book)


def with_restricted(rows: pl.DataFrame, *, manifest: Manifest, book: IssueBook) -> pl.DataFrame:
    """`restricted`: what is neither yes nor no is taken as yes."""
    mapped = {YES_NO.get(ours, ours): theirs for ours, theirs in manifest.codes.get("restricted", {}).items()}
    words = codelist_lookup(codelists()["yes-no"]) | lookup((), mapped)
    rows = _coded(rows, "restricted", words=words, rule="restricted-unknown", book=book)
    stands = sent("restricted").is_not_null()
    return rows.with_columns(
        restricted=stands & pl.col("restricted").is_null()
        | (pl.col("restricted") == "yes").fill_null(value=False)
    )


def _coded(
    rows: pl.DataFrame, column: str, *, words: dict[str, str], rule: str, book: IssueBook
) -> pl.DataFrame:
    """`column` in our words; an empty text means that nothing is known."""
    ours = recode(rows[f"sent:{column}"], words)
    unknown = rows.filter(ours.is_null() & rows[f"sent:{column}"].is_not_null())
    if unknown.height:
        book.add_rows(rule, unknown, column=column, value=sent(column))
    return rows.with_columns(ours.replace("", None).alias(column))


def _with_identifiers(rows: pl.DataFrame) -> pl.DataFrame:
    """NHS number, UPN and postcode as they are compared; null where they cannot be what they should."""
    digits = sent("nhs_number").str.replace_all(r"[\s-]", "")
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


def _identifier_rules() -> list[Rule]:
    return [
        Rule(name.replace("_", "-"), name, sent(name).is_not_null() & pl.col(name).is_null())
        for name in ("nhs_number", "upn", "postcode")
    ]


def _tell_gaps(rows: pl.DataFrame, book: IssueBook) -> None:
    """People without names or dates of birth, where others of the same return have them."""
    nameless = pl.col("sent:forename").is_null() & pl.col("sent:surname").is_null()
    ageless = pl.col("born_text").is_null()
    for rule, column, gap in (
        ("names-missing", "surname", nameless),
        ("birth-missing", "date_of_birth", ageless),
    ):
        lacking = rows.filter(gap)
        if lacking.height and not (rule == "names-missing" and lacking.height == rows.height):
            book.add_rows(rule, lacking, column=column, value=pl.lit(""))
