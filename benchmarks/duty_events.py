"""Made-up events for the benchmark of duties, in one file: sorted for duties, and in no order.

Ten words a career, so many hours after its first on average, each lacking in so many of a hundred (a contact stands
in its place). One career in five belongs to the child of the one before, so that children have several referrals at
once. One event in ten concerns no duty.
"""

from collections.abc import Iterator
from pathlib import Path

from conspectus.records.engine import DuckDBEngine

WORDS = (
    ("referral", 0, 0), ("referral_decision", 30, 5), ("outcome_shared", 60, 10), ("assessment_completed", 900, 10),
    ("strategy_discussion", 90, 0), ("initial_conference", 450, 10), ("core_group", 650, 10),
    ("missing_episode", 2000, 0), ("return_interview", 2050, 20), ("school_exclusion", 3000, 0),
)  # fmt: skip

EVENTS = """
with words as (select * from (values {words}) as w (k, word, hours, lacking)),
drawn as (
  select i as event_no, i // 10 as career, k,
    case when hash(i, 1) % 100 < lacking then 'contact' else word end as event,
    word in ('missing_episode', 'return_interview') as clock, hash(i, 2) % 100 < {vague} as vague,
    i // 10 - case when (i // 10) % 5 = 4 then 1 else 0 end as child_no,
    timestamp '2023-01-01' + to_minutes(cast(hash(i // 10) % 1200000
      + 60 * hours + hash(i, 3) % (30 * (1 + hours)) as bigint)) as moment
  from (select {place} as i from range({first}, {events}, {step}) r(j)) join words on k = i % 10
),
dated as (
  select *, cast(moment as date) as day,
    case when clock then moment else date_trunc('day', moment) end as started
  from drawn
)
select 'c' || lpad(cast(child_no as varchar), 10, '0') as child_id, child_no, event_no,
  's/' || event || '/' || career || '/' || k as event_ref, career || '-' || k as event_id, event,
  'council' as agency, case event when 'strategy_discussion' then 'section_47' when 'initial_conference' then 'plan'
    when 'return_interview' then 'completed'
    when 'referral_decision' then case when hash(career) % 3 = 0 then 'no_further_action' else 'assessment' end
  end as outcome, cast(null as varchar) as counterparty, cast(null as varchar) as refers_to, true as lead,
  case when vague then 'month' when clock then 'time' else 'day' end as started_precision, started as started_first,
  case when vague then started + interval 9 day when clock then moment
    else started + interval 1 day - interval 1 microsecond end as started_last,
  day as started_first_day, case when vague then day + 9 else day end as started_last_day,
  case when event = 'missing_episode' then 'time' end as ended_precision,
  case when event = 'missing_episode' then moment + interval 5 hour end as ended_first, ended_first as ended_last,
  cast(ended_first as date) as ended_first_day, ended_first_day as ended_last_day
from dated
"""
PIECE = 10_000_000  # events: a million careers, the last of which shares its child with none of the next
STRIDE = 7_368_787  # a prime that no power of ten shares: counting in strides visits every event once


def make(path: Path, *, events: int, vague: int = 0) -> None:
    """Tables `sorted` and `unsorted`; `vague` in a hundred dates are known to ten days only."""
    with DuckDBEngine(path, memory="4GB") as engine:
        engine.run(f"create table sorted as {_rows(events, vague=vague)} limit 0")
        for word, rows in _by_word(events, vague=vague):
            engine.run(
                f"insert into sorted select * from ({rows}) where event = '{word}' "
                "order by child_no, started_first, event_no"
            )
        engine.run("set preserve_insertion_order = false")
        engine.run(
            f"create table unsorted as {_rows(events, vague=vague, place=f'(j * {STRIDE}) % {events}')}"
        )


def _by_word(events: int, *, vague: int) -> Iterator[tuple[str, str]]:
    """Word by word, and of each word some children after others, so that no sort outgrows the memory."""
    places = {word: (k, 10) for k, (word, _, _) in enumerate(WORDS)} | {"contact": (0, 1)}
    for word, (k, step) in sorted(places.items()):
        for first in range(0, events, PIECE):
            last = min(first + PIECE, events)
            yield word, _rows(last, vague=vague, first=first + k, step=step)


def _rows(events: int, *, vague: int, place: str = "j", first: int = 0, step: int = 1) -> str:
    words = ", ".join(
        f"({k}, '{word}', {hours}, {lacking})" for k, (word, hours, lacking) in enumerate(WORDS)
    )
    return EVENTS.format(words=words, events=events, vague=vague, place=place, first=first, step=step)
