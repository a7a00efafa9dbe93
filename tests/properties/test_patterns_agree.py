"""The compiled patterns agree with a slow twin: every day tried, every sign counted on fingers."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conspectus.definitions import Pattern
from conspectus.records.chronology import join
from conspectus.records.dates import day_end
from conspectus.records.engine import Engine
from conspectus.records.patterns import find
from conspectus.records.worked import put_area
from conspectus.terms import Nation
from tests.properties.making import BATCHES

FIRST = date(2026, 1, 5)
AT_LEAST = {"absent": 2, "arrested": 1, "worried": 1, "suspended": 1}
WORDS = {
    "absent": "unauthorised_absence",
    "arrested": "arrest",
    "worried": "school_concern",
    "suspended": "suspension",
}
WINDOW, SIGNS, AGENCIES = 9, 3, 2

PATTERN = Pattern.model_validate(
    {
        "id": "twin", "title": "A test", "theme": "a test", "window": {"calendar_days": WINDOW},
        "at_least_signs": SIGNS, "at_least_agencies": AGENCIES, "act_within": {"calendar_days": 5},
        "acted": {"event": "strategy_discussion"}, "standing": "local", "confirmed": False, "source": "none",
        "sign": [
            {"id": sign, "title": sign, "events": {"event": word}, "at_least": AT_LEAST[sign]}
            for sign, word in WORDS.items()
        ],
    }
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """One event of a sign, in one agency's record."""

    day: int
    sign: str
    agency: str


Fit = tuple[date, list[str], list[str], date | None]  # visible on, holders, signs, acted on


def first_fit(events: list[Held], acts: list[int]) -> Fit | None:
    """The first day that fits, as the pinned meaning has it."""
    for day in sorted({one.day for one in events}):
        nearby = [one for one in events if day - WINDOW < one.day <= day]
        signs = present(nearby)
        holders = sorted({one.agency for one in nearby if one.sign in signs})
        alone = any(len(present([one for one in nearby if one.agency == own])) >= SIGNS for own in holders)
        if len(signs) >= SIGNS and len(holders) >= AGENCIES and not alone:
            began = min(one.day for one in nearby if one.sign in signs)
            acted = min((act for act in acts if act >= began), default=None)
            return on(day), holders, signs, None if acted is None else on(acted)
    return None


def present(nearby: list[Held]) -> list[str]:
    counts = Counter(one.sign for one in nearby)
    return sorted(sign for sign, count in counts.items() if count >= AT_LEAST[sign])


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


held = st.builds(
    Held,
    st.integers(0, 24),
    st.sampled_from(sorted(AT_LEAST)),
    st.sampled_from(["police", "health", "education"]),
)


def test_the_first_day_that_fits(engine: Engine) -> None:
    @BATCHES
    @given(
        st.lists(
            st.tuples(st.lists(held, max_size=8), st.lists(st.integers(0, 30), max_size=2)),
            min_size=20,
            max_size=30,
        )
    )
    def agreeing(batch: list[tuple[list[Held], list[int]]]) -> None:
        lines = [f"{on(0)} contact agency=council child=nobody"]
        for number, (events, acts) in enumerate(batch):
            child = f"child=child-{number:03}"
            lines += [f"{on(one.day)} {WORDS[one.sign]} agency={one.agency} {child}" for one in events]
            lines += [f"{on(act)} strategy_discussion agency=council {child}" for act in acts]
        put_area(engine, lines)
        join(engine)
        find(engine, [PATTERN], as_of=day_end(on(60)), nation=Nation.ENGLAND)
        query = "select child_id, visible_on, holders, signs, acted_on, due from {}"
        found = {child: tuple(rest) for child, *rest in engine.rows(query.format("pattern_fits"))}
        gaps = {child for child, *_ in engine.rows(query.format("silo_gaps"))}
        for number, (events, acts) in enumerate(batch):
            fit = first_fit(events, acts)
            got = found.get(f"child-{number:03}")
            assert (None if got is None else got[:4]) == fit, (events, acts)
            late = fit is not None and (fit[3] is None or fit[3] > fit[0] + timedelta(days=5))
            assert (f"child-{number:03}" in gaps) == late, (events, acts)

    agreeing()
