"""The API, from the schema that it gives of itself."""

import os
import tempfile
from typing import Any

from tools.reference.markdown import code, page, table
from tools.reference.schemas import objects

GOOD = "200"


def pages() -> dict[str, str]:
    """One page: every address, what is asked in it, and every shape that is answered."""
    schema = _schema()
    whole = {"$defs": schema["components"]["schemas"]}
    paths = [(path, body["get"]) for path, body in schema["paths"].items()]
    parts = [
        "Everything of one inspection as JSON, read only. [How to let a program in](../how-to/let-a-program-in.md) "
        "says how a token is made. The running workspace gives the same as OpenAPI at `/api/v1/openapi.json`.",
        table(
            ["address", "gives"],
            [(f"[`{_short(path)}`](#{one['operationId']})", one["description"]) for path, one in paths],
        ),
        _answers(),
        *(_operation(path, one, whole) for path, one in paths),
        "## Shapes",
        *objects("api", whole),
    ]
    return {"docs/reference/api.md": page("The API", *parts, made_from="workspace/api/")}


def _schema() -> dict[str, Any]:
    """As the workspace gives it; its settings want a folder, and find nothing in this one."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("CONSPECTUS_DATA", folder)
        os.environ.setdefault("CONSPECTUS_SECRET_KEY", "only for the documentation")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conspectus.workspace.config.settings")
        import django

        django.setup()
        from conspectus.workspace.api.urls import api

        return dict(api.get_openapi_schema())


def _short(path: str) -> str:
    return path.removeprefix("/api/v1/inspections/{inspection}") or "/"


def _answers() -> str:
    told = [
        (401, "no token, or one that is revoked, has run out, or whose owner takes part no longer"),
        (403, "the owner's part does not allow it"),
        (404, "it is not there, or is of another inspection"),
        (422, "what was asked cannot be; the answer says which part and why"),
    ]
    return "Instead of what was asked for:\n\n" + table(["status", "when"], told)


def _operation(path: str, one: dict[str, Any], whole: dict[str, Any]) -> str:
    asked = [
        (code(given["name"]), _kind(given["schema"]), given.get("description", ""))
        for given in one.get("parameters", [])
        if given["in"] == "query"
    ]
    parts = [
        f"## `{_short(path)}` {{ #{one['operationId']} }}",
        one["description"],
        f"`GET {path}` gives {_gives(one, whole)}.",
        table(["in the address", "holds", "meaning"], asked) if asked else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _kind(schema: dict[str, Any]) -> str:
    otherwise = f", {schema['default']} where it is not given" if "default" in schema else ""
    return f"{schema['type']}{otherwise}".lower()


def _gives(one: dict[str, Any], whole: dict[str, Any]) -> str:
    schema = one["responses"][int(GOOD) if int(GOOD) in one["responses"] else GOOD]["content"][
        "application/json"
    ]["schema"]
    many = schema.get("type") == "array"
    told = schema["items"] if many else schema
    names = [one["$ref"].rsplit("/", 1)[-1] for one in told.get("anyOf", [told])]
    links = " or ".join(f"[{name}](#api-{name.lower()})" for name in names)
    return f"{'a list of ' if many else ''}{links}"
