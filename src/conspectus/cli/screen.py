"""What every command shares: the two consoles, progress bars, ways to print."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from conspectus.errors import ConspectusError

if TYPE_CHECKING:
    from conspectus.records.progress import Progress as Reporter

out = Console()
err = Console(stderr=True)


class Plain(StrEnum):
    """Ways to print what is text or data."""

    TEXT = "text"
    JSON = "json"


class Format(StrEnum):
    """Ways to print what is also a picture."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def show(
    shown: Format, as_json: Callable[[], str], as_html: Callable[[], str], as_text: Callable[[], None]
) -> None:
    match shown:
        case Format.TEXT:
            as_text()
        case Format.JSON:
            print_raw(as_json())
        case Format.HTML:
            print_raw(as_html())


def print_raw(text: str) -> None:
    """Text as it is, in UTF-8 whatever the terminal's own encoding, so that it can be sent to a file."""
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.flush()


def write_bytes(file: Path, content: bytes) -> None:
    """A file whole, in place of an earlier one."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise ConspectusError(
            f"cannot be written: {error.strerror or error}", str(file), "Name a file that you may write."
        ) from error


@contextmanager
def bars(steps: Iterable[str]) -> Iterator["Reporter"]:
    """A progress bar a step, on standard error, so that output can be sent to a file."""
    columns = TextColumn("{task.description:<10}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=err) as shown:
        tasks = {step: shown.add_task(step, total=1.0, start=False) for step in steps}

        def progress(step: str, done: float, /) -> None:
            task = tasks[step]
            if not shown.tasks[task].started:
                shown.start_task(task)
            shown.update(task, completed=done)

        yield progress
