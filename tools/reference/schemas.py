"""JSON Schemas of what commands print and write: files of the package, and a page that shows them."""

import json
from typing import Any

from pydantic import BaseModel

from conspectus.judgment import Judgment
from conspectus.letter import Letter
from conspectus.monitoring import Areas, Figures, Owed, Trend
from conspectus.records.casebook import Comparison, Picture
from conspectus.records.mapping import Mapping
from conspectus.records.returns import Report
from tools.reference.markdown import cell, code, page, table

SHIPPED: dict[str, tuple[type[BaseModel], str]] = {
    "check": (Report, "What `conspectus check RETURNS --format json` prints."),
    "mapping": (Mapping, "`mapping.json`, which `conspectus map` writes."),
    "show": (Picture, "What `conspectus show CASEBOOK --format json` prints."),
    "compare": (Comparison, "What `conspectus compare OLD NEW --format json` prints."),
    "judgment": (Judgment, "`judgment.json`, which `conspectus judge` writes."),
    "letter": (Letter, "`letter.json`, which `conspectus judge` writes and `conspectus verify` reads."),
    "figures": (
        Figures,
        "A figures file, which `conspectus figures` writes.",
    ),
    "trend": (Trend, "What `conspectus trend … --format json` prints."),
    "owed": (Owed, "What `conspectus due CASEBOOK --format json` prints."),
    "areas": (Areas, "What `conspectus areas FIGURES… --format json` prints."),
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def pages() -> dict[str, str]:
    """The schemas and the page that shows them."""
    made = {f"src/conspectus/schemas/{name}.schema.json": _text(schema(name)) for name in SHIPPED}
    parts = [
        "Each is shipped with the package as a JSON Schema (draft 2020-12) in its folder `schemas/`, and a test "
        "holds it against what the commands really write.",
        table(
            ["schema", "of"],
            [(f"[`{name}.schema.json`](#{name})", says) for name, (_, says) in SHIPPED.items()],
        ),
    ]
    for name, (_, says) in SHIPPED.items():
        whole = schema(name)
        parts += [f"## {name}", says, _properties(name, whole, whole), *objects(name, whole)]
    return {**made, "docs/reference/schemas.md": page("JSON", *parts, made_from="the pydantic models")}


def schema(name: str) -> dict[str, Any]:
    """The schema of one of them, with its dialect and a name of its own."""
    made = SHIPPED[name][0].model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": f"urn:conspectus:{name}:1", **made}


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def objects(name: str, whole: dict[str, Any]) -> list[str]:
    """Each part of a schema, in its order."""
    parts: list[str] = []
    for part, body in whole.get("$defs", {}).items():
        if "properties" in body:
            heading = f"### {part} {{ #{_anchor(name, part)} }}"
            parts += [heading, cell(body.get("description", "")), _properties(name, body, whole)]
    return [part for part in parts if part]


def _properties(name: str, body: dict[str, Any], whole: dict[str, Any]) -> str:
    rows = [
        (code(key), _type(name, value, whole), value.get("description", ""))
        for key, value in body["properties"].items()
    ]
    return table(["key", "holds", "meaning"], rows)


def _type(name: str, value: dict[str, Any], whole: dict[str, Any]) -> str:
    """What stands under a key, in a few words; parts are linked."""
    match value:
        case {"$ref": ref}:
            return _part(name, str(ref).rsplit("/", 1)[-1], whole)
        case {"anyOf": options} | {"oneOf": options}:
            return " or ".join(_type(name, option, whole) for option in options)
        case {"const": word}:
            return code(word)
        case {"enum": words}:
            return " or ".join(map(code, words))
        case {"type": "array", "items": inner}:
            return f"list of {_type(name, inner, whole)}"
        case {"type": "array", "prefixItems": [first, *_]}:
            return f"list of {_type(name, first, whole)}"
        case {"type": "object", "additionalProperties": dict(inner)}:
            return f"by word: {_type(name, inner, whole)}"
        case _:
            return str(value.get("format") or value.get("type") or "anything")


def _part(name: str, part: str, whole: dict[str, Any]) -> str:
    body = whole["$defs"][part]
    return f"[{part}](#{_anchor(name, part)})" if "properties" in body else _type(name, body, whole)


def _anchor(name: str, part: str) -> str:
    return f"{name}-{part.lower()}"
