"""Numbers as Japanese plans print them: 10万3,000人, 約2万4,000人."""

_MYRIAD = 10_000


def in_words(value: float, unit: str, *, approximate: bool = False) -> str:
    """``value`` with 万 and 億 and thousands separators, its unit, and 約 where it is approximate."""
    prefix = "約" if approximate else ""
    if value != int(value):
        return f"{prefix}{value:,}{unit}"
    return prefix + _with_myriads(int(value)) + unit


def _with_myriads(value: int) -> str:
    rest, ones = divmod(value, _MYRIAD)
    if not rest:
        return f"{ones:,}"
    hundred_millions, myriads = divmod(rest, _MYRIAD)
    parts = [f"{hundred_millions:,}億" if hundred_millions else "", f"{myriads:,}万" if myriads else ""]
    return "".join(parts) + (f"{ones:,}" if ones else "")
