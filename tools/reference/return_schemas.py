"""What a return may look like: tables, lists, checks and code lists."""

from conspectus.definitions.return_schema import (
    CodeList,
    ListsSchema,
    ReturnColumn,
    ReturnList,
    TablesSchema,
    codelists,
    return_checks,
    return_schemas,
)
from conspectus.plain import words
from tools.reference.markdown import code, codes, page, table


def pages() -> dict[str, str]:
    """Three pages."""
    return {
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
        parts += [f"## {schema.title}", head]
        parts += _tables(schema) if isinstance(schema, TablesSchema) else _lists(schema)
    return page("Returns", *parts, made_from="definitions/returns/")


def _tables(schema: TablesSchema) -> list[str]:
    return [part for one in schema.table for part in (f"### {one.title}", one.says, _columns(one.column))]


def _lists(schema: ListsSchema) -> list[str]:
    parts = ["Every list of children has these columns:", _columns(schema.common)]
    for one in schema.list:
        parts += [f"### {one.title}", one.says, _columns(one.column), _made(one)]
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
