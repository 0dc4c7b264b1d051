"""What remains of a picture from far away: its colour."""

from PIL import Image


def on_white(pixels: Image.Image) -> Image.Image:
    """A small RGB copy on the white ground of a page (64 pixels to a side at most)."""
    size = min(64, pixels.width), min(64, pixels.height)
    small = pixels.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    if small.mode != "RGBA":
        return small
    ground = Image.new("RGB", size, "white")
    ground.paste(small, mask=small.getchannel("A"))
    return ground


def colour(seen: Image.Image) -> str:
    """The mean colour (``#rrggbb``): shown in the place of a picture until it has come."""
    red, green, blue = seen.resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"
