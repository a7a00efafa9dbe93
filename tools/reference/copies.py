"""Pages that live beside the code and are read in the documentation too."""

from pathlib import Path

from tools.reference.markdown import page
from tools.reference.spoken import MAKERS, spoken

ROOT = Path(__file__).resolve().parents[2]
COPIES = {"GLOSSARY.md": "glossary", "CHANGELOG.md": "changelog"}


def pages() -> dict[str, str]:
    """One page for each."""
    return {f"docs/reference/{name}.md": _copy(ROOT / source) for source, name in COPIES.items()}


def _copy(source: Path) -> str:
    name = source.relative_to(ROOT).as_posix()
    text = spoken(name) if name in MAKERS else source.read_text(encoding="utf-8")
    title, _, body = text.partition("\n")
    return page(title.removeprefix("# "), body.strip(), made_from=source.name)
