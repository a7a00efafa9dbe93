"""What axe finds wrong with a page in a real browser."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page as it stands: each rule that is broken, and where."""
    if not page.evaluate("'axe' in window"):  # half a megabyte, once a page
        page.evaluate(f"{AXE}; 0")
    # All rules are tried; of those that hold, it need not tell where.
    found = page.evaluate(f"axe.run({{runOnly: {RULES}, resultTypes: ['violations']}})")
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found["violations"]]
