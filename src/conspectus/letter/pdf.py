"""The letter as tagged PDF that meets PDF/UA: refused by the compiler where it is not accessible."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from conspectus.definitions import agencies
from conspectus.letter.model import Letter
from conspectus.letter.page import view
from conspectus.pages import day

HERE = Path(str(files(__package__ or "")))


def letter_pdf(letter: Letter) -> bytes:
    """The document, made from the public letter alone; the same letter gives the same bytes."""
    import typst  # loads a compiler, which only a letter needs

    made = typst.compile(
        HERE / "templates" / "letter.typ",
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,  # or the same letter would look otherwise on another machine
        format="pdf",
        sys_inputs={"letter": json.dumps(_data(letter), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=0,  # or the same letter would never have the same hash
    )
    assert isinstance(made, bytes)
    return made


def _data(letter: Letter) -> dict[str, Any]:
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
