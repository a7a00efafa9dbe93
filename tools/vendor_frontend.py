"""Put the compiled GOV.UK and Ministry of Justice frontends into the workspace: `python -m tools.vendor_frontend`.

For developers only, and the one place that uses npm. Takes styles, scripts and icons; leaves out the licensed
font, the crown, crest and favicons, and source maps. `hashes.json` says what was taken, and a test holds it.
"""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "conspectus" / "workspace" / "static" / "vendor"
# Each with its version, where its compiled files lie, and what we call them.
PACKAGES = {
    "govuk": ("govuk-frontend@6.6.0", "dist/govuk", "govuk-frontend.min"),
    "moj": ("@ministryofjustice/frontend@11.1.0", "moj", "moj-frontend.min"),
}
FONT = re.compile(r"@font-face\{[^}]*GDS Transport[^}]*\}")
URL = re.compile(r"url\(/assets/images/([^)]+)\)")
SOURCE_MAP = re.compile(r"\n?(//# |/\*# )sourceMappingURL=.*")


def main() -> None:
    """Fetch, trim, write, and hash what was written."""
    for name, (package, folder, stem) in PACKAGES.items():
        with tempfile.TemporaryDirectory() as temporary:
            put(unpacked(package, Path(temporary)) / folder, stem, OUT / name)
    hashes = {path.relative_to(OUT).as_posix(): _sha256(path) for path in taken()}
    text = json.dumps(
        {"packages": {name: of[0] for name, of in PACKAGES.items()}, "sha256": hashes}, indent=1
    )
    (OUT / "hashes.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def taken() -> list[Path]:
    """Every vendored file."""
    return sorted(path for path in OUT.rglob("*") if path.is_file() and path.parent != OUT)


def unpacked(package: str, folder: Path) -> Path:
    """The package's files, as npm has them."""
    done = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True, check=True
    )
    with tarfile.open(folder / done.stdout.strip()) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def put(source: Path, stem: str, target: Path) -> None:
    """Style, script, and the icons that the style names."""
    target.mkdir(parents=True, exist_ok=True)
    style, icons = trimmed((source / f"{stem}.css").read_text(encoding="utf-8"))
    script = SOURCE_MAP.sub("", (source / f"{stem}.js").read_text(encoding="utf-8"))
    for name, text in ((f"{stem}.css", style), (f"{stem}.js", script)):
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    for name in icons:
        (target / name).write_bytes((source / "assets" / "images" / name).read_bytes())


def trimmed(style: str) -> tuple[str, set[str]]:
    """The style without font, crest and map, its icons beside it; and which icons it names."""
    style = SOURCE_MAP.sub("", FONT.sub("", style)).replace("GDS Transport,", "")
    style = re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", style)
    return URL.sub(r"url(\1)", style), set(URL.findall(style))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
