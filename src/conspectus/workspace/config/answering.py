"""What gunicorn's processes do beside answering: its settings, as a module of which it reads the names."""

from threading import Thread

preload_app = True  # once, for all processes; one that has to be begun anew answers at once


def on_starting(server: object) -> None:
    """Before the first process begins and before the address is taken: what the first to ask would wait for."""
    from conspectus.workspace.config.ahead import load  # gunicorn reads us before Django is there

    load()


def post_worker_init(worker: object) -> None:
    """A process begins: read ahead, while it answers, what is as large as an area or a library."""
    from conspectus.workspace.config.ahead import read

    Thread(target=read, name="read ahead", daemon=True).start()
