"""An inspectorate's key, and its signature under one edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from conspectus import letter
from conspectus.errors import ConspectusError
from conspectus.letter.files import LETTER
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.letters.editions import is_current, newest, open_comments, signers
from conspectus.workspace.letters.models import Edition, Signature
from conspectus.workspace.letters.models.edition import letters_of
from conspectus.workspace.letters.policies import signs
from conspectus.workspace.letters.stages import OUT_OF_DATE, comments_are_answered


def keys_of(inspection: int) -> Path:
    """The folder of private keys, each locked by a passphrase that is nowhere kept, and of `keys.toml`."""
    return letters_of(inspection) / "keys"


def key_now(inspection: int, inspectorate: str) -> str:
    """The fingerprint of the key that an inspectorate signs with; empty where there is none."""
    folder = keys_of(inspection)
    if not (folder / f"{inspectorate}.key").is_file():
        return ""
    return letter.load_keys(folder / "keys.toml").of(inspectorate)[-1].fingerprint


@transaction.atomic
def make_key(
    *, inspection: Inspection, inspectorate: str, passphrase: str, by: User, instead_of: str | None = None
) -> letter.PublicKey:
    """A key that signs for an inspectorate; one there was before signs no more, and what it signed still holds.

    Where `instead_of` is given, that one and no other is replaced, or none where it is empty.
    """
    may(signs, inspection, by, inspectorate)
    _signs(inspection, inspectorate)
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    _still(key_now(inspection.pk, inspectorate), instead_of, inspectorate)
    try:
        validate_password(passphrase, by)
    except ValidationError as error:
        raise ConspectusError(" ".join(error.messages), inspectorate, "Choose another passphrase.") from None
    folder = keys_of(inspection.pk)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _out_of_the_way(folder / f"{inspectorate}.key"):
        _, _, made = letter.make_keys(inspectorate, folder, passphrase=passphrase)
    record(
        Action.KEY_MADE, by=by, inspection=inspection.pk, target=f"inspectorate:{inspectorate}",
        key=made.fingerprint,
    )  # fmt: skip
    return made


def _still(now: str, seen: str | None, inspectorate: str) -> None:
    if seen is not None and now != seen:
        raise ConspectusError(
            "another key was made meanwhile", inspectorate,
            "Ask who of your inspectorate made it: with a further one, theirs signs no more.",
        )  # fmt: skip


@contextmanager
def _out_of_the_way(private: Path) -> Iterator[None]:
    """An earlier key makes room for the next, and is back where none could be made; its public half stays anyway."""
    aside = private.with_name(f".{private.name}.before")
    if private.exists():
        private.replace(aside)
    try:
        yield
    except BaseException:
        if aside.exists():
            aside.replace(private)
        raise
    aside.unlink(missing_ok=True)


@transaction.atomic
def sign(*, edition: Edition, inspectorate: str, passphrase: str, by: User) -> Signature:
    """Sign the newest edition, which must say what would be said now, with every comment answered."""
    inspection = Inspection.objects.select_for_update().get(pk=edition.inspection_id)
    may(signs, inspection, by, inspectorate)
    _signs(inspection, inspectorate)
    _can_be_signed(inspection, edition)
    key = keys_of(inspection.pk) / f"{inspectorate}.key"
    if not key.is_file():
        raise ConspectusError("there is no key to sign with", inspectorate, "Make one first.")
    made = letter.sign(
        edition.folder / LETTER, inspectorate=inspectorate, key_file=key, passphrase=passphrase
    )
    given = {"key": made.key, "signature": made.signature, "by": by}
    kept, _ = Signature.objects.update_or_create(edition=edition, inspectorate=inspectorate, defaults=given)
    record(
        Action.LETTER_SIGNED, by=by, inspection=inspection.pk, target=f"edition:{edition.number}",
        inspectorate=inspectorate, key=made.key, sha256=edition.sha256,
    )  # fmt: skip
    return kept


def _signs(inspection: Inspection, inspectorate: str) -> None:
    if inspectorate not in signers(inspection):
        raise ConspectusError(
            "it leads for none of the agencies inspected", inspectorate, "Sign as one of those who lead."
        )


def _can_be_signed(inspection: Inspection, edition: Edition) -> None:
    if inspection.now is not Stage.FACTUAL_ACCURACY:
        raise ConspectusError(
            "a letter is signed at the end of factual accuracy", inspection.title, "Ask whoever leads."
        )
    if newest(inspection) != edition or not is_current(edition):
        raise ConspectusError(OUT_OF_DATE, inspection.title, "Ask whoever leads to do so, then sign.")
    if open_comments(inspection):
        raise ConspectusError(comments_are_answered(inspection), inspection.title, "Answer them first.")
