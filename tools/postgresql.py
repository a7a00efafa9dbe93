"""A throw-away PostgreSQL server, for tests and measurements: no service, a socket in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# For tests, which throw away what it holds in any case: nothing waits for the disk.
UNSYNCED = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def server(*, synced: bool = True) -> Iterator[str]:
    """Start one, give its DATABASE_URL, and take it away in the end; `synced` as one that people work with is."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="conspectus-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        as_postgres = _as_postgres(folder)
        data = folder / "data"
        _run(
            as_postgres,
            programs / "initdb",
            "-D",
            data,
            "-U",
            "conspectus",
            "--auth=trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}" + ("" if synced else UNSYNCED)
        _run(as_postgres, programs / "pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start")
        try:
            _run(as_postgres, programs / "createdb", "-h", folder, "-U", "conspectus", "conspectus")
            yield f"postgresql://conspectus@{str(folder).replace('/', '%2F')}/conspectus"
        finally:
            _run(as_postgres, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _programs() -> Path:
    """Where the newest server's programs are; Debian leaves them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    if there is None:
        raise SystemExit("There is no PostgreSQL server here. On Debian: apt-get install postgresql")
    return Path(there).parent


def _as_postgres(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _run(before: list[str], *words: object) -> None:
    done = subprocess.run([*before, *map(str, words)], capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise SystemExit(f"{words[0]} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    import signal
    import sys

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # whoever ends us leaves no server behind
    with server(synced=False) as url:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode)
