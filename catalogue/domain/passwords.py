"""What makes a password good enough: its length, and that nobody would guess it among the first.

After NIST SP 800-63B, 5.1.1.2 (memorized secrets): no rules about kinds of letters, no change for its own sake, and a
comparison with what is commonly used. A one-time password is made here too.
"""

import re
import secrets
import unicodedata

SHORTEST, LONGEST = 12, 200
# Letters that are not mistaken for one another on paper or over the telephone: 31 of them, sixteen give 79 bits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _IN_A_GROUP = 4, 4
# What is left of a password without the name one signs in with must be worth something by itself.
_BESIDE_THE_NAME = 8

# Those of this length that come first to anybody's mind. What is written in a row of the keyboard, in order, or again
# and again is found by rule and need not stand here.
_COMMON = frozenset(
    (
        *("password1234", "password12345", "password123456", "passw0rd1234", "p@ssw0rd1234", "p@ssword1234"),
        *("administrator", "administrator1", "admin1234567", "admin12345678", "administrator123"),
        *("1q2w3e4r5t6y", "q1w2e3r4t5y6", "1qaz2wsx3edc", "1qazxsw23edc", "qazwsxedcrfv", "zaq12wsxcde3"),
        *("a1b2c3d4e5f6", "abc123456789", "abcd12345678", "abcdef123456", "qwerty123456", "asdf12345678"),
        *("iloveyou1234", "welcome12345", "letmein12345", "changeme1234", "changeme12345", "sakura123456"),
        *("ome123456789", "omecity12345", "shokuin12345", "shiyakusho12", "shiyakusho123"),
    )
)
_IN_ORDER = tuple(
    row * 2
    for row in ("1234567890", "0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
)
_AGAIN_AND_AGAIN = re.compile(r"(.{1,4}?)\1+.{0,3}\Z", re.DOTALL)

TOO_SHORT = f"{SHORTEST}文字以上にしてください。言葉をいくつか並べると、長くても覚えやすくなります。"
TOO_LONG = f"{LONGEST}文字までにしてください。"
THE_NAME = "サインインの名前をほとんどそのまま使っています。別の言葉を足してください。"
COMMON = "よく使われるため、すぐに当てられます。別のものにしてください。"


def plain(password: str) -> str:
    """The same letters, however they were typed: full-width ones are half-width ones (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def mistake_in(password: str, name: str) -> str | None:
    """Why somebody called ``name`` may not have this password, as a sentence; nothing, where they may."""
    password = plain(password)
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    typed = password.casefold()
    if len(typed.replace(name.casefold(), "")) < _BESIDE_THE_NAME and name.casefold() in typed:
        return THE_NAME
    return COMMON if _is_common(typed) else None


def _is_common(typed: str) -> bool:
    in_a_row = any(typed in row or typed[::-1] in row for row in _IN_ORDER)
    return in_a_row or typed in _COMMON or bool(_AGAIN_AND_AGAIN.match(typed))


def one_time() -> str:
    """A password to be handed over on paper and changed at the first use: ``k7pq-…``."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
