"""The front door: every command, its options and its help."""

from conspectus.cli.app import app, main

__all__ = ["app", "main"]
