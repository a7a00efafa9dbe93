"""An organisation as the sign-in library knows it: its OpenID Connect, with what it leaves to us checked."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import HttpRequest
from django.urls import reverse

from conspectus.workspace.accounts.organisation import discovery, token

Claims = Mapping[str, Any]
# Microsoft says by a claim of its own whether an address is of a domain that the tenant owns.
OWNED_DOMAIN = {"login.microsoftonline.com": "xms_edov"}


class OrganisationAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library is not typed
    """Reads what the provider says of somebody, from a token that is checked in every part."""

    nonce = ""  # of this sign-in, as it was begun

    @property
    def openid_config(self) -> Mapping[str, Any]:
        """What the provider publishes of itself."""
        return discovery.published(self.get_provider().app.settings["server_url"])

    @property
    def basic_auth(self) -> bool:
        """By the standard, a provider that names no way takes this one."""
        return "client_secret_post" not in self.openid_config.get("token_endpoint_auth_methods_supported", [])

    def get_callback_url(self, request: HttpRequest, app: object) -> str:
        """The address to which the provider sends people back."""
        back = reverse("organisation_callback", kwargs={"provider_id": self.provider_id})
        return str(build_absolute_uri(request, back, self.redirect_uri_protocol))

    def complete_login(self, request: HttpRequest, app: Any, access: Any, **given: Any) -> Any:  # noqa: ANN401 - the library's
        """Who it is; OAuth2Error where the token does not hold."""
        config = self.openid_config
        signed = token.checked(
            given["response"].get("id_token") or "",
            keys=discovery.fetched(config["jwks_uri"]),
            expected=token.Expected(issuer=config["issuer"], audience=app.client_id, nonce=self.nonce),
        )
        login = self.get_provider().sociallogin_from_response(
            request, self._with_address(signed, access.token)
        )
        login.amr = signed.get("amr")  # from the signed token alone
        return login

    def _with_address(self, signed: Claims, access: str) -> Claims:
        """Many providers tell the address only where they are asked once more, on the same line."""
        if "email" in signed:
            return signed
        told = self._fetch_user_info(access)
        if told.get("sub") != signed["sub"]:
            raise OAuth2Error("the answer about the person is of another person")
        return {**told, **signed}


class OrganisationProvider(OpenIDConnectProvider):  # type: ignore[misc]  # the library is not typed
    """One of those in the file of CONSPECTUS_OIDC."""

    id = "organisation"
    name = "Organisation"
    oauth2_adapter_class = OrganisationAdapter

    def extract_email_addresses(self, data: Claims) -> list[EmailAddress]:
        """The address, and whether the provider itself says that it has verified it."""
        if not isinstance(email := data.get("email"), str):
            return []
        host = urlsplit(self.app.settings["server_url"]).hostname or ""
        said = (data.get("email_verified"), data.get(OWNED_DOMAIN.get(host, "email_verified")))
        return [EmailAddress(email=email, verified=any(_is_yes(one) for one in said), primary=True)]

    def extract_extra_data(self, data: Claims) -> dict[str, Any]:
        """Nothing is kept of what the organisation tells of a person but who it is."""
        return {}


def _is_yes(said: object) -> bool:
    return said is True or said == 1 or said in ("true", "1")
