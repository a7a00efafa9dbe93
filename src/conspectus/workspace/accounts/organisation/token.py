"""Whether a token that says who somebody is holds in every part: OpenID Connect Core, section 3.1.3.7."""

import hmac
from typing import Any, NamedTuple

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# With two keys alone: a token that anybody can sign who has our secret, or nobody has signed, is none.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED = ["iss", "aud", "sub", "exp", "iat", "nonce"]
LEEWAY = 60  # seconds by which two clocks may differ


class Expected(NamedTuple):
    """Of whom, for whom and for which sign-in a token must be."""

    issuer: str
    audience: str
    nonce: str


def checked(written: str, *, keys: dict[str, Any], expected: Expected) -> dict[str, Any]:
    """What it says; OAuth2Error where its signature, issuer, audience, time or nonce does not hold."""
    try:
        claims: dict[str, Any] = jwt.decode(
            written, _key(written, keys), algorithms=ALGORITHMS, issuer=expected.issuer,
            audience=expected.audience, leeway=LEEWAY, options={"require": NEEDED},
        )  # fmt: skip
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise OAuth2Error(f"the token does not hold: {error}") from error
    # Bound to this browser's sign-in: a token of another, or one given before, is of no use to anybody.
    if not hmac.compare_digest(str(claims["nonce"]).encode(), expected.nonce.encode()):
        raise OAuth2Error("the token is of another sign-in")
    if claims.get("azp", expected.audience) != expected.audience:
        raise OAuth2Error("the token was given to another program")
    return claims


def _key(written: str, keys: dict[str, Any]) -> Any:  # noqa: ANN401 - a key of whatever kind
    """The key that the token names; where it names none, the only one."""
    name, known = jwt.get_unverified_header(written).get("kid"), jwt.PyJWKSet.from_dict(keys).keys
    fitting = [one for one in known if name is None or one.key_id == name]
    if len(fitting) != 1:
        raise OAuth2Error("the token is signed with a key that the provider does not publish")
    return fitting[0].key
