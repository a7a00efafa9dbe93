"""What a return may look like: tables, lists, checks and code lists."""

from conspectus.definitions.return_schema import (
    CodeList,
    ListsSchema,
    ReturnColumn,
    ReturnList,
    TablesSchema,
    codelists,
    list_schemas,
    return_checks,
    return_schemas,
)
from conspectus.example_area.settings import told_by
from conspectus.plain import number, words
from tools.reference.markdown import code, codes, page, table


def pages() -> dict[str, str]:
    """Three pages, and one for each return that is read as it is."""
    return {
        **{f"docs/reference/returns/{one.id}.md": _return(one) for one in list_schemas().values()},
        "docs/reference/returns.md": _returns(),
        "docs/reference/return-checks.md": _checks(),
        "docs/reference/code-lists.md": _codelists(),
    }


def _returns() -> str:
    parts = [
        "What a sender's files may look like. Headers are matched without regard to case, spaces and "
        "punctuation, and under the other names given here; what is not understood is reported, never guessed. "
        "See also [Send a return](../how-to/send-a-return.md) and "
        "[Add a return format](../how-to/add-a-return-format.md)."
    ]
    for schema in return_schemas().values():
        head = (
            f'`schema = "{schema.id}"` in `return.toml`, version {schema.version}. Source: {schema.source}.'
        )
        if isinstance(schema, TablesSchema):
            parts += [f"## {schema.title}", head, *_tables(schema)]
    parts += ["## Statutory returns, read as they are", _overview(), "## What each cannot show", *_cannot()]
    return page("Returns", *parts, made_from="definitions/returns/")


def _overview() -> str:
    rows = [
        (
            f"[{one.title}](returns/{one.id}.md)",
            code(one.id),
            KINDS[one.reader]
            + (f", or {KINDS[one.tree.kind]}" if one.tree and one.tree.kind != one.reader else ""),
            one.agency or "–",
            number(len(dict.fromkeys(made.event for part in one.list for made in part.event)), "word"),
        )
        for one in list_schemas().values()
    ]
    return table(["return", "`schema`", "comes as", "usually from", "makes"], rows)


def _cannot() -> list[str]:
    return [
        part
        for one in list_schemas().values()
        for part in (f"### {one.title}", "\n".join(f"- {said}" for said in one.cannot))
    ]


KINDS = {
    "workbook": "a workbook",
    "csv-tables": "CSV files",
    "xml": "an XML document",
    "json": "a JSON document",
}


def _whole_area(schema: str) -> str:
    """How a whole area's return of a format is made up, where one is."""
    if schema not in told_by():
        return ""
    return (
        f" `conspectus example area --as {schema}` makes up that of a whole area, with the truth behind it."
    )


def _return(schema: ListsSchema) -> str:
    """What we read of one return, and what it cannot show."""
    words = dict.fromkeys(made.event for part in schema.list for made in part.event)
    parts = [
        f"Send it as your system makes it: nothing in it needs a change. `conspectus check FOLDER` knows it by its "
        f'content, and `schema = "{schema.id}"` in `return.toml` names it; '
        f"`conspectus template {schema.agency or 'council'} --as {schema.id} --out FOLDER` writes a sample."
        + _whole_area(schema.id),
        f"It comes as {KINDS[schema.reader]}"
        + (f", or as {KINDS[schema.tree.kind]}" if schema.tree and schema.tree.kind != schema.reader else "")
        + f". Source: {schema.source}. Version {schema.version} of our reading.",
        "## What it cannot show",
        "\n".join(f"- {said}" for said in schema.cannot),
        "Duties that ask for any of these are *not evaluated* by this return alone. Send what your records hold of "
        "it as an events file beside the return, and names as a people file with the same numbers.",
        "## What we read",
        f"It makes these events: {codes(words)}.",
        *_lists(schema),
    ]
    return page(schema.title, *parts, made_from="definitions/returns/")


def _tables(schema: TablesSchema) -> list[str]:
    return [part for one in schema.table for part in (f"### {one.title}", one.says, _columns(one.column))]


def _lists(schema: ListsSchema) -> list[str]:
    parts = ["Every list of children has these columns:", _columns(schema.common)] if schema.common else []
    for one in schema.list:
        at = f" It stands at `{schema.tree.each}/{one.at}`." if schema.tree and one.at else ""
        parts += [f"### {one.title}", f"{one.says}.{at}", _columns(one.column), _made(one)]
    return parts


def _columns(found: tuple[ReturnColumn, ...]) -> str:
    rows = [
        (
            code(one.id),
            one.need,
            one.says,
            code(one.example) if one.example else "–",
            ", ".join(one.headers) or "–",
        )
        for one in found
    ]
    return table(["column", "", "holds", "example", "also headed"], rows)


def _made(one: ReturnList) -> str:
    words = codes(dict.fromkeys(event.event for event in one.event))
    return f"Its rows make: {words}." if words else "Its rows make no events."


def _checks() -> str:
    rows = [
        (code(one.id), one.about, words(one.severity), one.title, one.todo)
        for one in return_checks().values()
    ]
    return page(
        "Checks of a return",
        "An *error* is impossible: the row is set aside until it is mended. A *query* is implausible: the row "
        "is used, please look. *Not evaluated* says which check could not be made, and why. All are given at "
        "once, each with sender, file, sheet, row, column and value.",
        table(["check", "about", "gravity", "it looks for", "what to do"], rows),
        made_from="definitions/return_checks.toml",
    )


def _codelists() -> str:
    return page(
        "Code lists",
        "Our words for values, and what others write for them. A sender's own codes are named in its "
        "`return.toml`, under `[codes.<column>]`.",
        *(part for one in codelists().values() for part in _codelist(one)),
        made_from="definitions/codelists/",
    )


def _codelist(one: CodeList) -> list[str]:
    parts = [f"## {one.title}", f"Source: {one.source}."]
    parts.append(
        table(
            ["our word", "also written"],
            [(code(ours), ", ".join(theirs)) for ours, theirs in one.values.items()],
        )
    )
    return [*parts, f"Read as not known: {codes(one.blank)}."] if one.blank else parts
