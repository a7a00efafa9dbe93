"""The words and rules of `forms.toml`."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from conspectus.terms import Precision


class DateExample(BaseModel):
    """One way to write a date, and how it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    written: str
    read_as: str
    precision: Precision
    days: tuple[date, date]


class DateForms(BaseModel):
    """How dates are read: `forms.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    first_year: int
    last_year: int
    two_digit_years_from: int
    serials_from: date
    about: tuple[str, ...]
    within: tuple[str, ...]
    unknown: tuple[str, ...]
    widen: dict[str, str]
    months: dict[str, int]
    example: tuple[DateExample, ...]


@cache
def date_forms() -> DateForms:
    """The words and rules by which dates are read, with worked examples."""
    return DateForms.model_validate(
        tomllib.loads(files(__package__).joinpath("forms.toml").read_text("utf-8"))
    )
