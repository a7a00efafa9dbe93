"""What happens to an area over the years: the stories that a trend should tell, or should not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from conspectus.definitions import Definition, load
from conspectus.example_area.settings import DATA, lasting, senders
from conspectus.terms import Agency

Shares = tuple[float, ...]


class Tale(Definition):
    """One story of `stories.toml`."""

    id: str
    says: str
    rate: str
    duty: str
    agency: Agency
    kind: Literal["step", "drift", "season", "recording"]
    at: float
    before: Shares = ()
    after: Shares = ()
    in_months: tuple[int, ...] = ()
    later: int = 0  # working days
    action: str = ""
    change: str = ""


class Tales(Definition):
    """The content of `stories.toml`."""

    story: tuple[Tale, ...]


@dataclass(frozen=True)
class RateStory:
    """A story laid on the days of one area."""

    tale: Tale
    first: date
    begins: date
    last: date

    @property
    def rate(self) -> str:
        """The rate that it is about."""
        return self.tale.rate

    def shares(self, usual: Shares, day: date) -> Shares:
        """In time, late and never on a day."""
        before = self.tale.before or usual
        match self.tale.kind:
            case "step":
                return self.tale.after if day >= self.begins else before
            case "season":
                return self.tale.after if day.month in self.tale.in_months else before
            case "drift":
                gone = min(max((day - self.first) / (self.last - self.first), 0.0), 1.0)
                return tuple(
                    one + gone * (other - one) for one, other in zip(before, self.tale.after, strict=True)
                )
            case "recording":
                return usual

    def puts_down_later(self, day: date) -> int:
        """By how many working days what was done on a day is put down later."""
        return self.tale.later if self.tale.kind == "recording" and day >= self.begins else 0


@cache
def _tales() -> tuple[Tale, ...]:
    return load(Tales, DATA / "stories.toml").story


def rate_stories(months: int) -> tuple[RateStory, ...]:
    """The stories of an area that lives through so many months."""
    with lasting(months):
        council = senders()[Agency.COUNCIL]
    first, last = council.from_, council.to
    return tuple(RateStory(tale, first, _later(first, round(tale.at * months)), last) for tale in _tales())


def _later(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


COLUMNS = ("story", "duty", "agency", "kind", "begins", "before", "after", "says")


def story_rows(stories: Sequence[RateStory], usual: dict[str, Shares]) -> list[tuple[str, ...]]:
    """What each story truly does, for whoever holds a trend against it: shares in time, as practised."""
    return [
        (
            one.tale.id, one.tale.duty, one.tale.agency, one.tale.kind, f"{one.begins}",
            f"{(one.tale.before or usual[one.rate])[0]}", f"{(one.tale.after or usual[one.rate])[0]}", one.tale.says,
        )
        for one in stories
    ]  # fmt: skip


def changes_toml(stories: Sequence[RateStory]) -> str:
    """What a partnership that knows of them would declare: `changes.toml`, for `conspectus trend --changes`."""
    lines = ["# What the made-up partnership knows of itself: for conspectus trend --changes"]
    for one in stories:
        for table, what in (("change", one.tale.change), ("action", one.tale.action)):
            if what:
                lines += [
                    "", f"[[{table}]]", f"date = {one.begins}", f'what = "{what}"', f'duty = "{one.tale.duty}"',
                    f'agency = "{one.tale.agency}"',
                ]  # fmt: skip
    return "\n".join(lines) + "\n"
