"""Have ClamAV's daemon look at a file, where one is set up: its own protocol over its own socket."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conspectus.errors import ConspectusError

CHUNK = 64 * 1024
PATIENCE = 60.0  # seconds


def scan(path: Path, name: str, *, daemon: str) -> None:
    """Let through what the daemon finds clean. Where it does not answer nothing is taken: silence is no proof."""
    try:
        says = _asked(path, daemon)
    except OSError as error:
        raise ConspectusError(
            f"the virus scanner does not answer ({error})",
            name,
            "Nothing was kept. Tell whoever runs the workspace.",
        ) from error
    if says.endswith("FOUND"):
        raise ConspectusError(
            f"the virus scanner found {says.removeprefix('stream: ').removesuffix(' FOUND')} in it", name,
            "Nothing was kept. Tell whoever looks after your computer.",
        )  # fmt: skip
    if not says.endswith("OK"):
        raise ConspectusError(
            f"the virus scanner could not look at it ({says})", name, "Nothing was kept. Send a smaller one."
        )


def _asked(path: Path, daemon: str) -> str:
    """Send the file as INSTREAM has it: each piece after its length, and an empty one at the end."""
    with _line(daemon) as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(CHUNK):
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
        return _answer(line)


def answers(daemon: str) -> bool:
    """Whether the daemon is there."""
    try:
        with _line(daemon) as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except (OSError, ValueError):
        return False


@contextmanager
def _line(daemon: str) -> Iterator[socket.socket]:
    host, _, port = daemon.rpartition(":")
    family, place = (socket.AF_INET, (host, int(port))) if host else (socket.AF_UNIX, daemon)
    with socket.socket(family, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        line.connect(place)
        yield line


def _answer(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and (part := line.recv(4096)):
        answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
