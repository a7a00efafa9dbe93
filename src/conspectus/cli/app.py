"""Every command: what lists them, their helps and their reference."""

from conspectus.cli.commands import made

app = made()
