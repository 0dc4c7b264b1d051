"""Slips of the documents themselves. Quotations keep them, marked 「原文のまま」; searches find the right form too."""

# Words that are taken for another of the same sound or look.
MISTAKEN = {
    "探討": "検討",
    "自立飛行": "自律飛行",
    "自立走行": "自律走行",
    "自立移動": "自律移動",
    "自動運運": "自動運転",
}
_CORRECTED = {**MISTAKEN, "改订": "改訂", "Cocotomo": "cocotomo"}


def slips_in(text: str) -> list[str]:
    """The slips that stand in ``text``."""
    return [slip for slip in _CORRECTED if slip in text]


def corrected_forms(text: str) -> list[str]:
    """What the slips in ``text`` should have been."""
    return [_CORRECTED[slip] for slip in slips_in(text)]
