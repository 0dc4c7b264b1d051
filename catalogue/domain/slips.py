"""Slips of the documents themselves. Quotations keep them, marked 「原文のまま」; searches find the right form too."""

CORRECTED = {"自立飛行": "自律飛行", "改订": "改訂", "探討": "検討", "Cocotomo": "cocotomo"}


def slips_in(text: str) -> list[str]:
    """The slips that stand in ``text``."""
    return [slip for slip in CORRECTED if slip in text]


def corrected_forms(text: str) -> list[str]:
    """What the slips in ``text`` should have been."""
    return [CORRECTED[slip] for slip in slips_in(text)]
