"""How the returns of an area can be written."""

from enum import StrEnum


class Form(StrEnum):
    """In which file formats a made-up area's returns are written."""

    OWN = "own"  # each sender in the format it uses: CSV, workbooks, Parquet
    PARQUET = "parquet"  # every table as Parquet, for areas too large for a workbook


YEAR = 12  # months that an area lives through where nothing is said
MANY = 20_000  # children: from here on, Parquet where nothing is said
