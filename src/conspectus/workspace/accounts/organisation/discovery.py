"""What a provider publishes of itself: where it is asked, and its keys."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache
from requests import RequestException

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
KEPT = 300  # seconds
AGAIN = 60  # seconds for which the sign-in page does not ask again who did not answer it


def published(issuer: str) -> Mapping[str, Any]:
    """Its configuration; OAuth2Error where it is not of this issuer, RequestException where it does not answer."""
    if known := cache.get(_key(issuer)):
        return dict(known)
    found = fetched(issuer.removesuffix("/") + WELL_KNOWN)
    if found.get("issuer") != issuer:
        raise OAuth2Error(f"it calls itself {found.get('issuer')}, and not {issuer}")
    if missing := [name for name in NEEDED if not isinstance(found.get(name), str)]:
        raise OAuth2Error(f"it does not publish {missing[0]}")
    cache.set(_key(issuer), found, KEPT)
    return found


def fetched(address: str) -> dict[str, Any]:
    """A JSON object from an address."""
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        found = answer.json()
    if not isinstance(found, dict):
        raise OAuth2Error(f"{address} gives no JSON object")
    return found


def places(issuer: str) -> list[str]:
    """Where browsers are sent: its own place, and that of its sign-in page where that is another."""
    if cache.get(_key(issuer)) is None:
        try:
            published(issuer)
        except (OAuth2Error, RequestException):
            cache.set(_key(issuer), {}, AGAIN)
    known = cache.get(_key(issuer)) or {}
    return list(dict.fromkeys(_place(one) for one in (issuer, known.get("authorization_endpoint", issuer))))


def _place(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _key(issuer: str) -> str:
    return f"organisation:{issuer}"
