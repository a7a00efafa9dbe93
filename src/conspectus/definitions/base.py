"""How every definition is read: one model, one loader, unknown keys refused with the file and the key."""

import hashlib
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from conspectus.definitions.faults import faults
from conspectus.errors import DefinitionError

SHIPPED = Path(__file__).parent


class Definition(BaseModel):
    """A part of a definition file; an unknown key is a mistake, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


D = TypeVar("D")


def load(model: type[D] | TypeAdapter[D], path: Path) -> D:
    """Read one TOML file as `model`; a DefinitionError names the file, each key and the way to mend it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DefinitionError("there is no such file", str(path), "Check the path.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"not readable as TOML: {error}", str(path), "Mend that line.") from None
    adapter = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        raise DefinitionError(*_explain(error, path, raw)) from None


def load_folder(model: type[D] | TypeAdapter[D], folder: Path) -> dict[str, D]:
    """Every `*.toml` of a folder by its id, which must be the file's name."""
    found: dict[str, D] = {}
    for path in sorted(folder.glob("*.toml")):
        item = load(model, path)
        name = getattr(item, "id", path.stem)
        if name != path.stem:
            raise DefinitionError(
                f"its id is {name!r}", str(path), f"Name the file {name}.toml, or mend the id."
            )
        found[name] = item
    return found


def text_hash(path: Path) -> str:
    """The SHA-256 of a definition's text, line endings aside."""
    return hashlib.sha256(path.read_text(encoding="utf-8").encode("utf-8")).hexdigest()


def _explain(error: ValidationError, path: Path, raw: dict[str, object]) -> tuple[str, str, str]:
    todo = "Mend the keys named; `conspectus` refuses what it does not know, so that nothing is ignored in silence."
    return "; ".join(faults(error, kind=raw.get("kind"))), str(path), todo
