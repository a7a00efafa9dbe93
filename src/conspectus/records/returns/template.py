"""An empty return for one agency, explained: for somebody who sends one once in five years."""

from datetime import datetime, time, timedelta
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from conspectus.definitions import EventTerm, agencies, events
from conspectus.definitions.return_schema import TablesSchema, list_schemas, return_schemas
from conspectus.errors import ReturnsError
from conspectus.records.dates import date_forms
from conspectus.records.returns.manifest import NAME, TEMPLATE_PERIOD
from conspectus.records.returns.samples import write_sample
from conspectus.terms import Agency, Nation, Scope

TABLES = "events-1"
README = "READ ME FIRST.md"
NEEDS = {"required": "**yes**", "expected": "if you have it", "optional": "no"}
USUAL_SCOPE = {
    Agency.POLICE: Scope.PLACE_OF_EVENT,
    Agency.HEALTH: Scope.REGISTRATION,
    Agency.EDUCATION: Scope.REGISTRATION,
}


def write_template(agency: Agency | str, out: Path, *, shape: str = TABLES) -> list[Path]:
    """Write an empty, explained return for `agency` into the folder `out`; gives back the files written.

    `shape` is the id of another shape of return, of which a sample is written. Raises ReturnsError for an agency or a
    shape that is none, and rather than overwrite a return that is there.
    """
    whose = _agency(agency)
    if shape not in return_schemas():
        raise ReturnsError(
            f"{shape!r} is no shape of return", "--as", f"Use one of {', '.join(return_schemas())}."
        )
    if (out / NAME).exists():
        raise ReturnsError(
            "there is a return already", str(out), "Choose another folder, or move that one away."
        )
    out.mkdir(parents=True, exist_ok=True)
    if shape != TABLES:
        return write_sample(whose, out, list_schemas()[shape])
    schema = return_schemas()[TABLES]
    assert isinstance(schema, TablesSchema)
    texts = {README: _readme(whose, out, schema), NAME: _manifest(whose)}
    texts |= {
        f"{table.id}.csv": ",".join(column.id for column in table.column) + "\n" for table in schema.table
    }
    for name, text in texts.items():
        # The mark at the start lets Excel open a CSV file with accents as it should.
        (out / name).write_text(text, encoding="utf-8-sig" if name.endswith(".csv") else "utf-8")
    return [out / name for name in texts]


def _agency(word: Agency | str) -> Agency:
    try:
        return Agency(word)
    except ValueError:
        raise ReturnsError(f"{word!r} is no agency", "agency", f"Use one of {', '.join(Agency)}.") from None


def _usual(agency: Agency) -> list[EventTerm]:
    return [event for event in events().values() if agency in event.recorded_by]


def _manifest(agency: Agency) -> str:
    usual, (first, last) = _usual(agency), TEMPLATE_PERIOD
    return _fill(
        "return.toml.j2",
        sender=f"my-{agency.value.replace('_', '-')}",
        agency=agency.value,
        agencies=[one.value for one in Agency],
        nations=[one.value for one in Nation],
        title=_title(agency),
        period=(first, last),
        extracted=f"{datetime.combine(last + timedelta(days=14), time(9, 30)):%Y-%m-%dT%H:%M:%S}",
        scope=USUAL_SCOPE.get(agency, Scope.RESIDENCE).value,
        events=usual,
        width=max(len(event.id) for event in usual),
        outcome=next((event.outcomes[0] for event in usual if event.outcomes), "plan"),
    )


def _readme(agency: Agency, out: Path, schema: TablesSchema) -> str:
    usual = _usual(agency)
    return _fill(
        "readme.md.j2",
        title=_title(agency),
        folder=out.name,
        tables=schema.table,
        needs=NEEDS,
        forms=date_forms(),
        events=usual,
        others=[event for event in events().values() if event not in usual],
    )


def _title(agency: Agency) -> str:
    return agencies()[agency].title.lower()


def _fill(name: str, **context: object) -> str:
    # These are texts for people to edit, not pages: nothing is escaped.
    loader = PackageLoader("conspectus.records.returns", "templates")
    return (
        Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)
        .get_template(name)
        .render(**context)
    )
