"""Where each prefecture lies on a map of equal tiles: its number in the code list to (column, row), 13 × 13.

A tile map is a list of links that happens to look like Japan: it needs no borders, no other host, and a small
prefecture is as easy to hit as Hokkaido.
"""

TILES: dict[int, tuple[int, int]] = {
    1: (11, 0),
    2: (11, 2),
    3: (11, 3),
    4: (11, 4),
    5: (10, 3),
    6: (10, 4),
    7: (11, 5),
    8: (12, 6),
    9: (11, 6),
    10: (10, 6),
    11: (11, 7),
    12: (12, 8),
    13: (11, 8),
    14: (11, 9),
    15: (10, 5),
    16: (8, 5),
    17: (7, 5),
    18: (7, 6),
    19: (10, 8),
    20: (9, 6),
    21: (8, 6),
    22: (10, 9),
    23: (9, 8),
    24: (8, 8),
    25: (8, 7),
    26: (7, 7),
    27: (7, 8),
    28: (6, 7),
    29: (8, 9),
    30: (7, 9),
    31: (5, 7),
    32: (4, 7),
    33: (5, 8),
    34: (4, 8),
    35: (3, 7),
    36: (6, 11),
    37: (6, 10),
    38: (5, 10),
    39: (5, 11),
    40: (2, 8),
    41: (1, 8),
    42: (0, 9),
    43: (1, 9),
    44: (2, 9),
    45: (2, 10),
    46: (1, 10),
    47: (0, 12),
}


def without_kind(prefecture: str) -> str:
    """東京, 京都, 群馬, but 北海道: how maps name them."""
    return prefecture if prefecture == "北海道" else prefecture[:-1]
