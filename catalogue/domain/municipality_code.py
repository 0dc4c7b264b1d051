"""全国地方公共団体コード: five digits and a check digit.

The rule is the one published with the code list by 総務省: weigh the five digits 6, 5, 4, 3, 2, take the sum modulo
11 from 11, and keep the last digit; a sum below 11 is taken from 11 itself.
"""

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five: str) -> str:
    """The sixth digit for the first five."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, five, strict=True))
    return str((11 - total % 11) % 10) if total >= 11 else str((11 - total) % 10)


def has_right_check_digit(code: str) -> bool:
    """Whether a code of six digits ends as it should."""
    return len(code) == 6 and code.isdigit() and check_digit(code[:5]) == code[5]


def prefecture_code(code: str) -> str:
    """The prefecture's own six-digit code."""
    head = code[:2] + "000"
    return head + check_digit(head)
