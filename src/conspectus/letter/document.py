"""What the letter's documents for paper and word processors show, worked out once for all of them."""

from typing import Any

from conspectus.definitions import agencies
from conspectus.letter.model import Letter
from conspectus.letter.page import view
from conspectus.plain import day


def document(letter: Letter) -> dict[str, Any]:
    """The letter's parts as plain values, in the words of its page."""
    seen = view(letter)
    overall = letter.judgment.overall
    missing = [letter.judgment.cell(name) for name in overall.missing]
    return {
        "title": f"Joint inspection of {letter.inspection.area}",
        "authors": [letter.framework.leaders[body] for body in letter.signers],
        "facts": _facts(letter),
        "overall": seen["overall"]._asdict(),
        "sections": {
            name: [{"id": one.id, "text": one.text} for one in found]
            for name, found in seen["sections"].items()
        },
        "missing": [f"{agencies()[one.agency].title}, {one.criterion}: {one.why}" for one in missing],
        "side_by_side": [(title, mark._asdict()) for title, mark in seen["side_by_side"]],
        "matrix": _plain(seen["matrix"]),
        "why_not": [
            {
                "title": one.title,
                "better": one.why_not.better,
                "worse": one.why_not.worse if one.level else "",
            }
            for one in seen["why_not"]
        ],
        "sample": letter.inspection.sample,
        "says": letter.framework.says,
        "rules": [{"id": rule.id, "shown": rule.shown} for rule in letter.framework.rule],
    }


def _facts(letter: Letter) -> list[tuple[str, str]]:
    seen = letter.inspection
    facts = [
        ("Theme", seen.theme),
        ("Fieldwork", f"{day(seen.fieldwork_from)} to {day(seen.fieldwork_to)}"),
        ("Published", day(seen.published) if seen.published else ""),
        ("To", "; ".join(seen.addressees)),
        ("Agencies inspected", ", ".join(agencies()[one].title for one in seen.agencies)),
        ("Framework", f"{letter.framework.shown}, version {letter.framework.version}"),
    ]
    return [(name, value) for name, value in facts if value]


def _plain(value: object) -> object:
    """Named tuples, however deep, as mappings."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _plain(each) for key, each in value._asdict().items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
