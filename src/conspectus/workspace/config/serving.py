"""The production server and the worker beside it, from one command."""

import os
import subprocess
import sys
import threading
import time

from django.conf import settings
from django.core.management import call_command
from rich.console import Console

from conspectus.errors import ConspectusError

THREADS = 4
REAP_EVERY = 60.0  # seconds


def run(*, host: str, port: int) -> None:
    """Bring the database up to date, then serve until somebody stops it."""
    if sys.platform == "win32":
        raise ConspectusError(
            "the server needs Linux or macOS", "serve", "On Windows, run it in WSL or in a container."
        )
    prepare()
    said = f"Conspectus: http://{host}:{port}  (Ctrl+C ends it; what it holds is in {settings.DATA})"
    Console().print(said, highlight=False, soft_wrap=True)
    worker = subprocess.Popen(_worker())
    threading.Thread(target=_keep_working, args=(worker,), daemon=True).start()
    try:
        _serve(host, port)
    finally:
        worker.terminate()


def prepare() -> None:
    """The database as this version wants it, the shared cache, and the stylesheets collected."""
    os.umask(0o077)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--interval", "0.5"]


def _keep_working(worker: "subprocess.Popen[bytes]") -> None:
    """Start the worker again if it dies, and end builds that died with one."""
    from conspectus.workspace.inspections.jobs import reap

    while True:
        time.sleep(REAP_EVERY)
        reap()
        if worker.poll() is not None:
            worker = subprocess.Popen(_worker())


def _serve(host: str, port: int) -> None:
    workers = min(2, os.cpu_count() or 1)
    command = ["gunicorn", "conspectus.workspace.config.wsgi:application", "--bind", f"{host}:{port}"]
    command += ["--workers", str(workers), "--threads", str(THREADS), "--no-control-socket"]
    command += ["--log-level", "warning", "--timeout", "60"]
    subprocess.run([sys.executable, "-m", *command], check=False)
