"""Obligations are taken over by what their duty looks at, so nothing that its queries read may be left out."""

import re

from conspectus.definitions import ParticipationDuty, duties
from conspectus.records.duties import written
from conspectus.records.duties.taken import looks_at


def words_of(queries: str) -> set[str]:
    """The event words that queries ask for."""
    lists: list[str] = re.findall(r"(?<!\w)event in \(([^)]*)\)", queries, flags=re.IGNORECASE)
    return {word for one in lists for word in re.findall(r"'([^']*)'", one)}


def test_every_event_word_in_a_dutys_queries_is_looked_at() -> None:
    for duty in duties().values():
        looked, asked = looks_at(duty), words_of(written(duty))
        assert asked, duty.id
        if looked is None:
            assert isinstance(duty, ParticipationDuty)
        else:
            assert asked <= looked, duty.id


def test_a_duty_whose_limit_depends_on_age_looks_at_births() -> None:
    by_age = [duty for duty in duties().values() if getattr(duty, "by_age", False)]
    assert by_age and all("" in (looks_at(duty) or ()) for duty in by_age)
