"""What coverage can be told by."""

from enum import StrEnum


class By(StrEnum):
    """What reports are put together by."""

    KIND = "kind"
    YEAR = "year"
    AREA = "area"
    INSPECTORATE = "inspectorate"
