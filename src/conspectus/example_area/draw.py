"""Every throw of the dice: one seeded source, and the rates of `rates.toml` by name."""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal, TypeVar

from conspectus.example_area.settings import Rates
from conspectus.example_area.settings import rates as shipped
from conspectus.example_area.stories import RateStory
from conspectus.example_area.when import clock, plus_working, working_from

T = TypeVar("T")
Fate = Literal["in_time", "late", "never"]
FATES: tuple[Fate, ...] = ("in_time", "late", "never")
STATUS: dict[Fate, str] = {"in_time": "met", "late": "late", "never": "missed"}  # what each comes to


class Draw:
    """A seeded source of chance; the same seed and the same questions give the same answers."""

    def __init__(
        self, seed: int | str, rates: Rates | None = None, stories: Sequence[RateStory] = ()
    ) -> None:
        self._random = Random(seed)
        self._rates = shipped() if rates is None else rates
        self._stories = {story.rate: story for story in stories}

    def happens(self, rate: str) -> bool:
        """True as often as a rate says."""
        return self._random.random() < self.rate(rate)

    def rate(self, name: str) -> float:
        """A rate that is one number."""
        value = self._rates[name]
        assert isinstance(value, float), name
        return value

    def shares(self, name: str) -> tuple[float, ...]:
        """A rate that is several numbers."""
        value = self._rates[name]
        assert isinstance(value, tuple), name
        return value

    def fate(self, rate: str, day: date | None = None) -> Fate:
        """In time, late or never: as on `day`, where a story is told of the rate."""
        story = self._stories.get(rate)
        shares = self.shares(rate)
        return self.weighted(FATES, story.shares(shares, day) if story and day else shares)

    def recorded(self, rate: str, day: date) -> date:
        """The day that is put down for what was done on `day`: a later one, where a story is told of recording."""
        story = self._stories.get(rate)
        return plus_working(day, story.puts_down_later(day)) if story else day

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One of several, each as likely as its weight says."""
        throw = self._random.random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            throw -= weight
            if throw < 0:
                return item
        return items[-1]

    def pick(self, items: Sequence[T]) -> T:
        """One of several, each as likely as another."""
        return items[int(self._random.random() * len(items))]

    def common(self, items: Sequence[T]) -> T:
        """One of several, those that stand first more often, as names are: by 1 over (place + 5)."""
        return items[int(5 * ((len(items) + 5) / 5) ** self._random.random()) - 5]

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def count(self, mean: float) -> int:
        """How often something happens that happens `mean` times on average (Poisson)."""
        limit, product, times = math.exp(-mean), self._random.random(), 0
        while product > limit:
            product *= self._random.random()
            times += 1
        return times

    def day(self, first: date, last: date) -> date:
        """Any day, both ends included."""
        return first + timedelta(days=self.between(0, (last - first).days))

    def working_day(self, first: date, last: date) -> date:
        """A working day from `first`; may fall a little after `last`."""
        return working_from(self.day(first, last))

    def moment(self, day: date, from_hour: int, to_hour: int) -> datetime:
        """A minute of a day between two hours; `to_hour` may pass midnight."""
        return clock(day, self.between(from_hour * 60, to_hour * 60 - 1))

    def shuffle(self, items: list[T]) -> list[T]:
        """Put the items into a random order, and give them back."""
        self._random.shuffle(items)
        return items
