"""Which part of a picture is left where it is cropped to the shape of a card.

The rule is that of CSS (``object-fit: cover`` with ``object-position``, CSS Images Module Level 3, 5.5): as much as
fits, and the point at x per cent of the picture lies at x per cent of what is left.
"""

# Width to height of the pictures in lists.
CARD = (16, 9)


def crop_of(width: int, height: int, x: float, y: float) -> tuple[float, float, float, float]:
    """Left, top, width and height of the part, in pixels of the picture; ``x`` and ``y`` are per cent of it."""
    wide, high = CARD
    part_width = min(float(width), height * wide / high)
    part_height = part_width * high / wide
    return (width - part_width) * x / 100, (height - part_height) * y / 100, part_width, part_height
