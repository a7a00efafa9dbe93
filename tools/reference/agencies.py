"""Agencies and inspectorates."""

from conspectus.definitions import agencies, inspectorates
from tools.reference.markdown import code, page, table


def pages() -> dict[str, str]:
    """One page."""
    parts = (
        "The parts of an area's system that Conspectus looks at, in the order in which every page lists "
        "them. The mark stands beside the colour, for those who cannot tell colours apart.",
        table(
            ["agency", "word in files", "mark", "inspectorate that leads in its field"],
            [
                (term.title, code(term.id), term.mark, inspectorates()[term.inspectorate].title)
                for term in agencies().values()
            ],
        ),
        "## Inspectorates",
        table(
            ["inspectorate", "word in files"],
            [(body.title, code(body.id)) for body in inspectorates().values()],
        ),
        "Which inspectorate leads for which agency is for each [framework](frameworks/index.md) to say; "
        "the table above is what the shipped ones say.",
    )
    return {"docs/reference/agencies.md": page("Agencies", *parts, made_from="definitions/agencies.toml")}
