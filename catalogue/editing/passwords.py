"""How passwords are kept: as Argon2id hashes with the profile argon2-cffi recommends (RFC 9106, low memory)."""

import secrets
from functools import cache
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from catalogue.domain.passwords import LONGEST, plain

_hasher = PasswordHasher()
# Each hash takes 64 MiB while it is made; a crowd at the door must not take the memory of the pages.
_turn = Lock()


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _turn:
        return _hasher.hash(plain(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether it is the password of which ``kept`` is the hash. Nothing kept takes as long as something, so that the
    time tells nobody which names there are."""
    nobodys = _nobodys()
    with _turn:
        try:
            _hasher.verify(kept or nobodys, plain(password[: 2 * LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return hashed(secrets.token_hex())
