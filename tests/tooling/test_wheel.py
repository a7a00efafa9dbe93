"""The wheel, installed where nothing of the checkout is, makes an area, judges it, verifies its letter and serves."""

import sys
from pathlib import Path

import pytest
from tools import wheel


@pytest.mark.server
@pytest.mark.waits
def test_what_is_installed_from_the_wheel_goes_the_whole_way(tmp_path: Path) -> None:
    built = wheel.build(tmp_path / "dist")
    conspectus = wheel.install(built, tmp_path / "environment", sys.executable)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    wheel.walk(conspectus, folder)
    assert (folder / "letter" / "letter.json").stat().st_size > 0
    assert list((folder / "workspace").iterdir())


def test_every_version_that_is_promised_is_one_that_is_tried() -> None:
    assert wheel.versions() == ["3.11", "3.12", "3.13", "3.14"]


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="ended with 2"):
        wheel.walk(Path(sys.executable), tmp_path)
