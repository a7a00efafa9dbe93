"""Style sheets are collected where others are installed than last time, and else left as they lie."""

from pathlib import Path

import pytest
from django.conf import LazySettings as Settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from conspectus.workspace.config import collected


@pytest.fixture
def installed(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """A style sheet that is installed, and what was called so far to collect it."""
    sheet, called = tmp_path / "installed" / "one.css", list[str]()
    sheet.parent.mkdir()
    sheet.write_text("a { color: red }")
    settings.STATICFILES_DIRS = [sheet.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    def calling(name: str, **words: object) -> None:
        called.append(name)
        call_command(name, **words)

    monkeypatch.setattr(collected, "call_command", calling)
    return sheet, called


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "static").iterdir()}


def test_what_was_collected_is_left_as_it_lies(installed: tuple[Path, list[str]], tmp_path: Path) -> None:
    _, called = installed
    collected.collect()
    assert "staticfiles.json" in names(tmp_path)
    assert staticfiles_storage.exists("one.css")
    collected.collect()
    assert called == ["collectstatic"]


def test_another_version_is_collected(installed: tuple[Path, list[str]], tmp_path: Path) -> None:
    sheet, called = installed
    collected.collect()
    before = names(tmp_path)
    sheet.write_text("a { color: green }")
    collected.collect()
    assert len(called) == 2
    assert names(tmp_path) - before, "under a name of its own"


@pytest.mark.parametrize("lost", ["staticfiles.json", "one.css"])
def test_what_was_lost_or_altered_is_collected_again(
    installed: tuple[Path, list[str]], tmp_path: Path, lost: str
) -> None:
    _, called = installed
    collected.collect()
    (tmp_path / "static" / lost).unlink()
    collected.collect()
    assert len(called) == 2
    assert (tmp_path / "static" / lost).exists()


def test_what_was_cut_short_is_begun_anew(
    installed: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, called = installed
    collected.collect()
    sheet.write_text("a { color: green }")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(collected, "call_command", killed)
        with pytest.raises(KeyboardInterrupt):
            collected.collect()
    sheet.write_text("a { color: red }")
    collected.collect()
    assert len(called) == 2
