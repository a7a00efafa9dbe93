"""A reading to the facts of its report."""

from conspectus.library.facts.areas import area_of
from conspectus.library.facts.authors import inspectorates_of, theme_of
from conspectus.library.facts.cover import cover_of
from conspectus.library.facts.dates import inspected, published_on
from conspectus.library.facts.grades import grades_of
from conspectus.library.facts.kinds import kind_of
from conspectus.library.facts.lists import counts_of
from conspectus.library.model import Facts
from conspectus.library.reading import Reading
from conspectus.terms import Agency


def read_facts(reading: Reading) -> Facts:
    """What a report says of itself; what it does not say stays empty."""
    cover = cover_of(reading)
    published = published_on(cover.first, cover.front, cover.lines)
    days = inspected(cover.front, published)
    found = kind_of(cover.first, days) or kind_of(cover.front, days)
    kind = found.kind if found else None
    day = days[1] or published
    of_force = kind is not None and kind.agency is Agency.POLICE  # which no authority's area is
    area = None if of_force else area_of(cover.first, cover.whole, found.at if found else 0, day)
    return Facts(
        kind=kind.id if kind else None,
        area=area.name if area else None,
        area_code=area.code_on(day) if area else None,
        inspected_from=days[0],
        inspected_to=days[1],
        published=published,
        theme=theme_of(kind, cover.first),
        inspectorates=inspectorates_of(kind, cover.first, cover.whole),
        grades=grades_of(kind, cover),
        **counts_of(reading.pieces)._asdict(),
    )
