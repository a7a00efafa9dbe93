"""A letter of version 1, written here as letters were before the day of publication was left out of what is signed."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from conspectus.judgment import canonical
from conspectus.letter import sign

SHOWN = ("judgment.json", "letter.html", "letter.pdf", "letter.docx")


def first_version(published: Path, folder: Path) -> Path:
    """The same letter in version 1: documents among what is signed, and the day too."""
    shutil.copytree(published, folder)
    plain: dict[str, Any] = json.loads((folder / "letter.json").read_text(encoding="utf-8"))
    del plain["drawn_with"], plain["documents"]
    plain["letter_version"] = 1
    plain["outputs"] = [{"name": name, "sha256": _hash((folder / name).read_bytes())} for name in SHOWN]
    write(folder, plain)
    bundle = json.loads((folder / "letter-restricted.json").read_text(encoding="utf-8"))
    bundle["letter_sha256"] = plain["sha256"]
    (folder / "letter-restricted.json").write_text(json.dumps(bundle), encoding="utf-8")
    return folder


def write(folder: Path, plain: dict[str, Any]) -> None:
    """With the hash that version 1 has: over everything but the hash itself and the signatures."""
    content = {key: value for key, value in plain.items() if key not in ("sha256", "signatures")}
    plain["sha256"] = _hash(canonical(content))
    (folder / "letter.json").write_bytes(canonical(plain) + b"\n")


def signed_by(folder: Path, keys: Path, bodies: tuple[str, ...]) -> Path:
    """Signed by each."""
    for body in bodies:
        sign(folder / "letter.json", inspectorate=body, key_file=keys / f"{body}.key")
    return folder


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
