"""The words for events, by group."""

from itertools import groupby

from conspectus.definitions import EventTerm, episodes, events
from tools.reference.markdown import code, codes, page, table
from tools.reference.phrases import agency

GROUPS = {
    "referral": "Contacts and referrals",
    "support": "Early help and support",
    "assessment": "Assessments and enquiries",
    "meeting": "Meetings",
    "plan": "Plans",
    "visit": "Visits",
    "care": "Care",
    "missing": "Missing",
    "sharing": "Telling one another",
    "harm": "Harm and concern",
    "justice": "Justice",
    "health": "Health",
    "education": "School",
}


def pages() -> dict[str, str]:
    """One page."""
    terms = sorted(events().values(), key=lambda term: _place(term.group))
    parts = [
        "A row of a return's `events` file uses one of these words in its column `event`. **Lasting** "
        "events have an end. **Addressed** ones name an agency in `counterparty`: to whom it went, or from "
        "whom it came. **Shared** ones are one happening that several may record: the row of the first "
        "keeper listed leads and stands for all, while the others show who else recorded it."
    ]
    for group, members in groupby(terms, key=lambda term: term.group):
        parts += [f"## {GROUPS.get(group, group.capitalize())}", _group(list(members))]
    parts += ["## Episodes", _episodes()]
    return {"docs/reference/events.md": page("Words for events", *parts, made_from="definitions/events.toml")}


def _place(group: str) -> int:
    """A group's place on the page; one that is not listed yet comes last."""
    return list(GROUPS).index(group) if group in GROUPS else len(GROUPS)


def _group(terms: list[EventTerm]) -> str:
    rows = [
        (code(term.id), term.title, _keepers(term), _nature(term), codes(term.outcomes) or "–")
        for term in terms
    ]
    return table(["word", "event", "kept by", "", "outcomes"], rows)


def _keepers(term: EventTerm) -> str:
    return ", ".join(agency(word) for word in term.recorded_by)


def _nature(term: EventTerm) -> str:
    return ", ".join(name for name in ("shared", "lasting", "addressed") if getattr(term, name))


def _episodes() -> str:
    rows = [
        (code(episode.id), episode.title, codes(episode.closed_by, between=" or "))
        for episode in episodes().values()
    ]
    says = "What several triggers can belong to: `once_per` counts the first until one of these ends it."
    return f"{says}\n\n{table(['word', 'episode', 'ended by'], rows)}"
