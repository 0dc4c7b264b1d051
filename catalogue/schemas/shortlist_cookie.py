"""The visitor's list as the value of a cookie: signed, compressed where that makes it smaller.

Two doors read it: the public pages, which also write it, and the desk, where somebody keeps the same list under a name.
"""

from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from catalogue.domain.shortlist import Kept
from catalogue.schemas.shortlist import as_data, from_data

COOKIE = "shortlist"
# Browsers refuse a cookie over 4,096 bytes.
LARGEST = 3800


def serializer(secret_key: str) -> URLSafeSerializer:
    """Signs, and compresses what gets smaller by it."""
    return URLSafeSerializer(secret_key, salt="shortlist", signer_kwargs={"digest_method": sha256})


def kept_in(token: str, secret_key: str) -> Kept:
    """What a cookie says. One that was tampered with, is too old for us or too large is no list at all."""
    if not token or len(token) > LARGEST:
        return Kept()
    try:
        return from_data(serializer(secret_key).loads(token))
    except (BadData, TypeError, ValueError, LookupError):
        return Kept()


def token_of(kept: Kept, secret_key: str) -> str:
    """The value of the cookie."""
    token: str = serializer(secret_key).dumps(as_data(kept))
    return token
