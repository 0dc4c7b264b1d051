"""Signing in with the city's own accounts (OpenID Connect), where the settings name an issuer.

Authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, section 3.1; RFC 7636). It begins with a plain
link: the policy of our pages would stop a redirect to another host after a form. Nobody is added by it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from authlib.integrations.base_client import MismatchingStateError, OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, current_app, request, url_for
from flask import session as browser
from joserfc.errors import JoseError
from requests.exceptions import RequestException
from werkzeug.wrappers import Response

from catalogue.context import kit, private_transaction
from catalogue.desk import sign_in
from catalogue.desk.guard import Open, needs, origin, sit_down
from catalogue.domain.errors import NotFound, Problem, Unavailable
from catalogue.editing import entering
from catalogue.schemas.shortlist import local_address
from catalogue.settings import BadSetting, Settings

blueprint = Blueprint("oidc", __name__)

NOT_HERE = "このカタログでは、市のアカウントでのサインインは使えません。"
AWAY = (
    "市のアカウントの仕組みから応答がないため、いまはサインインできません。"
    "しばらくしてから、もう一度お試しください。"
)
BROKEN_OFF = "サインインが途中で終わりました。もう一度、はじめからお試しください。"
NOT_BELIEVED = "市のアカウントの仕組みから届いた内容を確かめられなかったため、サインインできません。"
NOBODY_HERE = "このアカウントの人は、職員として登録されていません。管理の担当者に、登録を頼んでください。"

_CLIENT, _BACK = "city", "city_sign_in_back"
_STATES = f"_state_{_CLIENT}_"  # as the library calls what it keeps in the cookie of the session
# Signed by the issuer alone. HMAC is not among them, for our own secret would make such a signature, nor is "none".
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_PATIENCE_SECONDS = 5
_AT_HOME = ("127.0.0.1", "localhost")
_LONGEST_CLAIM = 200


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the issuer means: ``subject`` never changes, ``name`` is what they sign in with there."""

    subject: str
    name: str


def register(app: Flask) -> None:
    """Get to know the issuer, without asking it for anything yet; and let pages ask whether there is one.

    Raises:
        BadSetting: the settings name an issuer that cannot be used.
    """
    settings: Settings = app.extensions["catalogue"].settings
    app.add_template_global(is_on, "city_accounts")
    if not settings.oidc_issuer:
        return
    _must_be_usable(settings)
    OAuth(app).register(
        _CLIENT,
        client_id=settings.oidc_client,
        client_secret=settings.oidc_secret or None,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE_SECONDS,
            "token_endpoint_auth_method": "client_secret_basic" if settings.oidc_secret else "none",
        },
    )


def is_on() -> bool:
    """Whether the settings name an issuer."""
    return bool(kit().settings.oidc_issuer)


@blueprint.get("/sign-in/city")
@needs(Open.TO_ALL)
def start() -> Response:
    """Go to the city's own sign-in."""
    _forget_earlier_starts()
    browser[_BACK] = local_address(request.args.get("next", "")) or ""
    with _listening():
        _believe(_client().load_server_metadata())
        return cast(Response, _client().authorize_redirect(url_for("desk.oidc.arrive", _external=True)))


@blueprint.get("/sign-in/city/back")
@needs(Open.TO_ALL)
def arrive() -> Response:
    """Come back from there."""
    back = local_address(str(browser.get(_BACK, ""))) or ""
    try:
        vouched = _vouched()
    except MismatchingStateError:
        return _not_in(BROKEN_OFF, 400, back)
    except OAuthError as error:
        current_app.logger.info("the issuer refused: %s", error)
        return _not_in(BROKEN_OFF, 403, back)
    except (JoseError, LookupError) as error:
        current_app.logger.warning("an ID token was not believed: %s", error)
        return _not_in(NOT_BELIEVED, 403, back)
    now = kit().now()
    with private_transaction() as writing:
        token = entering.admit_vouched_for(writing, vouched.subject, vouched.name, origin(), now)
        if token is None:
            entering.refuse(writing, None, "市のアカウントの人が登録されていない", origin(), now)
    if token is None:
        return _not_in(NOBODY_HERE, 403, back)
    sit_down(token)
    return sign_in.go_on(back, None)


def _vouched() -> Vouched:
    """Whom the answer in this request vouches for.

    Raises:
        OAuthError: it was broken off, or the state is not that of this browser.
        JoseError: the ID token is not right.
        LookupError: it lacks what it must have.
        Unavailable: the issuer does not answer.
    """
    settings = kit().settings
    with _listening():
        client = _client()
        issuer = _believe(client.load_server_metadata())["issuer"]
        expected = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": settings.oidc_client},
        }
        claims = client.authorize_access_token(claims_options=expected)["userinfo"]
    return Vouched(
        str(claims["sub"])[:_LONGEST_CLAIM], str(claims.get("preferred_username", ""))[:_LONGEST_CLAIM]
    )


def _forget_earlier_starts() -> None:
    """A browser refuses a cookie in which there are many; whoever begins again means the last one."""
    for name in [name for name in browser if name.startswith(_STATES)]:
        del browser[name]


def _client() -> Any:
    if not is_on():
        raise NotFound(NOT_HERE)
    return current_app.extensions["authlib.integrations.flask_client"].create_client(_CLIENT)


def _believe(metadata: dict[str, Any]) -> Mapping[str, Any]:
    """What the issuer says of itself, if it is that of the settings and names safe addresses (Discovery 1.0, 4.3)."""
    settings = kit().settings
    places = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if metadata.get("issuer", "").rstrip("/") != settings.oidc_issuer.rstrip("/"):
        raise Unavailable(AWAY)
    if not all(is_safe(str(metadata.get(place, ""))) for place in places):
        raise Unavailable(AWAY)
    said = metadata.get("id_token_signing_alg_values_supported", _ALGORITHMS)
    metadata["id_token_signing_alg_values_supported"] = [each for each in _ALGORITHMS if each in said]
    return metadata


@contextmanager
def _listening() -> Iterator[None]:
    try:
        yield
    except (RequestException, ValueError, RuntimeError, AttributeError, TypeError) as error:
        current_app.logger.warning("the issuer cannot be used: %s", error)
        raise Unavailable(AWAY) from error


def _must_be_usable(settings: Settings) -> None:
    if not is_safe(settings.oidc_issuer):
        raise BadSetting(
            "OIDC_ISSUER は https:// で始まるアドレスで指定してください（http は 127.0.0.1 と localhost だけ）。"
        )
    if not settings.oidc_client:
        raise BadSetting("OIDC_ISSUER を使うときは、OIDC_CLIENT も指定してください。")


def is_safe(address: str) -> bool:
    """Whether what is said there cannot be overheard or changed on the way."""
    parts = urlsplit(address)
    return bool(parts.netloc) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _AT_HOME)
    )


def _not_in(message: str, status: int, back: str) -> Response:
    return sign_in.form(sign_in.Asked(back=back, problems=(Problem("", message),)), status)
