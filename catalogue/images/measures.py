"""How large a picture is while it is worked on, and how wide what pages show."""

# The widths of renditions; a picture narrower than a step ends with its own width.
WIDTHS = (320, 640, 960, 1280, 1600)

# Half as much again as the widest rendition, so that shrinking further shows no trace of the first step.
WORKING_WIDTH = 2400
# What a working copy may cost besides: three of them (picture, colours, bare) are there at once, four bytes a pixel.
WORKING_PIXELS = 8_000_000
# A WebP has 16,383 rows at most (RFC 9649, section 2.6).
WORKING_HEIGHT = 16_000


def fitted(width: int, height: int) -> tuple[int, int]:
    """The size (width, height) a picture of this size, upright, is worked on; never larger than it is."""
    scale = min(
        1.0,
        WORKING_WIDTH / width,
        WORKING_HEIGHT / height,
        (WORKING_PIXELS / (width * height)) ** 0.5,
    )
    return max(1, round(width * scale)), max(1, round(height * scale))


def widths_of(width: int) -> tuple[int, ...]:
    """The widths a picture of this width is shown in, narrow before wide; none wider than it is."""
    widest = min(width, WIDTHS[-1])
    return *(step for step in WIDTHS if step < widest), widest
