"""Figures that tests record (`record_property("figure", …)`) are printed at the end, whoever ran them."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each figure on a line of its own."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    for report in reports:
        for name, value in getattr(report, "user_properties", []):
            if name == "figure":
                terminalreporter.write_line(str(value))
