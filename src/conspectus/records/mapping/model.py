"""`mapping.json`: what was found in an export, and what each part of it is proposed to be."""

from pydantic import BaseModel, ConfigDict, Field

from conspectus.definitions.heading_rules import Proposal


class ColumnFound(BaseModel):
    """One column of a table."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(description="Its heading, as it stands in the file.")
    kind: str = Field(
        description="What stands in it: `date-day-first`, `date-month-first`, `date-year-first` (proven by its "
        "content), `date`, `time`, `yes-no`, `nhs`, `number`, `id`, `name`, `word`, `text` or `empty`."
    )
    filled: float = Field(description="The share of the rows in which anything stands.")
    samples: tuple[str, ...] = Field(
        description="Up to five values. They are people's own data: keep the file as you keep the export."
    )
    proposal: Proposal = Field(description="What it could be.")
    confidence: float = Field(description="How sure that is, from 0 to 1.")


class WordFound(BaseModel):
    """One value of the column that says what happened."""

    model_config = ConfigDict(frozen=True)

    value: str = Field(description="As it stands in the file.")
    count: int = Field(description="In how many rows.")
    proposal: str | None = Field(
        description="The event that it could be, or `none` where return.toml says that it is none; "
        "null: open, left out and counted."
    )


class OutcomeFound(BaseModel):
    """One value of a column that says what came of an event."""

    model_config = ConfigDict(frozen=True)

    column: str = Field(description="The heading of the column.")
    value: str = Field(description="As it stands in the file.")
    count: int = Field(description="In how many rows.")
    proposal: str | None = Field(
        description="The outcome that it could be; null: open, so that its rows have one that nobody knows."
    )


class TableFound(BaseModel):
    """One table: a file, or a sheet of it."""

    model_config = ConfigDict(frozen=True)

    file: str = Field(description="The file.")
    sheet: str = Field(description="The sheet, where the file has any.")
    rows: int = Field(description="How many rows stand below its headings.")
    columns: tuple[ColumnFound, ...] = Field(description="Its columns, from left to right.")
    words: tuple[WordFound, ...] = Field(
        description="The values of the column that says what happened, the most frequent first."
    )
    outcomes: tuple[OutcomeFound, ...] = Field(
        (), description="The values of the columns that say what came of it, the most frequent first."
    )


class Mapping(BaseModel):
    """Every table that was found in the files."""

    model_config = ConfigDict(frozen=True)

    tables: tuple[TableFound, ...] = Field(description="The tables, in the order of the files.")
