"""The workspace: serve it, try it, manage it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from conspectus.cli.screen import out
from conspectus.errors import ConspectusError
from conspectus.plain import number

FOLDER = typer.Option(metavar="FOLDER", help="Where the workspace keeps what it holds; private to you.")
PORT = typer.Option(help="Port of this machine.")


def serve(
    data: Annotated[Path, FOLDER] = Path("conspectus-data"),
    port: Annotated[int, PORT] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    check: Annotated[
        bool, typer.Option("--check", help="Serve nothing: say what is missing before others work in it.")
    ] = False,
) -> None:
    """Serve the workspace: its database is made or brought up to date, its secret key made on the first run.

    With --check: exit code 0 where it is ready, 1 where something is missing; what is only advised is said too.

    Example: conspectus serve --data conspectus-data --port 8000
    """
    if check:
        _check(data)
        return
    _at(data)
    from conspectus.workspace.config import serving

    serving.run(host=host, port=port)


def _check(data: Path) -> None:
    """Say what is missing, each with what to do."""
    try:
        _at(data)
    except ConspectusError as error:  # a setting that cannot be read: nothing else can be looked at
        out.print(f"✗ {error}", highlight=False, soft_wrap=True, markup=False)
        raise typer.Exit(1) from None
    from conspectus.workspace.config.readiness import lacks

    found = lacks()
    for one in found:
        said = f"{'–' if one.advised else '✗'} {one.what}\n  → {one.todo}"
        out.print(said, highlight=False, soft_wrap=True, markup=False)
    if missing := sum(not one.advised for one in found):
        out.print(f"Not ready: {number(missing, 'thing is', 'things are')} missing.", highlight=False)
        raise typer.Exit(1)
    out.print("Ready.", highlight=False)


def demo(
    data: Annotated[Path, FOLDER] = Path("demo/workspace"),
    area: Annotated[
        Path, typer.Option(metavar="FOLDER", help="A made-up area; made where it is not there.")
    ] = Path("demo/area"),
    children: Annotated[int, typer.Option(help="How many children a new area has.", min=1)] = 1000,
    port: Annotated[int, PORT] = 8000,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it when it is made.")] = True,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Erase an earlier demonstration and begin anew.")
    ] = False,
) -> None:
    """Try the workspace on a made-up area, half-way through an inspection; prints who can sign in how.

    Listens on this machine alone, and asks for no second factor: made-up people only. An earlier demonstration goes on
    as it was left, unless --fresh is given.

    Example: conspectus demo --port 8000
    """
    _at(data, demo=True)
    from conspectus.workspace.config import demonstration
    from conspectus.workspace.config import serving as server

    if fresh or not demonstration.is_there():
        demonstration.make(area, children=children)
    else:
        demonstration.go_on()
    if serving:
        server.run(host="127.0.0.1", port=port)


def manage(
    context: typer.Context,
    data: Annotated[Path, FOLDER] = Path("conspectus-data"),
) -> None:
    """Manage the workspace, as `verify_log` or `createsuperuser`.

    Example: conspectus manage verify_log
    """
    _at(data)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["conspectus manage", *(context.args or ["help"])])


DEMONSTRATION = "this-is-a-demonstration"  # a file that marks a folder of made-up people


def _at(data: Path, *, demo: bool = False) -> None:
    """Settle where it lives and whether all in it is made up, before anything of it is loaded."""
    try:
        import django
    except ImportError:
        raise ConspectusError(
            "the workspace is not installed", "", "Install it: pip install 'conspectus[workspace]'"
        ) from None
    marker = data / DEMONSTRATION
    if demo and not marker.exists():
        if (data / "workspace.sqlite3").exists():
            raise ConspectusError(
                "it holds a workspace that is no demonstration", str(data), "Name another folder with --data."
            )
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        marker.touch()
    os.environ["CONSPECTUS_DATA"] = str(data)
    os.environ["CONSPECTUS_DEMO"] = "1" if marker.exists() else "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "conspectus.workspace.config.settings"
    django.setup()
