"""The production server and the worker beside it, from one command."""

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection
from django.db.migrations.loader import MigrationLoader
from rich.console import Console

from conspectus.errors import ConspectusError
from conspectus.workspace.config.backup import must_be_whole
from conspectus.workspace.config.collected import collect

if sys.platform != "win32":
    import fcntl

THREADS = 4
LOOK_EVERY = 1.0  # seconds between two looks at whether both still run
REAP_EVERY = 60.0
SERVED = "served"  # a file in the folder, held by whoever serves it
REST = 5.0  # seconds before a worker that died is started again, so that one that cannot start does no harm
GRACE = 20.0  # seconds for what is being answered or built to end

IN_CLEAR = (
    "Warning: other machines reach this address without https, so passwords and children’s records can be read on "
    "the way.\n  → Put a proxy with https before it and set CONSPECTUS_HTTPS=1, or leave --host at 127.0.0.1."
)

Process = subprocess.Popen[bytes]


def run(*, host: str, port: int) -> None:
    """Bring the database up to date, then serve until somebody stops it."""
    if sys.platform == "win32":
        raise ConspectusError(
            "the server needs Linux or macOS", "serve", "On Windows, run it in WSL or in a container."
        )
    _must_be_free(host, port)
    if not settings.HTTPS and not _is_this_machine(host):
        Console(stderr=True).print(IN_CLEAR, style="bold", highlight=False, soft_wrap=True)
    with _served():
        _run(host, port)


def _run(host: str, port: int) -> None:
    prepare()
    _clear_uploads()
    said = f"Conspectus: http://{host}:{port}  (Ctrl+C ends it; what it holds is in {settings.DATA})"
    Console().print(said, highlight=False, soft_wrap=True)
    with _stopped_by_signal(), _running(_server(host, port)) as server:
        _keep_working(server)
        if server.returncode:
            raise ConspectusError(
                f"the server ended by itself, with exit code {server.returncode}",
                "serve",
                "It says why above.",
            )


def prepare() -> None:
    """The database as this version wants it, the shared cache, and the stylesheets collected."""
    os.umask(0o077)
    must_be_whole()
    must_be_known()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect()


def _clear_uploads() -> None:
    """What was being sent when the server was killed lies there as plain text, and nobody goes on with it."""
    from conspectus.workspace.inspections import plain

    plain.clear(starting=True)


def must_be_known() -> None:
    """Refuse a database that a version made whose changes this one does not know, before anything is done to it."""
    loader = MigrationLoader(connection)
    ours = {one.label for one in apps.get_app_configs() if one.name.startswith("conspectus.")}
    unknown = [
        name for name in loader.applied_migrations if name[0] in ours and name not in loader.disk_migrations
    ]
    if unknown:
        raise ConspectusError(
            "this workspace was made by another version of Conspectus, which this one cannot go on from",
            str(settings.DATA),
            "Go on with that version, or begin a new workspace with another --data (a demonstration: with --fresh).",
        )


@contextmanager
def _served() -> Iterator[None]:
    """While it is served, nobody may put a backup back."""
    with _held(exclusive=False):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Nothing is served meanwhile; a ConspectusError where something is."""
    with _held(exclusive=True):
        yield


@contextmanager
def _held(*, exclusive: bool) -> Iterator[None]:
    """A file that the system lets go of when its process ends, however it ends."""
    if sys.platform == "win32":  # where nothing is served
        yield
        return
    with (settings.DATA / SERVED).open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            what = "it is being served" if exclusive else "a backup is being put back into it"
            raise ConspectusError(what, str(settings.DATA), "End that first, or wait for it.") from None
        yield


def _is_this_machine(host: str) -> bool:
    """Whether nobody else reaches it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _must_be_free(host: str, port: int) -> None:
    """Before anything is done: the server itself would say so in a traceback, and try for minutes."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except (OSError, OverflowError) as error:
        raise ConspectusError(
            f"nothing can be served there: {getattr(error, 'strerror', None) or error}",
            f"{host}:{port}",
            "Choose another port with --port (1024 to 65535), or end what is served there already.",
        ) from None


@contextmanager
def _stopped_by_signal() -> Iterator[None]:
    """Being told to end is as good as Ctrl+C, so that nothing is left running without us."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _running(command: list[str]) -> Iterator[Process]:
    """A process that ends when we do."""
    # A group of its own: Ctrl+C in a terminal goes to a whole group, and we pass it on, once, when we have heard it.
    process = subprocess.Popen(command, preexec_fn=_end_with_parent, process_group=0)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end_with_parent() -> None:
    """Linux ends the child when we are killed outright; elsewhere it goes on, and the port stays taken."""
    if sys.platform == "linux":
        import ctypes

        set_signal_at_parents_death = 1
        ctypes.CDLL(None).prctl(set_signal_at_parents_death, signal.SIGTERM)


def _keep_working(server: Process) -> None:
    """While the server runs, start the worker again whenever it dies, and end builds that died with one."""
    while server.poll() is None:
        _look_for_what_was_left(no_worker=True)
        with _running(_worker()) as worker:
            _watch(server, worker)
        if server.poll() is None:
            time.sleep(REST)


def _watch(server: Process, worker: Process) -> None:
    """Return when either has ended."""
    due = time.monotonic() + REAP_EVERY
    while server.poll() is None and worker.poll() is None:
        time.sleep(LOOK_EVERY)
        if time.monotonic() >= due:
            _look_for_what_was_left()
            due = time.monotonic() + REAP_EVERY


def _look_for_what_was_left(*, no_worker: bool = False) -> None:
    from conspectus.workspace.inspections import escalation
    from conspectus.workspace.inspections.jobs import SILENT, reap
    from conspectus.workspace.letters import jobs as letters
    from conspectus.workspace.retention import jobs as retention

    close_old_connections()
    try:
        escalation.look()  # first: a child may be waiting
        reap(silent_for=timedelta(0) if no_worker else SILENT)
        letters.look()
        retention.look()
    except DatabaseError as error:  # away for a moment: the next look finds the same
        Console(stderr=True).print(f"The database does not answer: {error}", highlight=False)


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--interval", "0.5"]


def _server(host: str, port: int) -> list[str]:
    workers = min(2, os.cpu_count() or 1)
    at = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = ["gunicorn", "conspectus.workspace.config.wsgi:application", "--bind", at]
    command += ["--config", "python:conspectus.workspace.config.answering"]
    command += ["--workers", str(workers), "--threads", str(THREADS), "--no-control-socket"]
    command += ["--log-level", "warning", "--timeout", "60"]
    return [sys.executable, "-m", *command]
