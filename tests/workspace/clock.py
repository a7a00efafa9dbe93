"""The time that tests of the workspace are given: it stands still, and moves where a test moves it."""

from datetime import UTC, datetime

NOW = datetime(2026, 3, 4, 11, tzinfo=UTC)  # a Wednesday, far from midnight and from a change of the clocks
TODAY = NOW.date()
