"""return.toml: whose return it is, and what it can answer for."""

import re
import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from conspectus.definitions import events
from conspectus.definitions.return_schema import return_schemas
from conspectus.records.dates import day_end, local_day, read_date
from conspectus.records.returns.found import NOTHING, Found, issue
from conspectus.records.returns.mapped import MappedTable
from conspectus.records.returns.words import word_key
from conspectus.terms import Agency, Nation, Relation, Scope

NAME = "return.toml"
SENDER = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
NO_EVENT = "none"  # in [codes.event]: what is no event of ours, so that its rows are passed over
MOMENT, LAST_MICROSECOND = timedelta(microseconds=1), 999_999
TEMPLATE_PERIOD = (date(2001, 1, 1), date(2001, 12, 31))


class Period(BaseModel):
    """The first and the last day that the files cover."""

    model_config = ConfigDict(frozen=True)

    from_: date = Field(alias="from")
    to: date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.to < self.from_:
            raise ValueError(f"it ends on {self.to}, before it starts on {self.from_}")
        return self


class Manifest(BaseModel):
    """A sender's return.toml."""

    model_config = ConfigDict(frozen=True)

    sender: str = Field(pattern=SENDER.pattern)
    agency: Agency
    nation: Nation | None = None
    schema_: str = Field(alias="schema")
    period: Period
    extracted: datetime | None = None  # UTC without a zone
    scope: Scope | None = None
    covers: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()  # hidden sheets that are to be read
    columns: dict[str, dict[str, str]] = {}
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    table: tuple[MappedTable, ...] = ()  # the sender's own tables, as `conspectus map` writes them

    @field_validator("schema_")
    @classmethod
    def _known_schema(cls, value: str) -> str:
        if value not in return_schemas():
            raise ValueError(f"{value!r} is no shape of return; known are {', '.join(return_schemas())}")
        return value

    @field_validator("extracted", mode="before")
    @classmethod
    def _instant(cls, value: object) -> object:
        """A day is its end; a time without a zone is local."""
        if isinstance(value, time):
            raise ValueError("give the day as well")
        if not isinstance(value, (str, date)):
            return value
        read = read_date(value if isinstance(value, str) else value.isoformat())
        if read.last is None:
            raise ValueError(f"{value!r} is no date that can be read")
        return read.last

    @field_validator("codes", mode="before")
    @classmethod
    def _lists(cls, value: object) -> object:
        """One code may stand without brackets."""
        if not isinstance(value, dict):
            return value
        return {name: _bracketed(codes) for name, codes in value.items()}

    @property
    def taken(self) -> datetime:
        """The last instant that can be in the data: the end of the period where nothing is said."""
        return self.period_end - MOMENT if self.extracted is None else self.extracted

    @property
    def extracted_at(self) -> datetime:
        """The same as casebooks hold it: a day's end is its 24:00."""
        return self.taken + MOMENT if self.taken.microsecond == LAST_MICROSECOND else self.taken

    @property
    def period_end(self) -> datetime:
        """24:00 of the last day covered."""
        return day_end(self.period.to) + MOMENT

    @property
    def taken_on(self) -> date:
        """The day on which the data was extracted."""
        return local_day(self.taken)


def read_manifest(folder: Path) -> tuple[Manifest | None, Found]:
    """A sender's return.toml and every fault of it; None where it cannot be used."""
    path = folder / NAME
    if not path.is_file():
        return None, issue("return-missing", file=NAME)
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, issue("return-unreadable", file=NAME, value=str(error))
    known = {field.alias or name for name, field in Manifest.model_fields.items()}
    found = NOTHING
    for key in sorted(set(raw) - known):
        found += issue("return-key-unknown", file=NAME, column=key, value=_short(raw[key]))
    if "nation" in raw and raw["nation"] not in set(Nation):  # `--nation` or the inspection may say it
        found += issue("nation-unknown", file=NAME, column="nation", value=_short(raw.pop("nation")))
    try:
        manifest = Manifest.model_validate({key: raw[key] for key in raw if key in known})
    except ValidationError as error:
        for fault in error.errors():
            place = ".".join(str(part) for part in fault["loc"])
            found += issue("return-key", file=NAME, column=place, value=_plain(fault["type"], fault["msg"]))
        return None, found
    manifest, more = _look_over(manifest)
    return manifest, found + more


def _look_over(manifest: Manifest) -> tuple[Manifest, Found]:
    """What can be read but is worth a word; event words that are none are taken out of `covers`."""
    period, found = manifest.period, NOTHING
    if (period.from_, period.to) == TEMPLATE_PERIOD:
        found += issue("template-values", file=NAME, column="period", value=f"{period.from_} to {period.to}")
    if manifest.extracted is None:
        found += issue("extracted-missing", file=NAME, column="extracted", value=str(period.to))
    if manifest.scope is None:
        found += issue("scope-missing", file=NAME, column="scope")
    by_key = {word_key(word): word for word in events()}
    for word in manifest.covers:
        if word_key(word) not in by_key:
            found += issue("covers-unknown", file=NAME, column="covers", value=word)
    found += _look_over_codes(manifest)
    covers = [by_key[word_key(word)] for word in manifest.covers if word_key(word) in by_key]
    return manifest.model_copy(update={"covers": tuple(dict.fromkeys(covers))}), found


def _look_over_codes(manifest: Manifest) -> Found:
    ours, found = our_words(), NOTHING
    for column, codes in manifest.codes.items():
        if column not in ours:
            found += issue("return-key-unknown", file=NAME, column=f"codes.{column}")
            continue
        for word in codes:
            if word not in ours[column]:
                found += issue("codes-unknown", file=NAME, column=f"codes.{column}", value=word)
    tables = columns_that_can_be_mapped()
    for table, mapping in manifest.columns.items():
        if table not in tables:
            found += issue("return-key-unknown", file=NAME, column=f"columns.{table}")
        for column in mapping:
            if table in tables and column not in tables[table]:
                found += issue("return-key-unknown", file=NAME, column=f"columns.{table}.{column}")
    return found


def our_words() -> dict[str, set[str]]:
    """The words of ours that `[codes]` can map to, by column."""
    return {
        "event": {*events(), NO_EVENT},
        "outcome": {outcome for event in events().values() for outcome in event.outcomes},
        "counterparty": {agency.value for agency in Agency},
        "relation": {relation.value for relation in Relation},
        "sex": {"female", "male", "other"},
        "restricted": {"yes", "no", "true", "false"},
    }


def columns_that_can_be_mapped() -> dict[str, set[str]]:
    """The columns of ours that `[columns]` can name, by table; lists are called list_1 and so on."""
    return {name: columns for schema in return_schemas().values() for name, columns in schema.mapped.items()}


def _bracketed(codes: object) -> object:
    if not isinstance(codes, dict):
        return codes
    return {ours: [theirs] if isinstance(theirs, str) else theirs for ours, theirs in codes.items()}


def _plain(kind: str, message: str) -> str:
    return "it is missing" if kind == "missing" else message.removeprefix("Value error, ")


def _short(value: object) -> str:
    return str(value)[:60]
