"""A command that finds no room left says so, without a traceback."""

import errno
import os
from pathlib import Path

import pytest

from tests.commands import within


def test_a_full_disk_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*args: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", no_room)
    said = within("template", "police", "--out", tmp_path / "police")
    assert (said.code, said.out) == (2, "")
    assert "the disk is full" in said.err and "Make room" in said.err
