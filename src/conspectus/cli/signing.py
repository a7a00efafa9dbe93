"""Signing a letter or a figures file, and the keys for it, on files and without a server."""

from pathlib import Path
from typing import Annotated

import typer

from conspectus import definitions, letter, monitoring
from conspectus.cli.screen import out

app = typer.Typer(help="Keys that sign letters and figures.", no_args_is_help=True)


def sign(
    path: Annotated[Path, typer.Argument(metavar="LETTER|FIGURES", help="A letter.json or a figures file.")],
    inspectorate: Annotated[
        str, typer.Option("--as", help="Who signs: of a letter a word of the framework's leads.")
    ],
    key: Annotated[Path, typer.Option(help="Its private key, readable by its owner alone.")],
) -> None:
    """Sign a letter for one inspectorate, or a figures file for anybody, once everything in it holds.

    Example: conspectus sign letter/letter.json --as ofsted --key keys/ofsted.key

    A partnership its figures: conspectus sign figures.json --as northshire --key keys/northshire.key
    """
    if monitoring.is_figures(path):
        made = monitoring.sign_figures(path, signer=inspectorate, key_file=key)
    else:
        made = letter.sign(path, inspectorate=inspectorate, key_file=key)
    out.print(f"Signed as {made.inspectorate}, with key {made.key}.", highlight=False)


@app.command()
def make(
    inspectorate: Annotated[str, typer.Argument(help="Its word, such as ofsted, cqc, hmicfrs or hmip.")],
    folder: Annotated[Path, typer.Option("--out", help="Folder for the keys.")] = Path("keys"),
) -> None:
    """Make a key pair: a private key for the signer alone, its public half added to keys.toml.

    Example: conspectus keys make ofsted --out keys
    """
    private, public, made = letter.make_keys(inspectorate, folder)
    known = definitions.inspectorates()
    if inspectorate not in known:
        ours = ", ".join(known)
        out.print(
            f"Note: {inspectorate} is a body of your own framework, not one of {ours}.", highlight=False
        )
    out.print(f"private      {private} (keep it; nobody else needs it)", highlight=False, soft_wrap=True)
    out.print(f"public       {public} (give it to whoever checks)", highlight=False, soft_wrap=True)
    out.print(f"fingerprint  {made.fingerprint}", highlight=False)
