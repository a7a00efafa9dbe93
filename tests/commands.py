"""The command line as tests run it: mostly within this process, and as a process of its own where that is the point."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from conspectus.cli import main


class Said(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def conspectus(*words: str | Path, expect: int = 0) -> str:
    """Run a command in this process, from the words typed to the exit code; its standard output.

    An error that would end in a traceback fails the test as itself. `tests/cli/test_cli_processes.py` shows that a
    process of its own says the same.
    """
    said = within(*words)
    assert said.code == expect, f"{' '.join(map(str, words))} gave {said.code}\n{said.out}\n{said.err}"
    return said.out


def within(*words: str | Path) -> Said:
    """Run a command in this process."""
    # Bytes beneath, since some commands write UTF-8 past the terminal's own encoding.
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["conspectus", *map(str, words)])
        try:
            main()
            code: object = 0
        except SystemExit as end:
            code = end.code or 0
    assert isinstance(code, int), code
    return Said(code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode("utf-8")


def as_process(*words: str | Path, **variables: str) -> Said:
    """Run a command as a user does, in a process of its own; what it prints must be UTF-8."""
    command = [sys.executable, "-m", "conspectus", *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False, env=os.environ | variables)
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
