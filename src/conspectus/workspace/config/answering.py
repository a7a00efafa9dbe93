"""What gunicorn's processes do beside answering: its settings, as a module of which it reads the names."""

from threading import Thread


def post_worker_init(worker: object) -> None:
    """A process begins: do ahead, while it answers, what the first to ask would wait seconds for."""
    from conspectus.workspace.practice.ready import get_ready  # gunicorn reads us before Django is there

    Thread(target=get_ready, name="get ready", daemon=True).start()
