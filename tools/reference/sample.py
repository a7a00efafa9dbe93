"""How children are chosen for tracking."""

from conspectus.definitions import Stratum, events, sampling_plan
from tools.reference.markdown import facts, page, table


def pages() -> dict[str, str]:
    """One page."""
    plan = sampling_plan()
    parts = (
        f"{plan.places} children are chosen to be tracked in depth, place by place in this order. A place "
        "whose stratum is used up goes to the next that is not. A child belongs to the first stratum that "
        "it fits.",
        table(
            ["stratum", "places", "who belongs to it"],
            [(one.title, one.places, _who(one)) for one in plan.stratum],
        ),
        facts(
            [
                ("practice looked at", f"the last {plan.recent} before the as-of day"),
                (
                    "each agency",
                    f"its part is shown by at least {plan.each_agency} of the chosen, where the frame allows",
                ),
                ("chance of selection", f"estimated over {plan.seeds} other draws"),
                ("source", plan.source),
            ]
        ),
    )
    return {"docs/reference/sample.md": page("The sample", *parts, made_from="definitions/sampling.toml")}


def _who(one: Stratum) -> str:
    if one.fits:
        return "a silo gap of the theme's pattern" if one.fits == "gap" else "fits the theme's pattern"
    return ", ".join(events()[word].title for word in one.events)
