"""What the letter's documents for paper and word processors show, worked out once for all of them."""

from typing import Any

from conspectus.letter.model import Letter
from conspectus.letter.page import view


def document(letter: Letter) -> dict[str, Any]:
    """The letter's parts as plain values, in the words of its page."""
    seen = view(letter)
    return {
        "language": letter.language.value,
        "written_in": seen.written_in,
        "h": seen.h,
        "title": seen.h["title"],
        "authors": [letter.framework.leaders[body] for body in letter.signers],
        "facts": seen.facts,
        "overall": seen.overall._asdict(),
        "sections": {
            name: [{"id": one.id, "text": one.text} for one in found] for name, found in seen.sections.items()
        },
        "missing": seen.missing,
        "side_by_side": [(title, mark._asdict()) for title, mark in seen.side_by_side],
        "matrix": _plain(seen.matrix),
        "why_not": [
            {
                "title": one.title,
                "better": one.why_not.better,
                "worse": one.why_not.worse if one.level else "",
            }
            for one in seen.why_not
        ],
        "sample": letter.inspection.sample,
        "says": seen.put(letter.framework.says),
        "rules": [seen.put(rule.shown) for rule in letter.framework.rule],
    }


def _plain(value: object) -> object:
    """Named tuples, however deep, as mappings."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _plain(each) for key, each in value._asdict().items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
