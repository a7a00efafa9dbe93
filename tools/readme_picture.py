"""Take the picture of the README from the demo's page, in Debian's Chromium: run it after `python3 dev.py demo`."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "demo" / "picture.html"
OUT = ROOT / "docs" / "images" / "picture-by-agency.png"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
QUIET = ("--disable-background-networking", "--hide-scrollbars")


def main(height: str = "1740") -> int:
    """1 where the page or a browser is missing; `height` is in pixels of the page."""
    browser = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    if not PAGE.exists() or browser is None:
        print("Run python3 dev.py demo first, and have Debian's chromium.")
        return 1
    OUT.parent.mkdir(parents=True, exist_ok=True)
    size = f"--window-size=1000,{height}"
    subprocess.run(
        [browser, *FLAGS, *QUIET, size, f"--screenshot={OUT}", PAGE.as_uri()], check=True, capture_output=True
    )
    print(OUT.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
