"""Organisations by which people may sign in: the file that CONSPECTUS_OIDC names."""

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from conspectus.errors import ConspectusError

VARIABLE = "CONSPECTUS_OIDC"
HERE = {"localhost", "127.0.0.1"}  # where a provider may be tried without https
Text = Annotated[str, Field(min_length=1)]


class Provider(BaseModel):
    """One organisation that tells us by OpenID Connect who somebody is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="Stands in its addresses.")]
    name: Annotated[str, Field(min_length=1, max_length=40, description="What stands on its button.")]
    issuer: Annotated[str, Field(description="As it names itself, to the letter.")]
    client_id: Text
    client_secret_file: Annotated[Path, Field(description="Holds the secret; from the file's own folder.")]
    trust_mfa: Annotated[
        bool, Field(description="Whether its word that a second factor was given is taken.")
    ] = False

    @field_validator("issuer")
    @classmethod
    def _by_https(cls, issuer: str) -> str:
        parts = urlsplit(issuer)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
            raise ValueError("an issuer is an address that begins with https://")
        return issuer


class Providers(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provider: list[Provider] = []

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        for key in ("id", "issuer"):
            if len({getattr(one, key) for one in self.provider}) < len(self.provider):
                raise ValueError(f"two providers have the same {key}")
        return self


def providers() -> tuple[Provider, ...]:
    """Those of the file that CONSPECTUS_OIDC names; none where it is not set."""
    named = os.environ.get(VARIABLE)
    if not named:
        return ()
    path = Path(named).resolve()
    try:
        read = Providers.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConspectusError(f"it cannot be read: {error}", str(path), f"Look at {VARIABLE}.") from None
    except ValidationError as error:
        raise ConspectusError(
            _first(error), str(path), "The how-to “Install it for your organisation” shows one."
        ) from None
    return tuple(
        one.model_copy(update={"client_secret_file": path.parent / one.client_secret_file})
        for one in read.provider
    )


def _first(error: ValidationError) -> str:
    """The first mistake, with the key that has it."""
    one = error.errors()[0]
    where = ".".join(str(part) for part in one["loc"])
    return f"{where}: {one['msg']}" if where else one["msg"]


def as_the_library_has_them(given: Sequence[Provider]) -> dict[str, Any]:
    """The sign-in library's own setting, SOCIALACCOUNT_PROVIDERS; secrets are read here."""
    apps = [
        {
            "provider_id": one.id, "name": one.name, "client_id": one.client_id, "secret": _secret(one),
            "settings": {"server_url": one.issuer, "trust_mfa": one.trust_mfa},
        }
        for one in given
    ]  # fmt: skip
    return {"organisation": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}


def _secret(one: Provider) -> str:
    try:
        secret = one.client_secret_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConspectusError(
            f"the secret of {one.name} cannot be read: {error}",
            str(one.client_secret_file),
            f"Look at {VARIABLE}.",
        ) from None
    if not secret:
        raise ConspectusError(f"the secret of {one.name} is empty", str(one.client_secret_file))
    return secret
