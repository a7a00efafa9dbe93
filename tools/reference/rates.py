"""The rates of the made-up area, each with its source: what a settings file can set otherwise."""

from conspectus.example_area.settings import Rate, rate_sections
from tools.reference.markdown import code, page, table

SOURCE = "example_area/data/rates.toml"


def pages() -> dict[str, str]:
    """One page."""
    says = (
        "How much happens in a made-up area, how well, and how people are named and written down. *Assumed* marks what "
        "no source gives. `conspectus example --settings FILE` takes others: the file has the same sections and names, "
        "with bare values (`nickname = 0.2` under `[recording]`); what it does not name stays as it is here.",
    )
    parts = [part for name, held in rate_sections().items() for part in _section(name, held)]
    return {"docs/reference/rates.md": page("Rates of the made-up area", *says, *parts, made_from=SOURCE)}


def _section(name: str, held: dict[str, Rate]) -> list[str]:
    rows = [(code(rate), _value(one.value), one.source) for rate, one in held.items()]
    return [f"## {name}", table(["rate", "value", "source"], rows)]


def _value(value: float | tuple[float, ...]) -> str:
    return ", ".join(f"{one:g}" for one in (value if isinstance(value, tuple) else (value,)))
